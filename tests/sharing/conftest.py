"""A published plan of three days, and a link to it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan, Status
from apps.sharing.models import ShareLink
from apps.sharing.services import make_link
from tests.meal_plans.conftest import client_record, dal, make_plan
from tests.sheets.conftest import nameless_practice, three_days

__all__ = ["client_record", "dal", "make_plan", "nameless_practice", "three_days"]


@dataclass
class Link:
    """A link as its receiver has it."""

    row: ShareLink
    url: str
    code: str

    @property
    def wrong_code(self) -> str:
        """Six digits that are not the code."""
        return f"{(int(self.code) + 1) % 1_000_000:06}"

    def now(self) -> ShareLink:
        """What is kept of it at the moment."""
        return ShareLink.objects.get(pk=self.row.pk)

    def opened(self, code: str | None = None) -> tuple[Browser, Any]:
        """A phone that has given the code, and the answer that it got."""
        phone = Browser()
        return phone, phone.post(self.url, {"code": code or self.code})


@pytest.fixture
def published(three_days: MealPlan) -> MealPlan:
    """The plan, given to the client."""
    MealPlan.objects.filter(pk=three_days.pk).update(status=Status.PUBLISHED)
    three_days.refresh_from_db()
    return three_days


@pytest.fixture
def link(published: MealPlan, owner: User) -> Link:
    """A link of two weeks, without figures."""
    return link_to(published, owner)


def link_to(plan: MealPlan, user: User, **fields: Any) -> Link:
    """A link of `user`."""
    wanted = {"key": uuid4(), "days": 14, "figures": False, "language": "en", **fields}
    made = make_link(plan, by=user, **wanted)
    assert made
    return Link(made.link, f"/s/{made.token}/", made.code)
