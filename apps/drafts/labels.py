"""Places and values of a form's data in a person's words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Field
from django.forms.utils import pretty_name
from django.utils.choices import flatten_choices
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.drafts.changes import Document, Json

SHOWN = 200  # letters of a value that are enough to tell two apart


def label(fields: Mapping[str, Field], path: str, documents: Iterable[Document]) -> str:
    """What `path` is about: the field's label, for a document with the place inside it.

    `documents` are form data in which to look up what things are called, from the newest to the oldest.
    """
    name, _slash, inside = path.partition("/")
    field = fields.get(name)
    words = str((field and field.label) or pretty_name(name))
    describe = getattr(field, "describe_path", None)
    if describe is None or not inside:
        return words
    return f"{words}: {describe(inside, [data.get(name) for data in documents])}"


def shown(fields: Mapping[str, Field], path: str, value: Json) -> str:
    """`value` as the form would show it; nothing at all is said in a word."""
    name, _slash, inside = path.partition("/")
    describe = getattr(fields.get(name), "describe_value", None)
    if value is None or value == "" or value == []:
        return _("(empty)") if not inside or value is not None else _("(not there)")
    if describe is not None:
        return str(describe(inside, value))
    return Truncator(_worded(fields.get(name), value)).chars(SHOWN)


def _worded(field: Any, value: Json) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_worded(field, one) for one in value)
    if isinstance(value, dict):
        return str(value.get("label") or value.get("name") or _("(something)"))
    choices = dict(flatten_choices(getattr(field, "choices", ())))
    return str(choices.get(value, value))
