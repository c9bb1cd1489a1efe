"""Worked-out plans: those to make others from, and those of one client."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.clients.models import CareTeamMember, Client
from apps.diet_templates.header import MenuRecord, TemplateRecord
from apps.meal_plans import dates
from dtps.db.models import Record

FIRST_YEAR, LAST_YEAR = 2000, 2100


class MealPlanTemplate(TemplateRecord):
    """A worked-out plan to make others from: foods with amounts, and the ranges that its days keep."""

    class Meta(TemplateRecord.Meta):
        verbose_name = _("meal plan template")
        verbose_name_plural = _("meal plan templates")

    def get_absolute_url(self) -> str:
        """The template's page."""
        return reverse("meal_plan_templates:detail", args=[self.pk])


def validate_start(value: date) -> None:
    """Refuses dates that only a slip of the keyboard can mean."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        message = _("A plan starts between %(first)s and %(last)s.")
        raise ValidationError(message, code="date_range", params={"first": FIRST_YEAR, "last": LAST_YEAR})


class Status(models.TextChoices):
    """How far a plan is."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class MealPlanQuerySet(models.QuerySet["MealPlan"]):
    """The vocabulary of lists of plans."""

    def visible_to(self, user: User) -> Self:
        """The plans of the clients that `user` may read. The ids first: MongoDB walks an index by them."""
        if user.is_admin:
            return self
        seats = CareTeamMember.objects.filter(user=user).values_list("client_id", flat=True)
        return self.filter(client__in=list(seats))

    def editable_by(self, user: User) -> Self:
        """The plans that `user` may change: counsellors prepare drafts, no more."""
        plans = self.visible_to(user)
        return plans.filter(status=Status.DRAFT) if user.role == Role.COUNSELLOR else plans

    def publishable_by(self, user: User) -> Self:
        """The plans that `user` may publish, take back and put away: not for counsellors."""
        return self.none() if user.role == Role.COUNSELLOR else self.visible_to(user)

    def search(self, words: str) -> Self:
        """Those whose name or description contain each of `words`, or whose client's name does."""
        found = self
        for word in words.split():
            clients = Client.objects.filter(name__icontains=word).values_list("pk", flat=True)
            found = found.filter(
                models.Q(name__icontains=word)
                | models.Q(description__icontains=word)
                | models.Q(client__in=list(clients))
            )
        return found

    def for_list(self) -> Self:
        """Latest start first, without the menus; the clients in one more query for all."""
        return (
            self.defer("menu", "figures", "overrides")
            .prefetch_related("client")
            .order_by("-start_date", "pk")
        )


class MealPlan(MenuRecord):
    """What one client eats from a date on."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="meal_plans", verbose_name=_("client"))
    start_date = models.DateField(_("from"), validators=[validate_start])
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    # Dates that the days of the plan pass over, as ISO text in order; see dates.py. NULL where the previous
    # version of the application made the plan.
    frozen_dates = models.JSONField(_("frozen dates"), default=list, blank=True, null=True)
    # The template it was made from, and which version of it; empty when it was made from nothing.
    source_kind = models.CharField(_("made from"), max_length=40, blank=True, editable=False)
    source_id = models.UUIDField(_("made from (identifier)"), null=True, editable=False)
    source_version = models.PositiveIntegerField(_("made from version"), null=True, editable=False)
    source_name = models.CharField(_("made from (name)"), max_length=150, blank=True, editable=False)
    # Of a published plan: what its foods held when it was published, see figures.py.
    figures = models.JSONField(_("figures when published"), default=dict, editable=False)
    # Reasons to keep foods against allergies or restrictions, see overrides.py. Null is what a worker of an
    # earlier version wrote: none.
    overrides = models.JSONField(_("reasons to keep foods"), null=True, blank=True, default=dict)

    settles_save = ("status",)  # whether figures are frozen

    objects = MealPlanQuerySet.as_manager()

    class Meta(MenuRecord.Meta):
        abstract = False
        verbose_name = _("meal plan")
        verbose_name_plural = _("meal plans")
        ordering = ["-start_date", "id"]
        indexes = [
            models.Index(fields=["client", "-start_date"], name="meal_plan_of_client"),
            models.Index(fields=["-start_date"], name="meal_plan_latest"),  # an admin's list
            models.Index(fields=["source_id", "start_date"], name="meal_plan_of_template"),  # lineage.py
        ]

    def get_absolute_url(self) -> str:
        """The plan's page."""
        return reverse("meal_plans:detail", args=[self.pk])

    def publish(self, figures: dict[str, Any]) -> bool:
        """Publishes it with the figures it is to keep; False when it was changed since it was read."""
        unchanged = MealPlan.objects.filter(pk=self.pk, version=self.version, status=Status.DRAFT)
        return unchanged.update(status=Status.PUBLISHED, figures=figures) == 1

    def withdraw(self) -> bool:
        """Makes it a draft again, with the figures of the food table; False when its status has changed."""
        unchanged = MealPlan.objects.filter(pk=self.pk, status=self.status).exclude(status=Status.DRAFT)
        return unchanged.update(status=Status.DRAFT, figures={}) == 1

    def archive(self) -> bool:
        """Puts it away; the figures that were published with it stay. False when it is put away already."""
        others = MealPlan.objects.filter(pk=self.pk).exclude(status=Status.ARCHIVED)
        return others.update(status=Status.ARCHIVED) == 1

    def follow(self, version: int) -> bool:
        """Counts it as made from `version` of its template; False when it was changed since it was read."""
        unchanged = MealPlan.objects.filter(
            pk=self.pk, version=self.version, source_id=self.source_id, source_version=self.source_version
        )
        return unchanged.update(source_version=version) == 1

    @property
    def end_date(self) -> date:
        """The date of the last day of the plan."""
        return self.date_of(max(self.length_days, 1) - 1)

    @property
    def frozen(self) -> list[date]:
        """The dates that the plan passes over."""
        return [date.fromisoformat(text) for text in self.frozen_dates or []]

    def date_of(self, index: int) -> date:
        """The date on which the day `index` falls, counted from 0, frozen dates passed over."""
        return dates.date_of(self.start_date, index, self.frozen)

    def dates(self) -> list[date]:
        """The date of each of its days."""
        return dates.dates_of(self.start_date, max(self.length_days, 1), self.frozen)

    @property
    def is_published(self) -> bool:
        """Whether the client was given it."""
        return self.status == Status.PUBLISHED

    @property
    def is_archived(self) -> bool:
        """Whether it is put away."""
        return self.status == Status.ARCHIVED


class PlanStep(Record):
    """One step of a plan from one status to another, for the audit list: these are no Saves."""

    plan = models.ForeignKey(MealPlan, models.CASCADE, related_name="steps", verbose_name=_("meal plan"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a meal plan")
        verbose_name_plural = _("steps of meal plans")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="plan_steps_latest"),  # the audit list
            models.Index(fields=["by", "-at", "-id"], name="plan_steps_of_a_person"),  # that of one person
        ]

    def __str__(self) -> str:
        return self.get_status_display()
