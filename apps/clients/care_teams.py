"""One person into, or out of, the care teams of several clients."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.clients.kinds import CLIENT
from apps.clients.models import Client
from apps.drafts.saving import replace_record
from apps.drafts.work import Work

MOST_CLIENTS = 200  # at once: each is a Save of its own, some ten statements
MOST_TRIES = 3  # for a client that somebody else saves meanwhile


@dataclass(slots=True)
class Reseated:
    """The clients whose care team changed, and in words why it did not for others."""

    clients: list[Client] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def change_care_teams(*, by: User, keys: Sequence[UUID], person: User, joins: bool) -> Reseated:
    """Saves each client of `keys` with `person` in the care team, or without; tells whom a Save tells.

    Each client is a Save of its own, through the rules of the client's form: one that they refuse is left as
    it is and named. Drafts meet the change as they meet a colleague's Save.
    """
    done = Reseated()
    for client in Client.objects.editable_by(by).filter(pk__in=keys).order_by("name"):
        problem = _change(by, client, str(person.pk), joins)
        if problem:
            done.skipped.append(_("%(client)s: %(reason)s") % {"client": client, "reason": problem})
        else:
            done.clients.append(client)
    return done


def _change(by: User, client: Client, person: str, joins: bool) -> str:
    """The reason why it was not done; empty when it was."""
    for _attempt in range(MOST_TRIES):
        work = Work(by, CLIENT, client.pk)
        if work.record is None:
            return _("was deleted meanwhile.")
        team = set(work.saved["care_team"])
        if (person in team) == joins:
            return _("is in the care team already.") if joins else _("is not in the care team.")
        wanted = sorted(team | {person} if joins else team - {person})
        data = {**work.saved, "care_team": wanted}
        outcome = replace_record(by, CLIENT, client.pk, version=work.version, data=data)
        if outcome is not None:
            errors = outcome.form.errors.values()
            return "" if outcome.record else " ".join(str(text) for texts in errors for text in texts)
    return _("somebody else was saving it; try once more.")
