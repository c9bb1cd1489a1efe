"""What the forms of templates and plans have in common, and the form of a diet template."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from apps.clients.forms import several
from apps.diet_templates.header import RANGE_FIELDS, RANGED, MenuRecord, TemplateRecord, split_tags
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.nutrient_ranges import FURTHER, collected, initial_of, range_fields, shown_keys
from apps.drafts.forms import VersionedForm
from apps.foods.diet import Restriction
from apps.foods.nutrients import BY_KEY
from apps.menus.fields import MenuField
from apps.menus.judging import guard_config

MENU_FIELDS = ["name", "description", *RANGE_FIELDS, "menu"]
TEMPLATE_FIELDS = [
    *MENU_FIELDS, "category", "difficulty", "restrictions", "tags", "is_shared",
]  # fmt: skip


class RangesForm(VersionedForm):
    """Ranges of further nutrients: two fields each, kept in one column."""

    instance: MenuRecord

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**initial_of(self.instance), **self.initial}

    def further_ranges(self) -> list[BoundField]:
        """The fields that the page shows."""
        return [self[f"{key}_{end}"] for key in shown_keys(self.instance) for end in ("min", "max")]


RangesForm.declared_fields.update(range_fields())


class MenuRecordForm(RangesForm):
    """A named menu with its ranges."""

    menu = MenuField(label=_("Menu"))

    class Media:
        css: ClassVar = {"all": ["css/menu-guard.css"]}
        js: ClassVar = [Script("js/menu-guard-start.js", type="module")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["menu"].widget.further = shown_keys(self.instance)

    def clean(self) -> dict[str, Any]:
        """Refuses ranges that are upside down; takes over the length in days."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for key in (*RANGED, *FURTHER):
            self._check_range(key, cleaned.get(f"{key}_min"), cleaned.get(f"{key}_max"))
        self.instance.nutrient_ranges = collected(cleaned)
        if cleaned.get("menu"):
            self.instance.length_days = len(cleaned["menu"]["days"])
        return cleaned

    def _check_range(self, key: str, low: float | None, high: float | None) -> None:
        if low is None or high is None or low <= high:
            return
        nutrient = BY_KEY[key]
        message = _(
            "%(nutrient)s: the lower end (%(low)s %(unit)s) is above the upper end (%(high)s %(unit)s)."
        )
        params = {"nutrient": nutrient.label, "low": f"{low:g}", "high": f"{high:g}", "unit": nutrient.unit}
        self.add_error(f"{key}_min", ValidationError(message, code="upside_down", params=params))


class TemplateForm(MenuRecordForm):
    """A template of either kind; whoever makes it owns it."""

    instance: TemplateRecord
    restrictions = several(_("Suits these restrictions"), Restriction.choices)

    @property
    def guard(self) -> dict[str, Any]:
        """What the guard of the editor starts from: it marks lines against what is ticked."""
        return guard_config(None, takes_reasons=False)

    def clean_tags(self) -> str:
        """Trimmed, each once."""
        return ", ".join(split_tags(self.cleaned_data["tags"]))

    def clean(self) -> dict[str, Any]:
        """A new template belongs to the person who saves it first."""
        if self.instance.owner_id is None and self.user is not None:
            self.instance.owner = self.user
        return super().clean()


class DietTemplateForm(TemplateForm):
    """Everything about a diet template."""

    class Meta:
        model = DietTemplate
        fields: ClassVar = TEMPLATE_FIELDS
