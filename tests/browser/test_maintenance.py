"""The switch for maintenance, turned on a server that somebody is typing at."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import NotePage
from tests.browser.server import ROOT, Server


def turn(server: Server, *words: str) -> None:
    """Turns the switch as an operator would."""
    command = [sys.executable, "manage.py", "maintenance", *words]
    subprocess.run(command, cwd=ROOT, env=server.environment, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def closed(server: Server) -> Iterator[Any]:
    """Closes the server when called; it is open again at the end."""
    yield lambda: turn(server, "on", "--minutes", "5")
    turn(server, "off")


def test_what_is_typed_meanwhile_stays_on_the_device_and_is_saved_afterwards(
    new_device: NewDevice, server: Server, closed: Any
) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", "before, ")
    note.expect_saved(by_itself=True)
    closed()
    note.type("text", "meanwhile")
    expect(note.toast("It will be back in about 5 minutes.")).to_be_visible()
    expect(note.status).to_have_text("The server is being maintained: safe on this device")
    turn(server, "off")
    note.toast("It will be back").get_by_role("button", name="Retry").click()
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "before, meanwhile"


def test_a_page_that_is_opened_meanwhile_says_so_and_leads_back(
    new_device: NewDevice, server: Server, closed: Any
) -> None:
    page = new_device().new_page()
    closed()
    answer = page.goto("/clients/")
    assert answer
    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("Back soon")
    expect(page.get_by_text(answer.headers["x-request-id"])).to_be_visible()
    turn(server, "off")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clients")
