"""Forgetting news about objects that are deleted for good, with the counts of those who had it unread."""

from collections.abc import Collection
from uuid import UUID

from apps.notifications.inboxes import advance, counted
from apps.notifications.models import Notification
from apps.realtime.push import Push, push
from dtps.db.transactions import run_atomic


def forget_news(kind: str, keys: Collection[UUID]) -> None:
    """Deletes what anybody was told about these objects of one kind; badges follow at once."""

    def work() -> None:
        rows = Notification.objects.filter(object_kind=kind, object_key__in=keys)
        people = set(rows.order_by().values_list("recipient_id", flat=True))
        if not people:
            return
        rows.delete()
        positions = advance(list(people))
        unread = counted(positions)
        push(
            [
                Push(user_id, before=position - 1, after=position, events=[unread[user_id].event()])
                for user_id, position in positions.items()
            ]
        )

    run_atomic(work)
