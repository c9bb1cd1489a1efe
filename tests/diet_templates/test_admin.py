"""Templates in Django admin."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section


def url(section: Section, page: str = "") -> str:
    meta = section.model._meta
    return f"/admin/{meta.app_label}/{meta.model_name}/{page}"


def test_it_lists_and_searches(section: Section, admin_user: User, template: TemplateRecord) -> None:
    browser = signed_in(admin_user)
    assert b"A pattern" in browser.get(url(section)).content
    assert b"A pattern" not in browser.get(url(section, "?q=nothing")).content
    assert b"A pattern" in browser.get(url(section, "?category__exact=custom")).content


def test_as_many_queries_for_many_rows(section: Section, admin_user: User, owner: User) -> None:
    browser = signed_in(admin_user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(url(section))
        assert all("menu" in row.get_deferred_fields() for row in answer.context["cl"].result_list)
        return len(captured)

    section.make(owner)
    queries()
    few = queries()
    for _ in range(20):
        section.make(owner)
    assert queries() == few


def test_what_the_form_of_the_site_edits_is_read_only(
    section: Section, admin_user: User, colleague: User, template: TemplateRecord
) -> None:
    browser = signed_in(admin_user)
    page = url(section, f"{template.pk}/change/")
    assert b'name="name"' not in browser.get(page).content
    browser.post(page, {"name": "Other", "owner": colleague.pk, "is_archived": "on"})
    template.refresh_from_db()
    assert (template.name, template.owner, template.is_archived) == ("A pattern", colleague, True)
