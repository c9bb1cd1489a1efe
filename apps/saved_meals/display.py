"""Saved meals made ready to show: their foods in a line, and what they hold by the food table of today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.foods.diet import Allergen, Restriction
from apps.foods.nutrients import Amount
from apps.foods.tags import Facts, facts_for
from apps.menus.display import MealView, weeks
from apps.menus.figures import kcal_text
from apps.menus.reading import food_ids, items_of
from apps.menus.services import figures_of
from apps.menus.totals import meal_nutrients
from apps.menus.words import describe_value
from apps.saved_meals.models import SavedMeal

MOST_OFFERED = 30  # in the editor; who needs another one types a word of it


@dataclass(frozen=True, slots=True)
class Row:
    """One saved meal of a list."""

    record: SavedMeal
    foods: str  # "1 katori Poha, 1 cup Tea or 2 piece Idli"
    kcal: Amount  # of its first option

    @property
    def kcal_text(self) -> str:
        """ "210 kcal", "≥ 210 kcal" or "? kcal"."""
        return kcal_text(self.kcal)


def rows_of(meals: Iterable[SavedMeal]) -> list[Row]:
    """The meals of one page, in their order. One query for the figures of all.

    Contents are read with them: the energy is that of the food table of today, and a page has few of them.
    """
    listed = list(meals)
    figures = figures_of({food for one in listed for food in food_ids(one.readable_menu)})
    return [Row(one, in_a_line(one), meal_nutrients(one.meal, figures)["kcal"]) for one in listed]


def joint_facts(meals: Iterable[SavedMeal]) -> dict[UUID, Facts]:
    """What the guard knows of each meal: the facts of all foods in it, alternatives too. One query for all.

    A meal is checked only if every line of it is a food that is.
    """
    menus = {one.pk: one.readable_menu for one in meals}
    known = facts_for({food for menu in menus.values() for food in food_ids(menu)})
    return {
        key: _joint([known.get(str(item["food_id"])) for item in items_of(menu)])
        for key, menu in menus.items()
    }


def in_a_line(meal: SavedMeal) -> str:
    """The foods of a meal with their amounts; alternatives parted by "or"."""
    options = meal.meal["options"]
    return str(_(" or ")).join(describe_value(f"options/{option['id']}", option) for option in options)


def view_of(meal: SavedMeal) -> MealView:
    """The meal as the read-only views show one. One query."""
    menu = meal.readable_menu
    menu["days"][0]["meals"] = [{**meal.meal, "name": meal.name}]
    day = next(weeks(menu, figures_of(food_ids(menu)))).days[0]
    return day.meals[0]


def offered(user: User, query: str, slot: str) -> tuple[list[SavedMeal], bool]:
    """What the editor offers for `query`, and whether there is more. Two queries, and one for the owners.

    One's own come first, then the practice's; of each those for the same meal of the day, then by name.
    """
    found = SavedMeal.objects.offered_to(user).search(query)
    light = found.order_by().values_list("pk", "owner_id", "slot", "name")
    keys = [row[0] for row in sorted(light, key=lambda row: _rank(row, user, slot))]
    wanted = keys[:MOST_OFFERED]
    return _in_order(wanted), len(keys) > len(wanted)


def _joint(foods: Sequence[Facts | None]) -> Facts:
    known = [facts for facts in foods if facts]
    allergens = {code for facts in known for code in facts["allergens"]}
    unsuitable = {code for facts in known for code in facts["unsuitable"]}
    return {
        "allergens": [code for code in Allergen.values if code in allergens],
        "unsuitable": [code for code in Restriction.values if code in unsuitable],
        "checked": len(known) == len(foods) and all(facts["checked"] for facts in known),
    }


def _rank(row: tuple[UUID, UUID, str, str], user: User, slot: str) -> tuple[bool, bool, str, UUID]:
    key, owner, usual, name = row
    return owner != user.pk, usual != slot, name.casefold(), key


def _in_order(keys: Sequence[UUID]) -> list[SavedMeal]:
    by_key = {one.pk: one for one in SavedMeal.objects.filter(pk__in=keys).prefetch_related("owner")}
    return [by_key[key] for key in keys if key in by_key]
