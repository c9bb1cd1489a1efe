"""Measurements and notes: written by everybody of the care team, kept with every earlier state."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from apps.accounts.models import User
from apps.clients.models import Client, ClientNote, Measurement
from apps.drafts.models import Revision
from tests.conftest import signed_in


def measure(user: User, client: Client, **values: Any) -> Any:
    """The answer to a new measurement."""
    sent = {"client": str(client.pk), "taken_on": "2026-03-02", "version": "0", **values}
    return signed_in(user).post(f"/clients/measurements/create/?client={client.pk}&key={uuid4()}", sent)


def write(user: User, client: Client, text: str, **values: Any) -> ClientNote:
    """A new note."""
    sent = {"client": str(client.pk), "text": text, "version": "0", **values}
    answer = signed_in(user).post(f"/clients/notes/create/?client={client.pk}&key={uuid4()}", sent)
    assert answer["Location"] == f"/clients/{client.pk}/#notes"
    return ClientNote.objects.latest("created_at")


def said(day: int) -> str:
    """A day of March as pages say it."""
    return date_format(date(2026, 3, day), "DATE_FORMAT")


def page(user: User, client: Client, query: str = "") -> str:
    answer = signed_in(user).get(f"{client.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_counsellor_measures(counsellor: User, client_record: Client) -> None:
    measure(counsellor, client_record, weight_kg="72.45", systolic_mmhg="120", diastolic_mmhg="80")
    (made,) = Measurement.objects.all()
    assert (made.weight_kg, made.systolic_mmhg, made.waist_cm) == (Decimal("72.45"), 120, None)
    assert made.created_by == counsellor
    assert Revision.objects.filter(kind="measurement", key=made.pk).count() == 1
    assert "72.45" in page(counsellor, client_record)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "give at least one value"),
        ({"weight_kg": "7245"}, "less than or equal to 500"),
        ({"weight_kg": "a lot"}, "Enter a number"),
        ({"weight_kg": "NaN"}, "Enter a number"),
        ({"systolic_mmhg": "120"}, "please give both"),
        ({"systolic_mmhg": "80", "diastolic_mmhg": "120"}, "has to be the greater one"),
        ({"weight_kg": "72", "taken_on": "2999-01-01"}, "in the future"),
        ({"weight_kg": "72", "taken_on": "1985-01-01"}, "not born yet"),
    ],
)
def test_what_cannot_be_is_refused_and_shown_again(
    values: dict[str, str], words: str, owner: User, client_record: Client
) -> None:
    Client.objects.filter(pk=client_record.pk).update(birth_date=date(1990, 5, 17))
    answer = measure(owner, client_record, **values)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert all(value in shown for value in values.values())
    assert not Measurement.objects.exists()


def test_of_nobody_elses_client(stranger: User, client_record: Client) -> None:
    """Neither by the address nor by a client that is sent with one's own."""
    assert measure(stranger, client_record, weight_kg="72").status_code == 404
    own = Client.objects.create(name="Own", created_by=stranger)
    own.care_team.create(user=stranger)
    sent = {"client": str(client_record.pk), "taken_on": "2026-03-02", "weight_kg": "72", "version": "0"}
    answer = signed_in(stranger).post(f"/clients/measurements/create/?client={own.pk}&key={uuid4()}", sent)
    assert answer.status_code == 422
    assert not Measurement.objects.exists()


def test_the_latest_value_of_each_measure_wins(client_record: Client) -> None:
    for day, values in (
        (1, {"weight_kg": 80, "height_cm": 170}),
        (9, {"weight_kg": 78}),
        (5, {"weight_kg": 79}),
    ):
        Measurement.objects.create(client=client_record, taken_on=date(2026, 3, day), **values)
    removed = Measurement.objects.create(client=client_record, taken_on=date(2026, 3, 20), weight_kg=7)
    removed.remove()
    assert client_record.latest("weight_kg") == 78
    assert client_record.latest("height_cm") == 170
    assert client_record.latest("waist_cm") is None


def test_the_page_says_what_changed_and_draws_it(owner: User, client_record: Client) -> None:
    for day, weight in ((1, "80"), (5, "79.5"), (9, "78.2")):
        Measurement.objects.create(client=client_record, taken_on=date(2026, 3, day), weight_kg=weight)
    shown = page(owner, client_record)
    assert "−1.3 kg since the last time" in shown
    assert f"−1.8 kg since {said(1)}" in shown
    assert shown.count('class="chart-point"') == 3
    assert f"3 measurements, from 80 on {said(1)} to 78.2 on {said(9)}" in shown


