"""Reading a file of templates (exporting.py has its form), whatever it holds."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.diet_templates.exporting import FORMAT, MOST_TEMPLATES, VERSION
from apps.foods.models import Food
from apps.foods.sources import OWN
from apps.menus.errors import error_at
from apps.stability.json_body import parse_json, unstorable

_LEVELS = ("days", "meals", "options", "items")
_CALLED = ("source", "id", "name", "state")


class UnusableFile(ValueError):
    """The file as a whole cannot be imported; the message says why."""


def read_file(content: bytes, kind: str) -> dict[str, Any]:
    """The file, with `templates` a list of objects and `foods` an object. Raises UnusableFile."""
    try:
        data = parse_json(content.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError:
        raise UnusableFile(_("This file is not in UTF-8.")) from None
    except ValueError as error:
        raise UnusableFile(_("This file is no JSON: %(reason)s") % {"reason": error}) from None
    for path, reason in unstorable(data):
        raise UnusableFile(
            _("This file cannot be stored: %(path)s %(reason)s") % {"path": path, "reason": reason}
        )
    _check_head(data, kind)
    return dict(data)


def _check_head(data: Any, kind: str) -> None:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnusableFile(_("This is no file of templates."))
    if data.get("version") != VERSION:
        text = _("This file is of another version of DTPS (format %(version)s, this one knows %(known)s).")
        raise UnusableFile(text % {"version": str(data.get("version"))[:20], "known": VERSION})
    if data.get("kind") != kind:
        raise UnusableFile(_("This file holds templates of the other kind: import it there."))
    templates = data.get("templates")
    if not isinstance(templates, list) or not isinstance(data.get("foods"), dict):
        raise UnusableFile(_("This is no file of templates."))
    if len(templates) > MOST_TEMPLATES:
        text = _("This file holds %(count)d templates. At most %(most)d are taken.")
        raise UnusableFile(text % {"count": len(templates), "most": MOST_TEMPLATES})


def foods_here(named: Mapping[str, Any]) -> dict[str, str]:
    """The ids that the foods of a file have here, by their ids there. Two queries.

    A food of a table is found by what its source calls it. One of a practice's own also by its name and
    state, if only one is called so.
    """
    called = {
        food_id: tuple(entry[part] for part in _CALLED)
        for food_id, entry in named.items()
        if isinstance(entry, dict) and all(isinstance(entry.get(part), str) for part in _CALLED)
    }
    by_id = dict(
        Food.objects.filter(source_id__in=[one[1] for one in called.values()]).values_list("source_id", "pk")
    )
    names = [one[2] for one in called.values() if one[0] in OWN and one[1] not in by_id]
    by_name: dict[tuple[str, str], list[UUID]] = {}
    own = Food.objects.filter(source__in=OWN, name__in=names).values_list("pk", "name", "state")
    for key, name, state in own if names else ():
        by_name.setdefault((name, state), []).append(key)
    found: dict[str, str] = {}
    for food_id, (source, source_id, name, state) in called.items():
        same = by_name.get((name, state), []) if source in OWN else []
        if source_id in by_id:
            found[food_id] = str(by_id[source_id])
        elif len(same) == 1:
            found[food_id] = str(same[0])
    return found


def with_foods(menu: Any, here: Mapping[str, str]) -> tuple[Any, list[str]]:
    """`menu` with the foods that are `here`, and the places of lines whose food is not: they become text
    without figures. What is no menu stays as it is, for the form to refuse."""
    menu = json.loads(json.dumps(menu))
    missing = []
    for place, item in _lines(menu, ()):
        food_id = item.get("food_id")
        if not isinstance(food_id, str):
            continue
        item["food_id"] = here.get(food_id)
        if item["food_id"] is None:
            missing.append(error_at(menu, place, "unknown_food").place)
    return menu, missing


def _lines(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    level = _LEVELS[len(place) // 2]
    children = node.get(level) if isinstance(node, dict) else None
    for number, child in enumerate(children if isinstance(children, list) else ()):
        here = (*place, level, number)
        if level != _LEVELS[-1]:
            yield from _lines(child, here)
        elif isinstance(child, dict):
            yield here, child
