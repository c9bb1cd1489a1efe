"""ws/presence/<kind>/<uuid>/: who else has this open, and that it was saved.

The groups that channels' consumers usually join one by one are joined by the hub, once for the process.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import DatabaseError

from apps.accounts.models import User
from apps.realtime import hub, rosters
from apps.realtime.admission import admit
from apps.realtime.backpressure import owner_of
from apps.realtime.connections import Connection, visitor_of
from apps.realtime.frames import TOO_MANY, Frames, NotTaken
from apps.realtime.layer import Message, room_group
from apps.realtime.threads import in_thread
from apps.stability.metrics import PRESENT

SIGNED_OUT, NOT_YOURS = 4401, 4404  # and those of apps.realtime.frames
STOPPING, FAILED = 1001, 1011

MayOpen = Callable[[User, str, UUID], bool]

logger = logging.getLogger("apps.realtime")


class Socket(Connection):
    """What the hub holds of an open editor."""

    __slots__ = ("consumer",)

    kind = "socket"

    def __init__(
        self, user: User, session_key: str, slot: int | None, consumer: "PresenceConsumer", room: str
    ) -> None:
        super().__init__(user, session_key, slot, room)
        self.consumer = consumer

    def ping(self, frame: bytes) -> bool:
        """Servers ping WebSockets themselves; here it is time to look for those who went without a word."""
        hub.current().spawn(self.consumer.show_roster())
        return False

    def bye(self, reason: str, reconnect_ms: int | None) -> None:
        """Closes with the code for the reason."""
        code = SIGNED_OUT if reason == "signed_out" else STOPPING
        hub.current().spawn(self.consumer.end(code))

    def hear(self, message: Message) -> None:
        """The object was saved, or somebody came or went."""
        saved = message["saved"]
        hub.current().spawn(self.consumer.say(saved) if saved else self.consumer.show_roster())


class PresenceConsumer(AsyncWebsocketConsumer):
    """One open editor. `may_open(user, kind, key)` is the gate of the objects, which are above this app."""

    channel_layer_alias = ""  # none: the hub listens for all sockets of the process

    def __init__(self, *args: Any, may_open: MayOpen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_open = may_open
        self.connection = uuid4()
        self.socket: Socket | None = None
        self.is_over = False
        self._frames = Frames()
        self._shown: rosters.Roster | None = None
        self._showing, self._show_again = False, False
        self._next_look: asyncio.TimerHandle | None = None

    async def connect(self) -> None:
        """Lets in who is signed in, may see the object and has not too many sockets."""
        await self.accept()  # a reason can only be given to a socket that was accepted
        try:
            entered = await self._enter()
        except Exception as error:
            logger.warning("A presence socket could not be opened (%r).", error)
            entered = FAILED
        if isinstance(entered, int):
            await self.end(entered)
            return
        self.socket = entered
        PRESENT.inc()
        await self.show_roster()
        await self._tell_room(entered)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A sign of life: `{"type": "here", "idle": false}`."""
        if self.socket is None or self.is_over:
            return
        try:
            is_idle = self._frames.read(text_data)
        except NotTaken as frame:
            await self.end(frame.code)
            return
        try:
            await self._see(self.socket, is_idle)
        except DatabaseError as error:  # the next sign of life comes in a few seconds
            logger.warning("A sign of life was lost (%r).", error)

    async def disconnect(self, code: int) -> None:
        """Gone at once."""
        self.is_over = True
        self._look_again_in(None)
        if self.socket is not None:
            PRESENT.dec()
            hub.current().leave(self.socket)
            try:
                await in_thread(rosters.leave)(self.connection)
            except DatabaseError as error:
                logger.warning("Somebody who left is shown for another moment (%r).", error)
            await self._tell_room(self.socket)

    async def end(self, code: int) -> None:
        """Closes with a reason."""
        if self.is_over:
            return
        self.is_over = True
        daphne = owner_of(self.base_send)
        if code < 3000 and hasattr(daphne, "sendCloseFrame"):
            daphne.sendCloseFrame(code=code)  # its `send` keeps these codes from applications
        else:
            await self.close(code)

    async def say(self, message: Message) -> None:
        """Sends JSON."""
        if not self.is_over:
            await self.send(text_data=json.dumps(message))

    async def show_roster(self) -> None:
        """Sends who is here, if that is not what was sent last."""
        self._show_again = True
        if self._showing or self.socket is None:
            return
        self._showing = True
        try:
            while self._show_again and not self.is_over:
                self._show_again = False
                people, seconds = await in_thread(rosters.roster)(self.kind, self.key)
                self._look_again_in(seconds)
                if people != self._shown:
                    self._shown = people
                    me = str(self.socket.user_id)
                    entries = [{**person, "you": person["user"] == me} for person in people]
                    await self.say({"type": "people", "people": entries})
        finally:
            self._showing = False

    def _look_again_in(self, seconds: float | None) -> None:
        """When the next person would be gone who gives no further sign of life."""
        if self._next_look is not None:
            self._next_look.cancel()
        if seconds is not None and not self.is_over:
            house, loop = hub.current(), asyncio.get_running_loop()
            self._next_look = loop.call_later(seconds, lambda: house.spawn(self.show_roster()))

    async def _enter(self) -> Socket | int:
        """A place in the hub and in the roster; a close code when there is none."""
        visitor, house = visitor_of(self.scope), hub.current()
        if visitor.user is None:
            return SIGNED_OUT
        if house.is_stopping:
            return STOPPING
        try:
            self.kind, self.key = self._object()
        except ValueError:
            return NOT_YOURS
        admission = await admit(house, Socket.kind, visitor.user.pk)
        if admission.is_refused:
            return TOO_MANY
        room = room_group(self.kind, self.key)
        socket = Socket(visitor.user, visitor.session_key, admission.slot, self, room)
        try:
            if not await in_thread(self.may_open)(visitor.user, self.kind, self.key):
                house.leave(socket)
                return NOT_YOURS
            await house.enter(socket)
            await in_thread(rosters.arrive)(self.connection, self.kind, self.key, socket.user_id)
        except BaseException:
            house.leave(socket)
            raise
        return socket

    def _object(self) -> tuple[str, UUID]:
        path = self.scope["url_route"]["kwargs"]
        return path["kind"], UUID(path["key"])

    async def _see(self, socket: Socket, is_idle: bool) -> None:
        """They are still there; may they still be?"""
        if not await in_thread(self._may_stay)(socket.user_id):
            await self.end(NOT_YOURS)
            return
        is_news = await in_thread(rosters.see)(self.connection, is_idle)
        if is_news is None:
            await in_thread(rosters.arrive)(self.connection, self.kind, self.key, socket.user_id)
        if is_news is False:
            await self.show_roster()
        else:
            await self._tell_room(socket)

    def _may_stay(self, user_id: UUID) -> bool:
        user = User.objects.filter(pk=user_id).first()  # with the rights they have now
        return user is not None and self.may_open(user, self.kind, self.key)

    async def _tell_room(self, socket: Socket) -> None:
        """Has everybody who is here, in any process, look at the roster."""
        await hub.current().tell(socket.room, {"type": "room", "room": socket.room, "saved": None})
