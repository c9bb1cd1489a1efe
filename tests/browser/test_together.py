"""Two tabs, two devices, two people: different places merge without a word, the same place asks."""

from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import OFFLINE, NotePage


def shared_note(new_device: NewDevice) -> NotePage:
    """A saved note that everybody may change."""
    note = NotePage.saved(new_device(), text="shared")
    note.tick("Is shared").check()
    note.save()
    return note


def test_two_tabs_show_the_same(new_device: NewDevice) -> None:
    device = new_device()
    one = NotePage.new(device)
    other = one.again(device)
    one.type("text", "from the first tab")
    expect(other.field("text")).to_have_value("from the first tab")
    other.row("name").fill("Dal")
    expect(one.row("name")).to_have_value("Dal")
    one.expect_saved()
    other.expect_saved()
    data = one.draft()["data"]
    assert (data["text"], data["sheet"]["rows"][0]["name"]) == ("from the first tab", "Dal")


def test_two_tabs_left_behind_both_come_back(new_device: NewDevice) -> None:
    device = new_device()
    one = NotePage.saved(device)
    other = one.again(device)
    device.set_offline(True)
    one.type("text", "first")
    other.row("amount").fill("2 katori")
    for tab in (one, other):
        expect(tab.status).to_have_text(OFFLINE)
    address = one.page.url
    one.page.close()
    other.page.close()
    device.set_offline(False)
    note = NotePage(device.new_page()).open(address)
    note.press("Restore")
    expect(note.field("text")).to_have_value("first")
    expect(note.row("amount")).to_have_value("2 katori")


def test_a_tab_that_is_open_is_not_offered_in_another(new_device: NewDevice) -> None:
    device = new_device()
    one = NotePage.new(device)
    one.page.route("**/api/drafts/", lambda route: route.abort())
    one.type("text", "still typing")
    expect(one.status).to_contain_text("safe on this device")
    other = one.again(device)
    other.page.wait_for_timeout(400)
    expect(other.restore).to_have_count(0)


def test_two_devices_merge_different_places(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device())
    other = note.again(new_device())
    note.type("text", "from one")
    note.expect_saved()
    other.row("amount").fill("2 katori")
    other.expect_saved()
    expect(other.field("text")).to_have_value("from one")
    note.tick("Green").check()
    note.expect_saved()
    expect(note.row("amount")).to_have_value("2 katori")
    expect(note.clashes).to_be_hidden()


def test_two_devices_are_asked_about_the_same_place(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device(), title="Original")
    other = note.again(new_device())
    note.field("title").fill("From one")
    note.field("amount").fill("1")
    note.expect_saved()
    other.field("title").fill("From the other")
    other.field("amount").fill("2")
    other.type("text", "and more")
    expect(other.clashes).to_be_visible()
    row = other.clashes.get_by_role("group", name="Title")
    expect(row.get_by_label("Yours")).to_be_checked()
    expect(row).to_contain_text("From the other")
    expect(row).to_contain_text("From you, in another window or on another device")
    other.press("All of theirs")
    other.clashes.get_by_role("group", name="Amount").get_by_label("Yours").check()
    other.press("Keep these")
    expect(other.field("title")).to_have_value("From one")
    other.expect_saved()
    data = other.draft()["data"]
    assert (data["title"], data["amount"], data["text"]) == ("From one", "2", "and more")


def test_keeping_mine_wins_over_the_other_device(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device())
    other = note.again(new_device())
    note.row("amount").fill("1 katori")
    note.expect_saved()
    other.row("amount").fill("2 katori")
    expect(other.clashes.get_by_role("group")).to_contain_text("row First row, amount")
    other.press("Keep these")
    other.expect_saved()
    note.type("text", "later")
    expect(note.row("amount")).to_have_value("2 katori")


def test_a_row_that_the_other_device_removed(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device())
    other = note.again(new_device())
    note.page.get_by_role("button", name="remove").click()
    note.expect_saved()
    other.row("amount").fill("2 katori")
    expect(other.clashes).to_contain_text("(not there)")
    other.press("Keep these")
    other.expect_saved()
    assert other.draft()["data"]["sheet"]["rows"][0]["amount"] == "2 katori"


def test_a_colleagues_save_joins_what_is_being_typed(new_device: NewDevice) -> None:
    note = shared_note(new_device)
    theirs = note.again(new_device("colleague"))
    theirs.type("text", " by a colleague")
    theirs.save()
    note.row("amount").fill("2 katori")
    note.expect_saved()
    expect(note.field("text")).to_have_value("shared by a colleague")
    note.save()
    expect(note.row("amount")).to_have_value("2 katori")


def test_a_colleague_who_saved_the_same_place_is_named(new_device: NewDevice) -> None:
    note = shared_note(new_device)
    theirs = note.again(new_device("colleague"))
    note.type("text", " mine")
    note.expect_saved()
    theirs.type("text", " theirs")
    theirs.save()
    note.type("title", "!")
    expect(note.clashes.get_by_label("From Colleague")).to_be_visible()
    note.clashes.get_by_label("From Colleague").check()
    note.press("Keep these")
    expect(note.field("text")).to_have_value("shared theirs")
    note.expect_saved()


def test_saving_asks_about_what_a_colleague_saved_just_before(new_device: NewDevice) -> None:
    note = shared_note(new_device)
    theirs = note.again(new_device("colleague"))
    note.type("text", " mine")
    note.expect_saved()
    theirs.type("text", " theirs")
    theirs.save()
    note.press("Save")
    expect(note.clashes).to_be_visible()
    with note.page.expect_navigation():
        note.press("Keep these")
    note.ready()
    expect(note.field("text")).to_have_value("shared mine")
    assert note.draft() is None


def test_another_tab_saves_the_object(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.saved(device)
    other = note.again(device)
    note.type("text", "saved")
    expect(other.field("text")).to_have_value("saved")
    note.save()
    other.row("amount").fill("2 katori")
    other.expect_saved()
    other.save()
    expect(other.field("text")).to_have_value("saved")
    expect(other.row("amount")).to_have_value("2 katori")
    assert other.draft() is None
