"""The import of templates in Django admin: each becomes a first version by its form, or is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.services import insert_record
from apps.diet_templates.template_files import UnusableFile, foods_here, read_file, with_foods
from apps.drafts.forms import post_data
from apps.drafts.kinds import Kind
from apps.drafts.models import Revision
from apps.exchange.kinds import DryRun, ImportKind, Outcome, Problem
from apps.exchange.models import Upload
from apps.menus.copying import copy_menu

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SKIP, COPY = "skip", "copy"
NEW, COPIED, HERE, BAD = "new", "copied", "here", "bad"
LABELS = {
    NEW: gettext_lazy("new"),
    COPIED: gettext_lazy("new, as a copy"),
    HERE: gettext_lazy("here already, left out"),
    BAD: gettext_lazy("cannot be used, left out"),
}
_LONGEST_NAME = 130  # so that "(copy)" fits


@dataclass(slots=True)
class Found:
    """A template of a file, and what becomes of it."""

    number: int
    name: str
    key: UUID | None = None
    status: str = BAD
    data: dict[str, Any] = field(default_factory=dict)
    record: TemplateRecord | None = None
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # places of lines whose food is not here

    @property
    def title(self) -> str:
        """How problems call it."""
        number = _("Template %(number)d") % {"number": self.number}
        return f"{number} “{self.name}”" if self.name else number

    @property
    def label(self) -> StrPromise:
        """What becomes of it, in words."""
        return LABELS[self.status]

    @property
    def is_written(self) -> bool:
        """Whether an import makes it."""
        return self.status in (NEW, COPIED)

    def refuse(self, *reasons: str, place: str = "") -> None:
        """It cannot be used, for those reasons."""
        self.status = BAD
        where = ", ".join(filter(None, (self.title, place)))
        self.problems += [Problem(where, reason) for reason in reasons]


def template_import(kind: Kind, title: StrPromise) -> ImportKind:
    """How Django admin imports templates of one kind."""
    return ImportKind(
        name=kind.name,
        model=kind.form._meta.model,
        title=title,
        hint=gettext_lazy("A .json file as the export of another practice makes it, at most 4 MB."),
        accept=".json,application/json",
        template="admin/exchange/templates.html",
        pack=_content,
        dry_run=partial(_dry_run, kind),
        go_on=partial(_go_on, kind),
        options=(
            (SKIP, gettext_lazy("Leave those out that are here already")),
            (COPY, gettext_lazy("Import them beside those, as copies")),
        ),
    )


def _content(files: Sequence[UploadedFile[Any]]) -> bytes:
    content: bytes = files[0].read()
    return content


def _dry_run(kind: Kind, upload: Upload, user: User, option: str) -> DryRun:
    try:
        found = _found(kind, upload, user, option)
    except UnusableFile as problem:
        return DryRun(refused=str(problem))
    places = [f"{one.title}, {place}" for one in found if one.is_written for place in one.missing]
    return DryRun(
        digest=_digest(found),
        is_something=any(one.is_written for one in found),
        problems=[problem for one in found for problem in one.problems],
        notes=_note(places),
        context={"found_templates": found, "missing": places, "has_some_here": _has_some_here(found)},
    )


def _go_on(kind: Kind, upload: Upload, user: User, seen: str, option: str) -> Outcome:
    """Writes them all: each is whole by itself, and asking twice writes it once."""
    try:
        found = _found(kind, upload, user, option)
    except UnusableFile:
        return Outcome(0, 0, moved=True)
    if _digest(found) != seen:
        return Outcome(0, len(found), moved=True)
    written = [one.record for one in found if one.is_written and one.record is not None]
    for record in written:
        insert_record(kind, record, user)
    left = len(found) - len(written)
    said = ngettext("%(count)d template is new.", "%(count)d templates are new.", len(written))
    text = said % {"count": len(written)}
    if left:
        text += " " + ngettext("%(count)d was left out.", "%(count)d were left out.", left) % {"count": left}
    return Outcome(len(found), len(found), said=text)


def _found(kind: Kind, upload: Upload, user: User, option: str) -> list[Found]:
    """What becomes of each template of the file. Reads only, in a fixed number of queries and one for the
    foods of each."""
    data = read_file(bytes(upload.content), kind.name)
    found = [_entry(number, entry) for number, entry in enumerate(data["templates"], start=1)]
    _refuse_repeated(found)
    here = foods_here(data["foods"])
    keys, names, used = _taken(kind, found)
    for one in found:
        if one.problems or one.key is None:
            continue
        is_here = one.key in keys or one.name in names
        if is_here and option != COPY:
            one.status = HERE
            continue
        key = uuid5(upload.pk, str(one.key)) if one.key in keys | used else one.key
        _fill(kind, one, user, key=key, here=here, is_copy=is_here)
    return found


def _entry(number: int, entry: Any) -> Found:
    form = entry.get("form") if isinstance(entry, dict) else None
    if not isinstance(form, dict):
        one = Found(number, "")
        one.refuse(_("is not in the form of a template."))
        return one
    name = form.get("name")
    one = Found(number, name.strip() if isinstance(name, str) else "", data=form)
    try:
        one.key = UUID(entry["id"])
    except (KeyError, ValueError, TypeError, AttributeError):
        one.refuse(_("its identifier is missing or is none."))
    return one


def _refuse_repeated(found: Sequence[Found]) -> None:
    first: dict[UUID, int] = {}
    for one in found:
        if one.key is not None and first.setdefault(one.key, one.number) != one.number:
            text = _("has the identifier of template %(number)d.")
            one.refuse(text % {"number": first[one.key]})


def _taken(kind: Kind, found: Sequence[Found]) -> tuple[set[UUID], set[str], set[UUID]]:
    """The ids and the names of the file that are here already, and the ids that have a history here: also
    of a template that was deleted since."""
    records = kind.form._meta.model._default_manager.order_by()
    keys = [one.key for one in found if one.key is not None]
    names = [one.name for one in found]
    return (
        set(records.filter(pk__in=keys).values_list("pk", flat=True)),
        set(records.filter(name__in=names).values_list("name", flat=True)),
        set(Revision.objects.filter(kind=kind.name, key__in=keys).order_by().values_list("key", flat=True)),
    )


def _fill(kind: Kind, one: Found, user: User, *, key: UUID, here: Mapping[str, str], is_copy: bool) -> None:
    """Makes the record by its form, which refuses what it would refuse on the site."""
    strange = [name for name in one.data if name not in kind.form.base_fields]
    if strange:
        one.refuse(_("there is no field %(field)s") % {"field": strange[0][:60]})
        return
    menu, one.missing = with_foods(one.data.get("menu"), here)
    data = {**one.data, "menu": menu}
    if is_copy:
        data["name"] = _("%(name)s (copy)") % {"name": one.name[:_LONGEST_NAME]}
    form = kind.form(data=post_data(data), instance=kind.form._meta.model(pk=key), user=user)
    if not form.is_valid():
        for name, errors in form.errors.items():
            is_placed = name in ("menu", "__all__")
            one.refuse(*map(str, errors), place="" if is_placed else str(form[name].label))
        return
    one.record, one.status = form.instance, COPIED if is_copy else NEW
    if is_copy:
        one.record.menu = copy_menu(one.record.menu, key)


def _digest(found: Sequence[Found]) -> str:
    told = [(one.status, str(one.record.pk), one.record.menu) if one.record else one.status for one in found]
    return blake2b(repr(told).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _has_some_here(found: Sequence[Found]) -> bool:
    return any(one.status in (HERE, COPIED) for one in found)


def _note(places: Sequence[str]) -> list[str]:
    if not places:
        return []
    text = ngettext(
        "The food of %(count)d line is not in the table here: the line stays as text, without figures.",
        "The foods of %(count)d lines are not in the table here: the lines stay as text, without figures.",
        len(places),
    )
    return [text % {"count": len(places)}]
