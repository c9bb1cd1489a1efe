"""manage.py import_foods: good tables, the same again, broken lines by number, and nothing in a dry run."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from apps.foods.importing.loading import import_foods
from apps.foods.importing.report import Counts, ImportProblem
from apps.foods.models import Food, FoodWord, Measure
from apps.foods.search import food_ids
from apps.foods.services import load_starter_foods
from tests.foods.builders import DAL, FOODS_HEADER, KATORI, MEASURES_HEADER, PIECE, ROTI, tables

pytestmark = pytest.mark.django_db


def skipped(folder: Path) -> list[str]:
    return [str(skipped) for skipped in import_foods(folder).skipped]


def stored() -> list[Any]:
    """Everything an import writes."""
    return [
        list(Food.objects.order_by("pk").values()),
        list(Measure.objects.order_by("pk").values()),
        list(FoodWord.objects.order_by("food_id", "word").values("food_id", "word", "weight", "text")),
    ]


def test_it_loads_foods_with_measures_and_words(tmp_path: Path) -> None:
    report = import_foods(tables(tmp_path))

    assert (report.foods, report.measures) == (Counts(created=2), Counts(created=2))
    assert (report.skipped, report.notes) == ([], [])
    dal = Food.objects.get(source_id="lab:1")
    assert (dal.name, dal.local_names, dal.state, dal.refuse_pct) == ("Dal", "pappu; paruppu", "cooked", None)
    assert dal.nutrients == {"kcal": 145, "protein_g": 8.6, "sodium_mg": 309}
    assert list(dal.measures.values_list("seq", "label", "grams", "ml")) == [(1, "1 katori", 150, 150)]
    assert food_ids("paruppu", 5) == [dal.pk]


def test_empty_is_unknown_and_zero_is_zero(tmp_path: Path) -> None:
    import_foods(tables(tmp_path))

    assert "vit_a_ug" not in Food.objects.get(source_id="lab:1").nutrients
    assert Food.objects.get(source_id="lab:2").nutrients["vit_a_ug"] == 0


def test_running_it_again_changes_nothing(tmp_path: Path) -> None:
    import_foods(tables(tmp_path))
    before = stored()

    report = import_foods(tmp_path)
    assert (report.foods, report.measures) == (Counts(unchanged=2), Counts(unchanged=2))
    assert stored() == before


def test_what_changed_in_the_files_is_updated_and_the_ids_stay(tmp_path: Path) -> None:
    import_foods(tables(tmp_path))
    dal = Food.objects.get(source_id="lab:1")

    tables(
        tmp_path,
        [DAL.replace("Dal", "Masoor dal").replace("145", "120"), ROTI],
        [KATORI.replace("150,", "140,", 1)],
    )
    report = import_foods(tmp_path)

    assert (report.foods, report.measures) == (Counts(updated=1, unchanged=1), Counts(updated=1, removed=1))
    changed = Food.objects.get(source_id="lab:1")
    assert (changed.pk, changed.name, changed.nutrients["kcal"]) == (dal.pk, "Masoor dal", 120)
    assert changed.updated_at > dal.updated_at
    assert [(measure.grams, measure.ml) for measure in Measure.objects.all()] == [(140, 150)]
    assert food_ids("masoor", 5) == [dal.pk]


def test_what_the_practice_added_stays(tmp_path: Path) -> None:
    import_foods(tables(tmp_path))
    dal = Food.objects.get(source_id="lab:1")
    dal.local_names, dal.allergens, dal.is_active = "pappu; paruppu; our dal", ["soy"], False
    dal.save()
    own = Measure.objects.create(food=dal, seq=1, label="our ladle", grams=90)

    report = import_foods(tmp_path)

    assert (report.foods, report.measures) == (Counts(unchanged=2), Counts(unchanged=2))
    dal.refresh_from_db()
    assert (dal.local_names, dal.allergens, dal.is_active) == ("pappu; paruppu; our dal", ["soy"], False)
    assert Measure.objects.filter(pk=own.pk).exists()


def test_a_dry_run_reports_and_writes_nothing(tmp_path: Path) -> None:
    report = import_foods(tables(tmp_path, [DAL, ROTI, "lab:3,lab,"]), dry_run=True)

    assert (report.foods, report.measures) == (Counts(created=2, skipped=1), Counts(created=2))
    assert stored() == [[], [], []]


BROKEN_FOODS = [
    (DAL.replace("145", "abc"), "kcal is “abc”, not a number."),
    (DAL.replace("145", "1_4"), "kcal is “1_4”, not a number."),
    (DAL.replace("145", "1,45"), "the number of cells is 13, in the header 12."),
    (DAL.replace("145", "nan"), "kcal is “nan”, not a number."),
    (DAL.replace("145", "inf"), "kcal is “inf”, not a number."),
    (DAL.replace("145", "1e999"), "kcal is “1e999”, not a number."),
    (DAL.replace("8.6", "-8.6"), "protein_g is -8.6; it must lie between 0 and 105."),
    (DAL.replace("8.6", "8600"), "protein_g is 8600; it must lie between 0 and 105."),
    (DAL.replace("cooked", "boiled"), "form is “boiled”; it may be empty or one of raw, cooked, dry."),
    (DAL.replace("Dal", " "), "name is missing."),
    (DAL.replace("Dal", "D" * 201), "name has 201 characters; at most 200 fit."),
    (DAL.replace("lab:1", ""), "id is missing."),
    (DAL.replace("lab:1", "lab 1"), "id “lab 1” may hold only letters, digits and . : / - _"),
    (DAL.replace(",lab,", ",,"), "source is missing."),
    (DAL.replace("Dal", "D\0al"), "the line has a NUL or another control character."),
    (DAL.replace("Dal", '"Dal'), "a quotation mark is not closed, or a cell is far too long."),
    ("lab:1", "the number of cells is 1, in the header 12."),
    (ROTI, "the id lab:2 stands on line 2 already."),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN_FOODS)
def test_a_broken_food_is_left_out_whole_and_named(tmp_path: Path, line: str, reason: str) -> None:
    tables(tmp_path, [ROTI, line], [PIECE])

    assert skipped(tmp_path) == [f"foods.csv, line 3: {reason}"]
    assert [food.source_id for food in Food.objects.all()] == ["lab:2"]


BROKEN_MEASURES = [
    ("lab:1,1,katori,heavy,", "grams is “heavy”, not a number."),
    ("lab:1,1,katori,,", "grams must be more than 0."),
    ("lab:1,1,katori,0,", "grams must be more than 0."),
    ("lab:1,1,katori,-5,", "grams is -5; it must lie between 0 and 100000."),
    ("lab:1,1,katori,5,0", "ml must be more than 0."),
    ("lab:1,one,katori,5,", "seq is “one”, not a whole number from 0 to 9999."),
    ("lab:1,²,katori,5,", "seq is “²”, not a whole number from 0 to 9999."),
    ("lab:1,1,,5,", "measure is missing."),
    ("lab:9,1,katori,5,", "its food lab:9 is not in foods.csv, or was skipped."),
    (PIECE, "measure 1 of lab:2 stands on line 2 already."),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN_MEASURES)
def test_a_broken_measure_is_left_out_and_named(tmp_path: Path, line: str, reason: str) -> None:
    tables(tmp_path, measures=[PIECE, line])

    assert skipped(tmp_path) == [f"measures.csv, line 3: {reason}"]
    assert [measure.label for measure in Measure.objects.all()] == ["1 medium roti"]


def test_a_broken_line_takes_no_other_line_with_it(tmp_path: Path) -> None:
    """An open quotation mark and bytes that are not UTF-8 end with their line."""
    tables(tmp_path)
    lines = [
        FOODS_HEADER.encode(),
        b'lab:3,lab,"Open',
        DAL.encode(),
        b"lab:4,lab,Cr\xe8me",
        b"",
        ROTI.encode(),
    ]
    tmp_path.joinpath("foods.csv").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))

    assert skipped(tmp_path) == [
        "foods.csv, line 2: a quotation mark is not closed, or a cell is far too long.",
        "foods.csv, line 4: the line is not in UTF-8.",
    ]
    assert Food.objects.count() == 2


def test_measures_of_a_skipped_food_are_reported_too(tmp_path: Path) -> None:
    tables(tmp_path, [DAL.replace("145", "x"), ROTI])

    assert [line.split(":")[0] for line in skipped(tmp_path)] == ["foods.csv, line 2", "measures.csv, line 2"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"foods_header": FOODS_HEADER.replace("name", "title")},
            "foods.csv, line 1: the header has no column name.",
        ),
        (
            {"measures_header": "food_id,seq"},
            "measures.csv, line 1: the header has no column measure, grams.",
        ),
        ({"foods_header": FOODS_HEADER + ",kcal"}, "foods.csv, line 1: the header names a column twice."),
        ({"foods_header": "\0"}, "foods.csv, line 1: the line has a NUL or another control character."),
        (
            {"others": {"nutrients.csv": "key,unit\nkcal,kcal\nsodium_mg,g\n"}},
            "nutrients.csv, line 3: sodium_mg is given in “g”, but the table keeps mg.",
        ),
    ],
)
def test_tables_of_another_form_are_refused_whole(
    tmp_path: Path, change: dict[str, Any], problem: str
) -> None:
    tables(tmp_path, **change)

    with pytest.raises(ImportProblem, match=f"^{problem}$"):
        import_foods(tmp_path)
    assert stored() == [[], [], []]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    tables(tmp_path).joinpath("measures.csv").unlink()

    with pytest.raises(CommandError, match=r"measures\.csv does not exist"):
        call_command("import_foods", str(tmp_path))
    with pytest.raises(CommandError, match=r"foods\.csv does not exist"):
        call_command("import_foods", str(tmp_path / "nowhere"))
    assert stored() == [[], [], []]


def test_an_unknown_column_is_mentioned(tmp_path: Path) -> None:
    tables(tmp_path, [], [], foods_header=FOODS_HEADER + ",protien_g", measures_header=MEASURES_HEADER)

    assert import_foods(tmp_path).notes == ["foods.csv: the column protien_g is not known and was ignored."]


def test_source_and_carbohydrate_can_be_stated(tmp_path: Path) -> None:
    header = "id,source,name,citation,carb_basis"
    import_foods(tables(tmp_path, ["lab:1,lab,Dal,Our own analysis,available"], [], foods_header=header))

    dal = Food.objects.get()
    assert (dal.source, dal.citation, dal.carb_basis) == ("lab", "Our own analysis", "available")


def test_the_starter_table_loads_whole_and_again(capsys: pytest.CaptureFixture[str]) -> None:
    report = load_starter_foods()
    assert (report.skipped, report.notes) == ([], [])
    assert report.foods.created >= 250
    assert report.measures.created >= report.foods.created

    call_command("import_foods", "--starter")
    assert capsys.readouterr().out.startswith(
        f"foods: 0 created, 0 updated, {report.foods.created} unchanged"
    )


def test_the_command_prints_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_foods", str(tables(tmp_path, [DAL, ROTI, "lab:3,lab,"])))

    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "foods: 2 created, 0 updated, 0 unchanged, 0 removed, 1 skipped",
        "measures: 2 created, 0 updated, 0 unchanged, 0 removed, 0 skipped",
    ]
    assert err.splitlines() == ["foods.csv, line 4: the number of cells is 3, in the header 12."]


def test_the_command_says_when_it_only_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_foods", str(tables(tmp_path)), "--dry-run")

    assert "nothing was written" in capsys.readouterr().out


def test_the_command_wants_one_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="required"):
        call_command("import_foods")
