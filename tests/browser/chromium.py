"""Debian's Chromium, also one that can be killed and started again on the same profile."""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

# The one without windows, where there is one: the same engine for a third less work.
PROGRAM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright) -> Browser:
    """A browser without a profile: each context is a device of its own."""
    return playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)


class Resident:
    """Playwright and one browser of it, kept between modules: to start both costs two seconds of a core.

    Playwright leaves a running event loop behind in its thread, with which Django refuses the database and
    asyncio another loop. While nobody is `at_work`, the thread is marked as one without.
    """

    def __init__(self) -> None:
        self.playwright = sync_playwright().start()
        self._loop = asyncio.get_running_loop()
        self._browser = launch(self.playwright)
        asyncio._set_running_loop(None)

    @contextmanager
    def at_work(self) -> Iterator[Browser]:
        """The browser; only within this context may anything of Playwright be called."""
        asyncio._set_running_loop(self._loop)
        if not self._browser.is_connected():
            self._browser = launch(self.playwright)
        yield self._browser
        asyncio._set_running_loop(None)

    def end(self) -> None:
        """Ends both."""
        with self.at_work() as browser:
            browser.close()
            self.playwright.stop()


class KeptProfile:
    """A Chromium whose profile outlives it."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> BrowserContext:
        """Starts it; what it kept on its disk is there again."""
        for name in ("DevToolsActivePort", "SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.folder / name).unlink(missing_ok=True)
        options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self.folder}"]
        self.process = subprocess.Popen(
            [str(PROGRAM), *ARGUMENTS, *options, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self._port()}")
        return browser.contexts[0]

    def kill(self) -> None:
        """Ends all its processes at once, without a word to them."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def _port(self) -> str:
        told = self.folder / "DevToolsActivePort"
        deadline = time.monotonic() + 30
        while not (told.exists() and "\n" in (text := told.read_text(encoding="utf-8"))):
            if time.monotonic() > deadline:
                raise RuntimeError("Chromium did not start")
            time.sleep(0.02)
        return text.split("\n", 1)[0]
