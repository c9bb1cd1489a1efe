"""The API answers as docs/openapi.yaml says, to whatever fits the description and to whatever does not.

FUZZ_EXAMPLES=2000 tries more of everything; the suite takes some seconds for it. Most of what is tried is
refused before a database is asked, so there is less of it on MongoDB.
"""

import os
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from apps.accounts.models import User
from apps.foods.services import load_starter_foods
from tests.conftest import signed_in
from tests.stability.test_openapi import API

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25" if connection.vendor == "sqlite" else "8"))
SECRET = "s" * 32
HELD = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]


def described() -> Any:
    """The description, bound to the application in this process."""
    schema = schemathesis.openapi.from_dict(API, config=SchemathesisConfig(seed=1))
    schema.app = get_wsgi_application()
    return schema


OPERATIONS = {result.ok().label: result.ok() for result in described().get_all_operations()}

KINDS_OF_CALL = [
    pytest.param(label, mode, id=f"{label} {mode.value}")
    for label, mode in product(OPERATIONS, GenerationMode)
    if (label, mode) != ("GET /api/session/", GenerationMode.NEGATIVE)  # there is nothing to get wrong
]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The application runs in the test's transaction, so it must not close the connection after a request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def cookies(owner: User) -> dict[str, str]:
    """What the owner's browser holds."""
    browser = signed_in(owner)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: SECRET}


@pytest.mark.parametrize(("label", "mode"), KINDS_OF_CALL)
def test_it_answers_as_described(label: str, mode: GenerationMode, cookies: dict[str, str]) -> None:
    if "foods" in label:
        load_starter_foods()
    checks = [CHECKS.get_one(name) for name in HELD]

    @effort(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        answer = case.call(headers={"X-CSRFToken": SECRET, "Accept-Encoding": "identity"}, cookies=cookies)
        case.validate_response(answer, checks=checks)
        assert not 300 <= answer.status_code < 400, answer.headers
        assert "html" not in answer.headers.get("content-type", [""])[0]

    check()
