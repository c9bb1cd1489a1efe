"""What is wrong with a menu and where, in the words of the person who wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from apps.menus.paths import field_label, shown, steps_to

SENTENCES: Mapping[str, str | Promise] = {
    "missing": _("%(field)s is missing"),
    "extra_forbidden": _("there is no field %(field)s"),
    "invalid_key": _("there is no field %(field)s"),
    "string_type": _("%(field)s must be text"),
    "string_unicode": _("%(field)s holds a character that cannot be stored"),
    "string_too_long": _("%(field)s must not be longer than %(max_length)s characters"),
    "string_pattern_mismatch": _("%(field)s is not valid: '%(input)s'"),
    "literal_error": _("%(field)s is not one of those we know: '%(input)s'"),
    "float_type": _("%(field)s must be a number"),
    "finite_number": _("%(field)s must be a finite number"),
    "greater_than_equal": _("%(field)s must not be negative"),
    "less_than_equal": _("%(field)s must not be more than %(le)s"),
    "too_long": _("has %(actual_length)s %(field)s; at most %(max_length)s are allowed"),
    "too_short": _("has no %(field)s; at least one is needed"),
    "duplicate_id": _("two %(field)s have the same identifier '%(id)s'"),
    "unnamed": _("needs a food or a name"),
    "unknown_food": _("this food is no longer in the food table; choose another"),
    "too_large": _("is larger than %(limit)s MiB; shorten it or split it"),
    "not_json": _("is not a menu: it is nested too deeply or holds values that JSON does not know"),
}
TIME = _("%(field)s must be a time of the day such as 13:30, not '%(input)s'")
NO_MENU = _("%(field)s is not in the form of a menu")
TOO_MANY = ngettext_lazy("… and %(count)s more problem", "… and %(count)s more problems", "count")
MOST_SHOWN = 20


@dataclass(frozen=True)
class MenuError:
    """One thing that is wrong."""

    path: str  # days/<id>/meals/<id>/… to the field, or to the node where it is about a whole node
    place: str  # "Day 2 (Tuesday), Lunch, option 1, item 3 'Dal'"; empty when it is about the menu as a whole
    message: str  # "quantity must not be negative"

    def __str__(self) -> str:
        return f"{self.place or _('The menu')}: {self.message}"


class MenuErrors(ValueError):
    """Everything that is wrong with a menu. `errors` is never empty."""

    def __init__(self, errors: Sequence[MenuError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(map(str, self.errors[:MOST_SHOWN])))

    @classmethod
    def of_menu(cls, code: str, **members: Any) -> "MenuErrors":
        """One error about the menu as a whole."""
        return cls([MenuError("", "", str(SENTENCES[code]) % members)])

    def messages(self) -> list[str]:
        """The errors as people read them; of very many only the first, and how many there are besides."""
        lines = [str(error) for error in self.errors[:MOST_SHOWN]]
        left = len(self.errors) - MOST_SHOWN
        return [*lines, str(TOO_MANY % {"count": left})] if left > 0 else lines


def error_at(menu: Any, location: Sequence[str | int], code: str) -> MenuError:
    """An error of ours about the node or field at `location`, names and list indexes from the top of `menu`."""
    return _error({"type": code, "loc": tuple(location), "msg": "", "input": None}, menu)


def errors_of(error: ValidationError, menu: Any) -> list[MenuError]:
    """What Pydantic found in `menu`, in our words."""
    return [_error(details, menu) for details in error.errors(include_url=False)]


def _error(details: ErrorDetails, menu: Any) -> MenuError:
    location = details["loc"]
    steps = steps_to(menu, location)
    rest = [str(part) for part in location[2 * len(steps) :] if part != "[key]"]
    path = "/".join([step.segments for step in steps] + rest)
    place = ", ".join(step.title() for step in steps)
    return MenuError(_encodable(path), place, _sentence(details, rest[-1] if rest else ""))


def _encodable(path: str) -> str:
    return path.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?")


def _sentence(details: ErrorDetails, name: str) -> str:
    kind, value = details["type"], details["input"]
    sentence = TIME if name == "time" and kind == "string_pattern_mismatch" else SENTENCES.get(kind, NO_MENU)
    context = dict(details.get("ctx", {}))
    if "le" in context:
        context["le"] = f"{context['le']:,.0f}"
    context["field"] = field_label(name) if name else _("this")
    context["input"] = shown(value if isinstance(value, str) else repr(value))
    return str(sentence) % context
