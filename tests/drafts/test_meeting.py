"""Two devices, two people: different places merge without a word, the same place asks and shows both."""

from typing import Any
from unittest.mock import ANY
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.drafts import history
from apps.drafts.models import Draft, Revision
from tests.drafts.devices import FIELDS, Device, row, save_note
from tests.drafts.sample.models import Note

pytestmark = pytest.mark.django_db

MYSELF = "you, in another window or on another device"


def conflict(response: Any) -> dict[str, Any]:
    """The body of a draft_conflict."""
    assert (response.status_code, response.json()["code"]) == (409, "draft_conflict"), response.json()
    body: dict[str, Any] = response.json()
    return body


# --- Two devices of one person


def test_two_devices_in_different_places(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    answer = phone.type(sheet__rows__a__amount=["1", "2"])
    assert answer["remote"] == {"title": "Month"}
    assert device.type()["remote"] == {"sheet/rows/a/amount": "2"}
    assert device.data()["title"] == "Month"


def test_a_device_hears_only_what_it_does_not_show(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    phone.type(text=["", "a"])
    assert phone.type(text=["a", "ab"])["remote"] == {}


def test_added_and_removed_nodes_are_heard_of_whole(device: Device, phone: Device) -> None:
    device.type(sheet__rows__c=[None, row("c", "Roti", "t")], sheet__rows__a=[row("a", "Dal", "g"), None])
    assert phone.type()["remote"] == {"sheet/rows/c": row("c", "Roti", "t"), "sheet/rows/a": None}


def test_two_devices_with_the_same_change(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    assert phone.type(title=["Week", "Month"])["remote"] == {}


def test_two_devices_in_the_same_place(device: Device, phone: Device) -> None:
    first = device.type(title=["Week", "Month"])
    body = conflict(phone.post(changes={"title": ["Week", "Year"], "text": ["", "a"]}))
    assert body["conflicts"] == {
        "title": {"mine": "Year", "theirs": "Month", "by": MYSELF, "at": first["lastSaved"], "label": "Title"}
    }
    assert (body["revision"], body["version"]) == (first["revision"], 1)
    assert device.data() == {**FIELDS, "title": "Month"}  # nothing was applied


def test_a_conflict_brings_the_other_news_along(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"], text=["", "a"])
    assert conflict(phone.post(changes={"title": ["Week", "Year"]}))["remote"] == {"text": "a"}


def test_keeping_mine(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    phone.adopt(conflict(phone.post(changes={"title": ["Week", "Year"]})))
    assert phone.type(title=["Month", "Year"])["remote"] == {}
    assert device.data()["title"] == "Year"


def test_taking_theirs(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    phone.adopt(conflict(phone.post(changes={"title": ["Week", "Year"]})))
    phone.type(title=["Year", "Month"])
    assert device.data()["title"] == "Month"


def test_settling_too_late_asks_again(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    phone.adopt(conflict(phone.post(changes={"title": ["Week", "Year"]})))
    device.type(title=["Month", "Decade"])
    body = conflict(phone.post(changes={"title": ["Month", "Year"]}))
    assert body["conflicts"]["title"]["theirs"] == "Decade"


def test_an_edit_of_a_row_that_the_other_device_removed(device: Device, phone: Device) -> None:
    device.type(sheet__rows__a=[row("a", "Dal", "g"), None])
    body = conflict(phone.post(changes={"sheet/rows/a/amount": ["1", "2"]}))
    edited = row("a", "Dal", "g", "2")
    assert body["conflicts"] == {
        "sheet/rows/a": {"mine": edited, "theirs": None, "by": MYSELF, "at": ANY, "label": ANY}
    }
    phone.adopt(body)
    phone.type(sheet__rows__a=[None, edited])
    assert device.data()["sheet"]["rows"] == [edited, row("b", "Rice", "n")]


def test_removing_a_row_that_the_other_device_edited(device: Device, phone: Device) -> None:
    device.type(sheet__rows__a__amount=["1", "2"])
    body = conflict(phone.post(changes={"sheet/rows/a": [row("a", "Dal", "g"), None]}))
    assert body["conflicts"]["sheet/rows/a"]["mine"] is None
    assert body["conflicts"]["sheet/rows/a"]["theirs"] == row("a", "Dal", "g", "2")
    phone.adopt(body)
    phone.type(sheet__rows__a=[row("a", "Dal", "g", "2"), None])
    assert device.data()["sheet"]["rows"] == [row("b", "Rice", "n")]


def test_two_devices_that_both_begin_a_new_object(owner: User) -> None:
    key = uuid4()
    device, phone = Device(owner, key), Device(owner, key)
    device.post(data={"title": "Plan"})
    answer = phone.post(data={"text": "a"}).json()
    assert answer["remote"] == {"title": "Plan"}
    assert (device.data()["title"], device.data()["text"]) == ("Plan", "a")


# --- Too far behind


def test_a_draft_that_was_cleared_elsewhere(device: Device, phone: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    phone.browser.delete(f"/api/drafts/?type=note&id={note.pk}")
    response = device.post(changes={"text": ["", "a"]})
    assert (response.status_code, response.json()["code"]) == (409, "draft_stale")
    assert (response.json()["revision"], response.json()["version"]) == (0, 1)
    assert response.json()["data"] == FIELDS


def test_a_new_object_whose_draft_was_cleared_elsewhere(owner: User) -> None:
    device = Device(owner, uuid4())
    device.type(title=["New note", "Plan"])
    Draft.objects.all().delete()
    body = device.post(changes={"text": ["", "a"]}).json()
    assert (body["code"], body["revision"], body["version"]) == ("draft_stale", 0, 0)
    assert body["data"]["title"] == "New note"
    device.adopt(body)
    device.type(title=["New note", "Plan"], text=["", "a"])
    assert device.data()["title"] == "Plan"


def test_a_device_further_behind_than_the_history(device: Device, phone: Device) -> None:
    phone.type(text=["", "a"])
    device.type(title=["Week", "0"])
    for number in range(history.MOST_SAVES):
        device.type(title=[str(number), str(number + 1)])
    body = phone.post(changes={"text": ["a", "ab"]}).json()
    assert (body["code"], body["revision"], body["version"]) == ("draft_stale", device.revision, 1)
    assert body["data"] == device.data()
    phone.adopt(body)
    phone.type(text=["a", "ab"])
    assert device.data()["text"] == "ab"


def test_a_device_behind_a_change_too_large_to_keep(device: Device, phone: Device) -> None:
    device.type(title=["Week", "Month"])
    phone.adopt(device.type())
    device.type(text=["", "x" * history.MOST_BYTES])
    assert phone.post(changes={"title": ["Month", "Year"]}).json()["code"] == "draft_stale"


def test_revisions_that_were_never_given_out(device: Device) -> None:
    device.type(title=["Week", "Month"])
    device.revision += 7
    assert device.post(changes={"text": ["", "a"]}).json()["code"] == "draft_stale"


def test_a_version_that_does_not_exist(device: Device) -> None:
    device.version = 7
    body = device.post(changes={"text": ["", "a"]}).json()
    assert (body["code"], body["version"], body["data"]) == ("draft_stale", 1, FIELDS)


# --- Somebody saves the object meanwhile


def test_a_colleague_saves_in_another_place(device: Device, note: Note, colleague: User) -> None:
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, text="from the colleague")
    answer = device.type(sheet__rows__a__amount=["1", "2"])
    assert (answer["version"], answer["remote"]) == (2, {"text": "from the colleague"})
    assert device.data()["text"] == "from the colleague"
    assert device.data()["title"] == "Month"


def test_a_colleague_saves_before_the_first_draft(device: Device, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, text="from the colleague")
    answer = device.type(title=["Week", "Month"])
    assert (answer["version"], answer["remote"]) == (2, {"text": "from the colleague"})


def test_a_colleague_saves_the_same_value(device: Device, note: Note, colleague: User) -> None:
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, title="Month")
    assert device.type()["remote"] == {}


def test_a_colleague_saves_in_the_same_place(device: Device, note: Note, colleague: User) -> None:
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, title="Year", text="a")
    body = conflict(device.post(changes={"sheet/rows/a/amount": ["1", "2"]}))
    assert body["conflicts"] == {
        "title": {"mine": "Month", "theirs": "Year", "by": "Colleague", "at": ANY, "label": "Title"}
    }
    assert (body["version"], body["remote"]) == (2, {"text": "a"})
    assert device.data() == {**FIELDS, "title": "Month"}


@pytest.mark.parametrize("has_moved_on", [True, False])
def test_keeping_mine_over_a_colleagues(
    device: Device, note: Note, colleague: User, has_moved_on: bool
) -> None:
    """Whether the client has taken over the version of the refusal or not."""
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, title="Year")
    body = conflict(device.post(changes={}))
    if has_moved_on:
        device.adopt(body)
    assert device.type(title=["Year", "Month"])["version"] == 2
    assert device.data()["title"] == "Month"


@pytest.mark.parametrize("has_moved_on", [True, False])
def test_taking_a_colleagues(device: Device, note: Note, colleague: User, has_moved_on: bool) -> None:
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, title="Year")
    body = conflict(device.post(changes={}))
    if has_moved_on:
        device.adopt(body)
    device.type(title=["Month", "Year"])
    assert device.data()["title"] == "Year"


def test_taking_a_colleagues_by_having_moved_on(device: Device, note: Note, colleague: User) -> None:
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, title="Year")
    device.adopt(conflict(device.post(changes={})))
    device.type(text=["", "a"])
    assert device.data() == {**FIELDS, "title": "Year", "text": "a"}


def test_settling_while_a_third_version_is_saved(device: Device, note: Note, colleague: User) -> None:
    device.type(title=["Week", "Month"])
    save_note(colleague, note.pk, title="Year")
    device.adopt(conflict(device.post(changes={})))
    save_note(colleague, note.pk, title="Decade")
    body = conflict(device.post(changes={"title": ["Year", "Month"]}))
    assert body["conflicts"]["title"]["theirs"] == "Decade"
    device.adopt(body)
    assert device.type(title=["Decade", "Month"])["version"] == 3


def test_each_place_names_who_changed_it(
    device: Device, note: Note, colleague: User, admin_user: User
) -> None:
    device.type(title=["Week", "Mine"], text=["", "mine"], amount=["", "1"])
    save_note(colleague, note.pk, title="Theirs")
    save_note(admin_user, note.pk, text="theirs")
    save_note(colleague, note.pk, amount="2")
    conflicts = conflict(device.post(changes={}))["conflicts"]
    assert {path: clash["by"] for path, clash in conflicts.items()} == {
        "title": "Colleague",
        "text": "Admin",
        "amount": "Colleague",
    }


def test_a_colleague_removes_the_row_that_i_edited(device: Device, note: Note, colleague: User) -> None:
    device.type(sheet__rows__a__amount=["1", "2"])
    save_note(colleague, note.pk, sheet={"rows": [row("b", "Rice", "n")]})
    body = conflict(device.post(changes={"text": ["", "a"]}))
    edited = row("a", "Dal", "g", "2")
    assert body["conflicts"] == {
        "sheet/rows/a": {
            "mine": edited, "theirs": None, "by": "Colleague", "at": ANY, "label": "Sheet: row Dal"
        }
    }  # fmt: skip
    device.adopt(body)
    device.type(sheet__rows__a=[None, edited], text=["", "a"])
    assert device.data()["sheet"]["rows"][0] == edited


def test_a_colleague_edits_the_row_that_i_removed(device: Device, note: Note, colleague: User) -> None:
    device.type(sheet__rows__a=[row("a", "Dal", "g"), None])
    edited = row("a", "Dal", "g", "5")
    save_note(colleague, note.pk, sheet={"rows": [edited, row("b", "Rice", "n")]})
    body = conflict(device.post(changes={}))
    assert body["conflicts"]["sheet/rows/a"]["mine"] is None
    assert body["conflicts"]["sheet/rows/a"]["theirs"] == edited
    device.type(sheet__rows__a=[None, edited])  # take it back
    assert device.data()["sheet"]["rows"] == [edited, row("b", "Rice", "n")]


def test_what_one_device_merged_the_other_hears_of(
    device: Device, phone: Device, note: Note, colleague: User
) -> None:
    device.type(title=["Week", "Month"])
    phone.type(text=["", "a"])
    save_note(colleague, note.pk, amount="3.00")
    device.type(text=["", "a"])
    answer = phone.type()
    assert (answer["version"], answer["remote"]) == (2, {"amount": "3.00"})


def test_my_own_save_from_another_device(device: Device, phone: Device, note: Note, owner: User) -> None:
    device.type(title=["Week", "Month"])
    save_note(owner, note.pk, version=1, title="Year")
    body = device.post(changes={"text": ["", "a"]}).json()
    assert (body["code"], body["data"]["title"]) == ("draft_stale", "Year")  # saved: the draft is done


def test_a_change_that_no_save_made(device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    Note.objects.update(title="Year", text="a", version=2)
    body = conflict(device.post(changes={}))
    assert {path: clash["by"] for path, clash in body["conflicts"].items()} == {"title": "somebody"}
    assert body["remote"] == {"text": "a"}


def test_a_state_that_is_not_written_down_any_more(device: Device, note: Note) -> None:
    """Nobody can say then who changed what, so everything that differs is asked about."""
    device.type(title=["Week", "Month"])
    Note.objects.update(text="a", version=2)
    Revision.objects.all().delete()
    assert set(conflict(device.post(changes={}))["conflicts"]) == {"title", "text"}
