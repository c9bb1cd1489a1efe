"""The form field of a menu: its editor on the page, its validation on Save."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.menus.errors import MenuErrors
from apps.menus.pairs import changed_cells
from apps.menus.paths import describe_path
from apps.menus.reading import readable
from apps.menus.services import checked_menu, without_empty_lines
from apps.menus.upgrading import upgraded
from apps.menus.widgets import MenuEditor
from apps.menus.words import describe_value


class MenuField(forms.Field):
    """A menu document: JSON text from a browser, or the object itself where a form is filled from a draft."""

    widget = MenuEditor
    default_error_messages = {
        "required": _("The menu is missing."),
        "malformed": _("The menu is not readable: it is no JSON (line %(line)s, column %(column)s)."),
        "unreadable": _("The menu is not readable: it is nested too deeply or holds a number too large."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(template_name="menus/field.html", **options)

    def to_python(self, value: Any) -> Any:
        """The decoded document in the present schema; None when nothing was sent."""
        if value in self.empty_values:
            return None
        return self.upgraded(self._decoded(value) if isinstance(value, str) else value)

    def clean(self, value: Any) -> dict[str, Any] | None:
        """The document as it is stored; ValidationErrors name the place, and its path in `params["path"]`."""
        data = super().clean(value)
        if data is None:
            return None
        try:
            return checked_menu(without_empty_lines(data))
        except MenuErrors as errors:
            raise ValidationError(self.refused(errors)) from None

    def refused(self, errors: MenuErrors) -> list[ValidationError]:
        """Has the editor show `errors` at their places; the same as errors of a form."""
        self.widget.errors = errors.errors
        return _refusals(errors)

    def prepare_value(self, value: Any) -> Any:
        """What the editor shows: the document; after a refused Save what was sent, if it can be read."""
        try:
            return self.to_python(value)
        except ValidationError:
            return value

    def autosave_value(self, value: Any) -> Any:
        """The document as it stands in a draft's data."""
        return self.prepare_value(value)

    def upgraded(self, document: Any) -> Any:
        """A document that was kept in an earlier schema, in the present one."""
        return upgraded(document)

    def describe_path(self, path: str, menus: Iterable[Any]) -> str:
        """What a change path below this field is about, in words; `menus` from the newest to the oldest."""
        return describe_path(path, menus)

    def describe_value(self, path: str, value: Any) -> str:
        """The value at a change path below this field, in words."""
        return describe_value(path, value)

    def summarized(self, before: Any, after: Any) -> dict[str, Any]:
        """Which days and meals differ between two documents, as small JSON: see `pairs.changed_cells`."""
        return changed_cells(readable(before), readable(after))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the document differs; how its JSON is written does not count."""
        return bool(self.prepare_value(initial) != self.prepare_value(data))

    def _decoded(self, text: str) -> Any:
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise self._error("malformed", line=error.lineno, column=error.colno) from None
        except (RecursionError, ValueError):
            raise self._error("unreadable") from None

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def _refusals(errors: MenuErrors) -> list[ValidationError]:
    """Django fills `params` into messages, in which "50 % milk" would otherwise ask for one."""
    refusals = [
        ValidationError(str(error).replace("%", "%%"), code="menu", params={"path": error.path})
        for error in errors.errors
    ]
    return [*refusals, ValidationError(errors.more)] if errors.more else refusals
