"""The two kinds of template that plans are made from, by the names of their kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from apps.accounts.models import User
from apps.diet_templates.gates import get_diet_template
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.drafts.kinds import Kind
from apps.meal_plans.gates import get_meal_plan_template
from apps.meal_plans.kinds import MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan, MealPlanTemplate


@dataclass(frozen=True)
class Source:
    """One kind of template; `get` is its gate for reading."""

    kind: Kind
    model: type[TemplateRecord]
    get: Callable[[User, UUID], TemplateRecord]


SOURCES: Mapping[str, Source] = {
    DIET_TEMPLATE.name: Source(DIET_TEMPLATE, DietTemplate, get_diet_template),
    MEAL_PLAN_TEMPLATE.name: Source(MEAL_PLAN_TEMPLATE, MealPlanTemplate, get_meal_plan_template),
}


def get_source(kind: str) -> Source:
    """The source of that name. Raises Http404 for another one."""
    if kind not in SOURCES:
        raise Http404
    return SOURCES[kind]


def template_of(user: User, plan: MealPlan) -> TemplateRecord | None:
    """The template that `plan` was made from; None when it was made from nothing, or the template is gone or
    not for `user` to read (any more)."""
    if plan.source_kind not in SOURCES or plan.source_id is None:
        return None
    try:
        return SOURCES[plan.source_kind].get(user, plan.source_id)
    except Http404:
        return None


def version_of(user: User, plan: MealPlan) -> int | None:
    """The present version of that template, None as before. One query, without its menu."""
    if plan.source_kind not in SOURCES or plan.source_id is None:
        return None
    visible = SOURCES[plan.source_kind].model.objects.visible_to(user).filter(pk=plan.source_id)
    version: int | None = visible.order_by().values_list("version", flat=True).first()
    return version
