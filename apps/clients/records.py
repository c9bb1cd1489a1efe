"""What is written down about a client beside the form: measurements, notes, and that one was deleted."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.measures import BY_KEY, MEASURES
from apps.clients.models import Client
from apps.clients.validators import between, validate_day
from apps.drafts.models import VersionedRecord
from dtps.db.models import Record


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """The vocabulary of measurements."""

    def visible_to(self, user: User) -> Self:
        """Those of the clients `user` may read. The ids first: MongoDB walks an index by them."""
        if user.is_admin:
            return self
        return self.filter(client__in=list(Client.objects.visible_to(user).values_list("pk", flat=True)))

    def editable_by(self, user: User) -> Self:
        """The same: whoever looks after a client may weigh them."""
        return self.visible_to(user)

    def kept(self) -> Self:
        """Those that nobody removed."""
        return self.filter(removed_at=None)


def measured(key: str) -> Any:
    """The column of one measure; empty means that it was not measured then."""
    measure = BY_KEY[key]
    return models.DecimalField(
        format_lazy("{label} ({unit})", label=measure.label, unit=measure.unit),
        max_digits=6,
        decimal_places=measure.places,
        null=True,
        blank=True,
        validators=between(measure.low, measure.high),
    )


class Measurement(VersionedRecord):
    """What was measured of one client on one day. One that is removed is hidden, and can be brought back."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="measurements", verbose_name=_("client"))
    taken_on = models.DateField(_("measured on"), default=timezone.localdate, validators=[validate_day])
    weight_kg = measured("weight_kg")
    height_cm = measured("height_cm")
    waist_cm = measured("waist_cm")
    hip_cm = measured("hip_cm")
    body_fat_pct = measured("body_fat_pct")
    systolic_mmhg = measured("systolic_mmhg")
    diastolic_mmhg = measured("diastolic_mmhg")
    glucose_mgdl = measured("glucose_mgdl")
    hba1c_pct = measured("hba1c_pct")
    note = models.CharField(_("note"), max_length=300, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["-taken_on", "-created_at"]
        indexes = [models.Index(fields=["client", "-taken_on"], name="measurement_of_client")]

    def __str__(self) -> str:
        return date_format(self.taken_on, "DATE_FORMAT")

    def get_absolute_url(self) -> str:
        """Where it is shown: among the others, on the client's page."""
        return f"{self.client.get_absolute_url()}#measurements"

    def remove(self) -> None:
        """Hides it; `restore` brings it back."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])

    def restore(self) -> None:
        """Brings it back."""
        self.removed_at = None
        self.save(update_fields=["removed_at"])

    def values(self) -> dict[str, Decimal]:
        """What was measured, by key of MEASURES."""
        found = {measure.key: getattr(self, measure.key) for measure in MEASURES}
        return {key: value for key, value in found.items() if value is not None}


class ClientNoteQuerySet(models.QuerySet["ClientNote"]):
    """The vocabulary of notes."""

    def visible_to(self, user: User) -> Self:
        """Those about the clients `user` may read. The ids first: MongoDB walks an index by them."""
        if user.is_admin:
            return self
        return self.filter(client__in=list(Client.objects.visible_to(user).values_list("pk", flat=True)))

    def editable_by(self, user: User) -> Self:
        """Those that `user` wrote, about clients they still may read."""
        return self.visible_to(user).filter(created_by=user)


class ClientNote(VersionedRecord):
    """What somebody of the practice wrote down about a client. Only they change it, and each text is kept."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="notes", verbose_name=_("client"))
    text = models.TextField(_("note"), max_length=10_000)
    is_pinned = models.BooleanField(_("pinned above the other notes"), default=False)

    objects = ClientNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-is_pinned", "-created_at"]
        indexes = [models.Index(fields=["client", "-created_at"], name="note_of_client")]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Where it is shown: among the others, on the client's page."""
        return f"{self.client.get_absolute_url()}#notes"


class ClientRemoval(Record):
    """That a client was deleted: by whom, when, and how much went. Says nothing about the person."""

    client_key = models.UUIDField(_("identifier of the client"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("deleted by"))
    counts = models.JSONField(_("what went"), default=dict)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("deletion of a client")
        verbose_name_plural = _("deletions of clients")
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return str(self.client_key)
