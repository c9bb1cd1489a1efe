"""The list of a recipe's ingredients as a form field: one JSON document, merged line by line."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.drafts.changes import Json
from apps.foods.models import Food
from apps.foods.services import foods_for_menu

MOST_INGREDIENTS = 60
_MOST_G = 100_000
_LONGEST = {"id": 64, "position": 254, "name": 200, "measure": 160}


class IngredientsEditor(forms.Widget):
    """Renders foods/ingredients.html, which static/js/recipe-ingredients.js brings to life."""

    template_name = "foods/ingredients.html"

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """None: the element is a list of controls."""
        return ""

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        document = decoded(value)
        foods = foods_for_menu(str(line.get("food_id")) for line in lines_in(document))
        return {**super().get_context(name, value, attrs), "document": document, "foods": foods}


class IngredientsField(forms.Field):
    """`{"items": [{id, position, food_id, name, quantity, measure, grams}]}`; empty lines are left out."""

    widget = IngredientsEditor
    default_error_messages = {
        "malformed": _("The list of ingredients is not readable."),
        "many": _("At most %(most)d ingredients; these are %(count)d."),
        "food": _("Ingredient %(line)d, “%(name)s”: choose a food of the table for it."),
        "grams": _("Ingredient %(line)d, “%(name)s”: how much of it? Its weight is not known."),
    }

    def autosave_value(self, value: Any) -> Json:
        """The document as drafts hold it."""
        return decoded(value)

    def prepare_value(self, value: Any) -> Any:
        return decoded(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(decoded(initial) != decoded(data))

    def clean(self, value: Any) -> dict[str, Any]:
        """The document as it is stored; errors name the line and what stands there."""
        document = decoded(value)
        if not isinstance(document.get("items", []), list):
            raise ValidationError(self.error_messages["malformed"], "malformed")
        lines = [line for line in lines_in(document) if not _is_empty(line)]
        if len(lines) > MOST_INGREDIENTS:
            params = {"most": MOST_INGREDIENTS, "count": len(lines)}
            raise ValidationError(self.error_messages["many"], "many", params)
        known = _known_foods(lines)
        problems = [self._problem(number, line, known) for number, line in enumerate(lines, start=1)]
        if any(problems):
            raise ValidationError([problem for problem in problems if problem])
        return {"items": [_stored(line) for line in lines]}

    def describe_path(self, path: str, documents: Iterable[Any]) -> str:
        """What a place of the document is about, in words."""
        parts = path.split("/")
        for line in (line for document in documents for line in lines_in(document)):
            if len(parts) > 1 and line.get("id") == parts[1] and line.get("name"):
                return str(line["name"])
        return str(_("An ingredient"))

    def _problem(self, number: int, line: Mapping[str, Any], known: set[str]) -> ValidationError | None:
        grams: Any = line.get("grams")
        name = str(line.get("name") or "")[:80]
        if not all(isinstance(line.get(key), str) and line[key] for key in ("id", "position")):
            return ValidationError(self.error_messages["malformed"], "malformed")
        params = {"line": number, "name": name}
        if str(line.get("food_id")) not in known:
            return ValidationError(self.error_messages["food"], "food", params)
        if not _is_number(grams) or not 0 < grams <= _MOST_G:
            return ValidationError(self.error_messages["grams"], "grams", params)
        return None


def decoded(value: Any) -> dict[str, Any]:
    """The document of what a form holds or a browser sent; of what is no document, one without lines."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (json.JSONDecodeError, RecursionError):
            value = None
    return value if isinstance(value, dict) and "items" in value else {"items": []}


def lines_in(document: Any) -> list[dict[str, Any]]:
    """The lines of a document in order, whatever else may be wrong with it."""
    items = document.get("items") if isinstance(document, dict) else None
    lines = [line for line in items if isinstance(line, dict)] if isinstance(items, list) else []
    return sorted(lines, key=lambda line: (str(line.get("position")), str(line.get("id"))))


def _known_foods(lines: list[dict[str, Any]]) -> set[str]:
    keys = []
    for line in lines:
        try:
            keys.append(UUID(str(line.get("food_id"))))
        except ValueError:
            continue
    return {str(key) for key in Food.objects.filter(pk__in=keys).order_by().values_list("pk", flat=True)}


def _stored(line: Mapping[str, Any]) -> dict[str, Any]:
    texts = {key: str(line.get(key) or "")[:longest] for key, longest in _LONGEST.items()}
    quantity = line.get("quantity")
    return {
        **texts,
        "food_id": str(line["food_id"]),
        "quantity": quantity if _is_number(quantity) else None,
        "grams": float(line["grams"]),
    }


def _is_empty(line: Mapping[str, Any]) -> bool:
    return all(line.get(key) in (None, "") for key in ("food_id", "name"))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
