"""Browser tests: a real Chromium against a real server process, which the test only meets over the network.

The server and its database live for the whole session. Tests do not meet each other in it: each one works on
objects with ids of its own. Playwright lives for one module, because it keeps an event loop in the thread.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import Person, Server

NewDevice = Callable[..., BrowserContext]
PATIENCE_MS = 20_000  # on a busy machine; nothing waits that long when all is well
expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They run on SQLite only, but for the whole job: the databases are tested beneath. Without Chromium they
    are skipped; with CI=true they run nevertheless, and fail."""
    can_run = chromium.PROGRAM or os.environ.get("CI") == "true"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            if item.path.stem != "test_the_job":
                item.add_marker(pytest.mark.only_sqlite)
            if not can_run:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, Person]]]:
    """The server, started, and its cast."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(folder, f"sqlite:///{folder / 'db.sqlite3'}")
    people = server.prepare()
    server.start()
    yield server, people
    server.kill()


@pytest.fixture
def server(prepared: tuple[Server, dict[str, Person]]) -> Server:
    """The server, running."""
    running, _people = prepared
    if running.process is None:
        running.start()
    return running


@pytest.fixture
def people(prepared: tuple[Server, dict[str, Person]]) -> dict[str, Person]:
    """The cast: owner, colleague, admin; and a traveller, who signs out and in again."""
    return prepared[1]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chrome(playwright: Playwright) -> Iterator[Browser]:
    """The browser in which every context is a device of its own."""
    browser = chromium.launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def new_device(chrome: Browser, server: Server, people: dict[str, Person]) -> Iterator[NewDevice]:
    """`new_device("owner", **options of a context)`: a device on which that person is signed in."""
    devices: list[BrowserContext] = []
    faults: list[str] = []

    def make(name: str = "owner", **options: object) -> BrowserContext:
        device = chrome.new_context(base_url=server.url, **options)  # type: ignore[arg-type]
        devices.append(device)
        device.set_default_timeout(PATIENCE_MS)
        device.on("weberror", lambda fault: faults.append(str(fault.error)))
        device.on("console", lambda line: _note(line.text, faults))
        sign_in(device, server, people[name])
        return device

    yield make
    for device in devices:
        device.close()
    assert faults == []


def sign_in(device: BrowserContext, server: Server, person: Person) -> None:
    """Gives the device the person's session."""
    device.add_cookies([{"name": "session", "value": person.session, "url": server.url}])


def _note(line: str, faults: list[str]) -> None:
    if "Content Security Policy" in line or "Trusted" in line:
        faults.append(line)
