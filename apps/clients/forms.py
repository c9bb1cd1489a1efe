"""The form of a client."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.clients.conditions import Condition
from apps.clients.models import CareTeamMember, Client
from apps.drafts.forms import VersionedForm
from apps.foods.diet import Allergen, Restriction

CARE_ROLES = (Role.DIETITIAN, Role.COUNSELLOR)


def several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number out of a short list, as boxes to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class ClientForm(VersionedForm):
    """Everything a dietitian records about a client, the care team included."""

    allergies = several(_("Allergies"), Allergen.choices)
    restrictions = several(_("Dietary restrictions"), Restriction.choices)
    conditions = several(_("Conditions"), Condition.choices)
    care_team = several(
        _("Care team"),
        (),
        _("They see this client; health counsellors measure and write notes, and read everything else."),
    )

    class Meta:
        model = Client
        fields: ClassVar = [
            "name", "birth_date", "sex", "phone", "email",
            "allergies", "no_known_allergies", "allergy_notes", "restrictions", "restriction_notes",
            "conditions", "condition_notes",
            "target_kcal", "target_protein_g", "target_carb_g", "target_fat_g",
        ]  # fmt: skip
        widgets: ClassVar = {"birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seated = self.seats()
        care_team = cast(forms.MultipleChoiceField, self.fields["care_team"])
        care_team.choices = self.care_team_choices()
        self.initial.setdefault("care_team", sorted(self.seated))

    def seats(self) -> set[str]:
        """The keys of those in the care team; for a new client, of whoever takes them on."""
        if not self.instance._state.adding:
            return {str(seat.user_id) for seat in self.instance.care_team.all()}
        return {str(self.user.pk)} if self.user and self.user.role in CARE_ROLES else set()

    def care_team_choices(self) -> list[tuple[str, str]]:
        """Everybody who can look after a client, and whoever does already, even if they left since."""
        people = User.objects.filter(role__in=CARE_ROLES).order_by("name")
        return [
            (str(person.pk), f"{person} ({person.get_role_display()})")
            for person in people
            if person.is_active or str(person.pk) in self.seated
        ]

    def clean(self) -> dict[str, Any]:
        """Refuses an allergy beside "none known": one of the two is a slip."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("conditions") or []
        self.instance.condition_index = f",{','.join(chosen)}," if chosen else ""
        if cleaned.get("no_known_allergies") and (cleaned.get("allergies") or cleaned.get("allergy_notes")):
            contradiction = _("Allergies are recorded as well: keep one of the two.")
            self.add_error("no_known_allergies", ValidationError(contradiction, code="contradiction"))
        return cleaned

    def clean_care_team(self) -> list[str]:
        """Refuses to drop whoever took the client on, and oneself: a colleague has to do that."""
        chosen: list[str] = self.cleaned_data["care_team"]
        missing = [person for person in self.staying() if str(person.pk) not in chosen]
        if missing:
            message = _("%(name)s has to stay in the care team.")
            raise ValidationError(message, code="stays", params={"name": missing[0]})
        return chosen

    def staying(self) -> list[User]:
        """Those whose seat this form does not take away."""
        if self.instance._state.adding:
            return [self.user] if self.user and self.user.role in CARE_ROLES else []
        people = {person.pk: person for person in (self.instance.created_by, self.user) if person}
        return [person for key, person in people.items() if str(key) in self.seated]

    def save_related(self) -> None:
        """Writes the care team."""
        chosen = set(self.cleaned_data["care_team"])
        seats = CareTeamMember.objects.filter(client=self.instance)
        seats.exclude(user_id__in=chosen).delete()
        for user_id in chosen - {str(key) for key in seats.values_list("user_id", flat=True)}:
            CareTeamMember.objects.create(client=self.instance, user_id=user_id)
