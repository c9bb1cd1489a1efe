"""The log: one JSON object a line, enough to follow a request, nothing of what people wrote or looked for."""

import json
import logging
import sys
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, RequestFactory
from django.test import Client as Browser
from django.utils.functional import SimpleLazyObject
from pytest_django import Settings

from apps.accounts.models import User
from apps.stability.logs import JsonLines, OnceAMinute, current_request
from tests.conftest import signed_in
from tests.world import World

FORMAT = JsonLines()


def lines_of(records: list[logging.LogRecord], logger: str = "") -> list[dict[str, Any]]:
    """What would have been written."""
    return [json.loads(FORMAT.format(record)) for record in records if record.name.startswith(logger)]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """Formats what was logged while its request was still known."""
    written: list[dict[str, Any]] = []

    class Writer(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(FORMAT.format(record)))

    handler, root = Writer(), logging.getLogger()
    root.addHandler(handler)
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, "django.request")  # which the settings have turned off
    yield written
    root.removeHandler(handler)


def test_a_request_is_one_line(browser_of_owner: Browser, owner: User, lines: list[dict[str, Any]]) -> None:
    browser_of_owner.get("/clients/?q=Asha", headers={"X-Request-ID": "from-the-proxy"})
    (line,) = lines
    assert line["ms"] > 0
    assert line["time"].endswith("+00:00")
    del line["ms"], line["time"], line["message"]
    assert line == {
        "level": "info",
        "logger": "apps.stability.request_id",
        "requestId": "from-the-proxy",
        "userId": str(owner.pk),
        "method": "GET",
        "route": "/clients/",
        "status": 200,
    }


def test_nothing_of_what_people_wrote_or_looked_for_is_in_it(
    world: World, owner: User, lines: list[dict[str, Any]]
) -> None:
    """Not in the lines of ours, and not in Django's about what was not found or not allowed."""
    url = "/clients/{client}/edit/".format_map(world)
    browser = signed_in(owner)
    browser.get(f"{url}?note=gluten")
    browser.post(f"{url}?note=gluten", {"name": "gluten", "version": "1"})
    browser.put(f"{url}?note=gluten")
    browser.get("/gluten/?q=gluten")
    browser.get("/api/foods/?q=gluten")
    text = json.dumps(lines)
    assert len(lines) >= 6
    assert "gluten" not in text
    assert str(world["client"]) not in text
    assert "/clients/<uuid:pk>/edit/" in text


def test_every_answer_has_the_id_of_its_request(client: Browser, db: None) -> None:
    ids = [client.get("/accounts/sign-in/")["X-Request-ID"] for _number in range(2)]
    assert len(set(ids)) == 2
    assert client.get("/nothing/")["X-Request-ID"]
    assert client.get("/healthz/live/")["X-Request-ID"]


@pytest.mark.parametrize("sent", ["a", "A-9", "x" * 64, "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_an_id_that_a_proxy_gave_is_kept(client: Browser, db: None, sent: str) -> None:
    assert client.get("/healthz/live/", headers={"X-Request-ID": sent})["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["", "x" * 65, "a b", "a\tb", "ä", '"}', "a_b", "<script>"])
def test_an_id_that_could_do_harm_is_not(client: Browser, sent: str) -> None:
    assert client.get("/healthz/live/", headers={"X-Request-ID": sent})["X-Request-ID"] != sent


def test_in_async_mode_as_well(lines: list[dict[str, Any]]) -> None:
    answer = async_to_sync(AsyncClient().get)("/api/session/", headers={"X-Request-ID": "a-1"})
    assert answer["X-Request-ID"] == "a-1"
    (line,) = [line for line in lines if line["logger"] == "apps.stability.request_id"]
    assert (line["requestId"], line["status"], line["route"]) == ("a-1", 401, "/api/session/")
    assert current_request.get() is None


def test_whoever_logs_during_a_request_need_not_name_it(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.request_id = "r-7"  # type: ignore[attr-defined]
    token = current_request.set(request)
    try:
        line = json.loads(FORMAT.format(logging.makeLogRecord({"msg": "%d left", "args": (3,)})))
    finally:
        current_request.reset(token)
    assert (line["message"], line["requestId"], line["userId"]) == ("3 left", "r-7", None)


def test_a_line_asks_the_database_nothing(rf: RequestFactory) -> None:
    def ask() -> User:
        raise AssertionError("asked")

    request = rf.get("/")
    request.user = SimpleLazyObject(ask)  # type: ignore[assignment]
    line = json.loads(FORMAT.format(logging.makeLogRecord({"msg": "x", "request": request})))
    assert line["userId"] is None
    known = SimpleLazyObject(lambda: User(pk=UUID(int=7)))
    assert str(known.pk)
    request.user = known  # type: ignore[assignment]
    line = json.loads(FORMAT.format(logging.makeLogRecord({"msg": "x", "request": request})))
    assert line["userId"] == str(UUID(int=7))


def test_an_exception_is_its_type_and_places_without_its_words() -> None:
    try:
        try:
            int("Asha")
        except ValueError as error:
            raise RuntimeError("Asha weighs 70") from error
    except RuntimeError:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()})
    text = FORMAT.format(record)
    first, second = json.loads(text)["exceptions"]
    assert (first["type"], second["type"]) == ("builtins.RuntimeError", "builtins.ValueError")
    assert "test_logs.py" in first["places"][0]
    assert "Asha" not in text


def test_a_line_is_one_line() -> None:
    text = FORMAT.format(logging.makeLogRecord({"msg": "two\nlines “and” quotes"}))
    assert "\n" not in text
    assert json.loads(text)["message"] == "two\nlines “and” quotes"


@pytest.mark.parametrize("request_of_django", [object(), None])
def test_records_of_other_requests(request_of_django: Any) -> None:
    """runserver logs with a socket as `request`."""
    record = logging.makeLogRecord({"msg": "%s", "args": (None,), "request": request_of_django})
    assert json.loads(FORMAT.format(record))["message"] == "None"


def test_an_outage_is_told_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("apps.stability.logs.time.monotonic", lambda: now)
    once = OnceAMinute()
    outage = [logging.makeLogRecord({"msg": "away: %s", "args": (number,)}) for number in range(3)]
    assert [once.filter(record) for record in outage] == [True, False, False]
    assert once.filter(logging.makeLogRecord({"msg": "another"}))
    now += 60
    assert once.filter(outage[0])


def test_the_settings_use_it(settings: Settings) -> None:
    logging_settings: Any = settings.LOGGING
    assert logging_settings["handlers"]["console"]["formatter"] == settings.LOG_FORMAT
    assert logging_settings["formatters"]["json"] == {"()": "apps.stability.logs.JsonLines"}
