"""What is measured of a client: units, and bounds that catch slips of the keyboard. Knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Measure:
    """One thing that is measured: its column in Measurement, its unit, its bounds, both allowed."""

    key: str
    label: Promise
    unit: str
    low: int
    high: int
    places: int = 1


MEASURES = (
    Measure("weight_kg", _("Weight"), "kg", 1, 500, 2),
    Measure("height_cm", _("Height"), "cm", 30, 260),
    Measure("waist_cm", _("Waist"), "cm", 20, 300),
    Measure("hip_cm", _("Hip"), "cm", 20, 300),
    Measure("body_fat_pct", _("Body fat"), "%", 2, 75),
    Measure("systolic_mmhg", _("Blood pressure, upper"), "mmHg", 50, 300, 0),
    Measure("diastolic_mmhg", _("Blood pressure, lower"), "mmHg", 20, 200, 0),
    Measure("glucose_mgdl", _("Fasting glucose"), "mg/dL", 20, 900, 0),
    Measure("hba1c_pct", _("HbA1c"), "%", 3, 20),
)
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in MEASURES}


def plain(value: Decimal) -> str:
    """The number without the zeros that its column adds: 72.50 is "72.5", 72.00 is "72"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def change(before: Decimal, after: Decimal) -> str:
    """How much it went up or down, with its sign and a true minus: "+0.4", "−2", "0"."""
    difference = after - before
    if not difference:
        return "0"
    return f"{'+' if difference > 0 else '−'}{plain(abs(difference))}"


def bmi(weight_kg: Decimal | None, height_cm: Decimal | None) -> Decimal | None:
    """Weight over the square of height in metres, to one place; None while one of the two is not known."""
    if not weight_kg or not height_cm:
        return None
    metres = height_cm / 100
    return (weight_kg / (metres * metres)).quantize(Decimal("0.1"))
