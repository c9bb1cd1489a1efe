"""What became of a template since a plan was made from it, as changes of that plan. Pure.

The menu of such a plan is named after the template: its days by their places (`repeat_menu`), and what is in
them by the template's own ids. So both versions of the template are copied as the plan was, and what differs
between these copies is an offer. A day is known by its meals, wherever in the template it stands by now.

Whole days are not offered: where days of the template were added, removed or moved, `Lineage.days` says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.diet_templates.header import RANGED
from apps.diet_templates.nutrient_ranges import FURTHER
from apps.drafts.changes import Document, Json, apply, same, value_at
from apps.menus.copying import copy_menu
from apps.menus.document import MAX_DAYS
from apps.menus.ids import node_id
from apps.menus.pairs import pairs
from apps.menus.reading import CHILDREN, readable

HEADER = {
    "name": ["name"],
    "description": ["description"],
    **{key: [f"{key}_min", f"{key}_max"] for key in (*RANGED, *FURTHER)},
}
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One place with its value in both versions of the template, and in the plan; None: it is not there."""

    path: str  # in the plan's form data
    before: Json
    after: Json
    mine: Json


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be taken or skipped as one: a line of a meal, a whole meal, a field, a range.

    `puts` is what taking it writes, by path. It is a clash where the plan was changed in the same place.
    """

    path: str  # names it among the others
    puts: dict[str, Json]
    lines: list[Line]
    is_clash: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Days:
    """What became of whole days of the template's cycle."""

    added: int = 0
    removed: int = 0
    moved: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class Lineage:
    """All of it; `strangers` are days of the plan that no day of the template was copied to."""

    offers: list[Offer]
    days: Days = field(default_factory=Days)
    strangers: int = 0


def lineage_of(key: UUID, plan: Document, then: Document, now: Document) -> Lineage:
    """What leads from the template `then` to the template `now`, for the plan `key`; each is form data."""
    menu, was, is_now = (readable(data.get("menu"))["days"] for data in (plan, then, now))
    later = {day["id"]: day for day in is_now}
    offers, strangers = list(_header(plan, then, now)), 0
    for day, place, origin in _placed(key, menu, was):
        if origin is None:
            strangers += 1
        elif origin["id"] in later:
            was_copied, now_copied = (_copied(key, place, one) for one in (origin, later[origin["id"]]))
            offers += _inside(f"menu/days/{day['id']}", "days", was_copied, now_copied, day)
    return Lineage(offers, _whole_days(was, is_now), strangers)


def taken(plan: Document, offers: Iterable[Offer]) -> Document:
    """The plan's form data with `offers` in it; all else stays as it is."""
    puts = {path: value for offer in offers for path, value in offer.puts.items()}
    return apply(plan, {path: [value_at(plan, path), value] for path, value in puts.items()})[0]


def by_day(offers: Iterable[Offer]) -> list[Offer]:
    """Those that do not clash, a day of the plan at a time: for more than anybody ticks one by one."""
    together: dict[str, Offer] = {}
    for offer in offers:
        if not offer.is_clash:
            path = "/".join(offer.path.split("/")[:3])
            so_far = together.get(path)
            puts = {**(so_far.puts if so_far else {}), **offer.puts}
            together[path] = Offer(
                path, puts, [], is_clash=False, count=offer.count + (so_far.count if so_far else 0)
            )
    return list(together.values())


def _header(plan: Document, then: Document, now: Document) -> Iterator[Offer]:
    for path, names in HEADER.items():
        lines = [
            Line(name, then.get(name), now.get(name), plan.get(name))
            for name in names
            if not same(then.get(name), now.get(name)) and not same(plan.get(name), now.get(name))
        ]
        if lines:
            is_clash = any(not same(line.mine, line.before) for line in lines)
            yield Offer(path, {line.path: line.after for line in lines}, lines, is_clash)


def _placed(
    key: UUID, menu: Sequence[Node], cycle: Sequence[Node]
) -> Iterator[tuple[Node, int, Node | None]]:
    """Each day of the plan with the place it was made for, and the day of the template it is a copy of."""
    places = {node_id(key, f"days/{place}"): place for place in range(MAX_DAYS)}
    upcoming = 0  # most likely: the one after that of the day before
    for day in menu:
        place = places.get(day["id"])
        if place is None or not cycle:
            yield day, 0, None
            continue
        likely = [upcoming % len(cycle), place % len(cycle)]
        found = next(
            (index for index in (*likely, *range(len(cycle))) if _is_copy(key, place, day, cycle[index])),
            None,
        )
        if found is None and not cycle[likely[1]]["meals"]:  # nothing to know it by: then by its place
            found = likely[1]
        upcoming = upcoming + 1 if found is None else found + 1
        yield day, place, None if found is None else cycle[found]


def _is_copy(key: UUID, place: int, day: Node, original: Node) -> bool:
    copies = {node_id(key, f"days/{place}/meals/{meal['id']}") for meal in original["meals"]}
    return any(meal["id"] in copies for meal in day["meals"])


def _copied(key: UUID, place: int, day: Node) -> Node:
    copy: Node = copy_menu({"days": [{**day, "id": f"{place}"}]}, key)["days"][0]
    return copy


def _inside(path: str, level: str, was: Node, now: Node, mine: Node) -> Iterator[Offer]:
    """What is offered within a node that all three have."""
    children = CHILDREN[level]
    keep = {"id", children, *(["position"] if level == "days" else [])}
    for name in dict.fromkeys([*was, *now]):
        line = Line(f"{path}/{name}", was.get(name), now.get(name), mine.get(name))
        if name not in keep and not same(line.before, line.after) and not same(line.mine, line.after):
            yield Offer(line.path, {line.path: line.after}, [line], not same(line.mine, line.before))
    own = {node["id"]: node for node in mine[children]}
    for pair in pairs(was[children], now[children]):
        below = f"{path}/{children}/{pair.id}"
        yield from _node(below, children, pair.before, pair.after, own.get(pair.id))


def _node(path: str, level: str, was: Node | None, now: Node | None, mine: Node | None) -> Iterator[Offer]:
    if same(was, now) or same(mine, now):
        return
    if was and now and mine and level != "items":
        yield from _inside(path, level, was, now, mine)
        return
    value = now
    if was and now and mine and same(was["position"], now["position"]):
        value = {**now, "position": mine["position"]}  # where the plan's dietitian put it
    if not same(mine, value):
        is_clash = not same(_unplaced(mine), _unplaced(was))
        yield Offer(path, {path: value}, [Line(path, was, value, mine)], is_clash)


def _unplaced(node: Node | None) -> Node | None:
    return node and {name: value for name, value in node.items() if name != "position"}


def _whole_days(was: Sequence[Node], now: Sequence[Node]) -> Days:
    before, after = ([day["id"] for day in days] for days in (was, now))
    kept = [[one for one in side if one in other] for side, other in ((before, after), (after, before))]
    return Days(len(after) - len(kept[1]), len(before) - len(kept[0]), kept[0] != kept[1])
