"""Making templates out of templates."""

from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.drafts.forms import form_data
from apps.drafts.kinds import Kind, Saved
from apps.drafts.models import Revision, VersionedRecord
from apps.drafts.summaries import summary_of
from apps.menus.copying import copy_menu
from dtps.db.transactions import run_atomic

AnyRecord = TypeVar("AnyRecord", bound=VersionedRecord)
COPIES_AT_ONCE = 20  # that have ids known beforehand; after so many, any new id will do
COPIED = ("description", "category", "difficulty", "restrictions", "tags")


def copy_template(kind: Kind, template: TemplateRecord, *, user: User, key: UUID) -> TemplateRecord:
    """A private copy of `template` for `user` under the id `key`; asked again, the one that is there."""
    name = _("%(name)s (copy)") % {"name": template.name[:130]}
    copy = type(template)(
        id=key,
        name=name,
        owner=user,
        menu=copy_menu(template.menu, key),
        length_days=template.length_days,
        **template.range_fields(),
        **{field: getattr(template, field) for field in COPIED},
    )
    return insert_record(kind, copy, user)


def next_copy_key(template: TemplateRecord, user: User) -> UUID:
    """The id of the copy that `user` makes next: the same until it is made, so the page stays the same."""
    keys = [uuid5(template.pk, f"{user.pk} {number}") for number in range(COPIES_AT_ONCE)]
    taken = set(type(template)._default_manager.filter(pk__in=keys).values_list("pk", flat=True))
    return next((key for key in keys if key not in taken), uuid4())


def insert_record(kind: Kind, record: AnyRecord, user: User, *, tell: bool = False) -> AnyRecord:
    """Writes a record that no form made as the first saved version of itself; with `tell` those hear of it
    who hear of a Save.

    Its id is the key of the request: sent twice, the second answers what the first wrote. Raises Http404 when
    that id is somebody else's.
    """
    record.version, record.created_by, record.updated_by = 1, user, user
    data = form_data(kind.form(instance=record, user=user))

    def write() -> None:
        record.save(force_insert=True)
        summary = summary_of(kind.form, None, data)
        Revision.objects.create(kind=kind.name, key=record.pk, version=1, data=data, by=user, summary=summary)
        if tell and kind.saved:
            kind.saved(Saved(kind.name, record, user, None, data))

    try:
        run_atomic(write)
    except IntegrityError:
        return get_object_or_404(type(record)._default_manager.filter(created_by=user), pk=record.pk)
    return record
