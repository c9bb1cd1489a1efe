"""What a menu and the food table have to do with each other."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.foods.choices import note_use
from apps.foods.models import Food
from apps.foods.nutrients import Nutrients
from apps.menus.document import validate
from apps.menus.errors import MenuErrors, error_at
from apps.menus.paths import LEVELS
from apps.menus.reading import food_ids

Location = tuple[str | int, ...]


def checked_menu(data: Any) -> dict[str, Any]:
    """The document that `data` (decoded JSON) describes, with every food in the food table. One query.

    Raises MenuErrors, whose messages name the day, meal, option and item in the person's words.
    """
    menu = validate(data).document()
    unknown = unknown_foods(food_ids(menu))
    if unknown:
        places = [place for place, item in _items(menu) if item["food_id"] in unknown]
        raise MenuErrors([error_at(menu, place, "unknown_food") for place in places])
    return menu


def unknown_foods(ids: Iterable[str]) -> set[str]:
    """Those of `ids` that are not, or no longer, in the food table."""
    asked = set(ids)
    known = Food.objects.filter(pk__in=[UUID(food_id) for food_id in asked]).values_list("pk", flat=True)
    return asked - {str(key) for key in known} if asked else set()


def figures_of(ids: Iterable[str]) -> dict[str, Nutrients]:
    """What 100 g of each food hold, for totals; foods that are gone are absent. One query."""
    foods = Food.objects.filter(pk__in=[UUID(food_id) for food_id in ids]).values_list("pk", "nutrients")
    return {str(key): Nutrients.of(figures) for key, figures in foods}


def note_foods(user: User, before: Any, after: Any) -> None:
    """Remembers the foods that a Save of `user` put into a menu: searches bring them first from now on."""
    new = set(food_ids(after)) - set(food_ids(before) if before else ())
    note_use(user, [UUID(food_id) for food_id in new])


def without_empty_lines(menu: Any) -> Any:
    """`menu` without items in which nothing was typed: an editor may offer such lines, nobody means them."""
    return _pruned(menu, LEVELS)


def _items(menu: dict[str, Any]) -> Iterator[tuple[Location, dict[str, Any]]]:
    for d, day in enumerate(menu["days"]):
        for m, meal in enumerate(day["meals"]):
            for o, option in enumerate(meal["options"]):
                for i, item in enumerate(option["items"]):
                    yield ("days", d, "meals", m, "options", o, "items", i), item


def _pruned(node: Any, levels: tuple[str, ...]) -> Any:
    if not levels or not isinstance(node, dict) or not isinstance(node.get(levels[0]), list):
        return node
    level, deeper = levels[0], levels[1:]
    return {
        **node,
        level: [_pruned(child, deeper) for child in node[level] if deeper or not _is_empty(child)],
    }


def _is_empty(item: Any) -> bool:
    typed = ("food_id", "name", "quantity", "measure", "grams", "nutrients", "note")
    return isinstance(item, dict) and all(item.get(key) in (None, "", {}) for key in typed)
