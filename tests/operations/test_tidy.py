"""`manage.py tidy`: all chores, each whatever becomes of the others."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.dashboard.management.commands import remind_drafts
from apps.drafts.management.commands import purge_drafts
from apps.drafts.models import Draft
from tests.drafts.devices import Device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]


def test_a_line_for_each_chore(practice: Device, capsys: pytest.CaptureFixture[str]) -> None:
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    call_command("tidy")
    assert capsys.readouterr().out.splitlines() == [
        "Told of 0 drafts that are about to expire.",
        "Deleted 1 expired drafts.",
        "Deleted 0 expired sessions.",
        "Deleted 0 sign-ins.",
        "Deleted 0 expired notifications.",
        "Deleted 0 tallies.",
        "Deleted 0 links.",
        "Deleted 0 uploads.",
    ]


def test_one_that_fails_does_not_stop_the_others(
    practice: Device, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError("the disk is full")

    for command in (remind_drafts, purge_drafts):
        monkeypatch.setattr(command.Command, "handle", fail)
    with pytest.raises(CommandError, match="Not done: remind_drafts, purge_drafts"):
        call_command("tidy")
    assert capsys.readouterr().out.splitlines() == [
        "Deleted 0 expired sessions.",
        "Deleted 0 sign-ins.",
        "Deleted 0 expired notifications.",
        "Deleted 0 tallies.",
        "Deleted 0 links.",
        "Deleted 0 uploads.",
    ]
