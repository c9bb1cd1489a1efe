"""ws/presence/<kind>/<uuid>/: who else has this open, and that it was saved.

The groups that channels' consumers usually join one by one are joined by the hub, once for the process.
"""

import json
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from channels.generic.websocket import AsyncWebsocketConsumer

from apps.accounts.models import User
from apps.realtime import hub, rosters
from apps.realtime.admission import admit
from apps.realtime.backpressure import owner_of
from apps.realtime.connections import Connection, visitor_of
from apps.realtime.layer import Message, room_group
from apps.realtime.threads import in_thread
from apps.stability.json_body import parse_json
from apps.stability.metrics import LIMITS_HIT, PRESENT

NOT_UNDERSTOOD, SIGNED_OUT, NOT_YOURS, TOO_LARGE, TOO_MANY = 4400, 4401, 4404, 4409, 4429
STOPPING, FAILED = 1001, 1011
LARGEST_FRAME = 1024  # bytes
MOST_FRAMES, WITHIN = 30, 10.0  # seconds

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
        self._times: deque[float] = deque(maxlen=MOST_FRAMES)
        self._shown: rosters.Roster | None = None
        self._showing, self._show_again = False, False

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
        is_idle = self._read(text_data)
        if isinstance(is_idle, bool):
            await self._see(self.socket, is_idle)
        else:
            await self.end(is_idle)

    async def disconnect(self, code: int) -> None:
        """Gone at once."""
        self.is_over = True
        if self.socket is not None:
            PRESENT.dec()
            hub.current().leave(self.socket)
            await in_thread(rosters.leave)(self.connection)
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
                people = await in_thread(rosters.roster)(self.kind, self.key)
                if people != self._shown:
                    self._shown = people
                    me = str(self.socket.user_id)
                    entries = [{**person, "you": person["user"] == me} for person in people]
                    await self.say({"type": "people", "people": entries})
        finally:
            self._showing = False

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

    def _read(self, text: str | None) -> bool | int:
        """Whether the frame says idle; a close code when it is none that we take."""
        now = time.monotonic()
        if len(self._times) == MOST_FRAMES and now - self._times[0] < WITHIN:
            LIMITS_HIT.labels(limit="socket_frames").inc()
            return TOO_MANY
        self._times.append(now)
        if text is None:
            return NOT_UNDERSTOOD
        if len(text.encode()) > LARGEST_FRAME:
            return TOO_LARGE
        try:
            message = parse_json(text)
        except ValueError:
            return NOT_UNDERSTOOD
        if not isinstance(message, dict) or message.get("type") != "here":
            return NOT_UNDERSTOOD
        is_idle = message.get("idle")
        return is_idle if isinstance(is_idle, bool) else NOT_UNDERSTOOD

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
