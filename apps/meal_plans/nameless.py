"""A client's menu without what names the client, to make a template out of it. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apps.menus.reading import CHILDREN, readable

SHORTEST = 3  # letters of a word of a name that is looked for by itself
LEFT_OUT = ("note", "label")
GAP = "\N{HORIZONTAL ELLIPSIS}"
Naming = re.Pattern[str]


@dataclass(frozen=True)
class Nameless:
    """The menu, and the texts that were left out or shortened because they named the client."""

    menu: dict[str, Any]
    texts: list[str]


def naming(name: str) -> Naming:
    """Finds the whole of a client's name in a text, and each word of it that is long enough."""
    words = [name.strip(), *(word for word in name.split() if len(word) >= SHORTEST)]
    found = "|".join(re.escape(word) for word in words if word)
    return re.compile(rf"(?<!\w)({found})(?!\w)" if found else r"(?!)", re.IGNORECASE)


def nameless(menu: Any, client_name: str) -> Nameless:
    """`menu` without notes and labels that name the client, and with the name cut out of what somebody wrote
    for a line or a meal. Foods of the table keep their names."""
    found = naming(client_name)
    texts: list[str] = []
    days = [_without(day, "days", found, texts) for day in readable(menu)["days"]]
    return Nameless({**readable(menu), "days": days}, texts)


def _without(node: Mapping[str, Any], level: str, found: Naming, texts: list[str]) -> dict[str, Any]:
    result = {**node, **dict(_shortened(node, found, texts))}
    children = CHILDREN[level]
    if children:
        result[children] = [_without(child, children, found, texts) for child in node[children]]
    return result


def _shortened(node: Mapping[str, Any], found: Naming, texts: list[str]) -> Iterator[tuple[str, str]]:
    for name in (*LEFT_OUT, "name"):
        text = node.get(name)
        is_of_table = name == "name" and node.get("food_id")
        if isinstance(text, str) and not is_of_table and found.search(text):
            texts.append(text)
            yield name, "" if name in LEFT_OUT else found.sub(GAP, text)
