"""Reading saved versions: of which there are, what each changed, and what one held."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.http import Http404

from apps.accounts.models import User
from apps.drafts.changes import Document
from apps.drafts.forms import VersionedForm, form_data, up_to_date
from apps.drafts.kinds import Kind
from apps.drafts.models import Revision, VersionedRecord
from apps.drafts.summaries import summary_of
from apps.history.models import Checkpoint
from apps.history.sittings import Save

MOST_WORKED_OUT = 20  # summaries a page that are made from the contents, where none was kept


@dataclass
class History:
    """The saved versions of one record, as one person who may read it sees them."""

    kind: Kind
    record: VersionedRecord
    user: User

    @property
    def key(self) -> UUID:
        """The id of the record."""
        return self.record.pk

    @property
    def revisions(self) -> Any:
        """All of them, in no order."""
        return Revision.objects.filter(kind=self.kind.name, key=self.key).order_by()

    @cached_property
    def form(self) -> VersionedForm:
        """The form of the record, for its labels and choices."""
        return self.kind.form(instance=self.record, user=self.user)

    @cached_property
    def now(self) -> Document:
        """The form's data of the record as it is saved now, nobody's draft in it."""
        return form_data(self.form)

    @cached_property
    def saves(self) -> list[Save]:
        """Every version, the newest first, without its content. One query."""
        rows = self.revisions.order_by("-version").values_list("version", "by_id", "at")
        return [Save(*row) for row in rows]

    @cached_property
    def earlier(self) -> dict[int, int]:
        """For each version but the first, the one that was saved before it."""
        return dict(pairwise(save.version for save in self.saves))

    @cached_property
    def checkpoints(self) -> dict[int, Checkpoint]:
        """The named versions, the newest first. One query, and one for who named them."""
        named = Checkpoint.objects.filter(kind=self.kind.name, key=self.key).prefetch_related("by")
        return {checkpoint.version: checkpoint for checkpoint in named.order_by("-version")}

    def data_at(self, version: int) -> Document:
        """What the form held at `version`; fields that it did not have then as they are now.

        Raises Http404 when there is no such version.
        """
        data: Document | None = self.revisions.filter(version=version).values_list("data", flat=True).first()
        if data is None:
            raise Http404
        data = up_to_date(self.kind.form, data)
        return {name: data.get(name, value) for name, value in self.now.items()}

    def summaries(self, versions: Collection[int]) -> dict[int, Document | None]:
        """What each of `versions` changed; None where that is not known. At most two queries.

        Versions of before summaries were kept are compared here, the newest MOST_WORKED_OUT of them.
        """
        if not versions:
            return {}
        within = self.revisions.filter(version__gte=min(versions), version__lte=max(versions))
        kept: dict[int, Document | None] = dict(within.values_list("version", "summary"))
        missing = sorted((one for one in versions if kept.get(one) is None), reverse=True)
        return kept | self._worked_out(missing[:MOST_WORKED_OUT])

    def _worked_out(self, versions: Sequence[int]) -> dict[int, Document | None]:
        if not versions:
            return {}
        wanted = {*versions, *(self.earlier[one] for one in versions if one in self.earlier)}
        rows = self.revisions.filter(version__in=sorted(wanted)).values_list("version", "data")
        data = {version: up_to_date(self.kind.form, held) for version, held in rows}
        return {
            one: summary_of(self.kind.form, data.get(self.earlier.get(one, -1)), data[one])
            for one in versions
            if one in data
        }
