"""Targets from a person and a goal."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from apps.clients.energy import Body
from apps.clients.targets import FLOORS, Goal, work_out

ASHA = Body(70, 170, 40, "female")  # 1,401.5 kcal by Mifflin-St Jeor (tests/clients/test_energy.py)


def values(*, kg_a_week: float = 0, body: Body = ASHA, **goal: float) -> dict[str, float | None]:
    worked = work_out(body, Goal("mifflin", 1.6, kg_a_week, **goal))
    names = ("basal", "total", "energy", "protein", "fat", "carb")
    pairs = zip(names, worked.figures, strict=True)
    return {name: figure.value and round(figure.value, 1) for name, figure in pairs}


def test_to_keep_the_weight() -> None:
    assert values(protein_g_a_kg=1, fat_percent=30) == {
        "basal": 1401.5, "total": 2242.4, "energy": 2242.4, "protein": 70.0, "fat": 74.7, "carb": 322.4,
    }  # fmt: skip


def test_half_a_kilogram_a_week_is_550_kcal_a_day() -> None:
    """The guideline's "500 kcal a day for about a pound a week": 0.4536 kg of 7,700 kcal over 7 days."""
    assert values(kg_a_week=-0.5)["energy"] == pytest.approx(2242.4 - 550, abs=0.1)
    pound = 2242.4 - (values(kg_a_week=-0.45359237)["energy"] or 0)
    assert pound == pytest.approx(500, abs=2)


def test_below_the_floor_is_raised_to_it_and_said() -> None:
    worked = work_out(Body(50, 150, 60, "female"), Goal("mifflin", 1.4, -1.0))
    assert (worked.energy.value, worked.floor) == (1200, 1200)
    assert any("below the floor of 1200 kcal" in warning for warning in worked.warnings)
    assert any("more than 1 %" in warning for warning in worked.warnings)
    assert any("1100 kcal a day" in warning for warning in worked.warnings)


def test_who_eats_little_without_losing_is_not_raised() -> None:
    worked = work_out(Body(35, 140, 90, "female"), Goal("mifflin", 1.2))
    assert worked.floor is None
    assert worked.energy.value is not None
    assert worked.energy.value < FLOORS["female"]


def test_protein_and_fat_that_leave_no_room_say_by_how_much() -> None:
    worked = work_out(Body(120, 170, 40, "female"), Goal("mifflin", 1.4, -1.0, 3.0, 60))
    assert (worked.carb.value, worked.carb.missing) == (None, ("room",))
    assert any("kcal more than the target" in warning for warning in worked.warnings)


def test_what_is_missing_is_named() -> None:
    assert work_out(Body(), Goal("mifflin", None)).missing == ("weight_kg", "height_cm", "age", "sex", "pal")
    assert work_out(ASHA, Goal("cunningham", 1.5)).missing == ("body_fat_percent",)


def test_children_do_not_lose_by_formula() -> None:
    child = Body(40, 150, 12, "male")
    assert work_out(child, Goal("fao", 1.6, -0.5)).missing == ("adult",)
    kept = work_out(child, Goal("fao", 1.6))
    assert kept.energy.value is not None
    assert any("growing" in warning for warning in kept.warnings)


def test_lean_people_are_warned() -> None:
    worked = work_out(Body(50, 175, 30, "female"), Goal("mifflin", 1.6, -0.25))
    assert any("below 18.5" in warning for warning in worked.warnings)


@given(
    some.floats(30, 200), some.integers(18, 100), some.sampled_from(["female", "male"]),
    some.floats(1.2, 2.4), some.floats(-1, 0.5), some.floats(0.4, 3), some.floats(10, 60),
)  # fmt: skip
def test_the_parts_make_the_whole_and_nobody_is_sent_below_the_floor_unsaid(
    weight: float, age: int, sex: str, pal: float, kg: float, protein: float, fat: float
) -> None:
    worked = work_out(Body(weight, 165, age, sex), Goal("mifflin", pal, kg, protein, fat))  # type: ignore[arg-type]
    energy = worked.energy.value
    assert energy is not None
    if kg < 0:
        assert energy >= FLOORS[sex]
    if worked.carb.value is not None:
        parts = 4 * (worked.protein.value or 0) + 9 * (worked.fat.value or 0) + 4 * worked.carb.value
        assert parts == pytest.approx(energy)
    else:
        assert any("kcal more than the target" in warning for warning in worked.warnings)
