"""What was changed, in a person's words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.history.gathering import Touched, ranges
from apps.history.sittings import Sitting
from apps.menus.slots import meal_title

MOST_PHRASES = 7  # of one sitting; of what goes beyond, the number


def phrases(touched: Touched, labels: Mapping[str, str]) -> list[str]:
    """What a sitting or a Save changed, a phrase each: "Dinner on Days 2–5", "Name"."""
    said = [restored_text(one) for one in touched.restored]
    if touched.first:
        said.append(_("First version"))
    said += [*_meals(touched), *_days(touched)]
    said += [labels.get(name, name) for name in touched.fields]
    if touched.unknown and not said:
        return [_("What changed was not written down at the time")]
    if len(said) > MOST_PHRASES:
        rest = len(said) - MOST_PHRASES + 1
        more = ngettext("%(count)d more change", "%(count)d more changes", rest) % {"count": rest}
        said = [*said[: MOST_PHRASES - 1], more]
    return said or [_("Saved without a change")]


def restored_text(restored: Mapping[str, Any]) -> str:
    """ "Restored from version 7 (Day 2, Dinner)"; "3 changes from the template “Week”, version 5"."""
    if "template" in restored:
        text = ngettext(
            "%(count)d change from the template “%(template)s”, version %(version)d",
            "%(count)d changes from the template “%(template)s”, version %(version)d",
            restored["count"],
        )
        return text % restored
    version, day, meal = restored["version"], restored.get("day"), restored.get("meal")
    if day is None:
        return _("Restored from version %(version)d") % {"version": version}
    if meal is None:
        return _("Restored from version %(version)d (%(day)s)") % {"version": version, "day": day_title(day)}
    words = {"version": version, "day": day_title(day), "meal": meal_title(meal)}
    return _("Restored from version %(version)d (%(day)s, %(meal)s)") % words


def plan_text(restored: Mapping[str, Any]) -> str:
    """The same before it is done: "Dinner of Day 2, as in version 7"."""
    version, day, meal = restored["version"], restored.get("day"), restored.get("meal")
    if day is None:
        return _("All of it, as in version %(version)d") % {"version": version}
    if meal is None:
        return _("%(day)s, as in version %(version)d") % {"version": version, "day": day_title(day)}
    words = {"version": version, "day": day_title(day), "meal": meal_title(meal)}
    return _("%(meal)s of %(day)s, as in version %(version)d") % words


def day_title(day: Mapping[str, Any]) -> str:
    """ "Day 2", or "Day 2 (Tuesday)" where it has a label; `day` is `{number, label}`."""
    label = str(day.get("label") or "").strip()
    if not label:
        return _("Day %(number)s") % {"number": day["number"]}
    return _("Day %(number)s (%(label)s)") % {"number": day["number"], "label": label}


def days_text(numbers: Iterable[int]) -> str:
    """ "Day 2", "Days 2–5", "Days 1, 3–5"."""
    runs = ranges(numbers)
    listed = ", ".join(str(low) if low == high else f"{low}\N{EN DASH}{high}" for low, high in runs)
    count = sum(high - low + 1 for low, high in runs)
    return ngettext("Day %(numbers)s", "Days %(numbers)s", count) % {"numbers": listed}


def when_text(sitting: Sitting) -> str:
    """ "10:02–10:31", in the reader's time zone."""
    began, ended = (date_format(localtime(at), "TIME_FORMAT") for at in (sitting.began, sitting.ended))
    same_day = localdate(sitting.began) == localdate(sitting.ended)
    if began == ended and same_day:
        return began
    if not same_day:
        began = date_format(localtime(sitting.began), "DATETIME_FORMAT")
    return f"{began}\N{EN DASH}{ended}"


def _meals(touched: Touched) -> list[str]:
    numbers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for cell in touched.cells.values():
        numbers[cell["how"], meal_title(cell)].add(cell["number"])
    templates = {
        "changed": _("%(meal)s on %(days)s"),
        "added": _("%(meal)s added on %(days)s"),
        "removed": _("%(meal)s removed on %(days)s"),
    }
    said = [templates[how] % {"meal": meal, "days": days_text(days)} for (how, meal), days in numbers.items()]
    if touched.more:
        said.append(
            ngettext("%(count)d more meal", "%(count)d more meals", touched.more) % {"count": touched.more}
        )
    return said


def _days(touched: Touched) -> list[str]:
    added, removed, changed = (touched.days.get(how, 0) for how in ("added", "removed", "changed"))
    said = []
    if added:
        said.append(ngettext("%(count)d day added", "%(count)d days added", added) % {"count": added})
    if removed:
        said.append(ngettext("%(count)d day removed", "%(count)d days removed", removed) % {"count": removed})
    if changed:
        text = ngettext(
            "Label, note or place of %(count)d day", "Label, note or place of %(count)d days", changed
        )
        said.append(text % {"count": changed})
    return said
