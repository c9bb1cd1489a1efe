"""Foods in Django admin: what goes out comes in as it was, and an import does what was shown."""

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.exchange.models import Upload
from apps.foods import admin_import
from apps.foods.importing.loading import import_foods
from apps.foods.models import Correction, Food, FoodWord, Measure, OwnFood, Recipe
from apps.foods.search import food_ids
from apps.foods.sheet_forms import apply_correction
from tests.conftest import signed_in
from tests.exchange.uploads import ADD, agree, archive, send, url_of, waiting
from tests.foods.builders import DAL, FOODS_HEADER, KATORI, MEASURES_HEADER, PIECE, ROTI, a_food, tables
from tests.foods.test_fdc import FILES as FDC_FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(admin_user: User) -> Browser:
    return signed_in(admin_user)


def table(*foods: str, measures: tuple[str, ...] = (KATORI, PIECE), **others: str) -> bytes:
    files = {
        "foods.csv": "\n".join([FOODS_HEADER, *foods]),
        "measures.csv": "\n".join([MEASURES_HEADER, *measures]),
    }
    return archive(files | {f"{name}.csv": text for name, text in others.items()})


def stored() -> list[Any]:
    """Everything that an import writes; ids of the practice's own foods differ between practices."""
    foods = Food.objects.order_by("source_id").values()
    measures = Measure.objects.order_by("food__source_id", "seq")
    words = FoodWord.objects.order_by("food_id", "word")
    unlike = ("id", "updated_at", "tags_checked_at", "tags_checked_by_id")
    return [
        [{**{k: v for k, v in row.items() if k not in unlike}, "checked": row["tags_checked_at"] is not None}
         for row in foods],
        list(measures.values_list("food__source_id", "seq", "label", "grams", "ml")),
        sorted(words.values_list("food__source_id", "word", "weight", "text")),
    ]  # fmt: skip


def exported(browser: Browser, *foods: Food) -> bytes:
    if foods:
        form = {"action": "export_selected", "_selected_action": [str(food.pk) for food in foods]}
        return browser.post("/admin/foods/food/", form).content
    return browser.get("/admin/foods/food/export/").content


def some_foods() -> None:
    """Foods that need care: unknown and zero, formulas, quotes, Indian names, tags, measures of one's own."""
    a_food("=1+1", source_id="lab:formula", source="lab", nutrients={"kcal": 0, "iron_mg": 0.1 + 0.2})
    a_food('\'="x", y', source_id="lab:quote", source="lab", alt_names="-minus; + plus", refuse_pct=0)
    a_food(
        "Dal", [("katori", 150, 160.5), ("ladle", 33.333333333, None)], local_names="दाल; पप्पु",
        allergens=["gluten"], unsuitable_for=["jain"], tags_checked_at=timezone.now(),
        nutrients={"kcal": 145.25}, carb_basis="available", state="cooked", group="Pulses",
    )  # fmt: skip


def test_a_file_shows_what_it_would_do_and_writes_nothing(browser: Browser) -> None:
    shown = send(browser, table(DAL, ROTI, "lab:3,lab,,,,,,,,,,"))
    page = shown.content.decode()

    assert (shown.status_code, stored()) == (200, [[], [], []])
    assert (shown.context["counts"][0][1].created, shown.context["counts"][0][1].skipped) == (2, 1)
    assert "foods.csv, line 4" in page
    assert "name is missing." in page
    assert "Bread, roti" in page
    problems = browser.get(url_of(shown).replace("/change/", "/problems/")).content.decode("utf-8-sig")
    assert problems.splitlines()[1:] == ['"foods.csv, line 4",name is missing.']


def test_an_import_does_what_was_shown_and_the_file_goes(browser: Browser, admin_user: User) -> None:
    done = agree(browser, send(browser, table(DAL, ROTI)))

    assert done.redirect_chain[-1][0] == "/admin/foods/food/"
    assert "2 foods are new" in done.content.decode()
    assert [food.name for food in Food.objects.order_by("name")] == ["Bread, roti", "Dal"]
    assert food_ids("paruppu", 5) == [Food.objects.get(name="Dal").pk]
    assert waiting() == 0
    log = LogEntry.objects.get()
    assert (log.user, log.object_repr) == (admin_user, "table.zip")
    assert "2 foods are new" in browser.get("/admin/admin/logentry/").content.decode()


