"""PDF files: what is in them, that nothing is fetched for them, and where they end."""

import threading
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client as Browser

from apps.meal_plans.models import MealPlan
from apps.practice.logo import keep, redrawn
from apps.practice.models import ONLY, Practice
from apps.sheets import files, pdf
from apps.sheets.choices import Choice
from tests.practice.test_logo import image_file
from tests.sheets.reading import PdfFile, needs_pdf

pytestmark = [needs_pdf]


def made(html: str) -> PdfFile:
    return PdfFile(
        pdf.make_pdf(f'<html lang="en"><title>Test</title><body class="paper">{html}</body></html>')
    )


def test_a_plan_in_the_name_of_the_practice(three_days: MealPlan, browser_of_owner: Browser) -> None:
    Practice.objects.create(pk=ONLY, name="Lotus Nutrition", address="12 Lake Road", phone="020 5550 0100")
    keep(redrawn(image_file(size=(60, 30))))
    answer = browser_of_owner.get(f"/meal-plans/{three_days.pk}/plan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="First-plan-Asha-Rao.pdf"'
    file = PdfFile(answer.content)
    assert len(file.pages) == 1
    for said in ("Lotus Nutrition", "12 Lake Road", "Asha Rao", "Mon 2 Mar", "1 katori", "1 / 1", "Draft"):
        assert said in file.text
    assert "kcal" not in file.text
    assert file.images == 1


def test_the_dietitians_copy_has_figures(three_days: MealPlan, browser_of_owner: Browser) -> None:
    file = PdfFile(browser_of_owner.get(f"/meal-plans/{three_days.pk}/plan.pdf?copy=dietitian").content)
    for said in ("Iron is low.", "225 kcal", "150 g", "(200 to 300", "≥"):
        assert said in file.text
    assert 0 not in file.glyphs  # "≥" has a glyph, too


def test_files_are_tagged_and_have_title_and_language(three_days: MealPlan) -> None:
    file = PdfFile(files.plan_pdf(three_days, three_days.client, Choice(0, 2, language="en")))
    assert file.is_tagged
    assert file.title == "First plan, Asha Rao"
    assert file.language == "en"


def test_each_week_begins_a_page(three_days: MealPlan) -> None:
    days = [{**three_days.menu["days"][0], "id": f"d{number}"} for number in range(10)]
    three_days.menu = {**three_days.menu, "days": days}
    file = PdfFile(files.plan_pdf(three_days, three_days.client, Choice(0, 9)))
    assert len(file.pages) == 2
    assert "2 / 2" in file.text


ADDRESSES = [
    "https://example.com/x.png",
    "http://127.0.0.1:9/x.png",
    "file:///etc/passwd",
    "/etc/passwd",
    "data:image/png;base64,iVBORw0KGgo=",
    "paper:../../settings.py",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_fetched(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where text of somebody's own had found a way into the page as an element."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError(f"opened {args}")

    made("<p>warm up</p>")  # the library and its fonts are read
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    link, style = f'<link rel="stylesheet" href="{address}">', f"<style>@import '{address}';</style>"
    file = made(f'{link}{style}<img src="{address}" alt="no image"><a href="{address}">link</a> end')
    assert "end" in file.text
    assert file.images == 0
    assert b"root:" not in file.content


def test_what_people_type_is_text(three_days: MealPlan) -> None:
    three_days.name = '<img src="file:///etc/passwd"><script>1</script>'
    file = PdfFile(files.plan_pdf(three_days, three_days.client, Choice(0, 0)))
    assert '<img src="file' in file.text


def test_pages_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    page = '<p style="break-before: page">x</p>'
    assert len(made(3 * page).pages) == 3
    with pytest.raises(pdf.PdfTooLong):
        made(4 * page)
    assert len(made(page).pages) == 1  # and the next one is made as ever


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.0)
    with pytest.raises(pdf.PdfTooLong):
        made("<p>x</p>")


def test_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "QUEUE_SECONDS", 0.01)
    monkeypatch.setattr(pdf, "_turn", threading.BoundedSemaphore(1))
    with pdf._turn, pytest.raises(pdf.PdfBusy):
        made("<p>x</p>")
    assert made("<p>x</p>").pages


@pytest.mark.parametrize(
    ("error", "status"), [(pdf.PdfUnavailable, 501), (pdf.PdfBusy, 503), (pdf.PdfTooLong, 422)]
)
def test_without_a_file_there_is_a_page_that_says_why(
    three_days: MealPlan,
    browser_of_owner: Browser,
    monkeypatch: pytest.MonkeyPatch,
    error: type[pdf.PdfError],
    status: int,
) -> None:
    def fail(*args: Any) -> None:
        raise error

    monkeypatch.setattr(pdf, "make_pdf", fail)
    answer = browser_of_owner.get(f"/meal-plans/{three_days.pk}/plan.pdf")
    assert answer.status_code == status
    assert "No file was made" in answer.content.decode()
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_server_without_the_libraries_says_so(
    three_days: MealPlan, browser_of_owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "sheets.W001" not in {message.id for message in run_checks(include_deployment_checks=True)}
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    assert "sheets.W001" in {message.id for message in run_checks(include_deployment_checks=True)}
    page = browser_of_owner.get(f"/meal-plans/{three_days.pk}/print/").content.decode()
    assert "PDF is not available on this server" in page
    assert f"/meal-plans/{three_days.pk}/plan.pdf" not in page
    assert browser_of_owner.get(f"/meal-plans/{three_days.pk}/plan.pdf").status_code == 501
