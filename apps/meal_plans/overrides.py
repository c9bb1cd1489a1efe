"""Reasons to keep a food in a plan against the client's allergies or restrictions.

A plan keeps `{key: {reason, by, by_name, at}}`, where the key (guard.Finding.key) stands for one food and one
allergen: a new allergen is asked about anew. Its form, and so drafts and versions, hold `{key: reason}`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.foods.diet import Allergen, Restriction
from apps.menus.paths import shown

KEY = re.compile(r"(?P<food>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})_(?P<kind>[ar])_(?P<code>[a-z_]+)")
LONGEST_REASON = 500
MOST_REASONS = 500

Overrides = dict[str, dict[str, Any]]


class OverridesWidget(forms.Widget):
    """The element in which static/js/menu-guard-start.js keeps the reasons; it shows nothing by itself."""

    template_name = "meal_plans/overrides.html"

    def format_value(self, value: Any) -> Any:
        """As it is; the template writes the JSON."""
        return value


class OverridesField(forms.Field):
    """The reasons by key: JSON text from a browser, or what the plan or a draft holds."""

    widget = OverridesWidget
    default_error_messages = {
        "unreadable": _("The reasons to keep foods are not readable."),
        "too_long": _("A reason may have %(longest)s characters at most: “%(start)s…”"),
        "too_many": _("There are more than %(most)s reasons to keep foods."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, label=_("Reasons to keep foods"), **options)

    def to_python(self, value: Any) -> Any:
        """`{key: reason}` without those that are empty; {} for nothing."""
        if value in self.empty_values:
            return {}
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                raise self._error("unreadable") from None
        return {key: _reason(one) for key, one in value.items()} if isinstance(value, dict) else value

    def prepare_value(self, value: Any) -> Any:
        """What the page starts with; what cannot be read is left to Save to refuse."""
        try:
            reasons = self.to_python(value)
        except ValidationError:
            return {}
        return reasons if isinstance(reasons, dict) else {}

    def autosave_value(self, value: Any) -> Any:
        """The reasons as they stand in a draft's data."""
        return self.prepare_value(value)

    def describe_value(self, path: str, value: Any) -> str:
        """A reason, for somebody who has to choose between two."""
        return shown(value)

    def validate(self, value: Any) -> None:
        """Refuses what no editor of ours sends, and reasons that are too long."""
        if not isinstance(value, dict) or not all(map(_is_known, value)):
            raise self._error("unreadable")
        if len(value) > MOST_REASONS:
            raise self._error("too_many", most=MOST_REASONS)
        for reason in value.values():
            if not isinstance(reason, str) or not _is_text(reason):
                raise self._error("unreadable")
            if len(reason) > LONGEST_REASON:
                raise self._error("too_long", longest=LONGEST_REASON, start=reason[:40])

    def clean(self, value: Any) -> dict[str, str]:
        """`{key: reason}`, trimmed, without those that are empty."""
        reasons: dict[str, str] = super().clean(value)
        return {key: reason.strip() for key, reason in reasons.items() if reason.strip()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a reason differs."""
        return bool(self.prepare_value(initial) != self.prepare_value(data))

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def recorded(
    reasons: Mapping[str, str], before: Overrides | None, food_ids: Iterable[str], by: User | None
) -> Overrides:
    """What the plan keeps: each reason with who gave it and when, as `before` where it is the same; without
    those about foods that the menu does not name any more (saved versions still tell of these)."""
    known, ids = before or {}, set(food_ids)
    now = timezone.now().isoformat()
    fresh = {"by": str(by.pk) if by else "", "by_name": str(by) if by else "", "at": now}
    return {
        key: known[key] if known.get(key, {}).get("reason") == reason else {"reason": reason, **fresh}
        for key, reason in reasons.items()
        if food_of(key) in ids
    }


def food_of(key: str) -> str:
    """The food that a key is about."""
    return key.split("_", 1)[0]


def _reason(kept: Any) -> Any:
    return kept.get("reason") if isinstance(kept, dict) else kept or ""


def _is_known(key: str) -> bool:
    match = KEY.fullmatch(key)
    codes = {"a": Allergen.values, "r": Restriction.values}
    return match is not None and match["code"] in codes[match["kind"]]


def _is_text(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
