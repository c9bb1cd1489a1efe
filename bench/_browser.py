"""A served application and a real browser, for figures that only a browser can give."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import bench._measuring  # noqa: F401 (sets Django up)
from bench._processes import free_port

# isort: split
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

# Playwright runs a loop in this thread, and Django would refuse to be called from a thread with one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served() -> Iterator[str]:
    """The address of the application as it is in service, on the database that this process has open."""
    daphne = [sys.executable, "-u", "-m", "daphne", "--bind", "127.0.0.1", "--port", "0"]
    command = [*daphne, "--no-server-name", "--access-log", os.devnull, "dtps.asgi:application"]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"}
    server = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        yield f"http://127.0.0.1:{_port(server)}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def debugged(address: str, browser: Browser, profile: Path) -> Iterator[int]:
    """The port at which other programs steer a Chromium that is signed in at `address` as `browser` is."""
    port = free_port()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=[*QUIET, f"--remote-debugging-port={port}"]
        )
        context.add_cookies(cookies_of(address, browser))
        yield port
        context.close()


def cookies_of(address: str, browser: Browser) -> Any:
    """Those of `browser`, for Playwright."""
    return [{"name": name, "value": morsel.value, "url": address} for name, morsel in browser.cookies.items()]


@contextmanager
def chromium(address: str, browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A browser that is signed in at `address` as `browser` is; `options` are for Playwright."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = opened.new_context(**options)
        context.add_cookies(cookies_of(address, browser))
        yield context
        opened.close()


def devtools(page: Page) -> CDPSession:
    """Chromium's own protocol for `page`."""
    return page.context.new_cdp_session(page)


def is_available() -> bool:
    """Whether there is a browser to measure with."""
    return Path(CHROMIUM).exists()


def _port(server: "subprocess.Popen[str]") -> str:
    assert server.stderr
    for line in server.stderr:
        if listening := re.search(r"Listening on TCP address [\d.]+:(\d+)", line):
            Thread(target=server.stderr.read, daemon=True).start()  # a log that nobody reads would stop it
            return listening[1]
    raise RuntimeError("daphne did not start")
