"""Daily targets worked out from a person and a goal; pure, as apps/clients/energy.py.

A target is an estimate to begin with: whoever sets it reads the working and the warnings, and may change it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.clients.body_mass import body_mass_index
from apps.clients.energy import ADULT, FORMULAS, Body, Figure, total_energy

KCAL_A_KG = 7_700  # of body weight: 3,500 kcal a pound
GOAL_SOURCE = gettext_lazy("Wishnofsky, Am J Clin Nutr 1958;6:542-546")
FASTEST_LOSS, FASTEST_GAIN = -1.0, 0.5  # kg a week
USUAL_DEFICIT = 750  # kcal a day, the larger one of the guideline below
# The least energy of a diet for losing weight by the guideline; below it, with a physician only.
FLOORS = {"female": 1_200, "male": 1_500}
FLOOR_SOURCE = gettext_lazy("Jensen et al., 2013 AHA/ACC/TOS guideline, Circulation 2014;129:S102-S138")
FACTOR_SOURCE = gettext_lazy("Atwater factors 4, 4 and 9 kcal a g; Food energy, FAO 2003")
PROTEIN_SOURCE = gettext_lazy("safe level 0.83 g a kg, WHO/FAO/UNU 2007, Technical Report Series 935")
# xgettext:no-python-format
FAT_SOURCE = gettext_lazy("20 to 35 % of energy, FAO 2010, Food and Nutrition Paper 91")
SAFE_PROTEIN, MOST_PROTEIN = 0.83, 2.0  # g a kg
FAT_LOW, FAT_HIGH = 20, 35  # % of energy
LEAN_BMI = 18.5
ROUGH_WEEKS = gettext_lazy(
    "7,700 kcal a kg holds for the first weeks only: as the weight falls, so does what the body needs. "
    "Weigh again and work out anew."
)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted: kg a week (below 0: to lose), protein by weight, fat by share of energy."""

    formula: str
    pal: float | None
    kg_a_week: float = 0.0
    protein_g_a_kg: float = SAFE_PROTEIN
    fat_percent: float = 25.0


@dataclass(frozen=True, slots=True)
class Targets:
    """The whole working; figures without a value say what they miss. `floor`: to which energy was raised."""

    bmi: Figure
    basal: Figure
    total: Figure
    energy: Figure
    protein: Figure
    fat: Figure
    carb: Figure
    floor: int | None
    warnings: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that is not known and needed, each once."""
        return tuple(dict.fromkeys(name for figure in self.figures for name in figure.missing))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The steps of the working, in order."""
        return self.basal, self.total, self.energy, self.protein, self.fat, self.carb


def work_out(body: Body, goal: Goal) -> Targets:
    """Targets for `body`. Energy below the floor is raised to it, and a warning says so."""
    basal = FORMULAS[goal.formula].of(body)
    total = total_energy(basal, goal.pal)
    wanted = adjusted(total, goal.kg_a_week, body)
    floor = floor_of(body) if wanted.value is not None and goal.kg_a_week < 0 else None
    if floor is not None and wanted.value is not None and wanted.value >= floor:
        floor = None
    energy = wanted
    if floor is not None:
        raised = f"{wanted.working} < {floor}"
        energy = Figure(floor, "kcal", FLOOR_SOURCE, (*wanted.inputs, "sex"), (), raised)
    protein = protein_of(body, goal.protein_g_a_kg)
    fat = fat_of(energy, goal.fat_percent)
    carb = carbohydrate_of(energy, protein, fat)
    bmi = body_mass_index(body)
    worked = Targets(bmi, basal, total, energy, protein, fat, carb, floor, ())
    warnings = tuple(_warnings(body, goal, worked, wanted))
    return replace(worked, warnings=warnings)


def adjusted(total: Figure, kg_a_week: float, body: Body) -> Figure:
    """The energy with which the weight changes by `kg_a_week`; for adults alone, unless it stays as it is."""
    inputs = (*total.inputs, "kg_a_week")
    missing = total.missing
    if kg_a_week and body.age is None:
        missing = tuple(dict.fromkeys((*missing, "age")))
    elif kg_a_week and body.age is not None and body.age < ADULT:
        missing = tuple(dict.fromkeys((*missing, "adult")))
    if missing or total.value is None:
        return Figure(None, "kcal", GOAL_SOURCE, inputs, missing)
    change = kg_a_week * KCAL_A_KG / 7
    sign = "+" if change > 0 else "-"
    working = f"{total.value:.0f} {sign} {abs(change):.0f}" if kg_a_week else f"{total.value:.0f}"
    return Figure(total.value + change, "kcal", GOAL_SOURCE, inputs, (), working)


