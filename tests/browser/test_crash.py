"""The browser or the server is killed while somebody types: everything is there afterwards."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.chromium import KeptProfile
from tests.browser.conftest import NewDevice, sign_in
from tests.browser.notes import NotePage, lines
from tests.browser.server import Person, Server


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path) -> Iterator[KeptProfile]:
    """A browser of its own, which tests kill."""
    kept = KeptProfile(playwright, tmp_path / "profile")
    kept.folder.mkdir()
    yield kept
    kept.kill()


@pytest.mark.parametrize(("keys", "delay"), [(60, 100), (180, 10)], ids=["60 keys", "180 without a pause"])
def test_the_browser_is_killed_a_third_of_a_second_after_the_last_key(
    profile: KeptProfile, server: Server, people: dict[str, Person], keys: int, delay: int
) -> None:
    device = profile.start()
    sign_in(device, server, people["owner"])
    address = f"{server.url}/notes/create/{uuid4()}/"
    note = NotePage(device.new_page()).open(address)
    note.type("text", lines(keys), delay=delay)
    note.page.wait_for_timeout(300)
    profile.kill()

    device = profile.start()
    sign_in(device, server, people["owner"])
    note = NotePage(device.new_page()).open(address)
    expect(note.restore).to_contain_text("on this device has not reached the server")
    note.press("Restore")
    expect(note.field("text")).to_have_value(lines(keys))
    note.expect_saved()
    assert note.draft()["data"]["text"] == lines(keys)


def test_the_server_is_killed_while_somebody_types(new_device: NewDevice, server: Server) -> None:
    note = NotePage.new(new_device())
    note.type("text", lines(80))
    server.kill()
    note.type("text", "and on")
    expect(note.status).to_have_text("The server does not answer: safe on this device", timeout=15_000)
    server.start()
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == lines(80) + "and on"


def test_the_server_is_killed_and_the_tab_closed(new_device: NewDevice, server: Server) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", lines(40))
    server.kill()
    note.type("text", "the end")
    note.page.wait_for_timeout(300)
    address = note.page.url
    note.page.close()
    server.start()
    note = NotePage(device.new_page()).open(address)
    note.press("Restore")
    expect(note.field("text")).to_have_value(lines(40) + "the end")
    note.expect_saved()


def test_what_was_called_saved_survives_the_server(new_device: NewDevice, server: Server) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", lines(60))
    note.expect_saved()
    server.kill()
    address = note.page.url
    note.page.close()
    server.start()
    note = NotePage(device.new_page()).open(address)
    expect(note.field("text")).to_have_value(lines(60))
    expect(note.restore).to_have_count(0)
