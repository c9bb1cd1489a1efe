"""What the server knows about one person's work on one object, read once for one attempt to save."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.drafts.changes import Changes, Document, diff
from apps.drafts.forms import VersionedForm, form_data, up_to_date
from apps.drafts.history import rewind, since
from apps.drafts.kinds import Kind
from apps.drafts.merging import Merged, between, merge, take
from apps.drafts.models import Draft, Revision, VersionedRecord


@dataclass(frozen=True)
class Start:
    """Where a client's changes meet the rest: see `apps.drafts.merging.merge` for the four."""

    client: Document
    draft: Document
    theirs: Changes
    record: Document

    def merge(self, changes: Changes) -> Merged:
        """What comes out when `changes` were made from `client`."""
        return merge(
            draft=self.draft, client=self.client, changes=changes, theirs=self.theirs, record=self.record
        )


class Work:
    """The draft, the record and the saved versions of one object, as one person may see them.

    The record is read when it is needed; then Http404 is raised when it exists but is not theirs to change.
    """

    def __init__(self, user: User, kind: Kind, key: UUID) -> None:
        self.user, self.kind, self.key = user, kind, key
        # An expired draft is absent, but its row still stands where the next one goes.
        self.row = next(iter(Draft.objects.of(user, kind.name, key)), None)
        self.draft = self.row if self.row and self.row.is_live else None
        self.was_upgraded = False  # if so, the draft has to be written whole with its next change
        if self.draft:
            data = up_to_date(kind.form, self.draft.data)
            self.was_upgraded = data is not self.draft.data
            self.draft.data = data
        if self.draft and not self.draft.data.keys() >= kind.form.base_fields.keys():
            # Fields that the form has got since: they start as they would without a draft.
            self.draft.data = {**self.saved, **self.draft.data}

    @cached_property
    def record(self) -> VersionedRecord | None:
        """The object as it is saved now, None when there is none."""
        return self.kind.find(self.user, self.key)

    @cached_property
    def _version(self) -> int | None:
        if "record" in vars(self):
            return None if self.record is None else self.record.version
        return self.kind.version(self.user, self.key)

    @property
    def exists(self) -> bool:
        """Whether there is such an object."""
        return self._version is not None

    @property
    def version(self) -> int:
        """The version of the object now; 0 also when there is none."""
        return self._version or 0

    def form(self, **options: Any) -> VersionedForm:
        """The form of the object or of a new one; `options` as for any model form."""
        record = self.record or self.kind.form._meta.model(pk=self.key)
        return self.kind.form(instance=record, user=self.user, **options)

    @cached_property
    def saved(self) -> Document:
        """The data of the object as it is saved now; of a blank form when there is none."""
        return self.blank if self.record is None else form_data(self.form())

    @cached_property
    def blank(self) -> Document:
        """The data of a new object's form before anything is typed."""
        new = self.kind.form._meta.model(pk=self.key)
        return form_data(self.kind.form(instance=new, initial=self.kind.blank(self.key), user=self.user))

    def data_at(self, version: int) -> Document | None:
        """The data of the object at `version`, None when that is not known (any more).

        What was written down comes first: should something have changed the record without a Save, the
        difference then shows.
        """
        data = self.kept(version)
        return self.saved if data is None and version == self.version else data

    def kept(self, version: int) -> Document | None:
        """The data that was written down when `version` was saved. Fields that the form did not have then are
        given as they are now, so that a new field does not look like somebody's change."""
        revisions = Revision.objects.filter(kind=self.kind.name, key=self.key, version=version)
        data: Document | None = revisions.values_list("data", flat=True).first()
        if data is not None:
            data = up_to_date(self.kind.form, data)
            return {name: data.get(name, now) for name, now in self.saved.items()}
        began_blank = version == 0 and not (self.exists and self.version == 0)
        return self.blank if began_blank else None

    def start(
        self, revision: int, version: int, own: Collection[str] = (), *, compare: bool = False
    ) -> Start | None:
        """Where a client stands that has the draft at `revision` (0: never had it), the object at `version`,
        and made the saves `own` since. None when too much has happened since to know what it shows.

        With `compare` the record is looked at even if its version has not moved.
        """
        client = self._shown(revision, version, own)
        if client is None or version > self.version:
            return None
        draft = self.draft.data if self.draft else client
        seen = self.draft.base_version if self.draft else version
        if version > seen:  # the client was asked about these; the draft does not have them yet
            before, told = self.data_at(seen), self.data_at(version)
            if before is not None and told is not None:
                news = diff(before, told)
                draft = take(draft, news, told)
                client = take(client, news, told) if revision else client
                seen = version
        if not self.exists or (seen >= self.version and not compare):
            return Start(client, draft, {}, draft)
        return Start(client, draft, between(self.data_at(seen), self.saved, draft), self.saved)

    def _shown(self, revision: int, version: int, own: Collection[str]) -> Document | None:
        """What the client started from."""
        if revision == 0:
            return self.data_at(version)
        if self.draft is None:
            return None
        missed = since(self.draft.saves, revision, self.draft.revision)
        return None if missed is None else rewind(self.draft.data, missed, own)
