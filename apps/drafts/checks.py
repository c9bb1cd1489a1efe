"""Whether changes fit the form they are for. Drafts are kept half-typed and invalid, but never shapeless."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import Field
from django.utils.translation import gettext as _

from apps.drafts.changes import SEGMENT, Json
from apps.stability.json_body import unstorable


def faults(fields: Mapping[str, Field], path: str, values: list[Json]) -> Iterator[tuple[str, str]]:
    """What is wrong with `values` at `path` of the form that has `fields`: `(path, message)` each."""
    name, *inside = path.split("/")
    field = fields.get(name)
    if field is None:
        yield path, _("This form has no field “%(name)s”.") % {"name": name}
    elif not hasattr(field, "autosave_value"):
        if inside:
            yield path, _("The field “%(name)s” has no parts.") % {"name": name}
        elif not all(_plain(value) for value in values):
            yield path, _("This field holds a text, true or false, or a list of texts.")
    elif not all(SEGMENT.fullmatch(segment) for segment in inside):
        yield path, _("This is not a path: its parts are letters, digits, - and _.")
    elif not inside and not all(value is None or isinstance(value, dict) for value in values):
        yield path, _("This field holds an object.")
    for value in values:
        yield from unstorable(value, path)
        yield from _odd_keys(value, path)


def _plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return value is None or isinstance(value, str | bool)


def _odd_keys(value: Json, path: str) -> Iterator[tuple[str, str]]:
    """Keys that could not be part of a path, or that a database might take for an operator."""
    if isinstance(value, list):
        for child in value:
            yield from _odd_keys(child, path)
    elif isinstance(value, dict):
        for key, child in value.items():
            if not SEGMENT.fullmatch(key):
                yield path, _("An object here has a key that is not made of letters, digits, - and _.")
            yield from _odd_keys(child, f"{path}/{key}")