def test_changes_are_shown_before_and_after(browser: Browser) -> None:
    agree(browser, send(browser, table(DAL, ROTI)))
    shown = send(browser, table(DAL.replace("145", "150.5").replace(",309,", ",,"), ROTI, measures=(KATORI,)))

    cells = {(what, old, new) for food in shown.context["changed"] for what, old, new in food.cells}
    assert cells == {
        ("Energy (kcal)", "145", "150.5"),
        ("Sodium (mg)", "309", "–"),
        ("measure “1 medium roti”: grams", "40", "–"),
    }
    agree(browser, shown)
    assert Food.objects.get(name="Dal").nutrients == {"kcal": 150.5, "protein_g": 8.6}
    assert [measure.label for measure in Measure.objects.all()] == ["1 katori"]


def test_what_goes_out_comes_in_as_it_was(browser: Browser) -> None:
    some_foods()
    before, content = stored(), exported(browser)

    again = send(browser, content)
    assert not again.context["found"].is_something
    assert again.context["found"].problems == []
    Food.objects.all().delete()
    agree(browser, send(browser, content))
    assert stored() == before
    assert exported(browser) != b""
    assert not send(browser, exported(browser)).context["found"].is_something


def test_what_goes_out_is_safe_in_a_spreadsheet(browser: Browser) -> None:
    some_foods()
    with zipfile.ZipFile(io.BytesIO(exported(browser))) as files:
        text = files.read("foods.csv").decode("utf-8-sig")

    assert ",'=1+1," in text
    assert ",'-minus; + plus," in text


def test_only_what_is_chosen_goes_out(browser: Browser) -> None:
    some_foods()
    with zipfile.ZipFile(io.BytesIO(exported(browser, Food.objects.get(name="Dal")))) as files:
        assert len(files.read("foods.csv").decode().splitlines()) == 2


def test_the_sources_figures_go_out_and_the_correction_stays(browser: Browser) -> None:
    agree(browser, send(browser, table(DAL, ROTI)))
    dal = Food.objects.get(name="Dal")
    apply_correction(Correction.objects.create(pk=dal.pk, food=dal, figures={"kcal": 99, "sodium_mg": None}))

    content = exported(browser)
    assert not send(browser, content).context["found"].is_something
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        assert ",145," in files.read("foods.csv").decode()
    dal.refresh_from_db()
    assert dal.nutrients["kcal"] == 99


def test_measures_of_ones_own_are_neither_doubled_nor_lost(browser: Browser) -> None:
    agree(browser, send(browser, table(DAL, ROTI)))
    dal = Food.objects.get(name="Dal")
    own = Measure.objects.create(food=dal, seq=1, label="our ladle", grams=90)

    content = exported(browser)
    assert not send(browser, content).context["found"].is_something
    own.delete()
    agree(browser, send(browser, content))
    assert list(dal.measures.values_list("seq", "label")) == [(1, "1 katori"), (2, "our ladle")]


def test_foods_that_have_a_page_of_their_own_are_not_overwritten(browser: Browser) -> None:
    own, dish = a_food("Our mix"), a_food("Khichdi", source="recipe", source_id="recipe:1")
    OwnFood.objects.create(pk=own.pk, food=own, version=1)
    Recipe.objects.create(pk=dish.pk, food=dish, version=1)
    content = exported(browser)
    assert not send(browser, content).context["found"].is_something
    Food.objects.update(nutrients={"kcal": 7})

    shown = send(browser, content)
    assert [problem.reason for problem in shown.context["found"].problems] == [
        "“Our mix” was edited on its page, where its history is: change it there.",
        "“Khichdi” is a recipe here, whose figures follow from its ingredients.",
    ]
    assert not shown.context["found"].is_something


