"""Making plans out of templates and templates out of plans, and giving plans to the client."""

from datetime import date
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.services import insert_record
from apps.meal_plans.guarding import require_clear
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.models import MealPlan, PlanStep, Status
from apps.meal_plans.nameless import nameless
from apps.meal_plans.news import tell_published, tell_withdrawn
from apps.meal_plans.overrides import Overrides
from apps.meal_plans.sources import Source
from apps.menus.copying import copy_menu, repeat_menu
from dtps.db.transactions import run_atomic


def plan_from_template(
    kind: str,
    template: TemplateRecord,
    *,
    client: Client,
    start: date,
    days: int,
    user: User,
    key: UUID,
    overrides: Overrides | None = None,
) -> MealPlan:
    """A draft plan for `client` that remembers the template (of `kind`) and its version; its id is `key`.

    It takes over what the template holds; what the client must not eat is asked about by the form before, and
    by each Save and by publishing after. `overrides` are the reasons that were given.

    Asked again with the same key, the plan that is there already. Raises MenuErrors when so many days are
    more than a menu may hold, Http404 when `key` is somebody else's.
    """
    plan = MealPlan(
        pk=key,
        client=client,
        start_date=start,
        name=template.name,
        description=template.description,
        menu=repeat_menu(template.menu, key, days),
        length_days=days,
        source_kind=kind,
        source_id=template.pk,
        source_version=template.version,
        source_name=template.name,
        overrides=overrides or {},
        **template.range_fields(),
    )
    return insert_record(MEAL_PLAN, plan, user)


def template_from_plan(
    source: Source, plan: MealPlan, *, name: str, is_shared: bool, user: User, key: UUID
) -> TemplateRecord:
    """A template of `user` with the menu and the ranges of `plan`; its id is `key`.

    Nothing of the client goes along: no description, no dates, no reasons to keep foods, and no note that
    names them (nameless.py). Who hears of a template that is shared hears of this one.

    Asked again with the same key, the template that is there already. Raises Http404 when `key` is somebody
    else's.
    """
    template = source.model(
        id=key,
        name=name,
        owner=user,
        is_shared=is_shared,
        menu=copy_menu(nameless(plan.menu, plan.client.name).menu, key),
        length_days=plan.length_days,
        **plan.range_fields(),
    )
    return insert_record(source.kind, template, user, tell=True)


def publish_plan(plan: MealPlan, figures: dict[str, Any], *, by: User) -> bool:
    """Publishes `plan` with the figures it is to keep, and tells the client's care team.

    False when it was changed since it was read; then nobody is told anything. Raises StillBlocked for what
    the client must not eat.
    """
    require_clear(plan)

    def work() -> bool:
        published = plan.publish(figures)
        if published:
            PlanStep.objects.create(plan=plan, status=Status.PUBLISHED, by=by)
            tell_published(plan, by)
        return published

    return run_atomic(work)


def withdraw_plan(plan: MealPlan, *, by: User) -> bool:
    """Makes `plan` a draft again, and tells the client's care team if it was published.

    False when it is a draft already, or its status has changed since it was read; then nobody is told.
    """

    def work() -> bool:
        withdrawn = plan.withdraw()
        if withdrawn:
            PlanStep.objects.create(plan=plan, status=Status.DRAFT, by=by)
            if plan.is_published:
                tell_withdrawn(plan, by)
        return withdrawn

    return run_atomic(work)


def archive_plan(plan: MealPlan, *, by: User) -> bool:
    """Puts `plan` away. False when it is put away already."""

    def work() -> bool:
        archived = plan.archive()
        if archived:
            PlanStep.objects.create(plan=plan, status=Status.ARCHIVED, by=by)
        return archived

    return run_atomic(work)
