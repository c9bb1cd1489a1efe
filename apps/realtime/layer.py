"""Messages between processes: the names of the groups, and sending to them from synchronous code.

What is lost on the way is found in the database, so sending is bounded and never fails its caller.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from redis.exceptions import RedisError

from apps.stability.breaker import Breaker

EVERYONE = "live.everyone"
PATIENCE = 1.0  # seconds that a request may wait for the channel layer
LAYER = Breaker("The channel layer", (OSError, RedisError))

Message = dict[str, Any]
Messages = Iterable[tuple[str, Message]]

logger = logging.getLogger("apps.realtime")


def user_group(user_id: UUID) -> str:
    """Processes that hold a stream or socket of this person."""
    return f"live.user.{user_id.hex}"


def room_group(kind: str, key: UUID) -> str:
    """Processes that hold a socket of somebody who has this object open."""
    return f"live.room.{kind}.{key.hex}"


def send_after_commit(messages: Callable[[], Messages]) -> None:
    """Sends what `messages()` answers, each to its group, once the unit of work around this is committed."""

    def send() -> None:
        try:
            async_to_sync(send_all)(messages())
        except Exception as error:
            logger.warning("Open streams were not told; they look for themselves (%r).", error)

    transaction.on_commit(send)


async def send_all(messages: Messages) -> None:
    """Sends each message to its group.

    Raises TimeoutError when all of them take longer than PATIENCE, Unanswered right after that has happened.
    """
    layer: Any = get_channel_layer()
    with LAYER.asking():
        async with asyncio.timeout(PATIENCE):
            for group, message in messages:
                await layer.group_send(group, message)
