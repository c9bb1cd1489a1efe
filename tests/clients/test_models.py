"""What a client's record knows by itself."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.accounts.models import User
from apps.clients.models import Client
from apps.clients.validators import OLDEST_YEARS, validate_birth_date

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


@pytest.mark.parametrize(
    ("birth_date", "age"),
    [
        (None, None),
        (date(2026, 3, 1), 0),
        (date(2000, 3, 1), 26),
        (date(2000, 3, 2), 25),
        (date(2000, 2, 29), 26),  # has had the birthday of a year without one
    ],
)
def test_age(birth_date: date | None, age: int | None) -> None:
    assert Client(birth_date=birth_date).age == age


@pytest.mark.parametrize("birth_date", [TODAY, date(TODAY.year - OLDEST_YEARS, 1, 1)])
def test_a_birth_date_can_be_today_or_long_ago(birth_date: date) -> None:
    validate_birth_date(birth_date)


@pytest.mark.parametrize(
    ("birth_date", "message"),
    [(date(2026, 3, 2), "future"), (date(TODAY.year - OLDEST_YEARS - 1, 12, 31), "more than 125 years")],
)
def test_a_birth_date_is_neither_tomorrow_nor_before_living_memory(birth_date: date, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        validate_birth_date(birth_date)


def test_labels_are_words_in_the_order_of_the_lists() -> None:
    client = Client(allergies=["soy", "milk"], restrictions=["jain", "vegan", "no longer offered"])
    assert client.allergy_labels == ["Milk", "Soya"]
    assert client.restriction_labels == ["Vegan", "Jain"]


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("admin_user", True, True),
        ("owner", True, True),
        ("colleague", True, True),
        ("counsellor", True, False),
        ("stranger", False, False),
    ],
)
def test_who_sees_and_who_changes(
    role: str, reads: bool, writes: bool, client_record: Client, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(role)
    assert (client_record in Client.objects.visible_to(user)) is reads
    assert (client_record in Client.objects.editable_by(user)) is writes


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("asha", True),
        ("RAO asha", True),
        ("asha example", True),
        ("98765", True),
        ("asha gupta", False),
        ("%", False),
        (".*", False),
    ],
)
def test_search(db: None, words: str, found: bool) -> None:
    fields: dict[str, Any] = {"name": "Asha Rao", "email": "asha@example.com", "phone": "+91 98765 43210"}
    client = Client.objects.create(**fields)
    assert (client in Client.objects.search(words)) is found
