"""What apps.drafts has to know about the forms of templates."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404

from apps.accounts.models import User
from apps.diet_templates.forms import DietTemplateForm, TemplateForm
from apps.diet_templates.gates import may_create_templates
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.news import template_saved
from apps.drafts.kinds import Kind
from apps.menus.new import new_menu


def template_kind(name: str, model: type[TemplateRecord], form: type[TemplateForm]) -> Kind:
    """The kind of one sort of template."""
    templates = model.objects.all()

    def find(user: User, key: UUID) -> TemplateRecord | None:
        return cast(TemplateRecord | None, found(templates.editable_by(user), templates, key))

    def find_version(user: User, key: UUID) -> int | None:
        versions = templates.editable_by(user).values_list("version", flat=True)
        return cast(int | None, found(versions, templates, key))

    return Kind(
        name=name,
        form=form,
        find=find,
        find_version=find_version,
        may_create=may_create_templates,
        blank=blank_menu,
        saved=template_saved,
    )


def found(allowed: Any, all_records: Any, key: UUID) -> Any:
    """The row `key` of the queryset `allowed`; None when nobody has saved one under that key.

    Raises Http404 when it is among `all_records` but not allowed.
    """
    row = next(iter(allowed.filter(pk=key).order_by()), None)  # autosave asks often: no sorting of one row
    if row is None and all_records.filter(pk=key).exists():
        raise Http404
    return row


def blank_menu(key: UUID) -> dict[str, Any]:
    """A new form: a week of empty days."""
    return {"menu": new_menu(key)}


DIET_TEMPLATE = template_kind("diet-template", DietTemplate, DietTemplateForm)
