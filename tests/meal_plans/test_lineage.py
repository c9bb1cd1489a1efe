"""The changes of a template as changes of a plan that was made from it."""

import copy
import itertools
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from apps.meal_plans.lineage import Days, by_day, lineage_of, taken
from apps.menus.copying import repeat_menu
from apps.menus.positions import spread
from tests.menus.build import Node, day, item, meal, menu, option

KEY = UUID("11111111-2222-4333-8444-555555555555")


def template(menu: Node, **header: str) -> Node:
    return {"name": "Week", "description": "", "kcal_min": "1400", "kcal_max": "", **header, "menu": menu}


def made_from(then: Node, days: int) -> Node:
    """The plan as `plan_from_template` makes it."""
    return {**then, "menu": repeat_menu(then["menu"], KEY, days), "start_date": "2026-03-02"}


def two_days() -> Node:
    """Unlike those of tests/menus/build.py, meals have ids of their own, as editors give them."""
    built = menu(
        day("A", meal("lunch", option(item("Dal", quantity=1), item("Roti", quantity=2)))),
        day("B", meal("lunch", option(item("Poha", quantity=1)))),
    )
    for number, one in enumerate(built["days"]):
        for serving in one["meals"]:
            serving["id"] = f"{serving['id']}of{number}"
    return built


def line(document: Node, day: int = 0, number: int = 0) -> Any:
    return document["days"][day]["meals"][0]["options"][0]["items"][number]


@pytest.fixture
def then() -> Node:
    return template(two_days())


@pytest.fixture
def now(then: Node) -> Node:
    """The same to change."""
    return copy.deepcopy(then)


def test_a_line_is_offered_on_every_day_that_it_was_copied_to(then: Node, now: Node) -> None:
    plan = made_from(then, 5)
    line(now["menu"])["quantity"] = 3
    found = lineage_of(KEY, plan, then, now)
    places = [one["id"] for one in plan["menu"]["days"]]
    assert [offer.path.split("/")[2] for offer in found.offers] == [places[0], places[2], places[4]]
    assert [
        (offer.lines[0].before["quantity"], offer.lines[0].after["quantity"]) for offer in found.offers
    ] == [(1, 3)] * 3
    assert not any(offer.is_clash for offer in found.offers)
    assert (found.days, found.strangers) == (Days(), 0)
    result = taken(plan, found.offers[1:2])
    assert [line(result["menu"], place)["quantity"] for place in (0, 2, 4)] == [1, 3, 1]


def test_the_same_line_changed_in_the_plan_is_a_clash(then: Node, now: Node) -> None:
    plan = made_from(then, 2)
    line(plan["menu"])["grams"] = 180
    line(now["menu"])["quantity"] = 3
    (offer,) = lineage_of(KEY, plan, then, now).offers
    assert offer.is_clash
    assert offer.lines[0].mine["grams"] == 180
    assert line(taken(plan, [offer])["menu"]) == offer.lines[0].after


def test_another_line_of_the_meal_changed_in_the_plan_is_none(then: Node, now: Node) -> None:
    plan = made_from(then, 2)
    line(plan["menu"], number=1)["quantity"] = 4
    line(now["menu"])["quantity"] = 3
    (offer,) = lineage_of(KEY, plan, then, now).offers
    assert not offer.is_clash
    result = taken(plan, [offer])["menu"]
    assert [one["quantity"] for one in result["days"][0]["meals"][0]["options"][0]["items"]] == [3, 4]


def test_what_the_plan_has_already_is_not_offered(then: Node, now: Node) -> None:
    plan = made_from(then, 2)
    line(plan["menu"])["quantity"] = line(now["menu"])["quantity"] = 3
    assert lineage_of(KEY, plan, then, now).offers == []


def test_removed_on_one_side_and_changed_on_the_other(then: Node, now: Node) -> None:
    for side in (then, now):  # a second meal, by which the first day is still known
        first = side["menu"]["days"][0]["meals"]
        first.append({**copy.deepcopy(first[0]), "id": "dinner", "position": "z"})
    plan = made_from(then, 2)
    del plan["menu"]["days"][0]["meals"][0]
    line(plan["menu"], 1)["quantity"] = 9
    line(now["menu"])["quantity"] = 3
    now["menu"]["days"][1]["meals"][0]["options"][0]["items"] = []
    whole_meal, gone = lineage_of(KEY, plan, then, now).offers
    assert (whole_meal.is_clash, whole_meal.lines[0].mine) == (True, None)
    assert (gone.is_clash, gone.lines[0].after) == (True, None)
    result = taken(plan, [whole_meal, gone])["menu"]
    assert (line(result)["quantity"], result["days"][1]["meals"][0]["options"][0]["items"]) == (3, [])


def test_days_that_moved_keep_to_their_origin(then: Node, now: Node) -> None:
    now["menu"]["days"] = [
        {**one, "position": position}
        for one, position in zip(reversed(now["menu"]["days"]), spread(2), strict=True)
    ]
    line(now["menu"], 0)["quantity"] = 7  # of B, which is first now
    plan = made_from(then, 4)
    found = lineage_of(KEY, plan, then, now)
    assert found.days == Days(moved=True)
    result = taken(plan, found.offers)["menu"]
    assert [(line(result, place)["name"], line(result, place)["quantity"]) for place in range(4)] == [
        ("Dal", 1), ("Poha", 7), ("Dal", 1), ("Poha", 7),
    ]  # fmt: skip


