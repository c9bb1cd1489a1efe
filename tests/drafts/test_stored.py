"""A small change is stored as a change; whoever loads the draft has it in the document."""

from typing import Any

import pytest

from apps.drafts import history
from apps.drafts.models import Draft
from tests.drafts.devices import Device, row
from tests.drafts.sample.models import Note

pytestmark = pytest.mark.django_db


def column() -> dict[str, Any]:
    """What the column holds, without what is to be added."""
    data: dict[str, Any] = Draft.objects.values_list("data", flat=True).get()
    return data


def test_a_change_inside_a_document_waits(device: Device) -> None:
    device.type(title=["Week", "Month"])
    device.type(sheet__rows__a__amount=["1", "2"])
    assert column()["sheet"]["rows"][0]["amount"] == "1"
    assert Draft.objects.get().data["sheet"]["rows"][0]["amount"] == "2"
    assert device.data()["sheet"]["rows"][0]["amount"] == "2"


def test_a_change_of_a_plain_field_does_not_wait(device: Device) -> None:
    device.type(sheet__rows__a__amount=["1", "2"])
    device.type(title=["Week", "Month"], sheet__rows__a__amount=["2", "3"])
    assert column() == device.data()


def test_some_changes_wait_then_all_are_written(device: Device) -> None:
    device.type(title=["Week", "Month"])
    for number in range(1, history.MOST_WAITING + 1):
        device.type(sheet__rows__a__amount=[str(number), str(number + 1)])
    assert column() != device.data()
    device.type(sheet__rows__b__amount=["1", "2"])
    assert column() == device.data()


def test_a_large_change_does_not_wait(device: Device) -> None:
    device.type(title=["Week", "Month"])
    device.type(sheet__rows__a__name=["Dal", "x" * history.MOST_BYTES])
    assert column() == device.data()


def test_what_waits_is_never_forgotten(device: Device) -> None:
    """The bytes of the history run out before its number does."""
    device.type(title=["Week", "Month"])
    name = "Dal"
    for letter in "abcdefgh":
        device.type(sheet__rows__a__name=[name, letter * (history.MOST_BYTES // 5)])
        name = letter * (history.MOST_BYTES // 5)
        assert device.data()["sheet"]["rows"][0]["name"] == name


def test_a_draft_without_its_body_reads_no_body(device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    device.type(sheet__rows__a__amount=["1", "2"])
    draft = Draft.objects.defer("data", "saves").get()
    assert (draft.key, draft.get_deferred_fields()) == (note.pk, {"data", "saves"})


def test_a_draft_that_is_begun_anew_waits_for_nothing_old(device: Device) -> None:
    device.type(title=["Week", "Month"])
    device.type(sheet__rows__a__amount=["1", "2"])
    device.browser.delete(f"/api/drafts/?type=note&id={device.key}")
    device.revision = 0
    device.type(sheet__rows__b=[row("b", "Rice", "n"), None])
    assert column() == device.data()
