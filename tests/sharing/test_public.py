"""What somebody without an account gets who has a link, with its code and without."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings
from django.utils import timezone

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan
from apps.sharing import public
from apps.sharing.models import MOST_WRONG, MOST_WRONG_EVER, PAUSE, ShareLink
from apps.sharing.services import Shared
from apps.stability.caching import MASKED_TOKEN
from tests.sharing.conftest import Link, link_to
from tests.sheets.reading import PdfFile, needs_pdf

pytestmark = pytest.mark.django_db


def looks(answer: Any) -> tuple[int, bytes]:
    """Everything that the receiver can tell answers apart by."""
    return answer.status_code, MASKED_TOKEN.sub(b"", answer.content)


def later(link: Link, **change: Any) -> None:
    """Writes something about the link."""
    ShareLink.objects.filter(pk=link.row.pk).update(**change)


def test_the_right_code_opens_the_plan(link: Link) -> None:
    phone, answer = link.opened()
    assert (answer.status_code, answer.url) == (302, link.url)
    page = phone.get(link.url).content.decode()
    for said in ("First plan", "Asha Rao", "Mon 2 Mar", "Lunch", "1 katori", "Seasonal fruit", "ripe", "or"):
        assert said in page
    for secret in ("kcal", "150 g", "Iron is low.", "/meal-plans/", "/clients/", "data-user"):
        assert secret not in page


def test_the_code_may_be_typed_with_spaces_and_in_hindi_digits(link: Link) -> None:
    hindi = "".join(chr(0x0966 + int(digit)) for digit in link.code)
    for typed in (f" {link.code[:3]} {link.code[3:]} ", hindi):
        assert link.opened(typed)[1].status_code == 302


def test_figures_are_there_when_they_were_chosen(published: MealPlan, owner: User) -> None:
    link = link_to(published, owner, figures=True)
    phone, _answer = link.opened()
    assert "225 kcal" in phone.get(link.url).content.decode()


def test_without_the_code_there_is_nothing_of_the_plan(link: Link) -> None:
    page = Browser().get(link.url).content.decode()
    assert "First plan" not in page
    assert "Asha" not in page


def test_one_phone_does_not_open_it_for_another(link: Link) -> None:
    phone, _answer = link.opened()
    assert "First plan" in phone.get(link.url).content.decode()
    assert "First plan" not in Browser().get(link.url).content.decode()


@pytest.mark.parametrize("forged", ["", "x", "a.b:c"])
def test_a_forged_cookie_opens_nothing(link: Link, forged: str) -> None:
    phone = Browser()
    phone.cookies["plan"] = forged
    assert "First plan" not in phone.get(link.url).content.decode()


def test_the_cookie_of_one_link_opens_no_other(link: Link, published: MealPlan, owner: User) -> None:
    other = link_to(published, owner)
    phone, answer = link.opened()
    morsel = answer.cookies["plan"]
    assert morsel["path"] == link.url
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    phone.cookies["plan"] = morsel.value  # as if it were sent everywhere
    assert "First plan" not in phone.get(other.url).content.decode()


@override_settings(HTTPS=True)
def test_over_https_the_cookie_is_secure(link: Link) -> None:
    morsel = link.opened()[1].cookies["__Secure-plan"]
    assert morsel["secure"]


def test_whatever_is_wrong_looks_the_same(link: Link, published: MealPlan, owner: User) -> None:
    """A wrong code, and with the right one: made up, over, taken back, resting, shut, a draft."""
    links = {name: link_to(published, owner) for name in ("over", "taken back", "resting", "shut")}
    later(links["over"], expires_at=timezone.now() - timedelta(seconds=1))
    links["taken back"].row.revoke()
    later(links["resting"], wrong=MOST_WRONG, rests_until=timezone.now() + PAUSE)
    later(links["shut"], wrong_ever=MOST_WRONG_EVER)
    answers = {name: one.opened()[1] for name, one in links.items()}
    answers["wrong code"] = link.opened(link.wrong_code)[1]
    answers["made up"] = Browser().post("/s/made-up/", {"code": link.code})
    published.withdraw()
    answers["not published"] = link.opened()[1]
    assert {status for status, _page in map(looks, answers.values())} == {403}
    assert len({page for _status, page in map(looks, answers.values())}) == 1
    asked = [Browser().get(url) for url in ("/s/made-up/", link.url, links["over"].url)]
    assert len({looks(answer) for answer in asked}) == 1


@pytest.mark.parametrize("change", ["over", "taken back", "draft", "archived"])
def test_a_phone_that_was_let_in_is_out_when_the_link_ends(
    link: Link, published: MealPlan, change: str
) -> None:
    phone, _answer = link.opened()
    if change == "over":
        later(link, expires_at=timezone.now())
    elif change == "taken back":
        link.row.revoke()
    elif change == "draft":
        published.withdraw()
    else:
        published.archive()
    assert "First plan" not in phone.get(link.url).content.decode()
    assert phone.get(f"{link.url}plan.pdf").status_code == 302


def test_after_five_wrong_codes_the_right_one_has_to_wait(link: Link) -> None:
    for _attempt in range(MOST_WRONG):
        link.opened(link.wrong_code)
    assert link.opened()[1].status_code == 403
    assert link.now().is_resting
    later(link, rests_until=timezone.now() - timedelta(seconds=1))
    assert link.opened()[1].status_code == 302
    assert (link.now().wrong, link.now().wrong_ever) == (0, MOST_WRONG)


def test_after_the_pause_there_are_five_more_and_no_endless_number(link: Link) -> None:
    for _round in range(MOST_WRONG_EVER // MOST_WRONG):
        for _attempt in range(MOST_WRONG + 1):
            link.row.opens_with(link.wrong_code)
        later(link, rests_until=timezone.now() - timedelta(seconds=1))
    assert link.now().wrong_ever == MOST_WRONG_EVER
    assert not link.row.opens_with(link.code)


def test_a_right_code_forgives_the_wrong_ones_before_it(link: Link) -> None:
    for _attempt in range(MOST_WRONG - 1):
        assert not link.row.opens_with(link.wrong_code)
    assert link.row.opens_with(link.code)
    for _attempt in range(MOST_WRONG - 1):
        assert not link.row.opens_with(link.wrong_code)
    assert link.row.opens_with(link.code)


@pytest.mark.django_db(transaction=True)
def test_attempts_at_once_are_each_counted(link: Link) -> None:
    """Two workers do not give twice as many attempts."""
    start, taken = Barrier(4), []

    def attempt() -> None:
        start.wait()
        for _again in range(4):
            taken.append(link.row.take_attempt())
        connection.close()

    threads = [Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(True) == MOST_WRONG


def test_an_address_that_tries_many_links_is_stopped(link: Link, settings: Any) -> None:
    settings.SIGN_INS_PER_ADDRESS = 0
    answer = link.opened()[1]
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert link.now().wrong_ever == 0


@pytest.mark.parametrize("typed", ["", "x" * 41, "\0", "½½½½½½", "१२३", "<script>"])
def test_what_is_no_code_is_refused_in_words(link: Link, typed: str) -> None:
    answer = Browser().post(link.url, {"code": typed})
    assert answer.status_code == 403
    assert "errorlist" in answer.content.decode()


@pytest.mark.parametrize("token", ["%00", "a%20b", "%F0%9F%8D%8E", "x" * 3000, "..", "-"])
def test_no_token_breaks_anything(db: None, token: str) -> None:
    for end in ("", "plan.pdf"):
        assert Browser().get(f"/s/{token}/{end}").status_code in (200, 302, 404)


def test_forged_requests_are_refused(link: Link) -> None:
    assert Browser(enforce_csrf_checks=True).post(link.url, {"code": link.code}).status_code == 403


def test_nobody_keeps_or_lists_or_tells_it(link: Link) -> None:
    phone, moved = link.opened()
    shown, asked, file = phone.get(link.url), Browser().get(link.url), phone.get(f"{link.url}plan.pdf")
    for answer in (shown, asked, moved, file):
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]
    assert shown["Referrer-Policy"] == "no-referrer"
    assert asked["Referrer-Policy"] == "same-origin"  # with no-referrer its form would name no origin
    assert '<meta name="robots" content="noindex, nofollow">' in shown.content.decode()


@needs_pdf
def test_the_file(link: Link) -> None:
    phone, _answer = link.opened()
    file = PdfFile(phone.get(f"{link.url}plan.pdf").content)
    assert "Seasonal fruit" in file.text
    assert "kcal" not in file.text
    assert Browser().get(f"{link.url}plan.pdf").status_code == 302


def test_files_are_limited_by_address(link: Link, settings: Any) -> None:
    phone, _answer = link.opened()
    settings.SIGN_INS_PER_ADDRESS = 0
    answer = phone.get(f"{link.url}plan.pdf")
    assert answer.status_code == 429
    assert "data-user" not in answer.content.decode()


def test_opening_is_written_down(link: Link) -> None:
    phone, _answer = link.opened()
    assert link.now().opened_at is None
    phone.get(link.url)
    phone.get(link.url)
    assert link.now().opened == 2
    assert link.now().opened_at


def test_a_long_plan_gives_the_days_from_today_on(link: Link, published: MealPlan) -> None:
    shared = Shared(link.row, published)
    published.length_days = 100
    published.start_date = timezone.localdate() - timedelta(days=20)
    choice = public.choice_of(shared)
    assert choice.first in (19, 20, 21)  # "today" is that of the practice
    assert choice.last - choice.first == 61
    assert (public.choice_of(shared, whole=True).first, public.choice_of(shared, whole=True).last) == (0, 99)
