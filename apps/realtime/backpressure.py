"""Sending to a client that may have stopped reading, without waiting for it and without piling up memory.

What a server does with such a client is its own affair: `send` of uvicorn waits, daphne buffers without end.
"""

import asyncio
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from typing import Any

MOST_UNSENT = 256 * 1024  # bytes that may wait in a server's own buffer for one client
PATIENCE = 10.0  # seconds that a client may take to read on

Send = Callable[[dict[str, Any]], Awaitable[None]]


def owner_of(send: Any) -> Any:
    """The server's object for the connection behind `send`, under the wrapper of channels' sessions."""
    owner = send.args[0] if isinstance(send, partial) and send.args else getattr(send, "__self__", None)
    wrapped = getattr(owner, "real_send", None)
    return owner if wrapped is None else owner_of(wrapped)


def transport_of(send: Send) -> Any:
    """The transport below `send`, where the server is daphne or uvicorn; None where that cannot be told."""
    owner = owner_of(send)
    return getattr(getattr(owner, "channel", owner), "transport", None)


def unsent(transport: Any) -> int:
    """Bytes that wait in a buffer of Twisted (daphne) for the client; 0 with any other server."""
    try:
        return int(len(transport.dataBuffer) - transport.offset + transport._tempDataLen)
    except AttributeError:
        return 0


def abort(transport: Any) -> bool:
    """Cuts the connection, dropping what was not sent; whether that could be done."""
    cut = getattr(transport, "abortConnection", None) or getattr(transport, "abort", None)
    if cut is None:
        return False
    cut()
    return True


def start(sending: Awaitable[None]) -> asyncio.Task[None] | None:
    """Runs `sending` as far as it goes without waiting: None when that was all, else a task for the rest.

    A task costs several times what a send does, and nearly no send has to wait.
    """
    coroutine: Any = sending
    try:
        awaited = coroutine.send(None)
    except StopIteration:
        return None
    return asyncio.get_running_loop().create_task(_finish(coroutine, awaited))


async def _finish(coroutine: Coroutine[Any, Any, None], awaited: Any) -> None:
    await _carry_on(coroutine, awaited)


@types.coroutine
def _carry_on(coroutine: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    """Waits for what `coroutine` is waiting for already, and then on its behalf until it ends."""
    while True:
        try:
            answer = yield awaited
        except BaseException as error:
            step: Callable[[], Any] = partial(coroutine.throw, error)
        else:
            step = partial(coroutine.send, answer)
        try:
            awaited = step()
        except StopIteration:
            return
