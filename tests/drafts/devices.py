"""Somebody's device as the drafts API sees it, and notes to work on."""

from typing import Any
from uuid import UUID, uuid4

from apps.accounts.models import User
from apps.drafts.forms import form_data, post_data
from apps.drafts.saving import Submission, save_record
from tests.conftest import signed_in
from tests.drafts.sample.forms import NoteForm
from tests.drafts.sample.kinds import NOTE
from tests.drafts.sample.models import Note

API = "/api/drafts/"


class Device:
    """Sends edits of one note and remembers where it stands, as the browser does."""

    def __init__(self, user: User, key: UUID, version: int = 0) -> None:
        self.browser, self.key = signed_in(user), key
        self.revision, self.version = 0, version

    def post(self, **body: Any) -> Any:
        """The response to a save with `body` over what a browser would send; a success is taken note of."""
        envelope = {"type": "note", "id": str(self.key), "saveId": uuid4().hex}
        standing = {"revision": self.revision, "version": self.version}
        response = self.browser.post(API, {**envelope, **standing, **body}, content_type="application/json")
        if response.status_code == 200:
            self.adopt(response.json())
        return response

    def type(self, **changes: list[Any]) -> dict[str, Any]:
        """Saves `changes`, whose names stand for paths with __ for /; the answer, which must be a success."""
        response = self.post(changes={path.replace("__", "/"): change for path, change in changes.items()})
        assert response.status_code == 200, response.json()
        answer: dict[str, Any] = response.json()
        return answer

    def adopt(self, answer: dict[str, Any]) -> None:
        """Takes over where the server says that the draft stands."""
        self.revision, self.version = answer["revision"], answer["version"]

    def draft(self) -> dict[str, Any] | None:
        """What GET answers."""
        response = self.browser.get(API, {"type": "note", "id": str(self.key)})
        draft: dict[str, Any] | None = response.json()["draft"]
        return draft

    def data(self) -> dict[str, Any]:
        """The data of the draft, which must be there."""
        draft = self.draft()
        assert draft is not None
        data: dict[str, Any] = draft["data"]
        return data


def row(row_id: str, name: str = "Dal", position: str = "n", amount: str = "1") -> dict[str, str]:
    """A row of the sheet."""
    return {"id": row_id, "position": position, "name": name, "amount": amount}


FIELDS: dict[str, Any] = {
    "title": "Week",
    "text": "",
    "amount": "",
    "is_shared": True,
    "tags": ["red"],
    "sheet": {"rows": [row("a", "Dal", "g"), row("b", "Rice", "n")]},
}


def data_of(note: Note) -> dict[str, Any]:
    """The form data of a note as it is saved."""
    return form_data(NoteForm(instance=Note.objects.get(pk=note.pk)))


def save_note(user: User, key: UUID | None = None, version: int = 0, **fields: Any) -> Note:
    """A note saved by form as `user`: `fields`, the others as they are or, in a new one, as in FIELDS."""
    key = key or uuid4()
    existing = Note.objects.filter(pk=key).first()
    data = {**(data_of(existing) if existing else FIELDS), **fields}
    version = version or (existing.version if existing else 0)
    outcome = save_record(user, NOTE, key, Submission(post_data(data), version))
    assert isinstance(outcome.record, Note), outcome.form.errors
    return outcome.record
