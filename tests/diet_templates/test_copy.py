"""Using somebody's template as a copy."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section


def test_it_works(section: Section, stranger: User, shared: TemplateRecord) -> None:
    key = uuid4()
    answer = signed_in(stranger).post(section.url("copy/", shared.pk), {"key": key})
    copy = section.model.objects.get(pk=key)
    assert answer.headers["Location"] == section.url("edit/", key)
    assert (copy.name, copy.owner, copy.is_shared) == ("A shared pattern (copy)", stranger, False)
    assert copy.length_days == shared.length_days
    assert copy.menu != shared.menu
    assert [len(day["meals"]) for day in copy.menu["days"]] == [
        len(day["meals"]) for day in shared.menu["days"]
    ]


def test_every_column_of_the_header_comes_along(section: Section, owner: User) -> None:
    fields = {"description": "d", "category": "keto", "difficulty": "demanding", "tags": "t"}
    ranges = {"kcal_min": 1, "kcal_max": 2, "protein_g_min": 3, "carb_g_max": 4, "fat_g_min": 5}
    template = section.make(owner, restrictions=["keto"], **fields, **ranges)
    signed_in(owner).post(section.url("copy/", template.pk), {"key": uuid4()})
    copy = section.model.objects.exclude(pk=template.pk).get()
    own = {"id", "name", "menu", "owner", "is_shared", "is_archived", "created_at", "updated_at"}
    for column in section.model._meta.concrete_fields:
        if column.name not in own:
            assert getattr(copy, column.attname) == getattr(template, column.attname), column.name


def test_sent_twice_it_makes_one(section: Section, owner: User, template: TemplateRecord) -> None:
    key = uuid4()
    for _ in range(2):
        answer = signed_in(owner).post(section.url("copy/", template.pk), {"key": key})
        assert answer.headers["Location"] == section.url("edit/", key)
    assert section.model.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x"])
def test_without_a_key_there_is_no_copy(
    section: Section, owner: User, template: TemplateRecord, key: str
) -> None:
    assert signed_in(owner).post(section.url("copy/", template.pk), {"key": key}).status_code == 404


def test_a_key_that_is_somebody_elses_is_refused(
    section: Section, stranger: User, template: TemplateRecord, shared: TemplateRecord
) -> None:
    answer = signed_in(stranger).post(section.url("copy/", shared.pk), {"key": template.pk})
    assert answer.status_code == 404
    template.refresh_from_db()
    assert template.name == "A pattern"


def test_not_of_a_private_one_of_somebody_else(
    section: Section, stranger: User, template: TemplateRecord
) -> None:
    answer = signed_in(stranger).post(section.url("copy/", template.pk), {"key": uuid4()})
    assert answer.status_code == 404


def test_not_by_counsellors(section: Section, counsellor: User, shared: TemplateRecord) -> None:
    answer = signed_in(counsellor).post(section.url("copy/", shared.pk), {"key": uuid4()})
    assert answer.status_code == 404


def test_not_by_get(section: Section, owner: User, template: TemplateRecord) -> None:
    assert signed_in(owner).get(section.url("copy/", template.pk)).status_code == 405
