"""What a Save of an object tells people: who has it open, and whom its text mentions."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.notifications.mentions import newly_mentioned
from apps.notifications.models import Kind
from apps.notifications.services import notify
from apps.realtime.presence import people_at, tell_saved


@dataclass(frozen=True)
class SavedObject:
    """An object that `by` has just saved. `may_see` asks the gate of its app."""

    kind: str
    key: UUID
    version: int
    name: str
    link: str
    by: User
    may_see: Callable[[User], bool]

    @property
    def about(self) -> tuple[str, UUID]:
        """What its notifications are about."""
        return self.kind, self.key


def tell_who_has_it_open(saved: SavedObject) -> None:
    """Open editors hear of the new version; the people in front of them also get a notification."""
    tell_saved(saved.kind, saved.key, version=saved.version, by=saved.by)
    notify(
        recipients=people_at(saved.kind, saved.key),
        kind=Kind.SAVED_ELSEWHERE,
        title=format_lazy(_("{person} saved “{name}”"), person=str(saved.by), name=saved.name),
        text=_("You have it open; what you type is merged with it when you save."),
        link=saved.link,
        actor=saved.by,
        about=saved.about,
    )


def tell_mentioned(saved: SavedObject, before: str, after: str) -> None:
    """Tells those whom `after` mentions and `before` did not, if the object is theirs to see."""
    if "@" not in after or after == before:
        return
    people = {person.pk: person for person in User.objects.filter(is_active=True)}
    names = {key: (person.name, person.email.partition("@")[0]) for key, person in people.items()}
    called = [people[key] for key in newly_mentioned(before, after, names)]
    notify(
        recipients=[person for person in called if person != saved.by and saved.may_see(person)],
        kind=Kind.MENTION,
        title=format_lazy(_("{person} mentions you in “{name}”"), person=str(saved.by), name=saved.name),
        link=saved.link,
        actor=saved.by,
        about=saved.about,
    )
