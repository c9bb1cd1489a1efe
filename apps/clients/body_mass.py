"""The body mass index and the cut-offs that it is read by; pure, as apps/clients/energy.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.clients.energy import ADULT, Body, Figure


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """A scale for adults: each band begins at its figure (kg/m²), the first at 0."""

    label: Any
    source: Any
    bands: tuple[tuple[float, Any], ...]

    def band(self, bmi: float) -> Any:
        """What `bmi` is called, by the figure that people read (one decimal)."""
        shown = round(bmi + 1e-9, 1)
        return next(label for low, label in reversed(self.bands) if shown >= low)


CUTOFFS: Mapping[str, Cutoffs] = {
    "who": Cutoffs(
        _("WHO"),
        _("WHO Technical Report Series 894, 2000"),
        (
            (0, _("underweight")), (18.5, _("normal")), (25, _("overweight")), (30, _("obese, class I")),
            (35, _("obese, class II")), (40, _("obese, class III")),
        ),
    ),
    "asian_indian": Cutoffs(
        _("Asian Indian"),
        _("Misra et al., J Assoc Physicians India 2009;57:163-170"),
        ((0, _("underweight")), (18, _("normal")), (23, _("overweight")), (25, _("obese"))),
    ),
}  # fmt: skip


def body_mass_index(body: Body) -> Figure:
    """kg/m². For adults alone: children are read by centiles of their age, which this is not."""
    needs = ("weight_kg", "height_cm")
    source = _("Quetelet's index, WHO Technical Report Series 894, 2000")
    missing = tuple(name for name in needs if getattr(body, name) is None)
    if not missing and body.age is not None and body.age < ADULT:
        missing = ("adult",)
    if missing or not body.weight_kg or not body.height_cm:
        return Figure(None, "kg/m²", source, needs, missing)
    metres = body.height_cm / 100
    working = f"{body.weight_kg:g} / ({metres:g} × {metres:g})"
    return Figure(body.weight_kg / metres**2, "kg/m²", source, needs, (), working)
