"""Who is told what about a client, and what every Save of a record tells."""

from typing import Any
from uuid import UUID

from django.dispatch import Signal
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.drafts.changes import Document
from apps.drafts.kinds import Saved
from apps.notifications.models import Kind
from apps.notifications.saves import SavedObject, tell_mentioned, tell_who_has_it_open
from apps.notifications.services import notify

# With `client` as saved, `before` (a Client with the former allergies and restrictions) and `by`: in the
# transaction of a Save that changed either.
diet_changed = Signal()


def client_saved(saved: Saved) -> None:
    """Tells new members of the care team, those whom the notes mention, who has the form open; and whoever
    guards plans of what the client must not eat now."""
    before = (saved.before or {}).get("care_team", [])
    new = [UUID(key) for key in saved.after["care_team"] if key not in before]
    if new:
        notify(
            recipients=User.objects.filter(pk__in=new),
            kind=Kind.CLIENT_ASSIGNED,
            title=format_lazy(_("{client} is your client now"), client=str(saved.record)),
            text=format_lazy(_("{person} took you into the care team."), person=str(saved.user)),
            link=saved.record.get_absolute_url(),
            actor=saved.user,
            about=(saved.kind, saved.record.pk),
        )
    tell_of_save(saved, "allergy_notes", "restriction_notes")
    _tell_of_diet(saved)


def _tell_of_diet(saved: Saved) -> None:
    diets = [
        {name: (data or {}).get(name, []) for name in ("allergies", "restrictions")}
        for data in (saved.before, saved.after)
    ]
    if diets[0] != diets[1]:
        diet_changed.send(sender=Client, client=saved.record, before=Client(**diets[0]), by=saved.user)


def measurement_saved(saved: Saved) -> None:
    """Tells those whom its note mentions, and who has it open."""
    tell_of_save(saved, "note")


def note_saved(saved: Saved) -> None:
    """Tells those whom the note mentions, and who has it open."""
    tell_of_save(saved, "text")


def tell_of_save(saved: Saved, *fields: str) -> None:
    """Tells those whom one of these text fields mentions now, and who has the form open."""
    record: Any = saved.record
    records = type(record).objects
    it = SavedObject(
        kind=saved.kind,
        key=record.pk,
        version=record.version,
        name=str(record),
        link=record.get_absolute_url(),
        by=saved.user,
        may_see=lambda user: records.visible_to(user).filter(pk=record.pk).exists(),
    )
    tell_mentioned(it, before=_texts(saved.before or {}, fields), after=_texts(saved.after, fields))
    tell_who_has_it_open(it)


def _texts(data: Document, fields: tuple[str, ...]) -> str:
    return "\n".join(str(data.get(field, "")) for field in fields)
