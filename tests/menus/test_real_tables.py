"""A day of the real tables, worked out by hand. Collected only where the tables are (conftest.py)."""

from pathlib import Path

import pytest

from apps.foods.importing.loading import import_foods
from apps.foods.models import Food
from apps.foods.services import foods_for_menu
from apps.menus.services import figures_of
from apps.menus.totals import average_day
from tests.menus.build import day, item, meal, menu, option
from tests.menus.rescaling import rescaled

pytestmark = pytest.mark.django_db

#                         g   kcal   protein  carb     fat     fibre   sodium
# 2 medium rotis         80  239.20   6.2800  36.9040  7.3600   7.760   238.40
# 1 cup of dal          240  348.00  20.6400  46.0080 10.3440  18.000   741.60
# 1 cup of besan         92  356.04  20.5988  53.1944  6.1548   9.936    58.88
#                            943.24  47.5188 136.1064 23.8588  35.696  1038.88
GRAMS = {"fndds:51300175": 80, "fndds:41305050": 240, "sr28:16157": 92}
EXPECTED = {
    "kcal": 943.24,
    "protein_g": 47.5188,
    "carb_g": 136.1064,
    "fat_g": 23.8588,
    "fibre_g": 35.696,
    "sodium_mg": 1038.88,
}


def test_a_plan_of_imported_foods_totals_right(foods_path: Path, tmp_path: Path) -> None:
    _import(foods_path, tmp_path)

    foods = {food.source_id: food for food in Food.objects.all()}
    items = [item(foods[key].name, food_id=str(foods[key].pk), grams=grams) for key, grams in GRAMS.items()]
    plan = menu(day("", meal("breakfast", option(*items))), day(""))
    average = average_day(plan, figures_of(line["food_id"] for line in items))

    assert average.days == 1
    assert {key: average.nutrients[key].value for key in EXPECTED} == pytest.approx(EXPECTED)
    assert all(average.nutrients[key].complete for key in EXPECTED)


# Up to 1,200 kcal, 256.76 more. A roti more is 119.60, half a cup of dal 174.00, half a cup of besan 178.02,
# at most twice as much of each. Of all 27 combinations two rotis more (239.20) come nearest: 17.56 are left.
def test_a_rescaled_plan_of_imported_foods_is_the_one_worked_out_by_hand(
    foods_path: Path, tmp_path: Path
) -> None:
    _import(foods_path, tmp_path)
    lines = []
    for source_id, each in {"fndds:51300175": 40, "fndds:41305050": 240, "sr28:16157": 92}.items():
        food = Food.objects.get(source_id=source_id)
        (offered,) = foods_for_menu([food.pk]).values()
        label = next(one["label"] for one in offered["measures"] if one["grams"] == each)
        grams = GRAMS[source_id]
        amount = {"quantity": grams / each, "measure": label, "grams": grams}
        lines.append(item(food.name, food_id=str(food.pk), **amount))

    answer = rescaled(menu(day("", meal("lunch", option(*lines)))), 1200, days=["d1"])

    after = answer["menu"]["days"][0]["meals"][0]["options"][0]["items"]
    assert [line["quantity"] for line in after] == [4, 1, 1]
    assert answer["days"][0]["gap"] == pytest.approx(17.56)
    assert answer["days"][0]["why"] == "steps"


def _import(foods_path: Path, tmp_path: Path) -> None:
    """The foods of GRAMS alone, with their measures."""
    for name in ("foods.csv", "measures.csv"):
        lines = (foods_path / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines[1:] if line.split(",")[0] in GRAMS]
        (tmp_path / name).write_text("".join([lines[0], *kept]), encoding="utf-8")
    import_foods(tmp_path)
