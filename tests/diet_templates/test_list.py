"""The lists of templates."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section


def page(section: Section, user: User, query: str = "") -> str:
    answer = signed_in(user).get(f"{section.root}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(section: Section, owner: User, template: TemplateRecord) -> None:
    assert "A pattern" in page(section, owner)


def test_it_shows_what_is_shared_but_not_what_is_private(
    section: Section, stranger: User, template: TemplateRecord, shared: TemplateRecord
) -> None:
    shown = page(section, stranger)
    assert "A shared pattern" in shown
    assert "A pattern" not in shown


def test_an_admin_sees_all(section: Section, admin_user: User, template: TemplateRecord) -> None:
    assert "A pattern" in page(section, admin_user)


def test_an_empty_list_says_what_will_be_there(section: Section, owner: User, counsellor: User) -> None:
    assert "No templates yet" in page(section, owner)
    assert "New template" in page(section, owner)
    assert "New template" not in page(section, counsellor)


@pytest.mark.parametrize("query", ["pattern", "SHARED", "office lunch", "monsoon"])
def test_search_in_names_descriptions_and_tags(section: Section, owner: User, query: str) -> None:
    section.make(owner, name="A shared pattern", description="For the monsoon.", tags="office lunch")
    section.make(owner, name="Another")
    shown = page(section, owner, f"?q={query}")
    assert "A shared pattern" in shown
    assert "Another" not in shown


def test_words_that_match_nothing_say_so(section: Section, owner: User, template: TemplateRecord) -> None:
    assert "No template matches" in page(section, owner, "?q=pattern+nothing")


def test_the_filters(section: Section, owner: User, colleague: User) -> None:
    section.make(owner, name="Ours", category="keto")
    section.make(colleague, name="Theirs", category="vegan", is_shared=True)
    section.make(owner, name="Old", is_archived=True)

    def listed(query: str) -> set[str]:
        shown = page(section, owner, query)
        return {name for name in ("Ours", "Theirs", "Old") if f">{name}<" in shown}

    assert listed("") == {"Ours", "Theirs"}
    assert listed("?category=keto") == {"Ours"}
    assert listed("?whose=mine") == {"Ours"}
    assert listed("?whose=shared") == {"Theirs"}
    assert listed("?status=archived") == {"Old"}
    assert listed("?status=all") == {"Ours", "Theirs", "Old"}


@pytest.mark.parametrize(
    "query", ["?category=x", "?status=x", "?page=x", "?page=-1", "?page=9" * 20, "?q=%00"]
)
def test_a_value_that_nobody_offered_counts_as_not_given(
    section: Section, owner: User, template: TemplateRecord, query: str
) -> None:
    assert "A pattern" in page(section, owner, query)


def test_paging(section: Section, owner: User) -> None:
    for number in range(26):
        section.make(owner, name=f"Pattern {number:02}")
    assert "1 to 25 of 26" in page(section, owner)
    assert "Pattern 00" in page(section, owner, "?page=2")


def test_as_many_queries_for_many_rows_and_no_menu_among_them(section: Section, owner: User) -> None:
    def ask() -> int:
        browser = signed_in(owner)
        browser.get(section.root)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(section.root)
        assert all("menu" in row.get_deferred_fields() for row in answer.context["page"])
        return len(queries)

    section.make(owner)
    few = ask()
    for _ in range(24):
        section.make(owner)
    assert ask() == few
