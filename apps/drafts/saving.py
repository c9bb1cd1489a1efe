"""Save: writing the object itself, merged with what was saved since the form was opened."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from apps.accounts.models import User
from apps.drafts.attempts import attempts
from apps.drafts.authors import Author, savers
from apps.drafts.changes import Document, Json, diff, same, value_at
from apps.drafts.forms import VersionedForm, form_data, post_data, posted_data
from apps.drafts.kinds import Kind, Saved
from apps.drafts.merging import Clash, between, overlaps, put
from apps.drafts.models import Draft, Revision, VersionedRecord
from apps.drafts.summaries import summary_of
from apps.drafts.work import Start, Work
from apps.stability.metrics import CONFLICTS, MERGES
from dtps.db.transactions import run_atomic

MOST_REFUSALS = 3  # by a unique constraint, before it is taken for one that waiting does not help


@dataclass(frozen=True)
class Submission:
    """A submitted form, and where it started from."""

    post: MultiValueDict[str, str]
    version: int  # of the object
    revision: int | None = None  # of the draft, 0 without one; None: the form shows the draft as it is now
    own_saves: Collection[str] = ()  # drafts this client sent and has no answer to
    choices: Mapping[str, "Choice"] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """How somebody settled a conflict: keeping their own value or taking `theirs`, as it was shown."""

    keep_mine: bool
    theirs: Json


@dataclass(frozen=True)
class Standing:
    """What a client has: the draft at `revision`, the object at `version`, together `data`."""

    revision: int
    version: int
    data: Document


@dataclass(frozen=True)
class Outcome:
    """What became of it: saved when `record` is there, else `form` is to be shown again with `conflicts`."""

    work: Work
    form: VersionedForm
    standing: Standing
    record: VersionedRecord | None = None
    merged_with: Collection[Author] = ()
    conflicts: Mapping[str, Clash] = field(default_factory=dict)
    deleted: bool = False  # the object was deleted meanwhile


class _Moved(Exception):
    """Somebody else wrote between our reading and our writing."""


def save_record(user: User, kind: Kind, key: UUID, submission: Submission) -> Outcome:
    """Saves the object, or creates it under `key`; a submission that comes twice is saved once.

    The draft goes once the object is written, unless it has been saved again meanwhile. Raises Http404 when
    the object is not theirs to change.
    """
    refusals = 0
    for _attempt in attempts():
        work = Work(user, kind, key)
        try:
            outcome = _save(work, submission)
        except _Moved as error:
            failure: Exception = error
        except IntegrityError as error:
            # Created by a second submission just now, most likely: then the next attempt finds it.
            failure, refusals = error, refusals + 1
            if refusals == MOST_REFUSALS:
                break
        else:
            if outcome.conflicts:
                CONFLICTS.inc()
            if outcome.merged_with:
                MERGES.inc()
            return outcome
    raise failure


def replace_record(
    user: User,
    kind: Kind,
    key: UUID,
    *,
    version: int,
    data: Document,
    restored: Document | None = None,
    columns: Mapping[str, Any] | None = None,
) -> Outcome | None:
    """Saves `data`, made without anybody's form, on top of `version`; None when that is not the present one
    any more. `restored` says, for the history, which earlier version or template it comes out of; `columns`
    are written beside the form's own.

    Nobody's draft is touched, neither this person's: each meets it as it meets a colleague's Save. Raises
    Http404 when the object is not theirs to change.
    """
    work = Work(user, kind, key)
    if work.record is None:
        raise Http404
    if work.version != version:
        return None
    loaded, standing = _columns(work.record), Standing(0, version, work.saved)
    form = work.form(data=post_data(data))
    if not form.is_valid():
        return Outcome(work, form, standing)
    for name, value in (columns or {}).items():
        setattr(form.instance, name, value)
    try:
        run_atomic(lambda: _write(work, form, loaded, restored))
    except _Moved:
        return None
    return Outcome(work, form, standing, form.instance)


def _save(work: Work, submission: Submission) -> Outcome:
    if work.record is None and not work.kind.may_create(work.user):
        raise Http404
    if work.record is None and submission.version:
        draft = work.draft
        anew = Standing(draft.revision, 0, draft.data) if draft else Standing(0, 0, work.blank)
        return Outcome(work, work.form(data=submission.post), anew, deleted=True)
    posted = posted_data(work.form(data=submission.post))
    standing, start = _standing(work, submission, posted)
    merged = start.merge(_changes(start.client, posted, submission.choices))
    data = {name: merged.data.get(name, value) for name, value in work.saved.items()}
    for path, clash in merged.conflicts.items():
        data = put(data, path, clash.mine)
    loaded = _columns(work.record) if work.record else {}
    form = work.form(data=post_data(data))
    if merged.conflicts or not form.is_valid():
        return Outcome(work, form, standing, conflicts=merged.conflicts)
    merged_with: list[Author] = []
    if work.record is None or not same(data, work.saved):
        run_atomic(lambda: _write(work, form, loaded))
        merged_with = savers(work, submission.version)
    if work.draft:  # unless it was saved again just now
        Draft.objects.filter(pk=work.draft.pk, revision=work.draft.revision).delete()
    return Outcome(work, form, standing, form.instance, merged_with)


def _standing(work: Work, submission: Submission, posted: Document) -> tuple[Standing, Start]:
    """Where the form started from, as far as that is still known, and where it meets the rest."""
    version, revision = submission.version, submission.revision
    if revision is None:
        revision = work.draft.revision if work.draft else 0
    for known in (revision, 0):
        if start := work.start(known, version, submission.own_saves, compare=True):
            return Standing(known, version, start.client), start
    # From a version that nobody remembers: each difference to the object is asked about.
    return Standing(0, version, work.saved), Start(
        posted, posted, between(None, work.saved, posted), work.saved
    )


def _changes(before: Document, posted: Document, choices: Mapping[str, Choice]) -> dict[str, list[Json]]:
    """What the person changed; at a conflict that they settled, as a change that names the other value."""
    settled = {
        path: [choice.theirs, value_at(posted, path)][:: 1 if choice.keep_mine else -1]
        for path, choice in choices.items()
    }
    changes = diff(before, {**before, **posted})
    return {path: change for path, change in changes.items() if not overlaps(path, settled)} | settled


def _columns(record: Model) -> dict[str, Any]:
    return {column.attname: getattr(record, column.attname) for column in record._meta.concrete_fields}


def _write(work: Work, form: VersionedForm, loaded: dict[str, Any], restored: Document | None = None) -> None:
    """Writes the record, what hangs on it, and the Revision that says so; all or nothing."""
    now, record = timezone.now(), form.instance
    records = type(record)._base_manager.filter(pk=record.pk)
    stamp = {"updated_by_id": work.user.pk, "updated_at": now}
    if work.record is None:
        last = _revisions(work).order_by("-version").values_list("version", flat=True).first() or 0
        for name, value in {**stamp, "created_by_id": work.user.pk, "created_at": now}.items():
            setattr(record, name, value)
        record.version = last + 1  # more than 1 when it is made anew after somebody deleted it
        record.save(force_insert=True)
    else:
        _remember_what_was(work, loaded)
        columns = {name: value for name, value in _columns(record).items() if value != loaded[name]}
        record.version = work.version + 1
        unmoved = {"version": work.version} | {name: loaded[name] for name in record.settles_save}
        if not records.filter(**unmoved).update(**{**columns, **stamp, "version": record.version}):
            raise _Moved
    form.save_related()
    record = records.get()
    data = form_data(work.kind.form(instance=record, user=work.user))
    before = None if work.record is None else work.saved
    _revisions(work).create(
        kind=work.kind.name, key=work.key, version=record.version, data=data, by=work.user, at=now,
        summary=summary_of(work.kind.form, before, data, restored),
    )  # fmt: skip
    if work.kind.saved:
        work.kind.saved(Saved(work.kind.name, record, work.user, before, data))


def _remember_what_was(work: Work, loaded: dict[str, Any]) -> None:
    """Keeps the state before the first Save of a record that was not made by one, to merge from later."""
    if not _revisions(work).filter(version=work.version).exists():
        _revisions(work).create(
            kind=work.kind.name, key=work.key, version=work.version, data=work.saved,
            by_id=loaded["updated_by_id"], at=loaded["updated_at"],
        )  # fmt: skip


def _revisions(work: Work) -> QuerySet[Revision]:
    return Revision.objects.filter(kind=work.kind.name, key=work.key)
