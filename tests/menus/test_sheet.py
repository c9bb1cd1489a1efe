"""A menu made ready to read."""

from datetime import date, timedelta

import pytest

from apps.foods.nutrients import Nutrients
from apps.menus.sheet import sheet_of
from tests.menus.build import day, item, meal, menu, option

FOOD = "00000000-0000-4000-8000-000000000001"
FIGURES = {FOOD: Nutrients.of({"kcal": 150, "protein_g": 8})}
RANGES = {"kcal": (250.0, 350.0), "protein_g": (20.0, None), "fat_g": (None, 10.0), "carb_g": (None, None)}
DAL = item("Dal", food_id=FOOD, grams=200)


def test_a_day_against_its_ranges() -> None:
    sheet = sheet_of(
        menu(day("Monday", meal("lunch", option(DAL)))), RANGES, figures=FIGURES, shown=["fibre_g"]
    )
    [monday] = sheet.days
    assert {target.key: (target.amount, target.range, target.remark) for target in monday.targets} == {
        "kcal": ("300", "250 to 350", "within"),
        "protein_g": ("16.0", "from 20", "below"),
        "fat_g": ("?", "up to 10", "not known for certain"),
        "carb_g": ("?", "", ""),
        "fibre_g": ("?", "", ""),
    }


def test_the_average_is_over_all_days_also_those_not_shown() -> None:
    lunch, double = meal("lunch", option(DAL)), meal("lunch", option(DAL, DAL))
    content = menu(*(day(f"{number}", lunch) for number in range(29)), day("last", double), day("empty"))
    sheet = sheet_of(content, RANGES, figures=FIGURES, page="2")
    assert [shown.view.title for shown in sheet.days] == ["28", "last", "empty"]
    assert [shown.filled for shown in sheet.days] == [True, True, False]
    assert (sheet.counted, sheet.average[0].amount) == (30, "310")


def test_days_have_dates_when_the_menu_has_them() -> None:
    content = menu(*(day(f"{number}") for number in range(30)))
    sheet = sheet_of(
        content,
        {},
        figures={},
        dates=[date(2026, 2, 1) + timedelta(number) for number in range(30)],
        page="2",
    )
    assert [shown.date for shown in sheet.days] == [date(2026, 3, 1), date(2026, 3, 2)]


@pytest.mark.parametrize("page", [None, "", "x", "0", "-1", "99"])
def test_a_page_that_is_none_is_the_nearest(page: str | None) -> None:
    assert len(sheet_of(menu(day("")), {}, figures={}, page=page).days) == 1


@pytest.mark.parametrize("broken", [None, {}, {"days": "x"}])
def test_a_record_without_a_menu_can_be_shown(broken: object) -> None:
    sheet = sheet_of(broken, RANGES, figures={})
    assert (sheet.days, sheet.counted) == ([], 0)


@pytest.mark.django_db
def test_figures_are_read_in_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    content = menu(*(day("", meal("lunch", option(DAL))) for _ in range(7)))
    with django_assert_num_queries(1):  # type: ignore[operator]
        sheet = sheet_of(content, RANGES)
    assert sheet.average[0].amount == "?"  # the food is not in the table
