"""The editor of a menu as a form widget: the first week as HTML, the whole menu and its foods as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.widgets import Media, MediaAsset, Script

from apps.foods.nutrients import BY_KEY, HEADLINE_KEYS, Nutrients
from apps.foods.services import foods_for_menu
from apps.menus import document
from apps.menus.display import HEAD, blanks, weeks
from apps.menus.errors import MenuError, newer_schema
from apps.menus.reading import food_ids, readable
from apps.menus.slots import slot_choices

LIMITS = {
    "days": document.MAX_DAYS,
    "meals": document.MAX_MEALS,
    "options": document.MAX_OPTIONS,
    "items": document.MAX_ITEMS,
}
# Every module that menu-editor.js needs: named early, the browser fetches them side by side.
MODULES = (
    "api-client",
    "app-events",
    "app-version",
    "at-rest",
    "backoff",
    "changes",
    "debounce",
    "dom",
    "food-combobox",
    "food-option",
    "i18n",
    "menu-actions",
    "menu-amounts",
    "menu-buttons",
    "menu-copying",
    "menu-dates",
    "menu-document",
    "menu-dom",
    "menu-figures",
    "menu-foods",
    "menu-further",
    "menu-grid",
    "menu-history",
    "menu-keys",
    "menu-labels",
    "menu-late",
    "menu-limits",
    "menu-picker",
    "menu-problems",
    "menu-rows",
    "menu-steps",
    "menu-sums",
    "menu-targets",
    "menu-totals",
    "menu-typing",
    "menu-undo",
    "menu-view",
    "menu-words",
    "page-data",
    "popover-place",
    "positions",
    "styles",
    "text-store",
    "toasts",
)


class ModulePreload(MediaAsset):
    """Tells the browser early that a module will be imported."""

    element_template = '<link rel="modulepreload" href="{path}">'


class MenuEditor(forms.Widget):
    """Renders templates/menus/editor.html; pages load `{{ form.media }}` in their head."""

    template_name = "menus/editor.html"
    errors: Sequence[MenuError] = ()  # what the last Save refused; shown at their places
    shows_what_was_sent = False
    further: Sequence[str] = ()  # nutrients that days show beside those of HEAD

    @property
    def media(self) -> Media:
        """The style sheet, and the modules in the order in which they are needed."""
        scripts: list[Any] = [ModulePreload(f"js/{name}.js") for name in MODULES]
        scripts.append(Script("js/menu-editor.js", type="module"))
        return Media(css={"all": ["css/menu-editor.css"]}, js=scripts)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """None: a label points at one control, and this is a whole grid of them."""
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """What was sent. A page that shows it again needs it in full: the draft may hold something older."""
        self.shows_what_was_sent = True
        return super().value_from_datadict(data, files, name)

    def format_value(self, value: Any) -> Any:
        """As it is; the template writes the JSON."""
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's `widget`, and what editor.html shows. Two queries, whatever the size of the menu."""
        menu = readable(value)
        keys = tuple(dict.fromkeys((*HEADLINE_KEYS, *self.further)))
        foods = foods_for_menu(food_ids(menu), keys)
        first = next(weeks(menu, nutrients_of(foods), (*HEAD, *self.further)), None)
        errors = self.errors or newer_schema(menu)
        return {
            **super().get_context(name, value, attrs),
            "sent": menu if self.shows_what_was_sent else None,
            "foods": foods,
            "week": first,
            "day_count": len(menu["days"]),
            "blank": blanks((*HEAD, *self.further)),
            "slots": slot_choices(),
            "nutrients": [BY_KEY[key] for key in keys],
            "errors": errors,
            "further": self.further,
            "config": {
                "slots": slot_choices(),
                "nutrients": [_described(key) for key in keys],
                "limits": LIMITS,
                "errors": [
                    {"path": error.path, "message": error.message} for error in errors if error.at_line
                ],
            },
        }


def nutrients_of(foods: Mapping[str, Mapping[str, Any]]) -> dict[str, Nutrients]:
    """The figures of `foods_for_menu`, to calculate with."""
    return {food_id: Nutrients.of(figures) for food_id, figures in foods.items()}


def _described(key: str) -> dict[str, Any]:
    nutrient = BY_KEY[key]
    return {"key": key, "label": str(nutrient.label), "unit": nutrient.unit, "decimals": nutrient.decimals}