def test_a_day_that_left_the_template_is_told_and_not_offered(then: Node, now: Node) -> None:
    del now["menu"]["days"][0]
    now["menu"]["days"] += menu(day("New"))["days"]
    now["menu"]["days"][-1] |= {"id": "new", "position": "z"}
    plan = made_from(then, 2)
    found = lineage_of(KEY, plan, then, now)
    assert (found.days, found.offers) == (Days(added=1, removed=1), [])
    # From then on the plan's first day has no origin, and the second is found where it stands now.
    later = copy.deepcopy(now)
    line(later["menu"], 0)["quantity"] = 5
    found = lineage_of(KEY, plan, now, later)
    assert found.strangers == 1
    assert line(taken(plan, found.offers)["menu"], 1)["quantity"] == 5


def test_days_of_the_plans_own_are_left_alone(then: Node, now: Node) -> None:
    plan = made_from(then, 2)
    plan["menu"]["days"].append({**plan["menu"]["days"][0], "id": "own", "position": "zz"})
    del plan["menu"]["days"][1]
    line(now["menu"], 1)["quantity"] = 9
    found = lineage_of(KEY, plan, then, now)
    assert (found.offers, found.strangers) == ([], 1)


def test_both_ends_of_a_range_go_together(then: Node, now: Node) -> None:
    now |= {"kcal_min": "1500", "kcal_max": "1700", "description": "Less salt"}
    plan = made_from(then, 2)
    text, energy = lineage_of(KEY, plan, then, now).offers
    assert (text.path, energy.path, energy.is_clash) == ("description", "kcal", False)
    assert taken(plan, [energy])["kcal_max"] == "1700"
    (_text, energy) = lineage_of(KEY, {**plan, "kcal_min": "1450"}, then, now).offers
    assert energy.is_clash


def test_many_are_offered_a_day_at_a_time_without_clashes(then: Node, now: Node) -> None:
    line(now["menu"])["quantity"], line(now["menu"], number=1)["quantity"] = 3, 5
    plan = made_from(then, 4)
    line(plan["menu"], 2)["grams"] = 1
    first, third = by_day(lineage_of(KEY, plan, then, now).offers)
    assert (first.count, third.count) == (2, 1)
    assert line(taken(plan, [third])["menu"], 2)["quantity"] == 1


WORDS = some.sampled_from(["Dal", "Roti", "Rice", "Poha"])
LINES = some.dictionaries(some.sampled_from("abcd"), some.tuples(WORDS, some.integers(1, 4)), max_size=3)
MEALS = some.dictionaries(
    some.sampled_from("mn"), some.dictionaries(some.sampled_from("op"), LINES, max_size=2)
)
CYCLES = some.lists(MEALS, min_size=2, max_size=2)


def nodes(children: dict[str, Any], make: Any) -> list[Node]:
    places = dict(zip("abcdmnop", spread(8), strict=True))
    return [{"id": key, "position": places[key], **make(child)} for key, child in children.items()]


def drawn(cycle: list[Any]) -> Node:
    """A template's menu of those meals; the ids of meals tell of which day they are."""

    def meals(number: int, children: Any) -> list[Node]:
        built = nodes(children, lambda one: meal("lunch") | {"options": nodes(one, options)})
        return [{**one, "id": f"{one['id']}{number}"} for one in built]

    def options(children: Any) -> Node:
        return {"items": nodes(children, lambda one: item(one[0], quantity=one[1]))}

    days = [{**day(""), "meals": meals(number, one)} for number, one in enumerate(cycle)]
    places = zip(days, spread(len(days)), itertools.count(1), strict=False)
    return {"schema": 1, "days": [{**one, "id": f"d{n}", "position": place} for one, place, n in places]}


@settings(max_examples=60)
@given(before=CYCLES, after=CYCLES, days=some.integers(1, 5))
def test_taking_all_of_an_untouched_plan_makes_it_anew(before: Any, after: Any, days: int) -> None:
    then, now = template(drawn(before)), template(drawn(after), name="Month", kcal_max="1800")
    plan, anew = made_from(then, days), made_from(now, days)
    found = lineage_of(KEY, plan, then, now)
    assert not any(offer.is_clash for offer in found.offers)
    assert taken(plan, found.offers) == anew
    assert lineage_of(KEY, anew, then, now).offers == []


@settings(max_examples=60)
@given(before=CYCLES, after=CYCLES, own=CYCLES)
def test_without_clashes_nothing_of_the_plans_own_is_lost(before: Any, after: Any, own: Any) -> None:
    """What the plan's dietitian changed stands after everything that does not clash was taken."""
    then, now, mine = (template(drawn(cycle)) for cycle in (before, after, own))
    untouched, plan = made_from(then, 2), made_from(mine, 2)
    result = taken(plan, [one for one in lineage_of(KEY, plan, then, now).offers if not one.is_clash])
    kept = {path: said for path, said in lines_of(plan).items() if lines_of(untouched).get(path) != said}
    assert kept.items() <= lines_of(result).items()


def lines_of(data: Node) -> dict[tuple[str, ...], Any]:
    return {
        (one["id"], serving["id"], choice["id"], entry["id"]): (entry["name"], entry["quantity"])
        for one in data["menu"]["days"]
        for serving in one["meals"]
        for choice in serving["options"]
        for entry in choice["items"]
    }
