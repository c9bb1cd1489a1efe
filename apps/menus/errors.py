"""What is wrong with a menu and where, in the words of the person who wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from apps.menus.paths import field_label, shown, steps_to
from apps.menus.upgrading import SCHEMA, is_newer

SENTENCES: Mapping[str, str | Promise] = {
    "missing": _("%(field)s is missing"),
    "extra_forbidden": _("there is no field %(field)s"),
    "invalid_key": _("there is no field %(field)s"),
    "string_type": _("%(field)s must be text"),
    "string_unicode": _("%(field)s holds a character that cannot be stored"),
    "string_too_long": _("%(field)s must not be longer than %(max_length)s characters"),
    "string_pattern_mismatch": _("%(field)s is not valid: '%(input)s'"),
    "literal_error": _("%(field)s is not one that we know: '%(input)s'"),
    "float_type": _("%(field)s must be a number"),
    "finite_number": _("%(field)s must be a finite number"),
    "greater_than_equal": _("%(field)s must not be negative"),
    "less_than_equal": _("%(field)s must not be more than %(le)s"),
    "too_long": _("has %(actual_length)s %(field)s; at most %(max_length)s are allowed"),
    "too_short": _("has no %(field)s; at least one is needed"),
    "duplicate_id": _("two %(field)s have the same identifier '%(id)s'"),
    "unnamed": _("needs a food or a name"),
    "unknown_food": _("this food is no longer in the food table; choose another"),
    "newer_schema": _("is of a newer version of DTPS (format %(schema)s, this one knows %(known)s)"),
    "too_large": _("is larger than %(limit)s MiB; shorten it or split it"),
    "hopeless": _("is not in the form of a menu (%(count)s errors)"),
    "not_json": _("is nested too deeply or holds values that JSON does not know"),
}
BAD_TIME = _("%(field)s must be a time of the day such as 13:30, not '%(input)s'")
BAD_NUTRIENT = _("there is no nutrient %(field)s")
BAD_FORM = _("%(field)s is not in the form of a menu")
MOST = 30
HOPELESS = 1000  # nobody typed that; to list them all would take seconds


@dataclass(frozen=True)
class MenuError:
    """One thing that is wrong."""

    path: str  # days/<id>/meals/<id>/… to the field, or to the node where it is about a whole node
    place: str  # "Day 2 (Tuesday), Lunch, option 1, item 3 'Dal'"; empty when it is about the menu as a whole
    message: str  # "quantity must not be negative"
    at_line: bool = True  # False: the editor marks the line by itself

    def __str__(self) -> str:
        return f"{self.place or _('The menu')}: {self.message}"


class MenuErrors(ValueError):
    """What is wrong with a menu: `errors` holds the first MOST of `count`, and is never empty."""

    def __init__(self, errors: Sequence[MenuError], count: int = 0) -> None:
        self.errors = list(errors[:MOST])
        self.count = max(count, len(errors))
        super().__init__("\n".join([*map(str, self.errors), self.more]).strip())

    @classmethod
    def of_menu(cls, code: str, **members: Any) -> "MenuErrors":
        """One error about the menu as a whole."""
        return cls([MenuError("", "", str(SENTENCES[code]) % members)])

    @classmethod
    def of_validation(cls, error: ValidationError, menu: Any) -> "MenuErrors":
        """What Pydantic found in `menu`, in our words; places are worked out only for what we keep."""
        if error.error_count() > HOPELESS:
            return cls.of_menu("hopeless", count=error.error_count())
        kept = islice(error.errors(include_url=False), MOST)
        return cls([_error(details, menu) for details in kept], error.error_count())

    @property
    def more(self) -> str:
        """How many errors there are besides, in words; empty when `errors` are all."""
        left = self.count - len(self.errors)
        sentence = ngettext("… and %(count)s more error", "… and %(count)s more errors", left)
        return sentence % {"count": left} if left else ""


def newer_schema(menu: Any) -> list[MenuError]:
    """That `menu` is of a later version than this one, as an error; empty when it is not."""
    if not is_newer(menu):
        return []
    return MenuErrors.of_menu("newer_schema", schema=menu["schema"], known=SCHEMA).errors


def error_at(menu: Any, location: Sequence[str | int], code: str) -> MenuError:
    """An error of ours about what is at `location`: names and list indexes from the top of `menu`."""
    return _error({"type": code, "loc": tuple(location), "msg": "", "input": None}, menu)


def _error(details: ErrorDetails, menu: Any) -> MenuError:
    location = details["loc"]
    steps = steps_to(menu, location)
    fields = [str(part) for part in location[2 * len(steps) :] if part != "[key]"]
    path = "/".join([step.segments for step in steps] + fields)
    place = ", ".join(step.title() for step in steps)
    return MenuError(_encodable(path), place, str(_sentence(details, fields)) % _context(details, fields))


def _sentence(details: ErrorDetails, fields: Sequence[str]) -> str | Promise:
    kind = details["type"]
    if kind == "string_pattern_mismatch" and fields[-1:] == ["time"]:
        return BAD_TIME
    if kind == "string_pattern_mismatch" and fields[-2:-1] == ["nutrients"]:
        return BAD_NUTRIENT
    return SENTENCES.get(kind, BAD_FORM)


def _context(details: ErrorDetails, fields: Sequence[str]) -> dict[str, Any]:
    value = details["input"]
    context = {
        **details.get("ctx", {}),
        "field": field_label(fields[-1]) if fields else _("this"),
        "input": shown(value if isinstance(value, str) else repr(value)),
    }
    return {**context, "le": f"{context['le']:,.0f}"} if "le" in context else context


def _encodable(path: str) -> str:
    return path.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?")
