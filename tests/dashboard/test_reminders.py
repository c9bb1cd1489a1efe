"""`manage.py remind_drafts`."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import User
from apps.drafts.models import Draft
from apps.notifications.models import Channel, Kind, Notification, Preference


def remind() -> str:
    out = StringIO()
    call_command("remind_drafts", stdout=out)
    return out.getvalue().strip()


def told(number: int) -> str:
    return f"Told of {number} drafts that are about to expire."


@pytest.fixture
def draft(owner: User) -> Draft:
    """A draft of a new client that expires in 23 hours."""
    now = timezone.now()
    return Draft.objects.create(
        user=owner, kind="client", key=uuid4(), revision=1, data={"name": "Asha Rao"},
        updated_at=now - timedelta(days=6, hours=1), expires_at=now + timedelta(hours=23),
    )  # fmt: skip


def test_it_works_once(owner: User, draft: Draft) -> None:
    assert remind() == told(1)
    row = Notification.objects.get()
    assert (row.recipient, row.kind, row.title) == (
        owner, "draft_expiring", "Your draft “Asha Rao” is about to expire",
    )  # fmt: skip
    assert row.link == f"/clients/create/?key={draft.key}"
    assert remind() == told(0)
    assert Notification.objects.count() == 1


def test_a_draft_of_a_saved_object_leads_to_its_form(owner: User, draft: Draft) -> None:
    Draft.objects.update(base_version=3, data={"name": ""})
    remind()
    row = Notification.objects.get()
    assert row.link == f"/clients/{draft.key}/edit/"
    assert "Without a name yet" in row.title


def test_the_time_is_that_of_the_person(owner: User, draft: Draft) -> None:
    User.objects.update(time_zone="Asia/Kolkata")
    Draft.objects.update(expires_at=timezone.now().replace(microsecond=0) + timedelta(hours=20))
    remind()
    local = Draft.objects.get().expires_at.astimezone(owner.zone)
    assert local.strftime("%H:%M").lstrip("0") in Notification.objects.get().text


def test_not_yet_and_too_late(draft: Draft) -> None:
    Draft.objects.update(expires_at=timezone.now() + timedelta(hours=25))
    assert remind() == told(0)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert remind() == told(0)


def test_a_draft_that_was_saved_again_gets_a_new_reminder(draft: Draft) -> None:
    remind()
    later = timezone.now() + timedelta(seconds=1)
    Draft.objects.update(updated_at=later)
    assert remind() == told(1)


def test_another_persons_reminder_does_not_count(draft: Draft, colleague: User) -> None:
    remind()
    Draft.objects.create(
        user=colleague, kind="client", key=draft.key, revision=1, data={},
        updated_at=draft.updated_at, expires_at=draft.expires_at,
    )  # fmt: skip
    assert remind() == told(1)


def test_who_does_not_want_to_hear_of_it(owner: User, draft: Draft) -> None:
    Preference.objects.create(user=owner, kind=Kind.DRAFT_EXPIRING, channel=Channel.OFF)
    assert remind() == told(0)


def test_short_lives_are_not_all_reminder(settings: object, draft: Draft) -> None:
    """Drafts that live a day are told of in its second half, not from their first second on."""
    settings.DRAFT_LIFETIME_DAYS = 1  # type: ignore[attr-defined]
    assert remind() == told(0)
    Draft.objects.update(expires_at=timezone.now() + timedelta(hours=11))
    assert remind() == told(1)
