"""The meals of a day as a practice names them, and when they usually are."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Slot(models.TextChoices):
    """Where in the day a meal belongs; a custom one has the name and time that somebody gave it."""

    EARLY_MORNING = "early_morning", _("Early morning")
    BREAKFAST = "breakfast", _("Breakfast")
    MID_MORNING = "mid_morning", _("Mid morning")
    LUNCH = "lunch", _("Lunch")
    MID_EVENING = "mid_evening", _("Mid evening")
    EVENING = "evening", _("Evening")
    DINNER = "dinner", _("Dinner")
    POST_DINNER = "post_dinner", _("Post dinner")
    CUSTOM = "custom", _("Custom meal")


DEFAULT_TIMES: Mapping[Slot, str] = {
    Slot.EARLY_MORNING: "06:00",
    Slot.BREAKFAST: "09:00",
    Slot.MID_MORNING: "11:00",
    Slot.LUNCH: "13:00",
    Slot.MID_EVENING: "16:00",
    Slot.EVENING: "18:00",
    Slot.DINNER: "19:00",
    Slot.POST_DINNER: "21:00",
    Slot.CUSTOM: "",
}


def slot_choices() -> list[dict[str, str]]:
    """Every slot in the order of the day, `{slot, label, time}`, labels in the reader's language."""
    return [{"slot": slot.value, "label": str(slot.label), "time": DEFAULT_TIMES[slot]} for slot in Slot]


def meal_title(meal: Mapping[str, Any]) -> str:
    """What to call a meal of a menu document: its own name, or that of its slot."""
    name = meal.get("name")
    if isinstance(name, str) and name.strip():
        return name.strip()
    slot = meal.get("slot")
    return str(Slot(slot).label) if slot in Slot.values else str(_("Meal"))
