"""Making links, looking at them and taking them back."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan
from apps.sharing.models import KEPT_FOR, ShareLink
from tests.conftest import signed_in
from tests.sharing.conftest import Link, link_to


def share(browser: Browser, plan: MealPlan, **fields: Any) -> Any:
    form = {"days": 14, "language": "en", "key": str(uuid4()), **fields}
    return browser.post(f"/meal-plans/{plan.pk}/share/", form)


def test_a_link_is_made_and_told_once(published: MealPlan, browser_of_owner: Browser) -> None:
    answer = share(browser_of_owner, published)
    page = answer.content.decode()
    found, code = re.search(r"http://testserver(/s/[\w-]{43}/)", page), answer.context["made"].code
    assert found
    assert re.fullmatch(r"\d{6}", code)
    phone = Browser()
    assert phone.post(found[1], {"code": code}).status_code == 302
    assert "First plan" in phone.get(found[1]).content.decode()
    kept = ShareLink.objects.values().get()
    told = found[1].split("/")[2]
    assert not [value for value in kept.values() if told in str(value) or value == code]
    assert found[1] not in browser_of_owner.get(f"/meal-plans/{published.pk}/share/").content.decode()


def test_the_text_for_a_chat_has_the_link_and_not_the_code(
    published: MealPlan, browser_of_owner: Browser
) -> None:
    context = share(browser_of_owner, published).context
    assert context["text"].startswith("Your meal plan “First plan” from your dietitian: http://testserver/s/")
    assert context["made"].code not in context["text"]
    assert unquote(context["whatsapp"]) == f"https://wa.me/?text={context['text']}"


def test_it_works_for_two_weeks_unless_said_otherwise(published: MealPlan, browser_of_owner: Browser) -> None:
    form = browser_of_owner.get(f"/meal-plans/{published.pk}/share/").context["form"]
    assert form["days"].value() == 14
    share(browser_of_owner, published, days=90)
    left = ShareLink.objects.get().expires_at - timezone.now()
    assert timedelta(days=89, hours=23) < left <= timedelta(days=90)


@pytest.mark.parametrize("days", ["0", "91", "-1", "", "x", "1.5"])
def test_senseless_days_are_refused(published: MealPlan, browser_of_owner: Browser, days: str) -> None:
    assert share(browser_of_owner, published, days=days).status_code == 422
    assert not ShareLink.objects.exists()


def test_the_same_form_twice_makes_one_link(published: MealPlan, browser_of_owner: Browser) -> None:
    key = str(uuid4())
    share(browser_of_owner, published, key=key)
    answer = share(browser_of_owner, published, key=key)
    assert answer.status_code == 302
    assert ShareLink.objects.count() == 1


def test_a_draft_cannot_be_shared(three_days: MealPlan, browser_of_owner: Browser) -> None:
    answer = share(browser_of_owner, three_days)
    assert answer.status_code == 302
    assert not ShareLink.objects.exists()
    page = browser_of_owner.get(f"/meal-plans/{three_days.pk}/share/").content.decode()
    assert "Only a published plan can be shared" in page


def test_those_who_do_not_publish_share_nothing(
    published: MealPlan, counsellor: User, stranger: User
) -> None:
    for user in (counsellor, stranger):
        assert share(signed_in(user), published).status_code == 404
    assert not ShareLink.objects.exists()


def test_the_page_of_the_plan_lists_its_links(
    link: Link, published: MealPlan, browser_of_owner: Browser, counsellor: User
) -> None:
    page = browser_of_owner.get(published.get_absolute_url()).content.decode()
    assert "not opened yet" in page
    assert "Take back" in page
    phone, _answer = link.opened()
    phone.get(link.url)
    assert "last opened on" in browser_of_owner.get(published.get_absolute_url()).content.decode()
    assert "last opened on" not in signed_in(counsellor).get(published.get_absolute_url()).content.decode()


def test_more_links_need_no_more_queries(
    link: Link,
    published: MealPlan,
    owner: User,
    browser_of_owner: Browser,
    django_assert_max_num_queries: Any,
) -> None:
    address = f"/meal-plans/{published.pk}/share/"
    browser_of_owner.get(address)
    for _again in range(4):
        link_to(published, owner)
    with django_assert_max_num_queries(7):
        browser_of_owner.get(address)


def test_a_link_is_taken_back(link: Link, published: MealPlan, browser_of_owner: Browser) -> None:
    browser_of_owner.post(f"/meal-plans/{published.pk}/share/{link.row.pk}/revoke/")
    assert link.opened()[1].status_code == 403
    page = browser_of_owner.get(published.get_absolute_url()).content.decode()
    assert "Taken back" in page


def test_the_plan_that_is_shared_is_the_plan_as_it_is(link: Link, published: MealPlan) -> None:
    phone, _answer = link.opened()
    MealPlan.objects.filter(pk=published.pk).update(name="Second thoughts")
    assert "Second thoughts" in phone.get(link.url).content.decode()


def test_old_links_are_purged(link: Link, published: MealPlan, owner: User) -> None:
    old = link_to(published, owner)
    ShareLink.objects.filter(pk=old.row.pk).update(expires_at=timezone.now() - KEPT_FOR)
    call_command("purge_share_links", verbosity=0)
    assert list(ShareLink.objects.values_list("pk", flat=True)) == [link.row.pk]
