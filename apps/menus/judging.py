"""What the practice does about what the guard finds in a menu, and what the editor's guard starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.foods.diet import BY_MARK_ONLY, Allergen, Restriction
from apps.foods.tags import facts_for
from apps.menus.guard import Diet, Finding, check
from apps.menus.paths import place_of
from apps.menus.reading import food_ids, readable
from apps.practice.models import Policy, Practice

LABELS: Mapping[str, Any] = {"allergy": dict(Allergen.choices), "restriction": dict(Restriction.choices)}
ONLY_MARK = {"allergy": str(Policy.WARN), "restriction": str(Policy.WARN)}
Overrides = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Line:
    """A finding in words: where, what about it; for one that is kept, the reason and who gave it.

    The words are made when they are asked for: of a thousand findings a page shows a few.
    """

    finding: Finding
    menu: Any = field(repr=False)
    override: Mapping[str, Any] | None = None

    @property
    def place(self) -> str:
        """ "Day 2 (Tuesday), Lunch, option 1, item 3 'Dal'"."""
        return place_of(self.finding.path, self.menu)

    @property
    def label(self) -> str:
        """ "Milk", "Vegan"; empty where the line is only unchecked."""
        return label_of(self.finding)


@dataclass(frozen=True)
class Judged:
    """The lines of a menu against a diet: those that a Save refuses, those that it marks, those that somebody
    gave a reason for, and those of which nobody can say."""

    blocked: list[Line]
    marked: list[Line]
    kept: list[Line]
    unchecked: list[Line]

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.blocked or self.marked or self.kept or self.unchecked)

    @property
    def unchecked_foods(self) -> list[str]:
        """What the unchecked lines name, each once, in their order."""
        return list(dict.fromkeys(line.finding.name for line in self.unchecked if line.finding.name))


def policies() -> dict[str, str]:
    """What the practice does, by kind of finding."""
    practice = Practice.current()
    return {"allergy": practice.allergy_policy, "restriction": practice.restriction_policy}


def findings_in(menu: Any, diet: Diet) -> list[Finding]:
    """The findings of a stored menu. One query; none when the diet asks for nothing."""
    if not (diet.allergies or diet.restrictions):
        return []
    menu = readable(menu)
    return check(menu, facts_for(food_ids(menu)), diet)


def judge(
    menu: Any, diet: Diet, overrides: Overrides | None = None, rules: Mapping[str, str] | None = None
) -> Judged:
    """The lines of a stored menu by what the practice does about them, or by other `rules`. One query."""
    judged, rules = Judged([], [], [], []), policies() if rules is None else rules
    for finding in findings_in(menu, diet):
        override = (overrides or {}).get(finding.key) if finding.is_hit else None
        line = Line(finding, menu, override)
        if not finding.is_hit:
            judged.unchecked.append(line)
        elif override:
            judged.kept.append(line)
        elif rules[finding.kind] == Policy.BLOCK:
            judged.blocked.append(line)
        else:
            judged.marked.append(line)
    return judged


def label_of(finding: Finding) -> str:
    """The allergen or restriction in words."""
    return str(LABELS[finding.kind][finding.code]) if finding.kind else ""


def guard_config(
    diet: Diet | None, *, whose: str = "", kept: Overrides | None = None, takes_reasons: bool
) -> dict[str, Any]:
    """What the editor's guard starts from (static/js/menu-guard-start.js).

    Without a diet it is read from the form: that of the client who is chosen, or what a template suits. A
    menu that takes no reasons is only marked.
    """
    return {
        "client": whose,
        "diet": {"allergies": diet.allergies, "restrictions": diet.restrictions} if diet else None,
        "policy": policies() if takes_reasons else ONLY_MARK,
        "byMark": sorted(BY_MARK_ONLY),
        "labels": {kind: {key: str(label) for key, label in codes.items()} for kind, codes in LABELS.items()},
        "kept": kept or {},
        "takesReasons": takes_reasons,
    }
