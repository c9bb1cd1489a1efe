"""Values of a menu in a person's words: what a conflict offers to choose from."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.foods.models import Food
from apps.foods.nutrients import BY_KEY
from apps.menus.figures import grams_text, quantity_text
from apps.menus.paths import LEVELS, field_label
from apps.menus.slots import Slot, meal_title

SHOWN = 200  # letters that are enough to tell two apart
Node = Mapping[str, Any]


def describe_value(path: str, value: Any) -> str:
    """The value at a change path: a whole node by what it says, a field as it reads. One query for a food."""
    *way, last = path.split("/")
    if not isinstance(value, dict):
        words = FIELDS.get(last, quantity_text)(value)
    elif len(way) % 2:  # a list and the id of one of its nodes
        words = NODES.get(way[-1], _nutrients)(value)
    else:
        words = _nutrients(value) if path else _menu(value)
    return Truncator(words or _("(empty)")).chars(SHOWN)


def _item(item: Node) -> str:
    amount = (
        [quantity_text(item.get("quantity")), str(item.get("measure") or "")] if item.get("quantity") else []
    )
    grams = grams_text(item.get("grams"))
    words = " ".join(part for part in [*amount, str(item.get("name") or "")] if part)
    return f"{words} ({grams})" if grams else words


def _option(option: Node) -> str:
    return _joined(option, "items", _item)


def _meal(meal: Node) -> str:
    options = _(" or ").join(filter(None, map(_option, _children(meal, "options"))))
    return f"{meal_title(meal)}: {options}" if options else meal_title(meal)


def _day(day: Node) -> str:
    meals = [meal_title(meal) for meal in _children(day, "meals")]
    label = str(day.get("label") or "")
    listed = ", ".join(meals) or _("no meals")
    return f"{label}: {listed}" if label else listed


def _menu(menu: Node) -> str:
    days = len(_children(menu, "days"))
    return ngettext("a menu of %(days)s day", "a menu of %(days)s days", days) % {"days": days}


def _nutrients(figures: Node) -> str:
    known = [(BY_KEY[key], value) for key, value in figures.items() if key in BY_KEY]
    return ", ".join(f"{field_label(n.key)} {quantity_text(value)} {n.unit}" for n, value in known)


def _food(food_id: Any) -> str:
    """The name of a food; of one that is gone only that it is."""
    try:
        name = Food.objects.filter(pk=food_id).values_list("name", flat=True).first()
    except (ValidationError, ValueError, TypeError):
        name = None
    return name or _("a food that is no longer in the food table")


def _slot(value: Any) -> str:
    return str(Slot(value).label) if value in Slot.values else quantity_text(value)


def _children(node: Node, level: str) -> list[Node]:
    children = node.get(level)
    return [child for child in children if isinstance(child, dict)] if isinstance(children, list) else []


def _joined(node: Node, level: str, words: Callable[[Node], str]) -> str:
    return ", ".join(filter(None, map(words, _children(node, level))))


NODES: Mapping[str, Callable[[Node], str]] = dict(zip(LEVELS, (_day, _meal, _option, _item), strict=True))
FIELDS: Mapping[str, Callable[[Any], str]] = {"food_id": _food, "slot": _slot}
