"""Making a link to a plan, and opening one."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan, Status
from apps.sharing.models import ShareLink, end_of, new_code, new_token, token_hash


@dataclass(frozen=True, slots=True)
class Made:
    """A new link with what is told once and kept nowhere."""

    link: ShareLink
    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What a link leads to."""

    link: ShareLink
    plan: MealPlan


def make_link(plan: MealPlan, *, key: UUID, days: int, figures: bool, language: str, by: User) -> Made | None:
    """A link whose id is `key`; None when it was made already, since its secrets are gone."""
    token, code = new_token(), new_code()
    link = ShareLink(
        pk=key,
        plan=plan,
        token_hash=token_hash(token),
        figures=figures,
        language=language,
        created_by=by,
        expires_at=end_of(days),
    )
    link.code_hash = link.code_hash_of(code)
    if ShareLink.objects.filter(pk=key).exists():
        return None
    try:
        link.save(force_insert=True)
    except IntegrityError:  # the same form came twice at once
        return None
    return Made(link, token, code)


def find_shared(token: str) -> Shared | None:
    """What the link with that token leads to; None when it is made up, over, or its plan not published."""
    link = ShareLink.objects.open().filter(token_hash=token_hash(token)).first()
    if link is None:
        return None
    plans = MealPlan.objects.select_related("client")
    plan = plans.filter(pk=link.plan_id, status=Status.PUBLISHED).first()
    return Shared(link, plan) if plan else None
