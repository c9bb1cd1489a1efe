"""Hundreds of people's browsers in one process, each with a connection of its own that it keeps.

    python -m bench._production_browsers      JSON, a line in, a line out: `open`, `at_once`, `pages`, `saves`

What is asked for is answered as soon as the one before has been: more than people do, so it is throughput.
"""

import asyncio
import functools
import json
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any
from uuid import uuid4

HOST = "127.0.0.1"
TOKEN = "b" * 32  # against CSRF: what matters is that the cookie and the header say the same
PATIENCE = 120.0  # seconds for one answer
Ask = Callable[[], Awaitable[tuple[int, float]]]  # a request: its status, and milliseconds


class Browser:
    """Asks one thing after the other, signed in by its cookie."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._head = f"Host: localhost\r\nCookie: {cookie}; csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def connect(self) -> None:
        """Opens the connection, unless it is open."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(HOST, self._port)

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """The status and the text of the answer."""
        await self.connect()
        assert self._reader
        assert self._writer
        about = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{self._head}{about}\r\n".encode() + body)
        async with asyncio.timeout(PATIENCE):
            status, headers = parse(await self._reader.readuntil(b"\r\n\r\n"))
            text = await self._body(self._reader, headers)
        if headers.get("connection") == "close":
            self.close()
        return status, text

    async def _body(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await reader.readexactly(int(headers["content-length"]))
        text = b""
        while size := int(await reader.readuntil(b"\r\n"), 16):
            text += (await reader.readexactly(size + 2))[:-2]
        await reader.readuntil(b"\r\n")
        return text

    def close(self) -> None:
        """Closes the connection; the next request opens another."""
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None


class Browsers:
    """All of them, and what they are told to do."""

    def __init__(self) -> None:
        self.all: list[Browser] = []

    async def open(self, port: int, cookies: list[str]) -> dict[str, Any]:
        """One for each cookie, connected, in place of those before."""
        for browser in self.all:
            browser.close()
        self.all = [Browser(port, cookie) for cookie in cookies]
        for browser in self.all:
            await browser.connect()
        return {}

    async def at_once(self, path: str) -> dict[str, Any]:
        """Each asks once, all at the same moment."""
        return await gathered(timed(browser, "GET", path) for browser in self.all)

    async def pages(self, path: str, count: int, seconds: float) -> dict[str, Any]:
        """The first `count` ask for a page again and again."""
        doing = [functools.partial(timed, browser, "GET", path) for browser in self.all[:count]]
        return await repeated(seconds, doing)

    async def saves(self, plans: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
        """Each edits a plan of its own: one text of it, saved again and again."""
        editors = [Editor(*pair) for pair in zip(self.all, plans, strict=False)]
        answer = await repeated(seconds, [editor.save for editor in editors])
        return {**answer, "plans": [editor.plan for editor in editors]}


class Editor:
    """Somebody who types into one place of a plan."""

    def __init__(self, browser: Browser, plan: dict[str, Any]) -> None:
        self.browser = browser
        self.plan = dict(plan)

    async def save(self) -> tuple[int, float]:
        """One autosave."""
        plan, new = self.plan, f"Dal {uuid4().hex[:6]}"
        body = {
            "type": "diet-template",
            "id": plan["id"],
            "saveId": uuid4().hex,
            "revision": plan["revision"],
            "version": plan["version"],
            "changes": {plan["path"]: [plan["old"], new]},
        }
        started = time.monotonic()
        status, text = await self.browser.ask("POST", "/api/drafts/", json.dumps(body).encode())
        taken = (time.monotonic() - started) * 1000
        if status == 200:
            answer = json.loads(text)
            plan.update(old=new, revision=answer["revision"], version=answer["version"])
        return status, taken


async def timed(browser: Browser, method: str, path: str) -> tuple[int, float]:
    """The status, and how many milliseconds it took."""
    started = time.monotonic()
    status, _text = await browser.ask(method, path)
    return status, (time.monotonic() - started) * 1000


async def repeated(seconds: float, doing: Sequence[Ask]) -> dict[str, Any]:
    """Each does its own over and over, until the time is up."""
    started = time.monotonic()

    async def over_and_over(do: Ask) -> list[tuple[int, float]]:
        answers = []
        while time.monotonic() < started + seconds:
            answers.append(await do())
        return answers

    lists = await asyncio.gather(*map(over_and_over, doing))
    return {"seconds": time.monotonic() - started, **summed([one for answers in lists for one in answers])}


async def gathered(asking: Iterable[Awaitable[tuple[int, float]]]) -> dict[str, Any]:
    """All of it at the same time."""
    started = time.monotonic()
    answers = await asyncio.gather(*asking)
    return {"seconds": time.monotonic() - started, **summed(answers)}


def summed(answers: list[tuple[int, float]]) -> dict[str, Any]:
    """How often each status came, and the times."""
    return {
        "statuses": Counter(str(status) for status, _taken in answers),
        "taken": [taken for _status, taken in answers],
    }


def parse(head: bytes) -> tuple[int, dict[str, str]]:
    """The status and the headers of an answer."""
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    fields = (line.split(":", 1) for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip().lower() for name, value in fields}


async def main() -> None:
    browsers = Browsers()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        commands: dict[str, Callable[..., Awaitable[Any]]] = {
            "open": browsers.open,
            "at_once": browsers.at_once,
            "pages": browsers.pages,
            "saves": browsers.saves,
        }
        print(json.dumps(await commands[order.pop("do")](**order)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
