"""The switch for maintenance, turned on a server that somebody is typing at."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Manage, NewDevice
from tests.browser.notes import NotePage

Switch = Callable[..., object]


@pytest.fixture
def switch(manage: Manage) -> Iterator[Switch]:
    """Turns it as an operator would, with the words of the command; it is off at the end."""
    yield lambda *words: manage("maintenance", *words)
    manage("maintenance", "off")


def test_what_is_typed_meanwhile_stays_on_the_device_and_is_saved_afterwards(
    new_device: NewDevice, switch: Switch
) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", "before, ")
    note.expect_saved(by_itself=True)
    switch("on", "--minutes", "5")
    note.type("text", "meanwhile")
    expect(note.toast("It will be back in about 5 minutes.")).to_be_visible()
    expect(note.status).to_have_text("The server is being maintained: safe on this device")
    switch("off")
    note.toast("It will be back").get_by_role("button", name="Retry").click()
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "before, meanwhile"


def test_a_page_that_is_opened_meanwhile_says_so_and_leads_back(
    new_device: NewDevice, switch: Switch
) -> None:
    page = new_device().new_page()
    switch("on", "--minutes", "5")
    answer = page.goto("/clients/")
    assert answer
    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("Back soon")
    expect(page.get_by_text(answer.headers["x-request-id"])).to_be_visible()
    switch("off")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clients")
