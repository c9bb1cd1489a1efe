"""docs/openapi.yaml describes every address of the API, and nothing that there is not."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import yaml
from django.conf import settings
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from apps.drafts import kinds

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
API: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "docs/openapi.yaml").read_text(encoding="utf-8"))


def routes(patterns: Any = None, prefix: str = "/") -> Iterator[str]:
    """Every address below /api/ in the form of the description: `/api/notes/{pk}/`."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and (route := prefix + str(pattern.pattern)).startswith("/api/"):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def methods_of(route: str, browser: Browser) -> set[str]:
    """The methods that an address takes, as it says itself when it is asked for another."""
    url = re.sub(r"{\w+}", str(UUID(int=0)), route)
    return {method for method in METHODS if browser.generic(method, url).status_code != 405}


def test_every_address_is_described() -> None:
    assert set(API["paths"]) == set(routes())


@pytest.mark.parametrize("route", sorted(set(routes())))
def test_every_method_is_described(route: str, browser_of_owner: Browser) -> None:
    described = {method.upper() for method in API["paths"][route] if method.upper() in METHODS}
    assert described == methods_of(route, browser_of_owner)


@pytest.mark.parametrize("route", sorted(set(routes())))
def test_another_method_is_told_which_ones_there_are(route: str, browser_of_owner: Browser) -> None:
    answer = browser_of_owner.generic("TRACE", re.sub(r"{\w+}", str(UUID(int=0)), route))
    described = {method.upper() for method in API["paths"][route] if method.upper() in METHODS}
    assert set(answer["Allow"].split(", ")) == described


def test_every_kind_of_form_is_described() -> None:
    """Those of the application; the tests register one more."""
    described = API["components"]["schemas"]["Kind"]["enum"]
    ours = {name for name, kind in kinds._kinds.items() if kind.form.__module__.startswith("apps.")}
    assert set(described) == ours


def test_every_operation_has_a_name_and_its_refusals() -> None:
    operations = [
        one for path in API["paths"].values() for name, one in path.items() if name.upper() in METHODS
    ]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all({"401", "default"} <= set(operation["responses"]) for operation in operations)
