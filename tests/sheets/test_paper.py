"""What is on the sheet of a plan, for whom, and on which pages it can be chosen."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from apps.clients.models import Client
from apps.foods.models import Food
from apps.meal_plans.models import MealPlan
from apps.sheets.choices import MOST_DAYS, Choice
from apps.sheets.papers import paper_of
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan
from tests.menus.build import day, menu


def sheet(browser: Browser, plan: MealPlan, query: str = "") -> Any:
    return browser.get(f"/meal-plans/{plan.pk}/print/{query}")


def test_each_day_has_its_date(three_days: MealPlan) -> None:
    paper = paper_of(three_days, Choice(0, 2))
    assert [day.date for day in paper.days] == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]
    assert [row.title for row in paper.weeks[0].rows] == ["Lunch", "Dinner"]
    assert [row.time for row in paper.weeks[0].rows] == ["13:00", "19:00"]


def test_some_days_keep_their_numbers_and_dates(three_days: MealPlan) -> None:
    (only,) = paper_of(three_days, Choice(2, 2)).days
    assert (only.view.title, only.date) == ("Day 3", date(2026, 3, 4))


def test_days_without_anything_to_eat_are_left_out_of_the_average(
    three_days: MealPlan, django_assert_num_queries: Any
) -> None:
    three_days.menu["days"].append({**day("Fasting"), "id": "d4", "position": "z"})
    with django_assert_num_queries(1):
        paper = paper_of(three_days, Choice(0, 3))
    assert paper.counted == 3
    assert paper.weeks[0].totals[0][1][3] is None


def test_a_long_plan_has_a_table_a_week(make_plan: MakePlan) -> None:
    plan = make_plan(menu=menu(*[day(f"Day no. {number}") for number in range(1, 17)]), length_days=16)
    paper = paper_of(plan, Choice(0, 15))
    assert [len(week.days) for week in paper.weeks] == [7, 7, 2]
    assert paper.weeks[2].days[0].date == date(2026, 3, 16)


def test_the_client_copy_has_no_figures_and_nothing_about_the_client(
    three_days: MealPlan, browser_of_owner: Browser, client_record: Client
) -> None:
    Client.objects.filter(pk=client_record.pk).update(allergy_notes="Swells up from prawns.")
    page = sheet(browser_of_owner, three_days).content.decode()
    article = page[page.index('<article class="paper">') : page.index("</article>")]
    assert "1 katori" in article
    assert "ripe" in article
    for secret in ("kcal", "150 g", "Iron is low.", "prawns", "Energy"):
        assert secret not in article


def test_figures_can_be_chosen(three_days: MealPlan, browser_of_owner: Browser) -> None:
    page = sheet(browser_of_owner, three_days, "?figures=on").content.decode()
    assert "225 kcal" in page
    assert "150 g" in page
    assert "Iron is low." not in page


def test_the_dietitians_copy_has_targets_notes_and_allergies(
    three_days: MealPlan, browser_of_owner: Browser, client_record: Client
) -> None:
    Client.objects.filter(pk=client_record.pk).update(allergy_notes="Swells up from prawns.")
    page = sheet(browser_of_owner, three_days, "?copy=dietitian").content.decode()
    for said in ("Iron is low.", "prawns", "200 to 300", "225 kcal", "≥"):
        assert said in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?first=2&last=1", "The last day comes before the first."),
        ("?first=7", "7 is not one of the available choices"),
        ("?copy=butcher", "butcher is not one of the available choices"),
        ("?language=xx", "xx is not one of the available choices"),
    ],
)
def test_what_cannot_be_shown_is_explained(
    three_days: MealPlan, browser_of_owner: Browser, query: str, words: str
) -> None:
    answer = sheet(browser_of_owner, three_days, query)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_of_a_long_plan_is_shown_what_fits(make_plan: MakePlan, browser_of_owner: Browser) -> None:
    days = MOST_DAYS + 3
    plan = make_plan(menu=menu(*[day("") for _ in range(days)]), length_days=days)
    assert len(sheet(browser_of_owner, plan).context["paper"].days) == MOST_DAYS
    answer = sheet(browser_of_owner, plan, f"?last={days - 1}")
    assert answer.status_code == 422
    assert f"At most {MOST_DAYS} days fit" in answer.content.decode()


def test_a_plan_without_days_says_so(make_plan: MakePlan, browser_of_owner: Browser) -> None:
    plan = make_plan(menu=menu(), length_days=0)
    assert "This plan has no days yet." in sheet(browser_of_owner, plan).content.decode()


def test_the_sheet_is_in_the_chosen_language(three_days: MealPlan, browser_of_owner: Browser) -> None:
    page = sheet(browser_of_owner, three_days, "?language=hi").content.decode()
    assert '<div lang="hi">' in page


def test_the_shopping_list(three_days: MealPlan, browser_of_owner: Browser, dal: Food) -> None:
    Food.objects.filter(pk=dal.pk).update(group="Pulses", refuse_pct=10)
    address = f"/meal-plans/{three_days.pk}/shopping"
    page = browser_of_owner.get(f"{address}/?people=2&first=0&last=1").content.decode()
    for said in ("Pulses", "600 g", "667 g", "4 katori", "Written by hand", "Seasonal fruit", "2 piece"):
        assert said in page
    assert "Curd" not in page  # an alternative
    answer = browser_of_owner.get(f"{address}.csv?people=2&first=0&last=1")
    assert "Pulses,Dal,600 g,667 g,4 katori\r\n" in answer.content.decode()


@pytest.mark.parametrize("people", ["0", "501", "many", ""])
def test_nobody_and_a_village_are_too_many(
    three_days: MealPlan, browser_of_owner: Browser, people: str
) -> None:
    answer = browser_of_owner.get(f"/meal-plans/{three_days.pk}/shopping/?people={people}")
    assert answer.status_code == 422


def test_the_page_of_the_plan_leads_there(three_days: MealPlan, counsellor: Any) -> None:
    page = signed_in(counsellor).get(three_days.get_absolute_url()).content.decode()
    for end in ("print/", "plan.csv", "shopping/"):
        assert f'href="/meal-plans/{three_days.pk}/{end}"' in page
    assert "share/" not in page
