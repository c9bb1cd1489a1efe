"""Who is advised, and by whom."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.clients.conditions import Condition, conditions_named
from apps.clients.measures import BY_KEY
from apps.clients.validators import between, validate_birth_date
from apps.drafts.models import VersionedRecord
from apps.foods.diet import Allergen, Restriction
from dtps.db.models import Record


class Sex(models.TextChoices):
    """What the reference values for nutrients ask."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")

    __empty__ = _("Not recorded")


class ClientQuerySet(models.QuerySet["Client"]):
    """The vocabulary of client lists."""

    def visible_to(self, user: User) -> Self:
        """The clients `user` may read: all for an admin, else those in whose care team they are.

        Asks for the ids first: on MongoDB a short `in` is an index walk, a join reads the whole collection.
        """
        return self if user.is_admin else self.cared_for_by(user)

    def cared_for_by(self, user: User) -> Self:
        """The clients in whose care team `user` is."""
        return self.filter(
            pk__in=list(CareTeamMember.objects.filter(user=user).values_list("client_id", flat=True))
        )

    def editable_by(self, user: User) -> Self:
        """The clients `user` may change: those they may read, except that counsellors only read."""
        return self.none() if user.role == Role.COUNSELLOR else self.visible_to(user)

    def deletable_by(self, user: User) -> Self:
        """The clients `user` may delete for good: an admin all, a dietitian those whom they took on."""
        return self if user.is_admin else self.editable_by(user).filter(created_by=user)

    def search(self, words: str) -> Self:
        """Those of whom each of `words` is in the name, e-mail, phone or conditions."""
        found = self
        for word in words.split():
            matches = (
                models.Q(name__icontains=word)
                | models.Q(email__icontains=word)
                | models.Q(phone__icontains=word)
                | models.Q(condition_notes__icontains=word)
            )
            for condition in conditions_named(word):
                # Between commas, because a JSON list cannot be searched on both databases.
                matches |= models.Q(condition_index__contains=f",{condition},")
            found = found.filter(matches)
        return found


class Client(VersionedRecord):
    """The person advised. Empty means not known, never "none": not asked is not the same as no allergy."""

    name = models.CharField(_("name"), max_length=150)
    birth_date = models.DateField(_("birth date"), null=True, blank=True, validators=[validate_birth_date])
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    allergies = models.JSONField(_("allergies"), default=list, blank=True)
    no_known_allergies = models.BooleanField(_("asked: no known allergies"), default=False)
    allergy_notes = models.TextField(_("other allergies and reactions"), max_length=2000, blank=True)
    restrictions = models.JSONField(_("dietary restrictions"), default=list, blank=True)
    restriction_notes = models.TextField(_("likes, dislikes and customs"), max_length=2000, blank=True)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    condition_notes = models.TextField(
        _("other conditions, medicines"), max_length=2000, blank=True, default=""
    )
    # Follows from the conditions: ",pcos,anaemia,", for the search.
    condition_index = models.CharField(max_length=600, blank=True, default="", editable=False)
    target_kcal = models.PositiveIntegerField(
        _("energy (kcal a day)"), null=True, blank=True, validators=between(300, 8000)
    )
    target_protein_g = models.PositiveIntegerField(
        _("protein (g a day)"), null=True, blank=True, validators=between(1, 500)
    )
    target_carb_g = models.PositiveIntegerField(
        _("carbohydrate (g a day)"), null=True, blank=True, validators=between(1, 1000)
    )
    target_fat_g = models.PositiveIntegerField(
        _("fat (g a day)"), null=True, blank=True, validators=between(1, 500)
    )
    is_archived = models.BooleanField(_("archived"), default=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def archive(self) -> None:
        """Takes the client out of the daily lists."""
        self.is_archived = True
        self.save(update_fields=["is_archived"])

    def unarchive(self) -> None:
        """Brings the client back."""
        self.is_archived = False
        self.save(update_fields=["is_archived"])

    def get_absolute_url(self) -> str:
        """The client's page."""
        return reverse("clients:detail", args=[self.pk])

    def members(self) -> list[User]:
        """The care team."""
        return [seat.user for seat in self.care_team.prefetch_related("user")]

    @property
    def age(self) -> int | None:
        """Completed years today; None while the birth date is not known."""
        if self.birth_date is None:
            return None
        today = timezone.localdate()
        had_birthday = (today.month, today.day) >= (self.birth_date.month, self.birth_date.day)
        return today.year - self.birth_date.year - (not had_birthday)

    def latest(self, kind: str) -> Decimal | None:
        """The newest value of a measure, `weight_kg` or another key of MEASURES; None while there is none."""
        found = self._newest(kind)
        return found[0] if found else None

    def latest_day(self, kind: str) -> date | None:
        """The day on which that value was measured."""
        found = self._newest(kind)
        return found[1] if found else None

    def _newest(self, kind: str) -> tuple[Decimal, date] | None:
        field = BY_KEY[kind].key
        known = self.measurements.filter(removed_at=None, **{f"{field}__isnull": False})
        found: tuple[Decimal, date] | None = (
            known.order_by("-taken_on", "-created_at").values_list(field, "taken_on").first()
        )
        return found

    @property
    def condition_labels(self) -> list[str]:
        """The conditions in words, in the order of the controlled list."""
        chosen = self.conditions or ()  # absent in what the version before this column wrote meanwhile
        return [str(label) for value, label in Condition.choices if value in chosen]

    @property
    def allergy_labels(self) -> list[str]:
        """The allergies in words, in the order of the controlled list."""
        return [str(label) for value, label in Allergen.choices if value in self.allergies]

    @property
    def restriction_labels(self) -> list[str]:
        """The dietary restrictions in words, in the order of the controlled list."""
        return [str(label) for value, label in Restriction.choices if value in self.restrictions]


class CareTeamMember(Record):
    """Somebody of the practice who looks after a client: the link that lets them see that client."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="care_team", verbose_name=_("client"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("member"))

    class Meta:
        verbose_name = _("care team member")
        verbose_name_plural = _("care team")
        constraints = [
            # In this order because visible_to() looks up by user.
            models.UniqueConstraint(fields=["user", "client"], name="one_seat_in_a_care_team"),
        ]

    def __str__(self) -> str:
        return f"{self.user} / {self.client}"


# Django looks for models here. At the end, because they point at the client.
from apps.clients.records import ClientNote, ClientRemoval, Measurement  # noqa: E402

__all__ = ["CareTeamMember", "Client", "ClientNote", "ClientQuerySet", "ClientRemoval", "Measurement", "Sex"]
