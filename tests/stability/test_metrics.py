"""/metrics: a text that Prometheus reads, for those who may; and what moves its figures."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from apps.accounts.models import User
from apps.stability.tallies import readings
from apps.stability.views import PROXY_HEADERS
from dtps.networks import networks
from tests.drafts.devices import Device, save_note
from tests.drafts.pages import Page
from tests.drafts.sample.models import Note
from tests.test_settings import run

METRICS = "/metrics"
NUMBER = re.compile(rb"name this number: \w+")  # of the request


def ask(address: str = "127.0.0.1", method: str = "GET", **headers: str) -> Any:
    """The answer to somebody who is not signed in, at `address`."""
    return Browser(headers=headers, REMOTE_ADDR=address).generic(method, METRICS)


# --- What it says


def test_prometheus_can_read_it() -> None:
    response = ask()
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert response["Cache-Control"] == "no-store"
    types = {family.name: family.type for family in text_string_to_metric_families(response.text)}
    assert (
        types.items()
        >= {
            "dtps_streams": "gauge",
            "dtps_presence_sockets": "gauge",
            "dtps_drafts_saved": "counter",
            "dtps_merges": "counter",
            "dtps_conflicts": "counter",
            "dtps_events_replayed": "counter",
            "dtps_resets": "counter",
            "dtps_draft_save_seconds": "histogram",
        }.items()
    )  # and those with labels, once something was counted


def test_it_costs_no_query(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert ask().status_code == 200


@pytest.mark.django_db
def test_it_tells_nothing_of_anybody(device: Device, owner: User) -> None:
    device.type(title=["Week", "Month"])
    assert not any(secret in ask().text for secret in (owner.email, owner.name, str(owner.pk), "note"))


# --- Who may ask


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_ask(address: str) -> None:
    assert ask(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["127.0.0.2", "10.0.0.7", "203.0.113.9", "::2", "fe80::1%eth0", "", "nonsense"]
)
def test_for_others_there_is_no_such_page(address: str) -> None:
    response, nowhere = ask(address), Browser().get("/nothing-here")
    assert response.status_code == 404
    assert NUMBER.sub(b"", response.content) == NUMBER.sub(b"", nowhere.content)
    assert ask(address, "POST").status_code == 404


def test_the_setting_names_addresses_and_networks(settings: Settings) -> None:
    settings.METRICS_ALLOWED = networks(["10.1.0.0/16", "192.0.2.5", "2001:db8::/32"])
    answers = {
        address: ask(address).status_code
        for address in ("10.1.2.3", "10.2.0.1", "192.0.2.5", "192.0.2.6", "2001:db8::7", "127.0.0.1")
    }
    assert answers == {
        "10.1.2.3": 200,
        "10.2.0.1": 404,
        "192.0.2.5": 200,
        "192.0.2.6": 404,
        "2001:db8::7": 200,
        "127.0.0.1": 404,
    }


@pytest.mark.parametrize("header", PROXY_HEADERS)
def test_a_forged_header_changes_nothing_for_the_better(header: str) -> None:
    assert ask("203.0.113.9", **{header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("header", PROXY_HEADERS)
def test_whoever_comes_through_a_proxy_is_not_from_here(header: str) -> None:
    assert ask("127.0.0.1", **{header: "203.0.113.9"}).status_code == 404
    assert ask("127.0.0.1", **{header: ""}).status_code == 404


def test_it_can_only_be_read() -> None:
    head = ask(method="HEAD")
    assert (head.status_code, head.content) == (200, b"")
    strict = Browser(enforce_csrf_checks=True)
    assert {getattr(strict, method)(METRICS).status_code for method in ("post", "put", "delete")} == {405}


def test_it_is_not_sent_to_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert ask().status_code == 200
    assert Browser().get("/metrics/").status_code == 301


@pytest.mark.parametrize("word", ["10.0.0.300", "10.0.0.1/8", "localhost", "10.0.0.0/33", "127.0.0.1 ::1"])
def test_no_address_and_no_network(word: str) -> None:
    with pytest.raises(ValueError, match=re.escape(word)):
        networks(["::1", word])


def test_a_wrong_list_is_refused(tmp_path: Path) -> None:
    check = run("manage.py", "check", VAR_DIR=str(tmp_path), METRICS_ALLOWED="::1, localhost")
    assert check.returncode == 1
    assert "(dtps.E009) METRICS_ALLOWED cannot be used: 'localhost'" in check.stderr
    assert "Traceback" not in check.stderr


# --- What moves the figures


def moved(action: Callable[[], Any]) -> dict[str, int]:
    """By how much `action` moved which figures, save times aside."""
    before = dict(readings())
    action()
    after = {name: value - before.get(name, 0) for name, value in readings()}
    return {name: more for name, more in after.items() if more and not name.startswith("save_seconds")}


def timed(action: Callable[[], Any]) -> int:
    """How many more saves have a time after `action`."""
    totals = []
    for act in (lambda: None, action):
        act()
        totals.append(sum(value for name, value in readings() if name.startswith("save_seconds")))
    return totals[1] - totals[0]


@pytest.mark.django_db
def test_a_draft_that_is_kept(device: Device) -> None:
    assert moved(lambda: device.type(title=["Week", "Month"])) == {"drafts_saved": 1}
    assert timed(lambda: device.type(title=["Month", "Year"])) == 1


@pytest.mark.django_db
def test_the_first_draft_of_something_new(owner: User) -> None:
    new = Device(owner, uuid4())
    assert moved(lambda: new.post(data={"title": "Plan", "sheet": {"rows": []}})) == {"drafts_saved": 1}


@pytest.mark.django_db
def test_a_draft_that_is_sent_twice_is_kept_once(device: Device) -> None:
    body: dict[str, Any] = {"saveId": "once", "changes": {"text": ["", "a"]}}
    device.post(**body)
    assert moved(lambda: device.post(**body)) == {}


@pytest.mark.django_db
def test_what_is_refused_is_not_kept(device: Device) -> None:
    assert moved(lambda: device.post(changes={"nothing/here": ["", "a"]})) == {}


@pytest.mark.django_db
def test_an_autosave_that_merges(device: Device, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, text="theirs")
    assert moved(lambda: device.type(title=["Week", "Month"])) == {"drafts_saved": 1, "merges": 1}
    assert moved(lambda: device.type(title=["Month", "Year"])) == {"drafts_saved": 1}


@pytest.mark.django_db
def test_an_autosave_in_conflict(device: Device, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, title="Year")
    assert moved(lambda: device.post(changes={"title": ["Week", "Month"]})) == {"conflicts": 1}


@pytest.mark.django_db
@pytest.mark.urls("tests.drafts.sample.urls")
def test_a_save_that_merges(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, text="theirs")
    assert moved(lambda: page.save(title="Month")) == {"merges": 1}


@pytest.mark.django_db
@pytest.mark.urls("tests.drafts.sample.urls")
def test_a_save_in_conflict(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, title="Year")
    assert moved(lambda: page.save(title="Month")) == {"conflicts": 1}


@pytest.mark.django_db
@pytest.mark.urls("tests.drafts.sample.urls")
def test_a_save_that_meets_nobody(page: Page) -> None:
    assert moved(lambda: page.save(title="Month")) == {}
