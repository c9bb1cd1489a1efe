"""Telling people something. Every write of a notification goes through here.

It is written in the unit of work of what caused it, and pushed when that is committed: work that is rolled
back tells nobody.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.notifications.events import Unread, notification_event
from apps.notifications.inboxes import advance, counted, unread_of
from apps.notifications.links import is_local
from apps.notifications.models import Channel, Kind, Notification, NotificationQuerySet, Preference
from apps.realtime.push import Push, push
from dtps.db.transactions import run_atomic

Words = str | Promise
LONGEST_TITLE, LONGEST_TEXT = 300, 2000
# Of these only the latest about an object stays unread: ten saves of a colleague are one piece of news.
LATEST_ONLY = {Kind.SAVED_ELSEWHERE}


@dataclass(frozen=True)
class News:
    """What is told. Lazy words are said to everybody in their own language."""

    kind: Kind
    title: Words
    text: Words
    link: str
    actor: User | None
    about: tuple[str, UUID] | None

    def said_in(self, language: str) -> tuple[str, str]:
        """Title and text, cut to what fits."""
        with translation.override(language):
            title, text = str(self.title), str(self.text)
        return Truncator(title).chars(LONGEST_TITLE), Truncator(text).chars(LONGEST_TEXT)


def notify(
    *,
    recipients: Iterable[User],
    kind: Kind,
    title: Words,
    text: Words = "",
    link: str = "",
    actor: User | None = None,
    about: tuple[str, UUID] | None = None,
) -> int:
    """Tells each of `recipients` once, except `actor`, who is inactive, and who has turned `kind` off.

    Answers how many were told. `about` is the object's kind and key. As many queries for a thousand people as
    for one, but for the rows, which go in batches. Raises ValueError for a `link` that leaves the site.
    """
    if link and not is_local(link):
        raise ValueError(f"A notification leads to an absolute path of this site, not to {link!r}.")
    people = {person.pk: person for person in recipients if person.is_active and person != actor}
    news = News(kind, title, text, link, actor, about)
    return run_atomic(lambda: _write(news, people)) if people else 0


def _write(news: News, people: Mapping[UUID, User]) -> int:
    wishes = Preference.objects.filter(kind=news.kind, user__in=people)
    channels = dict(wishes.values_list("user_id", "channel"))
    told = [person for key, person in people.items() if channels.get(key) != Channel.OFF]
    if not told:
        return 0
    positions = advance([person.pk for person in told])
    if news.kind in LATEST_ONLY and news.about:
        _of_object(news, told).mark(read=True)
    rows = Notification.objects.bulk_create(_rows(news, told, channels, positions))
    unread = counted(positions)
    push(
        [
            Push(
                row.recipient_id,
                before=row.sequence - 1,
                after=row.sequence,
                events=[notification_event(row), unread[row.recipient_id].event()],
            )
            for row in rows
        ]
    )
    return len(rows)


def _of_object(news: News, people: Collection[User]) -> NotificationQuerySet:
    object_kind, object_key = news.about or ("", None)
    return Notification.objects.unread().filter(
        recipient__in=people, kind=news.kind, object_kind=object_kind, object_key=object_key
    )


def _rows(
    news: News, told: Collection[User], channels: Mapping[UUID, str], positions: Mapping[UUID, int]
) -> list[Notification]:
    said = {language: news.said_in(language) for language in {person.language for person in told}}
    object_kind, object_key = news.about or ("", None)
    return [
        Notification(
            recipient_id=person.pk,
            kind=news.kind,
            title=said[person.language][0],
            text=said[person.language][1],
            link=news.link,
            actor=news.actor,
            object_kind=object_kind,
            object_key=object_key,
            toast=channels.get(person.pk) != Channel.BADGE,
            sequence=positions[person.pk],
        )
        for person in told
    ]


def mark_notification(notification: Notification, *, read: bool) -> Unread:
    """Marks it read or unread; what its recipient has not read then."""
    return _mark(notification.recipient_id, Notification.objects.filter(pk=notification.pk), read)


def mark_all_read(user: User, up_to: int) -> Unread:
    """Marks as read what `user` was told up to that change: not what has come in since they looked."""
    return _mark(user.pk, Notification.objects.filter(recipient=user, sequence__lte=up_to), read=True)


def _mark(user_id: UUID, rows: NotificationQuerySet, read: bool) -> Unread:
    def work() -> Unread:
        if not rows.mark(read=read):
            return unread_of(user_id)
        positions = advance([user_id])
        unread = counted(positions)[user_id]
        push([Push(user_id, before=unread.cursor - 1, after=unread.cursor, events=[unread.event()])])
        return unread

    return run_atomic(work)


def announce(text: str, *, recipients: QuerySet[User], link: str = "", actor: User | None = None) -> int:
    """Tells `recipients` what the practice wants them to know; answers how many were told."""
    return notify(
        recipients=recipients,
        kind=Kind.ANNOUNCEMENT,
        title=_("Announcement"),
        text=text,
        link=link,
        actor=actor,
    )


def save_preferences(user: User, channels: Mapping[str, str]) -> None:
    """Writes down how `user` wants to hear of each kind, as far as that has changed."""
    before = preferences_of(user)
    for kind, channel in channels.items():
        if before[kind] != channel:
            Preference.objects.update_or_create(user=user, kind=kind, defaults={"channel": channel})


def preferences_of(user: User) -> dict[str, str]:
    """How `user` wants to hear of each kind."""
    chosen = Preference.objects.filter(user=user).values_list("kind", "channel")
    return {kind: str(Channel.BADGE_AND_TOAST) for kind in Kind.values} | dict(chosen)
