"""A range of a nutrient as people read it."""

from django.utils.translation import gettext as _

from apps.menus.figures import number_text


def range_text(low: float | None, high: float | None) -> str:
    """ "1,300 to 1,500", "from 60", "up to 50", "1,400"; empty without either end."""
    bottom, top = (None if end is None else number_text(end, 0) for end in (low, high))
    if bottom is None or top is None:
        sentence = _("from %(low)s") if bottom else _("up to %(high)s") if top else ""
        return sentence % {"low": bottom, "high": top} if sentence else ""
    return bottom if low == high else _("%(low)s to %(high)s") % {"low": bottom, "high": top}
