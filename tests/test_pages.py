"""What holds for every page of the site, whoever looks at it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby, product
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client as Browser
from django.test import RequestFactory

from apps.accounts.models import User
from apps.stability.errors import csrf_failure, server_error
from tests.conftest import signed_in
from tests.test_access import DOORS, admin_urls
from tests.world import World

pytestmark = pytest.mark.only_sqlite  # the queries of the same pages run on MongoDB in test_access.py

NO_PAGES = ("/api/", "/jsi18n/")
PAGES = sorted({door.url for doors in DOORS.values() for door in doors if not door.url.startswith(NO_PAGES)})
# By the first part of their address: a world for each of them alone would cost more than the pages do.
AREAS = {area: list(urls) for area, urls in groupby(PAGES, lambda url: url.split("/")[1])}
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-to csp",
    "report-uri /csp-reports/",
}
TRUSTED_TYPES = {"require-trusted-types-for 'script'", "trusted-types 'none'"}  # not in Django admin


class Page(HTMLParser):
    """The elements of a page, in order: `(tag, attributes)`, and the text of its title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] == "title" and not self.title:
            self.title = data.strip()

    def values(self, name: str) -> list[str]:
        """Every value of one attribute, in order."""
        return [attributes[name] or "" for _tag, attributes in self.elements if name in attributes]


def against_the_policy(page: Page) -> Iterator[str]:
    """What the Content-Security-Policy would stop."""
    for tag, attributes in page.elements:
        if tag == "style" or "style" in attributes:
            yield f"inline style: {tag} {attributes}"
        if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
            yield f"inline script: {attributes}"
        if any(name.startswith("on") for name in attributes):
            yield f"inline handler: {tag} {attributes}"
        if any((value or "").strip().lower().startswith("javascript:") for value in attributes.values()):
            yield f"script in an address: {tag} {attributes}"


def loose_ends(page: Page) -> Iterator[str]:
    """Ids that are there twice, and references to ids that are not there."""
    ids = page.values("id")
    yield from (f"twice: id={one}" for one in set(ids) if ids.count(one) > 1)
    for name in ("for", "aria-describedby", "aria-labelledby", "popovertarget", "list"):
        for value in page.values(name):
            yield from (f"{name}={one} leads nowhere" for one in value.split() if one not in ids)


def sound(page: Page) -> list[str]:
    """What is missing from a page of ours."""
    tags = [tag for tag, _ in page.elements]
    wrong = list(loose_ends(page))
    if tags.count("h1") != 1:
        wrong.append(f"{tags.count('h1')} h1")
    if not page.title.removesuffix("· DTPS").strip():
        wrong.append("no title")
    if not page.elements[0][1].get("lang"):
        wrong.append("no language")
    if "viewport" not in page.values("name"):
        wrong.append("no viewport")
    wrong.extend(f"no alt: {attrs}" for tag, attrs in page.elements if tag == "img" and "alt" not in attrs)
    return wrong


def policy(answer: Any) -> set[str]:
    """The directives of the Content-Security-Policy, whose order does not matter."""
    return set(answer["Content-Security-Policy"].split("; "))


def get(browser: Browser, url: str) -> tuple[Any, Page | None]:
    """The answer, and its page where there is one."""
    answer = browser.get(url)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html") and answer.content
    return answer, Page(answer.content.decode()) if is_page else None


@pytest.mark.parametrize("area", AREAS)
def test_pages_are_sound(area: str, world: World, admin_user: User, counsellor: User) -> None:
    """An admin sees every button there is; a counsellor sees pages that offer less, and what is not found."""
    for user, url in product((admin_user, counsellor), AREAS[area]):
        answer, page = get(signed_in(user), url.format_map(world | {"new": str(uuid4())}))
        assert policy(answer) == POLICY | TRUSTED_TYPES, url
        if page:
            assert list(against_the_policy(page)) == [], url
            assert sound(page) == [], url


def test_forms_that_were_refused_are_sound_too(world: World, owner: User) -> None:
    """Each error is tied to its field by an id that is there."""
    browser = signed_in(owner)
    for path in ("clients/{client}", "diet-templates/{private diet template}", "meal-plans/{plan}"):
        answer = browser.post(f"/{path}/edit/".format_map(world), {"name": "", "version": "1"})
        page = Page(answer.content.decode())
        assert answer.status_code == 422
        assert "id_name_error" in page.values("id")
        assert [*against_the_policy(page), *sound(page)] == []


def test_the_sign_in_page_is_sound(db: None) -> None:
    answer = Browser().post("/accounts/sign-in/", {"email": "x", "password": ""})
    page = Page(answer.content.decode())
    assert [*against_the_policy(page), *sound(page)] == []


def test_django_admin_keeps_the_policy(world: World, admin_user: User) -> None:
    browser = signed_in(admin_user)
    for url in admin_urls():  # GET alone signs nobody out
        answer, page = get(browser, url)
        assert policy(answer) == POLICY, url
        assert list(against_the_policy(page) if page else []) == [], url


def test_the_page_for_a_breakdown_needs_nothing_to_be_rendered(rf: RequestFactory) -> None:
    """No database, no session, no context processor: any of them may be what broke."""
    page = Page(server_error(rf.get("/")).content.decode())
    assert [*against_the_policy(page), *sound(page)] == []


def test_the_page_for_a_stale_form_is_ours(rf: RequestFactory) -> None:
    request = rf.post("/")
    request.user = AnonymousUser()
    page = Page(csrf_failure(request).content.decode())
    assert [*against_the_policy(page), *sound(page)] == []
