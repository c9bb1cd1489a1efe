"""Where what people do is written down, and how each of these tables becomes lines of the audit list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import SignIn
from apps.clients.models import ClientRemoval
from apps.drafts.kinds import get_kind
from apps.drafts.models import Revision
from apps.history.gathering import gathered
from apps.history.wording import phrases
from apps.meal_plans.models import MealPlan, PlanStep, Status
from apps.sharing.models import ShareLink


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: who did what to which object, in words; `link` leads to it in Django admin, if anywhere."""

    at: datetime
    by: str
    kind: str
    name: str
    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A table: its name, its columns for who and when, and what makes lines of the rows with some keys.

    `read` takes a fixed number of queries and answers `(key, line)` in any order; keys that are gone are
    left out.
    """

    label: str | Promise
    model: Any  # the class of a model
    by: str
    at: str
    read: Callable[[list[Any]], Iterable[tuple[Any, Entry]]]


def _saves(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    saves = list(Revision.objects.filter(pk__in=keys).defer("data").order_by().prefetch_related("by"))
    names: dict[UUID, str] = {}
    for kind in {save.kind for save in saves}:
        model = get_kind(kind).form._meta.model
        if any(column.attname == "name" for column in model._meta.concrete_fields):
            objects = model._base_manager.filter(pk__in=[save.key for save in saves if save.kind == kind])
            names |= dict(objects.values_list("pk", "name"))
    for save in saves:
        form = get_kind(save.kind).form
        labels = {name: str(field.label or name) for name, field in form.base_fields.items()}
        said = "; ".join(phrases(gathered([save.summary]), labels))
        text = _("Version %(version)d: %(changes)s") % {"version": save.version, "changes": said}
        link = reverse("admin:drafts_revision_change", args=[save.pk])
        kind = capfirst(str(form._meta.model._meta.verbose_name))
        yield save.pk, Entry(save.at, _name(save.by), kind, names.get(save.key, ""), text, link)


def _changes(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    for log in LogEntry.objects.filter(pk__in=keys).order_by().prefetch_related("user", "content_type"):
        kind = capfirst(log.content_type.name) if log.content_type else ""
        said = str(log.get_change_message()) or log.get_action_flag_display()
        link = None if log.is_deletion() else log.get_admin_url()
        yield log.pk, Entry(log.action_time, _name(log.user), kind, log.object_repr, said, link)


def _removals(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    for removal in ClientRemoval.objects.filter(pk__in=keys).order_by().prefetch_related("by"):
        text = _("Deleted for good") if removal.finished_at else _("Deletion begun")
        link = reverse("admin:clients_clientremoval_change", args=[removal.pk])
        kind = capfirst(_("deletion of a client"))
        yield (
            removal.pk,
            Entry(removal.begun_at, _name(removal.by), kind, str(removal.client_key), text, link),
        )


def _steps(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    steps = list(PlanStep.objects.filter(pk__in=keys).order_by().prefetch_related("by"))
    names = _plan_names({step.plan_id for step in steps})
    for step in steps:
        link = reverse("admin:meal_plans_mealplan_change", args=[step.plan_id])
        name, text = names.get(step.plan_id, ""), str(_STEPS[Status(step.status)])
        yield step.pk, Entry(step.at, _name(step.by), _plan_kind(), name, text, link)


def _links(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    links = list(ShareLink.objects.filter(pk__in=keys).order_by().prefetch_related("created_by"))
    names = _plan_names({link.plan_id for link in links})
    for link in links:
        until = date_format(localtime(link.expires_at), "DATE_FORMAT")
        text = _("Shared by a link until %(date)s") % {"date": until}
        if link.revoked_at:
            taken_back = date_format(localtime(link.revoked_at), "DATE_FORMAT")
            text = _("%(shared)s, taken back on %(date)s") % {"shared": text, "date": taken_back}
        to_plan = reverse("admin:meal_plans_mealplan_change", args=[link.plan_id])
        name = names.get(link.plan_id, "")
        yield link.pk, Entry(link.created_at, _name(link.created_by), _plan_kind(), name, text, to_plan)


def _sign_ins(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    for attempt in SignIn.objects.filter(pk__in=keys).order_by().prefetch_related("user"):
        by = str(attempt.user) if attempt.user else _("An unknown account")
        said = _("Signed in: %(device)s") if attempt.succeeded else _("Refused to sign in: %(device)s")
        place = ", ".join(filter(None, [str(attempt), attempt.address]))
        link = reverse("admin:accounts_user_change", args=[attempt.user_id]) if attempt.user_id else None
        kind = capfirst(_("sign-in"))
        yield attempt.pk, Entry(attempt.at, by, kind, "", said % {"device": place}, link)


def _plan_names(keys: set[UUID]) -> dict[UUID, str]:
    return dict(MealPlan.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


def _plan_kind() -> str:
    return capfirst(_("meal plan"))


def _name(person: AbstractBaseUser | None) -> str:
    return str(person) if person else "-"


_STEPS = {
    Status.PUBLISHED: gettext_lazy("Published"),
    Status.DRAFT: gettext_lazy("Made a draft again"),
    Status.ARCHIVED: gettext_lazy("Archived"),
}
SOURCES = {
    "saves": Source(gettext_lazy("Saves"), Revision, "by", "at", _saves),
    "steps": Source(gettext_lazy("Publishing and archiving"), PlanStep, "by", "at", _steps),
    "links": Source(gettext_lazy("Shared links"), ShareLink, "created_by", "created_at", _links),
    "sign-ins": Source(gettext_lazy("Signing in"), SignIn, "user", "at", _sign_ins),
    "admin": Source(gettext_lazy("Changes in Django admin"), LogEntry, "user", "action_time", _changes),
    "removals": Source(gettext_lazy("Deleted clients"), ClientRemoval, "by", "begun_at", _removals),
}
