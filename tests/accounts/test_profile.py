"""What people change about themselves, and what follows from it."""

from datetime import UTC

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.accounts.zones import REGIONS, place, time_zone_choices, validate_time_zone
from tests.conftest import signed_in

PAGE = "/accounts/profile/"


def test_it_works(owner: User) -> None:
    answer = signed_in(owner).post(
        PAGE, {"name": "Owner Again", "time_zone": "Europe/Lisbon", "language": "hi"}, follow=True
    )
    assert answer.status_code == 200
    owner.refresh_from_db()
    assert (owner.name, owner.time_zone, owner.language) == ("Owner Again", "Europe/Lisbon", "hi")


def test_it_changes_neither_role_nor_address(owner: User) -> None:
    fields = {
        "name": "Owner",
        "time_zone": "UTC",
        "language": "en",
        "role": "admin",
        "email": "x@practice.test",
    }
    signed_in(owner).post(PAGE, fields)
    after = User.objects.get(pk=owner.pk)
    assert (after.role, after.email) == (owner.role, owner.email)


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 151), ("time_zone", "Mars/Olympus"), ("language", "xx")]
)
def test_a_wrong_value_is_marked_and_nothing_is_saved(owner: User, field: str, value: str) -> None:
    fields = {"name": "Owner Again", "time_zone": "UTC", "language": "en", field: value}
    answer = signed_in(owner).post(PAGE, fields)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert User.objects.get(pk=owner.pk).name == "Owner"


def test_pages_speak_the_persons_language(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(language="hi")
    answer = signed_in(owner).get("/", headers={"Accept-Language": "en"})
    assert answer["Content-Language"] == "hi"
    assert '<html lang="hi">' in answer.content.decode()


def test_before_sign_in_the_browser_decides(db: None) -> None:
    answer = Browser().get("/accounts/sign-in/", headers={"Accept-Language": "hi"})
    assert answer["Content-Language"] == "hi"
    assert "Accept-Language" in answer["Vary"]


def test_nothing_leaks_into_the_next_request(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(language="hi", time_zone="Europe/Lisbon")
    signed_in(owner).get("/")
    assert translation.get_language() == "en"
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_zone_that_no_longer_exists_reads_as_utc() -> None:
    assert User(time_zone="Mars/Olympus").zone is UTC
    assert User(time_zone="../etc/passwd").zone is UTC


def test_zones_are_offered_by_region() -> None:
    offered = dict(time_zone_choices())
    assert list(offered) == [*REGIONS, "UTC"]
    assert ("Asia/Kolkata", "Kolkata") in offered["Asia"]
    assert place("America/Argentina/Buenos_Aires") == "Argentina, Buenos Aires"


def test_an_unknown_zone_is_refused() -> None:
    validate_time_zone("Asia/Kolkata")
    with pytest.raises(ValidationError, match="Mars/Olympus"):
        validate_time_zone("Mars/Olympus")


@pytest.mark.parametrize(
    ("name", "initials"), [("Meera", "M"), ("Meera Iyer", "MI"), ("A B C", "AC"), ("", "X")]
)
def test_initials(name: str, initials: str) -> None:
    assert User(name=name, email="x@practice.test").initials == initials
