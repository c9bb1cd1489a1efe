"""/api/drafts/: what it answers, then each thing it refuses, by name."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils.dateparse import parse_datetime

from apps.accounts.models import User
from apps.drafts.models import Draft
from apps.drafts.services import MOST_BYTES
from tests.drafts.devices import API, FIELDS, Device, data_of, row, save_note
from tests.drafts.sample.models import Note

pytestmark = pytest.mark.django_db


def test_first_save_of_a_new_object(owner: User) -> None:
    device = Device(owner, uuid4())
    response = device.post(data={"title": "Plan", "sheet": {"rows": []}})
    assert response.status_code == 200
    answer = response.json()
    assert set(answer) == {"revision", "version", "lastSaved", "remote"}
    assert (answer["version"], answer["remote"]) == (0, {})
    assert parse_datetime(answer["lastSaved"]) is not None
    assert device.data()["title"] == "Plan"
    assert device.data()["text"] == ""  # what was not sent starts as in a blank form


def test_first_save_of_a_new_object_by_changes(owner: User) -> None:
    device = Device(owner, uuid4())
    device.type(title=["New note", "Plan"])
    assert device.data()["title"] == "Plan"


def test_a_change_to_a_saved_object(device: Device, note: Note) -> None:
    answer = device.type(title=["Week", "Month"])
    assert answer["version"] == note.version == 1
    assert device.data() == {**FIELDS, "title": "Month"}
    assert Note.objects.get().title == "Week"


def test_a_second_change(device: Device) -> None:
    first = device.type(title=["Week", "Month"])
    second = device.type(sheet__rows__a__amount=["1", "2"])
    assert second["revision"] == first["revision"] + 1
    assert device.data()["sheet"]["rows"][0] == row("a", "Dal", "g", "2")


def test_half_typed_and_invalid_values_are_kept(device: Device) -> None:
    device.type(amount=["", "1."], title=["Week", ""], sheet__rows__a__name=["Dal", ""])
    assert (device.data()["amount"], device.data()["title"]) == ("1.", "")


def test_several_new_objects_side_by_side(owner: User) -> None:
    first, second = Device(owner, uuid4()), Device(owner, uuid4())
    first.type(title=["New note", "One"])
    second.type(title=["New note", "Two"])
    assert (first.data()["title"], second.data()["title"]) == ("One", "Two")


def test_reading_a_draft(device: Device, note: Note) -> None:
    answer = device.type(title=["Week", "Month"])
    draft = device.draft()
    assert draft is not None
    expires = draft.pop("expiresAt")
    assert draft == {
        "type": "note",
        "id": str(note.pk),
        "data": {**FIELDS, "title": "Month"},
        "revision": answer["revision"],
        "version": 1,
        "lastSaved": answer["lastSaved"],
    }
    kept_for = parse_datetime(expires) - parse_datetime(answer["lastSaved"])  # type: ignore[operator]
    assert kept_for.days == 7


def test_reading_where_there_is_none(device: Device) -> None:
    assert device.draft() is None


def test_clearing(device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    response = device.browser.delete(f"{API}?type=note&id={note.pk}")
    assert (response.status_code, response.content) == (204, b"")
    assert device.draft() is None


def test_clearing_where_there_is_none(device: Device, note: Note) -> None:
    assert device.browser.delete(f"{API}?type=note&id={note.pk}").status_code == 204


def test_nothing_is_kept_while_nothing_differs(device: Device) -> None:
    answer = device.type()
    assert (answer["revision"], answer["version"], answer["remote"]) == (0, 1, {})
    assert Draft.objects.count() == 0


def test_asking_for_news_writes_nothing(device: Device) -> None:
    saved = device.type(title=["Week", "Month"])
    asked = device.type()
    assert (asked["revision"], asked["lastSaved"]) == (saved["revision"], saved["lastSaved"])


def test_a_draft_begun_anew_has_other_numbers(device: Device, note: Note) -> None:
    before = device.type(title=["Week", "Month"])["revision"]
    device.browser.delete(f"{API}?type=note&id={note.pk}")
    device.revision = 0
    assert device.type(title=["Week", "Month"])["revision"] > before


# --- The same request again


def test_the_same_save_again_is_answered_as_the_first_time(device: Device) -> None:
    body: dict[str, Any] = {"saveId": "once", "changes": {"title": ["Week", "Month"]}}
    first = device.post(**body, revision=0)
    again = device.post(**body, revision=0)
    assert again.json() == first.json()
    assert device.data()["title"] == "Month"


def test_the_same_save_again_after_others_is_no_conflict_with_oneself(device: Device, phone: Device) -> None:
    device.type(text=["", "a"])
    standing = {"revision": device.revision, "version": device.version}
    lost = device.post(saveId="lost", changes={"title": ["Week", "Month"]}).json()
    phone.type(text=["", "a"], title=["Month", "Year"])
    assert device.post(saveId="lost", changes={"title": ["Week", "Month"]}, **standing).json() == lost


# --- Whose it is


def test_signed_out(note: Note) -> None:
    response = Browser().get(API, {"type": "note", "id": str(note.pk)})
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


def test_without_csrf_token(owner: User, note: Note) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(owner)
    response = browser.post(API, {}, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


def test_another_person_signed_in_to_the_browser(device: Device, colleague: User, note: Note) -> None:
    response = device.browser.get(
        API, {"type": "note", "id": str(note.pk)}, headers={"X-User": str(colleague.pk)}
    )
    assert (response.status_code, response.json()["code"]) == (403, "other_user")


def test_the_same_person_signed_in_to_the_browser(device: Device, owner: User, note: Note) -> None:
    query = {"type": "note", "id": str(note.pk)}
    assert device.browser.get(API, query, headers={"X-User": str(owner.pk)}).status_code == 200


def test_other_peoples_drafts_are_absent(device: Device, colleague: User, note: Note) -> None:
    device.type(title=["Week", "Month"])
    theirs = Device(colleague, note.pk, 1)
    assert theirs.draft() is None
    theirs.browser.delete(f"{API}?type=note&id={note.pk}")
    assert device.data()["title"] == "Month"


def test_two_people_have_a_draft_each(device: Device, colleague: User, note: Note) -> None:
    theirs = Device(colleague, note.pk, 1)
    device.type(title=["Week", "Month"])
    theirs.type(title=["Week", "Year"])
    assert (device.data()["title"], theirs.data()["title"]) == ("Month", "Year")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_object_that_is_not_theirs(method: str, owner: User, stranger: User) -> None:
    secret = save_note(owner, is_shared=False)
    device = Device(stranger, secret.pk, 1)
    if method == "get":
        response = device.browser.get(API, {"type": "note", "id": str(secret.pk)})
    else:
        response = device.post(changes={"title": ["Week", "Mine"]})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert Draft.objects.count() == 0


def test_a_new_object_by_somebody_who_may_not_make_one(counsellor: User) -> None:
    response = Device(counsellor, uuid4()).post(data={"title": "Plan"})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_an_object_that_was_deleted(device: Device, note: Note) -> None:
    note.delete()
    response = device.post(changes={"title": ["Week", "Month"]})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


# --- What is not right about the request


@pytest.mark.parametrize("method", ["put", "patch"])
def test_other_methods(method: str, device: Device) -> None:
    response = getattr(device.browser, method)(API)
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    "query", [{}, {"type": "note"}, {"type": "note", "id": "7"}, {"type": "x", "id": "7"}]
)
def test_reading_what_is_not_named(device: Device, query: dict[str, str]) -> None:
    response = device.browser.get(API, query)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("type", "cake"),
        ("type", ["note"]),
        ("type", None),
        ("id", "7"),
        ("id", 7),
        ("id", None),
        ("saveId", ""),
        ("saveId", "x" * 65),
        ("saveId", "a b"),
        ("saveId", 1),
        ("revision", -1),
        ("revision", "1"),
        ("revision", True),
        ("revision", 1.5),
        ("revision", 2**60),
        ("version", -1),
        ("version", None),
        ("changes", [["title", "a", "b"]]),
        ("changes", "title"),
        ("changes", None),
    ],
)
def test_a_member_that_is_not_right(device: Device, member: str, value: Any) -> None:
    response = device.post(**{"changes": {}, member: value})
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")
    assert list(response.json()["errors"]) == [member]


def test_changes_and_data_at_once(device: Device) -> None:
    assert list(device.post(changes={}, data={}).json()["errors"]) == ["changes"]


def test_whole_data_for_a_draft_that_exists(device: Device) -> None:
    device.type(title=["Week", "Month"])
    response = device.post(data={"title": "Year"})
    assert (response.status_code, list(response.json()["errors"])) == (400, ["data"])


def test_whole_data_that_is_no_object(device: Device) -> None:
    assert list(device.post(data=["title"]).json()["errors"]) == ["data"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("", ["", "a"]),
        ("cake", ["", "a"]),
        ("version", [1, 2]),
        ("title", "a"),
        ("title", ["a"]),
        ("title", ["a", "b", "c"]),
        ("title", [None, 1]),
        ("title", [None, {"$gt": ""}]),
        ("tags", [[], [1]]),
        ("title/first", ["", "a"]),
        ("sheet", [None, "rows"]),
        ("sheet/rows//name", ["", "a"]),
        ("sheet/rows/a b", ["", "a"]),
        ("sheet/$where", ["", "a"]),
        ("sheet/rows/a/name", ["", "a\0b"]),
        ("sheet/rows/a/name", ["", "\ud83e"]),
        ("sheet/rows/a/amount", [1, 2**63]),
        ("sheet/rows/a/amount", [1, -(2**53)]),
        ("sheet/rows/a", [None, {"id": "a", "$set": 1}]),
        ("sheet/rows/a", [None, {"id": "a", "x.y": 1}]),
        ("sheet/rows/a", [None, {"id": "a", "": 1}]),
        ("sheet/rows/a", [None, {"id": "a", "deep": [{"a/b": 1}]}]),
    ],
)
def test_a_change_that_does_not_fit_the_form(device: Device, path: str, change: Any) -> None:
    response = device.post(changes={"text": ["", "fine"], path: change})
    assert (response.status_code, response.json()["code"]) == (422, "invalid_data")
    assert [place.startswith(path) for place in response.json()["errors"]] == [True]
    assert Draft.objects.count() == 0


def test_the_place_inside_a_node_is_named(device: Device) -> None:
    response = device.post(changes={"sheet/rows/c": [None, row("c", "half \ud83e")]})
    assert list(response.json()["errors"]) == ["sheet/rows/c/name"]


def test_first_data_that_does_not_fit_the_form(owner: User) -> None:
    response = Device(owner, uuid4()).post(data={"title": "a\0", "cake": "b", "sheet": []})
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"title", "cake", "sheet"}


def test_no_json(device: Device) -> None:
    response = device.browser.post(API, "{", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "malformed_json")


def test_a_number_that_is_none(device: Device) -> None:
    body = '{"type": "note", "id": "x", "changes": {"amount": ["", NaN]}}'
    response = device.browser.post(API, body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "malformed_json")


def test_a_form_instead_of_json(device: Device) -> None:
    response = device.browser.post(API, {"type": "note"})
    assert (response.status_code, response.json()["code"]) == (415, "not_json")


def test_a_request_of_two_mebibytes_and_one_byte(device: Device) -> None:
    body = json.dumps({"type": "note", "id": str(device.key), "saveId": "a", "data": {"text": ""}})
    body = body.replace('"text": ""', '"text": "' + "x" * (MOST_BYTES + 1 - len(body)) + '"')
    assert len(body) == MOST_BYTES + 1
    response = device.browser.post(API, body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_draft_that_grows_beyond_two_mebibytes(device: Device) -> None:
    half = "x" * (MOST_BYTES // 2)
    device.type(text=["", half])
    response = device.post(changes={"title": ["Week", half]})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert device.data()["text"] == half


def test_typing_over_and_over_does_not_count_as_growing(device: Device) -> None:
    most = "x" * (MOST_BYTES // 3)
    for old, new in [("", most), (most, "y" + most), ("y" + most, ""), ("", most)]:
        device.type(text=[old, new])
    assert device.data()["text"] == most


def test_the_record_is_never_written(device: Device, note: Note) -> None:
    before = data_of(note)
    device.type(title=["Week", "Month"], sheet__rows__a=[row("a", "Dal", "g"), None])
    assert data_of(note) == before


def test_half_a_character_in_a_member_name(device: Device) -> None:
    response = device.browser.post(API, '{"\\ud800": 1}', content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_request")
