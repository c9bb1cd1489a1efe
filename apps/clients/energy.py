"""How much energy a person needs: published formulas as pure functions, each with its source and its inputs.

Weights are in kg, heights in cm, ages in completed years, energy in kcal a day. What a formula needs and
does not have is named in `missing`, and there is no figure then: "needs weight" rather than a number.
docs/plans.md has the formulas, their sources and the worked figures that the tests hold them to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

Sex = Literal["female", "male"]
ADULT = 18  # years, from which on the formulas that were made with adults hold


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a person; None is unknown."""

    weight_kg: float | None = None
    height_cm: float | None = None
    age: int | None = None
    sex: Sex | None = None
    body_fat_percent: float | None = None

    @property
    def lean_kg(self) -> float | None:
        """The weight without fat; None unless weight and body fat are known."""
        if self.weight_kg is None or self.body_fat_percent is None:
            return None
        return self.weight_kg * (1 - self.body_fat_percent / 100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its source and what it was worked out from; without a value while something is `missing`."""

    value: float | None
    unit: str
    source: Any
    inputs: tuple[str, ...]
    missing: tuple[str, ...] = ()
    working: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to estimate the basal (or resting) metabolic rate."""

    key: str
    label: Any
    source: Any
    needs: tuple[str, ...]
    work_out: Callable[[Body], tuple[float, str]]
    adults_only: bool = True

    def of(self, body: Body) -> Figure:
        """The rate of `body` in kcal a day."""
        missing = tuple(name for name in self.needs if getattr(body, name) is None)
        if not missing and self.adults_only and body.age is not None and body.age < ADULT:
            missing = ("adult",)
        if missing:
            return Figure(None, "kcal", self.source, self.needs, missing)
        value, working = self.work_out(body)
        return Figure(value, "kcal", self.source, self.needs, (), working)


def _mifflin(body: Body) -> tuple[float, str]:
    weight, height, age = _measures(body)
    last, text = (5, "+ 5") if body.sex == "male" else (-161, "- 161")
    value = 10 * weight + 6.25 * height - 5 * age + last
    return value, f"10 × {weight:g} + 6.25 × {height:g} - 5 × {age} {text}"


# a + b × kg + c × cm - d × years
_HARRIS_BENEDICT: Mapping[str, tuple[float, float, float, float]] = {
    "male": (88.362, 13.397, 4.799, 5.677),
    "female": (447.593, 9.247, 3.098, 4.330),
}


def _harris_benedict(body: Body) -> tuple[float, str]:
    weight, height, age = _measures(body)
    a, b, c, d = _HARRIS_BENEDICT[body.sex or ""]
    return a + b * weight + c * height - d * age, f"{a} + {b} × {weight:g} + {c} × {height:g} - {d} × {age}"


def _katch_mcardle(body: Body) -> tuple[float, str]:
    lean = body.lean_kg or 0.0
    return 370 + 21.6 * lean, f"370 + 21.6 × {lean:.1f}"


def _cunningham(body: Body) -> tuple[float, str]:
    lean = body.lean_kg or 0.0
    return 500 + 22 * lean, f"500 + 22 × {lean:.1f}"


# (from this age on, factor of the weight, constant): FAO/WHO/UNU 2004, table 5.2, after Schofield 1985.
_SCHOFIELD: Mapping[str, tuple[tuple[int, float, float], ...]] = {
    "male": (
        (0, 59.512, -30.4), (3, 22.706, 504.3), (10, 17.686, 658.2),
        (18, 15.057, 692.2), (30, 11.472, 873.1), (60, 11.711, 587.7),
    ),
    "female": (
        (0, 58.317, -31.1), (3, 20.315, 485.9), (10, 13.384, 692.6),
        (18, 14.818, 486.6), (30, 8.126, 845.6), (60, 9.082, 658.5),
    ),
}  # fmt: skip


def _fao(body: Body) -> tuple[float, str]:
    weight, age = body.weight_kg or 0.0, body.age or 0
    factor, constant = next(
        (factor, constant) for low, factor, constant in reversed(_SCHOFIELD[body.sex or ""]) if age >= low
    )
    sign = "+" if constant >= 0 else "-"
    return factor * weight + constant, f"{factor} × {weight:g} {sign} {abs(constant)}"


def _measures(body: Body) -> tuple[float, float, int]:
    return body.weight_kg or 0.0, body.height_cm or 0.0, body.age or 0


FORMULAS: Mapping[str, Formula] = {
    formula.key: formula
    for formula in (
        Formula(
            "mifflin",
            _("Mifflin-St Jeor (1990)"),
            _("Mifflin et al., Am J Clin Nutr 1990;51:241-247"),
            ("weight_kg", "height_cm", "age", "sex"),
            _mifflin,
        ),
        Formula(
            "harris_benedict",
            _("Harris-Benedict, revised (1984)"),
            _("Roza and Shizgal, Am J Clin Nutr 1984;40:168-182"),
            ("weight_kg", "height_cm", "age", "sex"),
            _harris_benedict,
        ),
        Formula(
            "fao",
            _("FAO/WHO/UNU (2004), by age"),
            _("Human energy requirements, FAO 2004, table 5.2, after Schofield 1985"),
            ("weight_kg", "age", "sex"),
            _fao,
            adults_only=False,
        ),
        Formula(
            "katch_mcardle",
            _("Katch-McArdle, by lean mass"),
            _("McArdle, Katch and Katch, Exercise Physiology"),
            ("weight_kg", "body_fat_percent"),
            _katch_mcardle,
        ),
        Formula(
            "cunningham",
            _("Cunningham (1980), by lean mass"),
            _("Cunningham, Am J Clin Nutr 1980;33:2372-2374"),
            ("weight_kg", "body_fat_percent"),
            _cunningham,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Lifestyle:
    """A band of physical activity levels (PAL: energy of the whole day over the basal rate)."""

    key: str
    label: Any
    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of the band, as the report works with it."""
        return round((self.low + self.high) / 2 + 0.0001, 2)


PAL_SOURCE = _("Human energy requirements, FAO 2004, table 5.3")
PAL_LOWEST, PAL_HIGHEST = 1.2, 2.4  # lying in bed all day; more than the upper one is hard to keep up
LIFESTYLES: Mapping[str, Lifestyle] = {
    style.key: style
    for style in (
        Lifestyle("sedentary", _("Sedentary or light: desk work, little exercise"), 1.40, 1.69),
        Lifestyle("active", _("Active: on one's feet, or an hour of exercise a day"), 1.70, 1.99),
        Lifestyle("vigorous", _("Vigorous: heavy work, or hours of training a day"), 2.00, 2.40),
    )
}


def total_energy(basal: Figure, pal: float | None) -> Figure:
    """The energy of a whole day: the basal rate times the physical activity level."""
    inputs = (*basal.inputs, "pal")
    missing = (*basal.missing, *(("pal",) if pal is None else ()))
    if basal.value is None or pal is None:
        return Figure(None, "kcal", PAL_SOURCE, inputs, missing)
    return Figure(basal.value * pal, "kcal", PAL_SOURCE, inputs, (), f"{basal.value:.1f} × {pal:g}")
