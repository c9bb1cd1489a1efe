"""Many requests at the same moment: every acknowledged edit is kept, nothing is there twice."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.drafts.forms import post_data
from apps.drafts.models import Draft, Revision
from apps.drafts.saving import Outcome, Submission, save_record
from apps.drafts.services import Edit, save_draft
from tests.drafts.devices import FIELDS, data_of, row, save_note
from tests.drafts.sample.kinds import NOTE
from tests.drafts.sample.models import Note
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 8


def sheet_of(names: Iterable[str]) -> dict[str, Any]:
    return {"rows": [row(name, name, name) for name in names]}


def test_devices_that_type_in_different_rows(owner: User) -> None:
    names = [f"r{number}" for number in range(MANY)]
    note = save_note(owner, sheet=sheet_of(names))
    first = save_draft(owner, NOTE, note.pk, Edit("first", 0, 1, {"title": ["Week", "Month"]}))

    def type_in(number: int) -> None:
        for step in range(2):
            change = {f"sheet/rows/r{number}/amount": [str(step + 1), str(step + 2)]}
            save_draft(owner, NOTE, note.pk, Edit(f"{number}-{step}", first["revision"], 1, change))

    at_once(type_in)
    draft = Draft.objects.get()
    assert [one["amount"] for one in draft.data["sheet"]["rows"]] == ["3"] * MANY
    assert draft.revision == first["revision"] + 2 * MANY


def test_devices_that_begin_the_same_draft(owner: User) -> None:
    key = uuid4()
    fields = ["title", "text", "amount"]

    def begin(number: int) -> None:
        save_draft(owner, NOTE, key, Edit(str(number), 0, 0, data={fields[number]: "typed"}))

    at_once(begin, len(fields))
    assert [Draft.objects.get().data[field] for field in fields] == ["typed"] * len(fields)


def test_the_same_request_many_times(owner: User, note: Note) -> None:
    edit = Edit("once", 0, 1, {"title": ["Week", "Month"]})
    answers = at_once(lambda _number: save_draft(owner, NOTE, note.pk, edit))
    assert all(answer == answers[0] for answer in answers)


def test_people_who_save_different_rows(owner: User, note: Note, colleague: User) -> None:
    names = [f"r{number}" for number in range(MANY)]
    note = save_note(owner, sheet=sheet_of(names))

    def save(number: int) -> Outcome:
        sheet = sheet_of(names)
        sheet["rows"][number]["amount"] = "9"
        data = {**FIELDS, "sheet": sheet}
        return save_record(colleague, NOTE, note.pk, Submission(post_data(data), version=1))

    assert all(outcome.record for outcome in at_once(save))
    assert [one["amount"] for one in data_of(note)["sheet"]["rows"]] == ["9"] * MANY
    versions = Revision.objects.filter(key=note.pk).order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, MANY + 2))


def test_people_who_save_the_same_place(note: Note, colleague: User) -> None:
    def save(number: int) -> Outcome:
        data = {**FIELDS, "title": f"Title {number}"}
        return save_record(colleague, NOTE, note.pk, Submission(post_data(data), version=1))

    outcomes = at_once(save)
    assert len([outcome for outcome in outcomes if outcome.record]) == 1
    assert all("title" in outcome.conflicts for outcome in outcomes if not outcome.record)


def test_a_new_object_submitted_many_times(owner: User) -> None:
    key = uuid4()
    submission = Submission(post_data(FIELDS), version=0)
    outcomes = at_once(lambda _number: save_record(owner, NOTE, key, submission))
    assert all(outcome.record for outcome in outcomes)
    assert (Note.objects.count(), Revision.objects.count()) == (1, 1)
