"""What in a menu a person must not eat: pure, over menu documents, the same as in static/js/menu-guard.js.

Only tags that somebody confirmed count, never a name. A line is a *hit* when a tag of its food says so, and
*unchecked* (as well) when nobody can say what else is in it: free text, a food that nobody has checked, one
that is gone. All options of a meal count, not only the first. tests/cases/guard.json holds both sides to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from apps.foods.diet import BY_MARK_ONLY
from apps.foods.tags import Facts
from apps.menus.paths import LEVELS
from apps.menus.totals import is_blank

Kind = Literal["allergy", "restriction", ""]
Foods = Mapping[str, Facts]  # by food id
UNKNOWN: Facts = {"allergens": [], "unsuitable": [], "checked": False}


@dataclass(frozen=True)
class Diet:
    """What somebody must not eat, by the codes of Allergen and Restriction."""

    allergies: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = ()

    @classmethod
    def of(cls, allergies: Iterable[str], restrictions: Iterable[str]) -> "Diet":
        """From the lists that a record holds."""
        return cls(tuple(allergies), tuple(restrictions))

    @property
    def asks_for_checked_foods(self) -> bool:
        """Whether it matters that a food is checked: some restrictions go by marks alone (diet.py)."""
        return bool(self.allergies) or any(code not in BY_MARK_ONLY for code in self.restrictions)


@dataclass(frozen=True)
class Finding:
    """One reason to look at one line. `kind` and `code` are empty where the line is only unchecked."""

    path: str  # days/<id>/meals/<id>/options/<id>/items/<id>
    food_id: str  # empty for free text
    name: str
    kind: Kind
    code: str

    @property
    def is_hit(self) -> bool:
        """Whether a confirmed tag says so."""
        return self.kind != ""

    @property
    def key(self) -> str:
        """What a reason to keep the food is recorded under: for this food and this allergen alone."""
        return f"{self.food_id}_{self.kind[:1]}_{self.code}"


def check(menu: Mapping[str, Any], foods: Foods, diet: Diet) -> list[Finding]:
    """The findings of all lines of a menu, readable (reading.py) or checked, in the order of its lists."""
    if not (diet.allergies or diet.restrictions):
        return []
    return [finding for path, item in _lines(menu) for finding in item_findings(item, path, foods, diet)]


def item_findings(item: Mapping[str, Any], path: str, foods: Foods, diet: Diet) -> list[Finding]:
    """Those of one line: allergies first, each in the order of `diet`."""
    if is_blank(item):
        return []
    food_id, name = item.get("food_id") or "", item.get("name")
    facts = foods.get(food_id, UNKNOWN)
    called = name if isinstance(name, str) else ""
    hits = [
        Finding(path, food_id, called, kind, code)
        for kind, codes, against in _sides(diet, facts)
        for code in codes
        if code in against
    ]
    is_open = not facts["checked"] and diet.asks_for_checked_foods
    return [*hits, Finding(path, food_id, called, "", "")] if is_open else hits


def _sides(diet: Diet, facts: Facts) -> tuple[tuple[Kind, tuple[str, ...], list[str]], ...]:
    return (
        ("allergy", diet.allergies, facts["allergens"]),
        ("restriction", diet.restrictions, facts["unsuitable"]),
    )


def _lines(
    node: Mapping[str, Any], depth: int = 0, path: str = ""
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if depth == len(LEVELS):
        yield path, node
        return
    level = LEVELS[depth]
    start = f"{path}/{level}" if path else level
    for child in node.get(level) or []:
        yield from _lines(child, depth + 1, f"{start}/{child['id']}")