def test_the_recipe_of_another_practice_comes_as_a_food(browser: Browser) -> None:
    row = f"recipe:{uuid4()},recipe,Khichdi,,,,,,120,,,"
    content = table(row, measures=())

    agree(browser, send(browser, content))
    assert Food.objects.get().source == "practice"
    assert not send(browser, content).context["found"].is_something


def test_tags_come_only_where_nobody_has_looked(browser: Browser) -> None:
    agree(browser, send(browser, table(DAL, ROTI)))
    Food.objects.filter(name="Dal").update(allergens=["soy"])
    lines = (
        "food_id,allergens,unsuitable_for,checked\nlab:1,milk,,yes\nlab:2,gluten,,yes\nlab:2,,,\nlab:9,x,,"
    )

    shown = send(browser, table(DAL, ROTI, tags=lines))
    assert [str(problem.reason) for problem in shown.context["found"].problems] == [
        "the tags of lab:2 stand on line 3 already.",
        "allergens: there is no “x”.",
    ]
    assert "1 food has other allergens" in shown.content.decode()
    agree(browser, shown)
    dal, roti = Food.objects.order_by("source_id")
    assert (dal.allergens, dal.tags_checked_at) == (["soy"], None)
    assert (roti.allergens, roti.tags_checked_at is None) == (["gluten"], False)


def test_a_table_that_changed_meanwhile_is_shown_anew(browser: Browser) -> None:
    shown = send(browser, table(DAL, ROTI))
    a_food("Dal of a colleague", source_id="lab:1", source="lab")

    answer = agree(browser, shown)
    assert answer.status_code == 409
    assert "has changed since it was shown" in answer.content.decode()
    assert answer.context["counts"][0][1].updated == 1
    assert not Food.objects.filter(name="Bread, roti").exists()
    agree(browser, answer)
    assert Food.objects.get(source_id="lab:1").name == "Dal"


def test_a_long_import_goes_on_where_it_was(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.foods.importing.loading.BATCH", 1)
    shown = send(browser, table(DAL, ROTI))
    monkeypatch.setattr(admin_import, "SECONDS_A_REQUEST", -1)
    first = agree(browser, shown)
    assert (first.context["outcome"].done, [food.name for food in Food.objects.all()]) == (1, ["Dal"])
    Food.objects.all().delete()  # so that it shows what is written from here on
    monkeypatch.setattr(admin_import, "SECONDS_A_REQUEST", 60)

    last = browser.post(url_of(shown), {"seen": first.context["seen"]}, follow=True)
    assert [food.name for food in Food.objects.all()] == ["Bread, roti"]
    assert waiting() == 0
    assert "2 foods are new" in last.content.decode()


def test_foods_that_change_in_the_middle_stop_it(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.foods.importing.loading.BATCH", 1)
    shown = send(browser, table(DAL, ROTI))
    monkeypatch.setattr(admin_import, "SECONDS_A_REQUEST", -1)
    agree(browser, shown)
    monkeypatch.setattr(admin_import, "SECONDS_A_REQUEST", 60)
    a_food("Roti of a colleague", source_id="lab:2", source="lab")

    answer = agree(browser, shown)
    assert (answer.status_code, Food.objects.count()) == (409, 2)
    assert "Below is what is left" in answer.content.decode()
    assert (answer.context["counts"][0][1].updated, answer.context["counts"][0][1].unchanged) == (1, 1)


def test_sent_twice_it_is_imported_once(browser: Browser) -> None:
    shown = send(browser, table(DAL, ROTI))
    agree(browser, shown)
    again = agree(browser, shown)

    assert "does not wait here any more" in again.content.decode()
    assert (Food.objects.count(), LogEntry.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"no archive", "table.zip", "no zip archive"),
        (b"x" * (4 * 1024 * 1024 + 1), "table.zip", "too large: 4.0 MB. At most 4 MB"),
        (archive({"foods.csv": b"0" * (49 * 1024 * 1024)}), "bomb.zip", "once it is unpacked: 49.0 MB"),
        (archive({f"{number}.csv": "" for number in range(101)}), "many.zip", "holds 101 files"),
        (archive({"other.csv": ""}), "table.zip", "must hold one foods.csv or food.csv; it holds 0"),
        (b"x", "table.xlsx", "choose one .zip archive"),
        (b"", "foods.csv", "empty"),
    ],
)
def test_files_of_no_use_are_refused_in_words(browser: Browser, content: bytes, name: str, said: str) -> None:
    answer = send(browser, content, name)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert waiting() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive({"foods.csv": FOODS_HEADER}), "measures.csv does not exist"),
        (archive({"foods.csv": "name", "measures.csv": MEASURES_HEADER}), "the header has no column id"),
        (archive({"foods.csv": b"\xff\xfe", "measures.csv": MEASURES_HEADER}), "not in UTF-8"),
        (table("x\n" * 10_001, measures=()), "More than 10000 lines cannot be used"),
    ],
)  # fmt: skip
def test_tables_of_no_use_say_why_and_cannot_be_imported(browser: Browser, content: bytes, said: str) -> None:
    shown = send(browser, content)

    assert shown.status_code == 200
    assert said in shown.content.decode()
    assert "Import these" not in shown.content.decode()
    assert agree(browser, shown).status_code == 409
    assert Food.objects.count() == 0


