"""Figures as people read them.

static/js/menu-figures.js does the same; tests/cases/figures.json holds both to it.
"""

from functools import lru_cache
from math import isfinite

from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.foods.nutrients import Amount
from apps.menus.totals import rounded

UNKNOWN = "?"
SMALL = 10  # grams below which a tenth matters: a pinch of salt is not "0 g"


def amount_text(amount: Amount, decimals: int = 0) -> str:
    """ "1,420"; "≥ 1,420" when a part is unknown; "?" when nothing is known."""
    if amount.complete:
        return number_text(amount.value, decimals)
    if amount.value == 0:
        return UNKNOWN
    return _("≥ %(amount)s") % {"amount": number_text(amount.value, decimals)}


def difference_text(amount: Amount, decimals: int = 0) -> str:
    """How much more or less an alternative holds: "+35"; "?" when either side is not known in full."""
    if not amount.complete:
        return UNKNOWN
    value = rounded(amount.value, decimals)
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "±"
    return sign + number_text(abs(value), decimals)


def grams_text(grams: object) -> str:
    """ "150 g"; "2.5 g" for little; empty when the weight is unknown."""
    if isinstance(grams, bool) or not isinstance(grams, int | float) or not isfinite(grams):
        return ""
    decimals = 1 if 0 < grams < SMALL and grams % 1 else 0
    return _("%(amount)s g") % {"amount": number_text(grams, decimals)}


def kcal_text(amount: Amount) -> str:
    """ "210 kcal", "≥ 210 kcal" or "? kcal"."""
    return _("%(amount)s kcal") % {"amount": amount_text(amount)}


def quantity_text(quantity: object) -> str:
    """A quantity as it stands in its field: "2", "0.5", or the half-typed text that a draft keeps."""
    if isinstance(quantity, bool) or quantity is None:
        return ""
    if isinstance(quantity, float):
        return str(int(quantity)) if quantity.is_integer() else repr(quantity)
    return str(quantity) if isinstance(quantity, int | str) else ""


def number_text(value: float, decimals: int) -> str:
    """Grouped and rounded half up, in the reader's language."""
    point, thousands = _separators(get_language())
    text = f"{rounded(value, decimals):,.{decimals}f}"
    return text if (point, thousands) == (".", ",") else text.translate({44: thousands, 46: point})


@lru_cache(maxsize=8)
def _separators(language: str | None) -> tuple[str, str]:
    """Looked up once a language: `number_format` asks Django each time, and a page has a thousand numbers."""
    return get_format("DECIMAL_SEPARATOR", language), get_format("THOUSAND_SEPARATOR", language)
