"""What somebody began and has not saved: their drafts, as links."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.drafts.models import Draft

# kind -> what it is called, its icon, and the namespace whose `create` and `edit` pages open it
KINDS: dict[str, tuple[Promise, str, str]] = {
    "client": (_("Client"), "person", "clients"),
    "client-note": (_("Note"), "edit", "clients:notes"),
    "measurement": (_("Measurement"), "edit", "clients:measurements"),
    "diet-template": (_("Diet template"), "diet", "diet_templates"),
    "meal-plan-template": (_("Meal plan template"), "template", "meal_plan_templates"),
    "meal-plan": (_("Meal plan"), "plan", "meal_plans"),
}

OF_CLIENT = {"client-note", "measurement"}  # without a name of their own, on pages that need the client


@dataclass(frozen=True)
class Unfinished:
    """One draft: `is_new` when nothing has been saved under its key yet. `client`: whom its page is about."""

    kind: str
    key: UUID
    name: str
    is_new: bool
    saved_at: datetime
    client: str = ""

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
            client = f"client={self.client}&" if self.client else ""
            return f"{reverse(f'{namespace}:create')}?{client}key={self.key}"
        return reverse(f"{namespace}:edit", args=[self.key])


def unfinished(user: User, most: int = 8) -> list[Unfinished]:
    """The latest drafts of `user`, newest first. Reads two texts out of each body, never the body."""
    rows = list(
        Draft.objects.live()
        .filter(user=user, kind__in=KINDS)
        .order_by("-updated_at")
        .values_list("kind", "key", "data__name", "data__client", "base_version", "updated_at")[:most]
    )
    clients = {row[1]: client_of(row[0], row[3]) for row in rows}
    names = _names(user, {client for client in clients.values() if client})
    return [
        Unfinished(
            kind,
            key,
            names[clients[key]] if clients[key] else name if isinstance(name, str) else "",
            base_version == 0,
            saved_at,
            clients[key],
        )
        for kind, key, name, _client, base_version, saved_at in rows
        if kind not in OF_CLIENT or clients[key] in names
    ]


def client_of(kind: str, value: Any) -> str:
    """The key of the client whom a draft of this kind is about, as it stands in addresses; empty without one.

    `value` is what the draft holds: anything that was sent.
    """
    try:
        return str(UUID(value)) if kind in OF_CLIENT and isinstance(value, str) else ""
    except ValueError:
        return ""


def _names(user: User, keys: set[str]) -> dict[str, str]:
    """The names of those clients whom `user` still may see."""
    found = Client.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "name") if keys else []
    return {str(pk): name for pk, name in found}
