"""The page after sign-in: what is unfinished, the plans, the clients."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from apps.dashboard.unfinished import KINDS, unfinished
from apps.drafts.models import Draft
from tests.conftest import signed_in
from tests.world import World


def a_draft(user: User, name: Any = "Asha Rao", kind: str = "client", **fields: Any) -> Draft:
    """A saved draft of something new, unless `fields` say otherwise."""
    now = timezone.now()
    given = {"key": uuid4(), "data": {"name": name}, "revision": 1, "updated_at": now, **fields}
    given.setdefault("expires_at", now + timedelta(days=7))
    return Draft.objects.create(user=user, kind=kind, **given)


def page(user: User) -> str:
    answer = signed_in(user).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_yet(stranger: User) -> None:
    shown = page(stranger)
    assert "No drafts" in shown
    assert "New client" in shown


def test_a_new_thing_leads_back_to_where_it_is_made(owner: User) -> None:
    draft = a_draft(owner)
    shown = page(owner)
    assert "Asha Rao" in shown
    assert f'href="/clients/create/?key={draft.key}"' in shown


def test_a_changed_thing_leads_to_its_editor(owner: User, world: World) -> None:
    a_draft(owner, key=world["client"], base_version=1)
    assert f'href="/clients/{world["client"]}/edit/"' in page(owner)


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_opens(kind: str, owner: User, world: World) -> None:
    a_draft(owner, kind=kind, data={"name": "Asha Rao", "client": world["client"]})
    (draft,) = unfinished(owner)
    assert signed_in(owner).get(draft.url).status_code == 200
    assert str(draft.label) in page(owner)


@pytest.mark.parametrize("name", ["", None, 7, {"a": 1}, ["x"]])
def test_a_draft_without_a_name_is_listed_all_the_same(name: Any, owner: User) -> None:
    """A draft holds what was typed, valid or not."""
    a_draft(owner, name=name)
    assert "Without a name yet" in page(owner)


def test_markup_in_a_name_is_text(owner: User) -> None:
    a_draft(owner, name="<script>alert(1)</script>")
    assert "<script>alert" not in page(owner)


def test_neither_other_peoples_nor_expired_ones(owner: User, colleague: User) -> None:
    a_draft(colleague, name="Of a colleague")
    a_draft(owner, name="Long gone", expires_at=timezone.now() - timedelta(seconds=1))
    assert unfinished(owner) == []


def test_the_latest_come_first_and_no_more_than_fit(owner: User) -> None:
    now = timezone.now()
    for minutes in range(12):
        a_draft(owner, name=f"Client {minutes}", updated_at=now - timedelta(minutes=minutes))
    assert [draft.name for draft in unfinished(owner, 3)] == ["Client 0", "Client 1", "Client 2"]


def test_counsellors_are_not_offered_what_they_may_not_do(counsellor: User) -> None:
    assert "New client" not in page(counsellor)


def test_as_many_questions_however_much_there_is(owner: User) -> None:
    browser, counts = signed_in(owner), []
    for number in (2, 30):
        for one in range(number):
            a_draft(owner)
            client = Client.objects.create(name=f"Client {one}")
            CareTeamMember.objects.create(client=client, user=owner)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24
