"""CSV: what spreadsheets read is what was written, and nothing of it runs."""

import csv
from io import StringIO

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from apps.exchange.csv_files import BOM, csv_text, file_name
from apps.meal_plans.models import MealPlan
from apps.practice.models import CACHE_KEY, ONLY, Practice
from apps.sheets.choices import Choice
from apps.sheets.papers import paper_of
from apps.sheets.tables import plan_table


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix(BOM), newline="")))


def test_any_text_comes_back_as_it_was() -> None:
    rows = [["a,b", 'say "hi"', "two\nlines", "हिन्दी"], ["", "1.5", " x ", "é"]]
    text = csv_text(rows)
    assert rows_of(text) == rows
    assert text.encode()[:3] == b"\xef\xbb\xbf"
    assert text.endswith("\r\n")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1"])
def test_formulas_are_text(start: str) -> None:
    ((cell,),) = rows_of(csv_text([[start]]))
    assert cell.startswith("'")


def test_numbers_stay_numbers() -> None:
    assert csv_text([[-1.5, 2, None]]) == f"{BOM}-1.5,2,\r\n"


def test_a_plan_has_a_line_for_each_item(three_days: MealPlan) -> None:
    head, *lines = plan_table(three_days)
    assert [line[:8] for line in lines] == [
        [1, "2026-03-02", "Monday", "Lunch", "13:00", 1, "Dal", 1],
        [1, "2026-03-02", "Monday", "Lunch", "13:00", 2, "Curd", None],
        [2, "2026-03-03", "Tuesday", "Lunch", "13:00", 1, "Dal", 1],
        [2, "2026-03-03", "Tuesday", "Lunch", "13:00", 1, "Seasonal fruit", 1],
        [3, "2026-03-04", "", "Dinner", "19:00", 1, "Dal", 1],
    ]
    kcal = head.index("Energy (kcal)")
    assert [line[kcal] for line in lines] == [225.0, None, 225.0, None, 225.0]  # unknown is empty, not 0
    assert {len(line) for line in lines} == {len(head)}


def test_papers_and_files_show_the_nutrients_that_the_practice_chose(three_days: MealPlan) -> None:
    Practice.objects.create(pk=ONLY, shown_nutrients=["iron_mg"])
    cache.delete(CACHE_KEY)
    head, *_lines = plan_table(three_days)
    assert head[-4:-2] == ["Fat (g)", "Iron (mg)"]
    (first, *_days) = paper_of(three_days, Choice(0, 2)).days
    assert [target.key for target in first.totals] == ["kcal", "protein_g", "carb_g", "fat_g", "iron_mg"]
    cache.delete(CACHE_KEY)


def test_the_download(three_days: MealPlan, browser_of_owner: Browser) -> None:
    answer = browser_of_owner.get(f"/meal-plans/{three_days.pk}/plan.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="First-plan-Asha-Rao.csv"'
    assert len(rows_of(answer.content.decode())) == 6


def test_file_names_keep_every_script_and_nothing_dangerous() -> None:
    assert file_name("हिन्दी आहार: ../../etc\x00") == "हिन्दी-आहार-..-..-etc"
    assert file_name(" .. ") == "plan"
