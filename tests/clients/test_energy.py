"""Energy formulas against figures that others worked out, each with its source."""

import pytest

from apps.clients.body_mass import CUTOFFS, body_mass_index
from apps.clients.energy import FORMULAS, LIFESTYLES, Body, Figure, total_energy

POUND = 0.45359237


@pytest.mark.parametrize(
    ("formula", "body", "expected", "within"),
    [
        # fitliferegime.com, "Mifflin-St. Jeor equation example": 1,401.5 kcal
        ("mifflin", Body(70, 170, 40, "female"), 1401.5, 0.05),
        # The same person as a man: the constants of the two equations, +5 and -161, are 166 apart
        ("mifflin", Body(70, 170, 40, "male"), 1401.5 + 166, 0.05),
        # oarnorthwest.com, Daily Education Update 4.4: 1,483.92 kcal by the revised equation
        ("harris_benedict", Body(69.5, 169, 30, "female"), 1483.92, 0.05),
        # Human energy requirements, FAO 2004, section 5.4.1: 5.45 MJ, 1,302 kcal
        ("fao", Body(55, None, 20, "female"), 1302, 0.5),
        # The same, table 5.4 (men of 50 kg, 18 to 29.9 years): 29 kcal a kg
        ("fao", Body(50, None, 25, "male"), 29 * 50, 25),
        # Larson, Math and You, exercise 27: 160 pounds, 25 % fat, 1,546 kcal
        ("katch_mcardle", Body(160 * POUND, body_fat_percent=25), 1546, 0.5),
        # calculatorlib.com, worked example: 80 kg, 20 % fat, 1,752.4 kcal
        ("katch_mcardle", Body(80, body_fat_percent=20), 1752.4, 0.05),
        # calculator.academy, example problem: 60 kg fat-free mass, 1,820 kcal
        ("cunningham", Body(75, body_fat_percent=20), 1820, 0.05),
        # karelsavry.us, Optimal health: 82 kg, 15 % fat, about 70 kg fat-free, 2,040 kcal
        ("cunningham", Body(82, body_fat_percent=15), 2040, 10),
    ],
)
def test_worked_figures(formula: str, body: Body, expected: float, within: float) -> None:
    figure = FORMULAS[formula].of(body)
    assert figure.value == pytest.approx(expected, abs=within)
    assert (figure.missing, figure.unit) == ((), "kcal")
    assert figure.source
    assert figure.working


def test_the_day_of_the_example_of_the_fao() -> None:
    """Human energy requirements, FAO 2004, section 5.4.1: PAL 1.85, 10.08 MJ, 2,410 kcal a day."""
    basal = FORMULAS["fao"].of(Body(55, None, 20, "female"))
    pal = LIFESTYLES["active"].middle
    total = total_energy(basal, pal)
    assert pal == 1.85
    assert total.value == pytest.approx(2410, abs=3)


@pytest.mark.parametrize(
    ("age", "sex", "kcal"),
    [
        # Each band at 40 kg by the equations of table 5.2, worked out by hand.
        (2, "male", 2350.1), (9, "male", 1412.5), (17, "male", 1365.6),
        (29, "male", 1294.5), (30, "male", 1332.0), (60, "male", 1056.1),
        (2, "female", 2301.6), (3, "female", 1298.5), (10, "female", 1228.0),
        (18, "female", 1079.3), (59, "female", 1170.6), (99, "female", 1021.8),
    ],
)  # fmt: skip
def test_bands_of_age(age: int, sex: str, kcal: float) -> None:
    figure = FORMULAS["fao"].of(Body(40, None, age, sex))  # type: ignore[arg-type]
    assert figure.value == pytest.approx(kcal, abs=0.06)


def test_what_is_not_known_is_named_and_there_is_no_figure() -> None:
    assert FORMULAS["mifflin"].of(Body(70)).missing == ("height_cm", "age", "sex")
    assert FORMULAS["cunningham"].of(Body(70)).missing == ("body_fat_percent",)
    assert FORMULAS["fao"].of(Body()) == Figure(
        None, "kcal", FORMULAS["fao"].source, ("weight_kg", "age", "sex"), ("weight_kg", "age", "sex")
    )
    assert total_energy(FORMULAS["fao"].of(Body()), None).missing == ("weight_kg", "age", "sex", "pal")


@pytest.mark.parametrize("formula", ["mifflin", "harris_benedict", "katch_mcardle", "cunningham"])
def test_formulas_of_adults_are_not_for_children(formula: str) -> None:
    figure = FORMULAS[formula].of(Body(40, 150, 17, "female", 20))
    assert (figure.value, figure.missing) == (None, ("adult",))


def test_body_mass_index() -> None:
    """CDC, About adult BMI, the example: 68 kg at 165 cm are 24.98."""
    figure = body_mass_index(Body(68, 165))
    assert figure.value == pytest.approx(24.98, abs=0.005)
    assert body_mass_index(Body(68)).missing == ("height_cm",)
    assert body_mass_index(Body(40, 150, 12)).missing == ("adult",)


@pytest.mark.parametrize(
    ("bmi", "who", "asian_indian"),
    [
        (17.9, "underweight", "underweight"),
        (18.0, "underweight", "normal"),
        (18.5, "normal", "normal"),
        (22.94, "normal", "normal"),
        (22.95, "normal", "overweight"),
        (24.9, "normal", "overweight"),
        (25.0, "overweight", "obese"),
        (30.0, "obese, class I", "obese"),
        (35.0, "obese, class II", "obese"),
        (40.0, "obese, class III", "obese"),
    ],
)
def test_cutoffs(bmi: float, who: str, asian_indian: str) -> None:
    assert str(CUTOFFS["who"].band(bmi)) == who
    assert str(CUTOFFS["asian_indian"].band(bmi)) == asian_indian
