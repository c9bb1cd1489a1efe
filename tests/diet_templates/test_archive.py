"""Putting templates away and bringing them back."""

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section


def test_it_works(section: Section, owner: User, template: TemplateRecord) -> None:
    for page, archived in (("archive/", True), ("unarchive/", False)):
        answer = signed_in(owner).post(section.url(page, template.pk))
        template.refresh_from_db()
        assert answer.headers["Location"] == section.url(pk=template.pk)
        assert template.is_archived is archived


def test_it_counts_as_no_save(section: Section, owner: User, template: TemplateRecord) -> None:
    signed_in(owner).post(section.url("archive/", template.pk))
    template.refresh_from_db()
    assert template.version == 1


def test_not_by_others(section: Section, stranger: User, shared: TemplateRecord) -> None:
    assert signed_in(stranger).post(section.url("archive/", shared.pk)).status_code == 404
    shared.refresh_from_db()
    assert not shared.is_archived


def test_not_by_get(section: Section, owner: User, template: TemplateRecord) -> None:
    assert signed_in(owner).get(section.url("archive/", template.pk)).status_code == 405
