"""Templates as a file for another practice: each as its form holds it, and the foods that its menu names.

    {"format": "dtps-templates", "version": 1, "kind": "diet-template",
     "foods": {"<id in the menus>": {"source": "fndds", "id": "fndds:41305010", "name": "Dal", "state": ""}},
     "templates": [{"id": "<UUID>", "form": {"name": "A week", "menu": {...}, ...}}]}

`form` is the data of apps.drafts.forms without what is empty. A food goes by what its source calls it, which
is the same everywhere; by its name where it is one of the practice's own.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from apps.diet_templates.header import TemplateRecord
from apps.drafts.forms import form_data
from apps.drafts.kinds import Kind
from apps.exchange.uploads import MOST_BYTES
from apps.foods.models import Food
from apps.menus.reading import food_ids, readable

FORMAT, VERSION = "dtps-templates", 1
MOST_TEMPLATES = 100


class TooLarge(Exception):
    """More than a file may hold."""


def template_file(kind: Kind, templates: Iterable[TemplateRecord]) -> str:
    """The file of those templates. Raises TooLarge when no practice could import it."""
    pieces: list[str] = []
    named: set[str] = set()
    for template in templates:
        pieces.append(_json({"id": str(template.pk), "form": _form(kind, template)}))
        named |= food_ids(readable(template.menu))
        if len(pieces) > MOST_TEMPLATES or sum(map(len, pieces)) > MOST_BYTES:
            raise TooLarge
    head = {"format": FORMAT, "version": VERSION, "kind": kind.name, "foods": _foods(named)}
    listed = ",\n".join(pieces)
    text = f'{_json(head)[:-1]},\n"templates": [\n{listed}\n]}}\n'
    if len(text.encode()) > MOST_BYTES:
        raise TooLarge
    return text


def _form(kind: Kind, template: TemplateRecord) -> dict[str, Any]:
    data = form_data(kind.form(instance=template))
    return {name: value for name, value in data.items() if value not in ("", None, [], False)}


def _foods(ids: Iterable[str]) -> dict[str, dict[str, str]]:
    rows = Food.objects.filter(pk__in=[UUID(food_id) for food_id in ids]).order_by("source_id")
    return {
        str(key): {"source": source, "id": source_id, "name": name, "state": state}
        for key, source, source_id, name, state in rows.values_list(
            "pk", "source", "source_id", "name", "state"
        )
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
