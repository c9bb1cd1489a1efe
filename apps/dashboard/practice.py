"""The settings of the practice: a form with autosave like any other, for admins."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.drafts.forms import VersionedForm
from apps.drafts.kinds import Kind, Saved
from apps.drafts.pages import edit_record
from apps.foods.nutrients import MAIN_KEYS, NUTRIENTS
from apps.practice.models import ONLY, Practice


class PracticeForm(VersionedForm):
    """Everything about the practice but its logo."""

    shown_nutrients = forms.MultipleChoiceField(
        label=_("Nutrients that days show"),
        help_text=_("Beside energy, protein, carbohydrate and fat."),
        choices=[(one.key, one.label) for one in NUTRIENTS if one.key not in MAIN_KEYS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Practice
        fields: ClassVar = [
            "name", "address", "phone", "email", "allergy_policy", "restriction_policy",
            "katori_ml", "glass_ml", "cup_ml", "tbsp_ml", "tsp_ml", "shown_nutrients",
        ]  # fmt: skip
        widgets: ClassVar = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "allergy_policy": forms.RadioSelect,
            "restriction_policy": forms.RadioSelect,
        }


def find_practice(user: User, key: UUID) -> Practice | None:
    """The practice, for admins to change; None until its first Save. Raises Http404 for everybody else."""
    if not user.is_admin or key != ONLY:
        raise Http404
    return Practice.objects.defer("logo").filter(pk=key).first()


def practice_saved(saved: Saved) -> None:
    """Shows the new settings to every page as soon as they are safe."""
    transaction.on_commit(Practice.remember)


PRACTICE = Kind(
    name="practice",
    form=PracticeForm,
    find=find_practice,
    may_create=lambda user: user.is_admin,
    blank=lambda key: {},
    saved=practice_saved,
)


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: AuthedRequest) -> HttpResponse:
    """The page of these settings."""
    find_practice(request.user, ONLY)
    return edit_record(request, kind=PRACTICE.name, key=ONLY, template="dashboard/practice.html", create=True)