def floor_of(body: Body) -> int:
    """The least energy of a diet for losing weight; the higher figure where the sex is not known."""
    return FLOORS.get(body.sex or "", max(FLOORS.values()))


def protein_of(body: Body, g_a_kg: float) -> Figure:
    """Grams of protein a day."""
    if body.weight_kg is None:
        return Figure(None, "g", PROTEIN_SOURCE, ("weight_kg",), ("weight_kg",))
    working = f"{g_a_kg:g} × {body.weight_kg:g}"
    return Figure(g_a_kg * body.weight_kg, "g", PROTEIN_SOURCE, ("weight_kg",), (), working)


def fat_of(energy: Figure, percent: float) -> Figure:
    """Grams of fat a day that hold `percent` of the energy."""
    if energy.value is None:
        return Figure(None, "g", FAT_SOURCE, energy.inputs, energy.missing)
    working = f"{energy.value:.0f} × {percent:g} % / 9"
    return Figure(energy.value * percent / 100 / 9, "g", FAT_SOURCE, energy.inputs, (), working)


def carbohydrate_of(energy: Figure, protein: Figure, fat: Figure) -> Figure:
    """Grams of carbohydrate that hold the rest of the energy; missing "room" when nothing is left."""
    inputs = tuple(dict.fromkeys((*energy.inputs, *protein.inputs)))
    missing = tuple(dict.fromkeys((*energy.missing, *protein.missing)))
    if missing or energy.value is None or protein.value is None or fat.value is None:
        return Figure(None, "g", FACTOR_SOURCE, inputs, missing)
    rest = energy.value - 4 * protein.value - 9 * fat.value
    if rest < 0:
        return Figure(None, "g", FACTOR_SOURCE, inputs, ("room",))
    working = f"({energy.value:.0f} - 4 × {protein.value:.0f} - 9 × {fat.value:.0f}) / 4"
    return Figure(rest / 4, "g", FACTOR_SOURCE, inputs, (), working)


def _warnings(body: Body, goal: Goal, worked: Targets, wanted: Figure) -> Iterator[str]:
    yield from _energy_warnings(body, goal, worked, wanted)
    yield from _macro_warnings(goal, worked)


def _energy_warnings(body: Body, goal: Goal, worked: Targets, wanted: Figure) -> Iterator[Any]:
    if worked.floor is not None:
        yield _(
            "%(kcal)s kcal would be below the floor of %(floor)s kcal; the target is raised to the floor. "
            "Less than that belongs under a physician's eyes."
        ) % {"kcal": f"{wanted.value:.0f}", "floor": worked.floor}
    deficit = -goal.kg_a_week * KCAL_A_KG / 7
    if deficit > USUAL_DEFICIT:
        yield _("A deficit of %(kcal)s kcal a day is more than the usual 500 to 750.") % {
            "kcal": f"{deficit:.0f}"
        }
    if body.weight_kg and -goal.kg_a_week > body.weight_kg / 100:
        # xgettext:no-python-format
        yield _("That is more than 1 % of the weight a week.")
    if goal.kg_a_week:
        yield ROUGH_WEEKS
    if goal.kg_a_week < 0 and worked.bmi.value is not None and worked.bmi.value < LEAN_BMI:
        yield _("The body mass index is below 18.5: losing weight is not advisable.")
    basal, energy = worked.basal.value, worked.energy.value
    if basal is not None and energy is not None and energy < basal:
        yield _("The target is below the basal metabolic rate.")
    if body.age is not None and body.age < ADULT:
        yield _("For children the estimate leaves out what growing takes.")


def _macro_warnings(goal: Goal, worked: Targets) -> Iterator[str]:
    if not SAFE_PROTEIN <= goal.protein_g_a_kg <= MOST_PROTEIN:
        yield _("Protein is outside of 0.83 to 2 g a kg.")
    if not FAT_LOW <= goal.fat_percent <= FAT_HIGH:
        # xgettext:no-python-format
        yield _("Fat is outside of 20 to 35 % of the energy.")
    if "room" in worked.carb.missing:
        held = 4 * (worked.protein.value or 0) + 9 * (worked.fat.value or 0) - (worked.energy.value or 0)
        yield _("Protein and fat alone hold %(kcal)s kcal more than the target: lower one of them.") % {
            "kcal": f"{held:.0f}"
        }
