"""Household measures: counted singly, with katori, glass and spoons by density, and always grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foods.measures import Serving, grams_in, offered, one_of

CUP_OF_DAL = Serving("1 cup", 240, 236.588)


VESSELS = {"katori": 150.0, "glass": 200.0, "cup": 236.6, "tbsp": 14.8, "tsp": 4.9}


def labels(*servings: Serving) -> dict[str, float]:
    return {serving.label: serving.grams for serving in offered(servings, VESSELS)}


def test_a_density_gives_katori_glass_and_spoons() -> None:
    assert labels(CUP_OF_DAL) == {
        "cup": 240,
        "katori": 152.2,
        "glass": 202.9,
        "tbsp": 15.0,
        "tsp": 5.0,
        "g": 1,
    }


def test_without_a_density_only_the_own_measures_and_grams_are_offered() -> None:
    assert labels(Serving('1 medium roti (7")', 40)) == {'medium roti (7")': 40, "g": 1}


def test_grams_are_offered_when_the_table_has_no_measure() -> None:
    assert labels() == {"g": 1}


def test_a_measure_of_the_table_wins_over_a_derived_one() -> None:
    assert labels(CUP_OF_DAL, Serving("katori", 180, 150))["katori"] == 180


def test_of_two_measures_with_one_name_the_first_is_kept() -> None:
    assert labels(Serving("1 piece", 30), Serving("1 piece", 35)) == {"piece": 30, "g": 1}


def test_spoons_follow_the_spoon_and_the_katori_follows_the_cup() -> None:
    volumes = [Serving("tsp", 5, 4.929), Serving("cup", 120, 236.588)]

    assert grams_in(14.787, volumes) == pytest.approx(15, abs=0.1)
    assert grams_in(150, volumes) == pytest.approx(76.1, abs=0.1)


@pytest.mark.parametrize(
    ("label", "grams", "single", "weight"),
    [
        ("1 cup", 240, "cup", 240),
        ("1 tablespoon", 15, "tbsp", 15),
        ("2 tbsp", 30, "tbsp", 15),
        ("0.5 cup", 62, "cup", 124),
        ("1/4 cup", 31, "cup", 124),
        ("3 oz", 85.05, "oz", 28.35),
        ("1 100 calorie package", 25, "100 calorie package", 25),
        ("10 chips", 20, "10 chips", 20),
        ("5 oz package", 142, "5 oz package", 142),
        ('1" wedge', 28, '1" wedge', 28),
        ("1/0 cup", 28, "1/0 cup", 28),
        ("katori", 150, "katori", 150),
    ],
)
def test_a_measure_is_counted_singly(label: str, grams: float, single: str, weight: float) -> None:
    assert one_of(Serving(label, grams)) == Serving(single, weight)


servings = st.builds(
    Serving, st.text(min_size=1, max_size=20), st.floats(0.1, 5000), st.none() | st.floats(0.1, 2000)
)


@given(st.lists(servings, max_size=6))
def test_whatever_the_table_holds_labels_differ_and_grams_come_last(table: list[Serving]) -> None:
    choice = offered(table, VESSELS)

    assert len({serving.label for serving in choice}) == len(choice)
    assert choice[-1] == Serving("g", 1)
    assert all(serving.grams >= 0 for serving in choice)
