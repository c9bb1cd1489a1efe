"""Browser tests: a real Chromium against a real server process, which the test only meets over the network.

The server, its database and the browser live for the whole session. Tests do not meet each other in them:
each one works on objects with ids and in contexts of its own.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from bench._processes import helper
from tests.browser import chromium
from tests.browser.server import Person, Server

NewDevice = Callable[..., BrowserContext]
Manage = Callable[..., object]
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
def prepared(
    tmp_path_factory: pytest.TempPathFactory, cast_database: Path
) -> Iterator[tuple[Server, dict[str, Person]]]:
    """The server, started, and its cast."""
    server = Server(tmp_path_factory.mktemp("server"))
    people = server.prepare(cast_database)
    server.start()
    yield server, people
    server.kill()


@pytest.fixture(scope="session")
def manage(prepared: tuple[Server, dict[str, Person]]) -> Iterator[Manage]:
    """`manage("announce", "text")`: a management command beside the server, which knows nothing of it."""
    with helper("tests.browser.operator", prepared[0].environment) as operator:
        yield lambda *words: operator.ask(command=words)


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


@pytest.fixture(scope="session")
def resident() -> Iterator[chromium.Resident]:
    """Playwright and its browser, also while tests without one run in between."""
    kept = chromium.Resident()
    yield kept
    kept.end()


@pytest.fixture(scope="module")
def chrome(resident: chromium.Resident) -> Iterator[Browser]:
    """The browser in which every context is a device of its own."""
    with resident.at_work() as browser:
        yield browser


@pytest.fixture(scope="module")
def playwright(chrome: Browser, resident: chromium.Resident) -> Playwright:
    """For a test that starts a browser itself."""
    return resident.playwright


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
        device.unroute_all(behavior="ignoreErrors")  # a request that is on its way when the test is over
        device.close()
    assert faults == []


def sign_in(device: BrowserContext, server: Server, person: Person) -> None:
    """Gives the device the person's session."""
    device.add_cookies([{"name": "session", "value": person.session, "url": server.url}])


def _note(line: str, faults: list[str]) -> None:
    if "Content Security Policy" in line or "Trusted" in line:
        faults.append(line)
