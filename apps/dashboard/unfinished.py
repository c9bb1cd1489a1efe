"""What somebody began and has not saved: their drafts, as links."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.drafts.models import Draft

# kind -> what it is called, its icon, and the namespace whose `create` and `edit` pages open it
KINDS: dict[str, tuple[Promise, str, str]] = {
    "client": (_("Client"), "person", "clients"),
    "diet-template": (_("Diet template"), "diet", "diet_templates"),
    "meal-plan-template": (_("Meal plan template"), "template", "meal_plan_templates"),
    "meal-plan": (_("Meal plan"), "plan", "meal_plans"),
}


@dataclass(frozen=True)
class Unfinished:
    """One draft: `is_new` when nothing has been saved under its key yet."""

    kind: str
    key: UUID
    name: str
    is_new: bool
    saved_at: datetime

    @property
    def label(self) -> Promise:
        """What kind of thing it is, in words."""
        return KINDS[self.kind][0]

    @property
    def icon(self) -> str:
        """The icon of that kind."""
        return KINDS[self.kind][1]

    @property
    def url(self) -> str:
        """The page where the work goes on."""
        namespace = KINDS[self.kind][2]
        if self.is_new:
            return f"{reverse(f'{namespace}:create')}?key={self.key}"
        return reverse(f"{namespace}:edit", args=[self.key])


def unfinished(user: User, most: int = 8) -> list[Unfinished]:
    """The latest drafts of `user`, newest first. Reads one text out of each body, never the body."""
    rows = (
        Draft.objects.live()
        .filter(user=user, kind__in=KINDS)
        .order_by("-updated_at")
        .values_list("kind", "key", "data__name", "base_version", "updated_at")
    )
    return [
        Unfinished(kind, key, name if isinstance(name, str) else "", base_version == 0, saved_at)
        for kind, key, name, base_version, saved_at in rows[:most]
    ]