def test_of_many_bad_lines_a_hundred_are_shown_and_all_are_in_the_file(browser: Browser) -> None:
    shown = send(browser, table(DAL, *["x"] * 3000, measures=()))

    assert shown.content.decode().count("the number of cells is 1") == 100
    assert "3000 problems" in shown.content.decode().replace(",", "")
    problems = browser.get(url_of(shown).replace("/change/", "/problems/")).content.decode()
    assert problems.count("the number of cells is 1") == 3000


def test_csv_files_do_as_well_as_an_archive(browser: Browser, tmp_path: Any) -> None:
    folder = tables(tmp_path)
    with folder.joinpath("foods.csv").open("rb") as foods, folder.joinpath("measures.csv").open("rb") as rest:
        shown = browser.post(f"{ADD}?kind=foods", {"file": [foods, rest]}, follow=True)

    assert shown.context["upload"].name == "foods.csv, measures.csv"
    agree(browser, shown)
    assert import_foods(folder).foods.unchanged == 2


def test_it_is_for_admins_and_for_who_sent_the_file(browser: Browser, owner: User, people: Any) -> None:
    shown = send(browser, table(DAL))
    assert send(signed_in(owner), table(DAL)).status_code == 403
    assert signed_in(owner).get(url_of(shown)).status_code == 302
    assert signed_in(owner).get("/admin/foods/food/export/").status_code == 302
    another = signed_in(User.objects.create_user("b@practice.test", "x" * 20, name="B", role="admin"))
    assert another.get(url_of(shown)).status_code == 302
    assert another.get(url_of(shown).replace("/change/", "/problems/")).status_code == 404
    assert agree(another, shown).redirect_chain[-1][0] == "/admin/exchange/upload/"
    assert Food.objects.count() == 0
    assert agree(browser, shown).status_code == 200
    assert Food.objects.count() == 1


def test_an_archive_of_fooddata_central_is_taken(browser: Browser) -> None:
    content = archive({f"release/{name}": "\n".join(lines) for name, lines in FDC_FILES.items()})
    shown = send(browser, content)

    assert shown.context["counts"][0][1].created == 3
    agree(browser, shown)
    assert Food.objects.filter(name="Rice, test, raw").exists()
    assert not send(browser, content).context["found"].is_something


def test_what_nobody_imports_goes_after_a_day(browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    shown = send(browser, table(DAL))
    call_command("purge_uploads")
    assert waiting() == 1
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert browser.get(url_of(shown)).status_code == 302
    call_command("purge_uploads")
    assert waiting() == 0
    assert capsys.readouterr().out.splitlines() == ["Deleted 0 uploads.", "Deleted 1 uploads."]
