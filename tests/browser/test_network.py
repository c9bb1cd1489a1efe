"""No network, a lost answer, a server that refuses for a while: nothing is lost, and the status says so."""

import re
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import OFFLINE, NotePage, lines

API = "**/api/drafts/"


def lose(route: Route) -> None:
    """The request arrives; its answer does not."""
    route.fetch()
    route.abort("connectionreset")


def test_offline_typing_is_sent_once_online(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    device.set_offline(True)
    note.type("text", lines(100))
    expect(note.status).to_have_text(OFFLINE)
    device.set_offline(False)
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == lines(100)


def test_offline_typing_is_offered_after_a_reload(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    device.set_offline(True)
    note.type("text", lines(100))
    note.tick("Blue").check()
    expect(note.status).to_have_text(OFFLINE)
    address = note.page.url
    note.close_unheard()
    device.set_offline(False)
    note = NotePage(device.new_page()).open(address)
    expect(note.restore).to_have_text(
        re.compile(r"Typing from \d\d:\d\d on this device has not reached the server\.")
    )
    note.press("Restore")
    expect(note.field("text")).to_have_value(lines(100))
    expect(note.tick("Blue")).to_be_checked()
    note.expect_saved()
    expect(note.reload().restore).to_have_count(0)


def test_a_lost_answer_is_no_clash_with_oneself(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    sent: list[Any] = []
    note.page.on("request", lambda request: sent.append(request.post_data_json))
    note.retry_late()
    note.page.route(API, lose, times=1)
    note.type("text", "first")
    expect(note.status).to_have_text("The server does not answer: safe on this device")
    note.type("text", " second")
    note.expect_saved(by_itself=True)
    assert sent[0] == sent[1]
    expect(note.clashes).to_be_hidden()
    assert note.draft()["data"]["text"] == "first second"


def test_a_lost_answer_and_a_closed_tab_are_no_clash_either(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.retry_late()
    note.page.route(API, lose, times=1)
    note.type("text", "first")
    expect(note.status).to_contain_text("does not answer")
    device.set_offline(True)
    note.type("text", " second")
    expect(note.status).to_have_text(OFFLINE)
    address = note.page.url
    note.close_unheard()
    device.set_offline(False)
    note = NotePage(device.new_page()).open(address)
    expect(note.field("text")).to_have_value("first")
    note.press("Restore")
    expect(note.field("text")).to_have_value("first second")
    expect(note.clashes).to_be_hidden()
    note.expect_saved()


def test_too_many_requests_waits_as_long_as_asked(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.page.route(
        API,
        lambda route: route.fulfill(status=429, headers={"Retry-After": "2"}, json={"code": "too_many"}),
        times=1,
    )
    note.type("text", "patience")
    with note.page.expect_response(API) as refused:
        pass
    with note.page.expect_response(API) as accepted:
        expect(note.status).to_contain_text("safe on this device")
    waited = accepted.value.request.timing["startTime"] - refused.value.request.timing["startTime"]
    assert waited >= 2000
    note.expect_saved(by_itself=True)


def test_saving_offline_keeps_the_page(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.saved(device)
    device.set_offline(True)
    note.type("text", "offline")
    note.press("Save")
    expect(note.toast("You are offline. Your typing is safe")).to_be_visible()
    expect(note.field("text")).to_have_value("offline")
    device.set_offline(False)
    note.save()
    expect(note.toast("Saved.")).to_be_visible()
    expect(note.field("text")).to_have_value("offline")
    assert note.draft() is None


def test_a_browser_that_keeps_nothing_is_said_so(new_device: NewDevice) -> None:
    device = new_device()
    device.add_init_script(
        """
        Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
        IDBFactory.prototype.open = () => { throw new DOMException("forbidden", "SecurityError"); };
        """
    )
    note = NotePage.new(device)
    device.set_offline(True)
    note.type("text", "only here")
    expect(note.status).to_have_text("Offline: only in this tab, please do not close it")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    note.page.on("dialog", stay)
    note.page.close(run_before_unload=True)
    note.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    device.set_offline(False)
    note.expect_saved(by_itself=True)


def test_failures_and_their_end_are_read_out_and_nothing_else(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    voice = note.page.locator("[data-autosave-voice]")
    note.type("text", "calm")
    note.expect_saved()
    expect(voice).to_have_text("")
    device.set_offline(True)
    note.type("text", " storm")
    expect(voice).to_have_text(OFFLINE)
    device.set_offline(False)
    expect(voice).to_have_text(re.compile("^Saved at"))
