"""Archives of USDA FoodData Central: what is read of them, and what happens to lines that cannot be."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.foods.importing.fdc_nutrients import NUMBERS, meaning
from apps.foods.importing.fdc_portions import millilitres, portion_label
from apps.foods.importing.loading import import_foods
from apps.foods.importing.report import MOST_LISTED, Counts, ImportProblem, Report
from apps.foods.models import Food, Measure
from apps.foods.nutrients import KEYS
from apps.foods.search import food_ids

pytestmark = pytest.mark.django_db

# The columns as USDA publishes them, with foods that do not exist.
FOOD = '"fdc_id","data_type","description","food_category_id","publication_date"'
FILES = {
    "food.csv": [
        FOOD,
        '"1","sr_legacy_food","Rice, test, raw","20","2019-04-01"',
        '"2","foundation_food","Beans, test, cooked","16","2024-10-31"',
        '"3","survey_fndds_food","Dal, tested","4404","2024-10-31"',
        '"4","branded_food","Chips of a brand","","2024-10-31"',
        '"5","sub_sample_food","Beans, test","16","2024-10-31"',
    ],
    "nutrient.csv": [
        '"id","name","unit_name","nutrient_nbr","rank"',
        '"1008","Energy","KCAL","208","300.0"',
        '"1062","Energy","kJ","268","400.0"',
        '"2047","Energy (Atwater General Factors)","KCAL","957","280.0"',
        '"1003","Protein","G","203","600.0"',
        '"1089","Iron, Fe","MG","303","5400.0"',
        '"1095","Zinc, Zn","UG","309","5900.0"',
        '"1110","Vitamin D (D2 + D3), International Units","IU","324","8650.0"',
        '"1002","Nitrogen","G","202","500.0"',
    ],
    "food_nutrient.csv": [
        '"id","fdc_id","nutrient_id","amount","data_points","derivation_id","min","max","median","footnote","min_year_acquired"',
        '"10","1","1062","1527","0","","","","","",""',
        '"11","1","1008","365","0","","","","","",""',
        '"12","1","1003","7.13","0","","","","","",""',
        '"13","2","1062","600","0","","","","","",""',
        '"14","2","1095","1100","0","","","","","",""',
        '"15","2","1110","40","0","","","","","",""',
        '"16","3","208","145","0","","","","","",""',
        '"17","3","1089","","0","","","","","",""',
        '"18","4","1008","500","0","","","","","",""',
        '"19","1","1002","1.2","0","","","","","",""',
    ],
    "food_portion.csv": [
        '"id","fdc_id","seq_num","amount","measure_unit_id","portion_description","modifier","gram_weight","data_points","footnote","min_year_acquired"',
        '"20","1","1","1","9999","","cup","185","","",""',
        '"21","2","1","0.5","1000","","chopped","90","","",""',
        '"22","3","1","","9999","1 cup","10205","240","","",""',
        '"23","3","2","","9999","Quantity not specified","90000","240","","",""',
        '"24","4","1","1","1000","","","28","","",""',
    ],
    "measure_unit.csv": ['"id","name"', '"1000","cup"', '"9999","undetermined"'],
    "food_category.csv": [
        '"id","code","description"',
        '"16","1600","Legumes"',
        '"20","2000","Cereal Grains and Pasta"',
    ],
}
LASTING = {
    "sr_legacy_food.csv": ['"fdc_id","NDB_number"', '"1","1044"'],
    "foundation_food.csv": ['"fdc_id","NDB_number","footnote"', '"2","16099",""'],
    "survey_fndds_food.csv": ['"fdc_id","food_code","wweia_category_code"', '"3","41305999","4404"'],
    "wweia_food_category.csv": [
        '"wweia_food_category","wweia_food_category_description"',
        '"4404","Bean dishes"',
    ],
}


def archive(folder: Path, files: Mapping[str, list[str]] | None = None, *, inside: str = "FDC_csv/") -> Path:
    path = folder / "fdc.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, lines in (files or {**FILES, **LASTING}).items():
            packed.writestr(inside + name, "\r\n".join([*lines, ""]))
    return path


def changed(**more: list[str]) -> dict[str, list[str]]:
    """All files, with further lines for some of them: `food_csv=[…]`."""
    extra = {name.replace("_csv", ".csv"): lines for name, lines in more.items()}
    return {name: [*lines, *extra.get(name, [])] for name, lines in {**FILES, **LASTING}.items()}


def test_it_reads_an_archive_as_it_is_published(tmp_path: Path) -> None:
    report = import_foods(archive(tmp_path))

    assert (report.foods, report.measures) == (Counts(created=3), Counts(created=3))
    assert (report.skipped, report.notes) == ([], [])
    foods = {food.source_id: food for food in Food.objects.all()}
    assert foods.keys() == {"sr28:01044", "foundation:16099", "fndds:41305999"}
    rice = foods["sr28:01044"]
    assert (rice.name, rice.source, rice.state) == ("Rice, test, raw", "sr_legacy", "raw")
    assert rice.group == "Cereal Grains and Pasta"
    assert rice.nutrients == {"kcal": 365, "protein_g": 7.13}
    beans = foods["foundation:16099"]
    assert beans.nutrients == {"kcal": pytest.approx(143.4, abs=0.1), "zinc_mg": 1.1, "vit_d_ug": 1}
    dal = foods["fndds:41305999"]
    assert (dal.nutrients, dal.group, dal.state) == ({"kcal": 145}, "Bean dishes", "")
    measures = {(one.food.source_id, one.label, one.grams, one.ml) for one in Measure.objects.all()}
    assert measures == {
        ("sr28:01044", "1 cup", 185, 236.588),
        ("foundation:16099", "0.5 cup, chopped", 90, 118.294),
        ("fndds:41305999", "1 cup", 240, 236.588),
    }
    assert food_ids("dal tested", 1) == [dal.pk]


def test_again_changes_nothing_and_a_dry_run_neither(tmp_path: Path) -> None:
    path = archive(tmp_path)
    dry = import_foods(path, dry_run=True)
    assert (dry.foods.created, Food.objects.count()) == (3, 0)
    import_foods(path)

    again = import_foods(path)
    assert (again.foods, again.measures) == (Counts(unchanged=3), Counts(unchanged=3))


def test_a_folder_and_an_archive_without_the_lasting_numbers_do_as_well(tmp_path: Path) -> None:
    import_foods(archive(tmp_path, FILES, inside=""))
    assert set(Food.objects.values_list("source_id", flat=True)) == {"fdc:1", "fdc:2", "fdc:3"}
    for name, lines in FILES.items():
        tmp_path.joinpath(name).write_text("\n".join(lines), encoding="utf-8")

    assert import_foods(tmp_path).foods == Counts(unchanged=3)


def test_of_two_releases_of_a_food_the_newer_is_taken(tmp_path: Path) -> None:
    files = changed(
        food_csv=['"6","foundation_food","Beans, test, cooked, newer","16","2025-04-01"'],
        foundation_food_csv=['"6","16099",""'],
    )
    report = import_foods(archive(tmp_path, files))

    assert Food.objects.get(source_id="foundation:16099").name == "Beans, test, cooked, newer"
    assert report.notes == ["food.csv: 1 food is there twice and was taken once."]


@pytest.mark.parametrize(("number", "kept"), [("208", "foundation:01044"), ("203", "sr28:01044")])
def test_a_foundation_food_replaces_its_forerunner_if_it_knows_energy(
    tmp_path: Path, number: str, kept: str
) -> None:
    nutrient = {"208": "1008", "203": "1003"}[number]
    files = changed(
        food_csv=['"6","foundation_food","Rice, test, anew","20","2025-04-01"'],
        foundation_food_csv=['"6","1044",""'],
        food_nutrient_csv=[f'"30","6","{nutrient}","20","","","","","","",""'],
    )
    import_foods(archive(tmp_path, files))

    assert set(Food.objects.filter(source_id__endswith="01044").values_list("source_id", flat=True)) == {kept}


def test_bad_lines_are_named_and_the_rest_is_loaded(tmp_path: Path) -> None:
    files = changed(
        food_csv=['"7","sr_legacy_food","","20",""', '"1","sr_legacy_food","Twice","20",""', '"8","sr'],
        food_nutrient_csv=['"31","1","1089","much","","","","","","",""', '"32","1","1003"'],
        food_portion_csv=['"33","1","2","1","9999","","bowl","0","","",""'],
        nutrient_csv=['"1106","Vitamin A, RAE","IU","320","7420.0"'],
    )
    report = import_foods(archive(tmp_path, files))

    assert [(one.file, one.line) for one in report.skipped] == [
        ("food.csv", 7), ("food.csv", 8), ("food.csv", 9), ("food_nutrient.csv", 12),
        ("food_nutrient.csv", 13), ("food_portion.csv", 7), ("nutrient.csv", 10),
    ]  # fmt: skip
    assert (report.foods, report.measures) == (Counts(created=3, skipped=3), Counts(created=3, skipped=1))
    assert "“much”, not a number" in str(report.skipped[3])


def test_thousands_of_bad_lines_make_a_short_report(tmp_path: Path) -> None:
    bad = [f'"{number}","1","1003","x","","","","","","",""' for number in range(3000)]
    path = archive(tmp_path, changed(food_nutrient_csv=bad))
    report = import_foods(path, dry_run=True)

    assert (len(report.skipped), report.unlisted) == (MOST_LISTED, 3000 - MOST_LISTED)
    told = io.StringIO()
    call_command("import_foods", path, dry_run=True, stdout=io.StringIO(), stderr=told)
    assert "… and 2800 more lines." in told.getvalue()
    assert not Food.objects.exists()


def without(name: str) -> dict[str, list[str]]:
    return {file: lines for file, lines in FILES.items() if file != name}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (without("nutrient.csv"), "nutrient.csv does not exist"),
        (without("food.csv"), "must hold one foods.csv or food.csv; it holds 0"),
        ({**FILES, "more/food.csv": [FOOD]}, "must hold one foods.csv or food.csv; it holds 2"),
        ({**FILES, "food_nutrient.csv": ['"id","fdc_id"']}, "no column nutrient_id, amount"),
        ({**FILES, "nutrient.csv": ['"id","unit_name","nutrient_nbr"']}, "none of the nutrients"),
    ],
)
def test_an_archive_that_cannot_be_used_changes_nothing(
    tmp_path: Path, files: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(ImportProblem, match=said):
        import_foods(archive(tmp_path, files))
    assert not Food.objects.exists()


def test_a_damaged_archive_changes_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError, match="no zip archive"):
        call_command("import_foods", path)
    at = whole.index(b"food_portion.csv") + 60
    path.write_bytes(whole[:at] + bytes(20) + whole[at + 20 :])
    with pytest.raises(ImportProblem, match=r"food_portion\.csv cannot be read: the archive is damaged"):
        import_foods(path)
    assert not Food.objects.exists()


def test_every_nutrient_of_ours_has_a_number() -> None:
    assert NUMBERS.keys() == set(KEYS)


@pytest.mark.parametrize(
    ("number", "unit", "key", "factor"),
    [
        ("208", "KCAL", "kcal", 1),
        ("268", "kJ", "kcal", 1 / 4.184),
        ("303", "MG", "iron_mg", 1),
        ("303", "UG", "iron_mg", 0.001),
        ("320", "UG", "vit_a_ug", 1),
        ("307", "G", "sodium_mg", 1000),
        ("324", "IU", "vit_d_ug", 0.025),
        ("203.0", "G", "protein_g", 1),
    ],
)
def test_units_are_converted(number: str, unit: str, key: str, factor: float) -> None:
    meant = meaning(number, unit)

    assert meant is not None
    assert meant.key == key
    assert meant.factor == pytest.approx(factor)


def test_units_that_cannot_be_are_refused_and_other_nutrients_left_alone() -> None:
    assert meaning("202", "G") is None
    with pytest.raises(ValueError, match="IU"):
        meaning("320", "IU")


@pytest.mark.parametrize(
    ("cells", "unit", "label", "ml"),
    [
        ({"amount": "1.0", "modifier": "cup, diced"}, "undetermined", "1 cup, diced", 236.588),
        ({"amount": "2", "modifier": ""}, "tablespoon", "2 tablespoon", 29.574),
        ({"portion_description": "1 fl oz", "modifier": "30000"}, "undetermined", "1 fl oz", 29.574),
        ({"amount": "1", "modifier": "cupcake"}, "", "1 cupcake", None),
        ({"amount": "", "modifier": ""}, "", "", None),
    ],
)
def test_portions_in_words(cells: dict[str, Any], unit: str, label: str, ml: float | None) -> None:
    assert portion_label(cells, unit) == label
    assert millilitres(label) == ml


def test_a_report_counts_what_it_does_not_list() -> None:
    report = Report()
    for line in range(MOST_LISTED + 5):
        report.skip(report.foods, "food.csv", line, "bad")

    assert (report.foods.skipped, report.unlisted) == (MOST_LISTED + 5, 5)
