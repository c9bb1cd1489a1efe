"""What apps.drafts has to know about the forms of templates."""

from typing import Any, cast
from uuid import UUID

from apps.accounts.models import User
from apps.diet_templates.forms import DietTemplateForm, TemplateForm
from apps.diet_templates.gates import may_create_templates
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.news import template_saved
from apps.drafts.kinds import Kind, allowed_row
from apps.menus.new import new_menu


def template_kind(name: str, model: type[TemplateRecord], form: type[TemplateForm]) -> Kind:
    """The kind of one sort of template."""
    templates = model.objects.all()

    def find(user: User, key: UUID) -> TemplateRecord | None:
        return cast(TemplateRecord | None, allowed_row(templates.editable_by(user), templates, key))

    def find_version(user: User, key: UUID) -> int | None:
        versions = templates.editable_by(user).values_list("version", flat=True)
        return cast(int | None, allowed_row(versions, templates, key))

    return Kind(
        name=name,
        form=form,
        find=find,
        find_version=find_version,
        may_create=may_create_templates,
        blank=blank_menu,
        saved=template_saved,
    )


def blank_menu(key: UUID) -> dict[str, Any]:
    """A new form: a week of empty days."""
    return {"menu": new_menu(key)}


DIET_TEMPLATE = template_kind("diet-template", DietTemplate, DietTemplateForm)
