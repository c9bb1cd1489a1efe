"""The review of a template's changes made ready for its page: by day of the plan, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.drafts.changes import Json, value_at
from apps.drafts.labels import label, shown
from apps.history.presenting import Change
from apps.history.wording import day_title
from apps.meal_plans.lineage import Line, Offer
from apps.meal_plans.reviewing import Review, Warned
from apps.menus.paths import field_label
from apps.menus.slots import meal_title


@dataclass(frozen=True)
class Row:
    """One offer; `mine` says what the plan holds instead, where it is a clash."""

    path: str
    title: str
    changes: list[Change]
    is_clash: bool
    mine: list[str]
    warnings: list[Warned]
    is_ticked: bool


@dataclass(frozen=True)
class Group:
    """The offers of one day of the plan; those about the plan as a whole have no date."""

    title: str
    date: date | None
    is_over: bool
    rows: list[Row]


def groups_of(review: Review, ticked: Collection[str] | None = None) -> list[Group]:
    """All offers of `review`; `ticked` are the paths that somebody has chosen, None before they have.

    Before, everything is ticked but clashes, what Save would refuse, and days that are over.
    """
    days = review.history.now["menu"]["days"]
    places = {f"menu/days/{day['id']}": number for number, day in enumerate(days)}
    together: dict[int, list[Offer]] = {}
    for offer in review.offers:
        together.setdefault(places.get("/".join(offer.path.split("/")[:3]), -1), []).append(offer)
    return [_group(review, number, offers, ticked) for number, offers in sorted(together.items())]


def _group(review: Review, number: int, offers: list[Offer], ticked: Collection[str] | None) -> Group:
    if number < 0:
        title, when = _("Details"), None
    else:
        day = review.history.now["menu"]["days"][number]
        title = day_title({"number": number + 1, "label": day.get("label")})
        when = review.plan.date_of(number)
    is_over = when is not None and when < timezone.localdate()
    return Group(title, when, is_over, [_row(review, offer, is_over, ticked) for offer in offers])


def _row(review: Review, offer: Offer, is_over: bool, ticked: Collection[str] | None) -> Row:
    warnings = review.warnings.get(offer.path, [])
    is_refused = any(warned.blocks for warned in warnings)
    by_itself = not (offer.is_clash or is_over or is_refused)
    return Row(
        path=offer.path,
        title=_title(review, offer),
        changes=[_change(review, line) for line in offer.lines],
        is_clash=offer.is_clash,
        mine=[_words(review, line, line.mine) for line in offer.lines] if offer.is_clash else [],
        warnings=warnings,
        is_ticked=by_itself if ticked is None else offer.path in ticked,
    )


def _title(review: Review, offer: Offer) -> str:
    """The meal that it is in, or the field."""
    if not offer.lines:
        return ngettext("%(count)d change", "%(count)d changes", offer.count) % {"count": offer.count}
    line, parts = offer.lines[0], offer.path.split("/")
    if parts[0] != "menu":
        return label(review.history.form.fields, line.path, ())
    if len(parts) < 6:
        return _("Label and note") if len(parts) == 4 else meal_title(line.after or line.mine or {})
    meal: dict[str, Any] = value_at(review.history.now, "/".join(parts[:5]))
    return meal_title(meal)


def _change(review: Review, line: Line) -> Change:
    before, after = (_words(review, line, value) for value in (line.before, line.after))
    what, last = "", line.path.split("/")[-1]
    if line.path.startswith("menu/") and len(line.path.split("/")) % 2 == 0:
        what = field_label(last)
        if last == "position":
            return Change("changed", _("moved to another place"), "", "")
    if before == after:
        after = _("moved within the meal")
    how = "added" if line.before is None else "removed" if line.after is None else "changed"
    is_there = [line.before is not None, line.after is not None]
    return Change(how, what, before if is_there[0] else "", after if is_there[1] else "")


def _words(review: Review, line: Line, value: Json) -> str:
    """A value as it reads; a line of a meal with its note."""
    words = shown(review.history.form.fields, line.path, value)
    note = value.get("note") if isinstance(value, dict) and "/items/" in line.path else ""
    return f"{words}, {note}" if note else words