def test_the_table_begins_with_the_latest(owner: User, client_record: Client) -> None:
    for day in range(30):
        taken = date(2026, 3, 1) + timedelta(days=day)
        Measurement.objects.create(client=client_record, taken_on=taken, weight_kg=70)
    assert page(owner, client_record).count("/remove/") == 24
    assert "Show all 30 measurements" in page(owner, client_record)
    assert page(owner, client_record, "?measurements=all").count("/remove/") == 30


def test_remove_and_undo(colleague: User, client_record: Client) -> None:
    record = Measurement.objects.create(client=client_record, taken_on=date(2026, 3, 1), weight_kg=80)
    browser = signed_in(colleague)
    answer = browser.post(f"/clients/measurements/{record.pk}/remove/", follow=True)
    assert f"The measurement of {said(1)} is removed." in answer.content.decode()
    assert "Nothing is measured yet" in page(colleague, client_record)
    assert browser.get(f"/clients/measurements/{record.pk}/edit/").status_code == 404
    browser.post(f"/clients/measurements/{record.pk}/restore/")
    assert "Nothing is measured yet" not in page(colleague, client_record)


@pytest.mark.parametrize(
    "query", ["?removed=x", "?removed=00000000-0000-4000-8000-00000000dead", "?notes=x", "?notes=999"]
)
def test_a_made_up_address_shows_the_page(query: str, owner: User, client_record: Client) -> None:
    assert "is removed" not in page(owner, client_record, query)


def test_two_who_change_the_same_value_are_asked(owner: User, colleague: User, client_record: Client) -> None:
    measure(owner, client_record, weight_kg="72")
    (record,) = Measurement.objects.all()
    address = f"/clients/measurements/{record.pk}/edit/"
    assert signed_in(owner).post(address, {"weight_kg": "73", "version": "1"}).status_code == 302
    answer = signed_in(colleague).post(address, {"weight_kg": "74", "version": "1"})
    assert answer.status_code == 409
    assert Measurement.objects.get().weight_kg == 73


def test_a_note_is_its_authors_and_keeps_each_text(
    owner: User, colleague: User, client_record: Client
) -> None:
    note = write(owner, client_record, "Sleeps badly.")
    address = f"/clients/notes/{note.pk}/"
    assert "Sleeps badly." in page(colleague, client_record)
    assert signed_in(colleague).post(f"{address}edit/", {"text": "Mine.", "version": "1"}).status_code == 404
    signed_in(owner).post(f"{address}edit/", {"text": "Sleeps better.", "version": "1"})
    texts = signed_in(colleague).get(address).content.decode()
    assert texts.index("Sleeps better.") < texts.index("Sleeps badly.")
    assert "Sleeps badly." not in page(colleague, client_record)


def test_pinned_notes_come_first(owner: User, client_record: Client) -> None:
    write(owner, client_record, "Always first.", is_pinned="on")
    write(owner, client_record, "Written later.")
    shown = page(owner, client_record)
    assert shown.index("Always first.") < shown.index("Written later.")


def test_markup_in_a_note_is_text(owner: User, client_record: Client) -> None:
    write(owner, client_record, "<script>alert(1)</script>")
    assert "<script>alert" not in page(owner, client_record)


def test_conditions_are_shown_and_found(owner: User, client_record: Client) -> None:
    sent = {"conditions": ["hypothyroidism", "pcos"], "condition_notes": "Metformin 500 mg", "version": "1"}
    team = [str(seat.user_id) for seat in client_record.care_team.all()]
    signed_in(owner).post(f"/clients/{client_record.pk}/edit/", {**sent, "care_team": team})
    shown = page(owner, client_record)
    assert "Polycystic ovary syndrome (PCOS)" in shown
    assert "Metformin" in shown
    for words, is_found in (("thyroid", True), ("rao pcos", True), ("metformin", True), ("gout", False)):
        listed = signed_in(owner).get("/clients/", {"q": words}).content.decode()
        assert ("Asha Rao" in listed) == is_found, words


def test_as_many_questions_for_ten_years_as_for_a_day(owner: User, client_record: Client) -> None:
    browser, counts = signed_in(owner), []
    for number in (1, 60):
        for one in range(number):
            write(owner, client_record, f"Note {one}")
            day = timezone.localdate() - timedelta(days=one)
            made = Measurement.objects.create(client=client_record, taken_on=day, weight_kg=70 + one % 9)
            Revision.objects.create(kind="measurement", key=made.pk, version=1, data={}, by=owner)
        with CaptureQueriesContext(connection) as queries:
            browser.get(client_record.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24
