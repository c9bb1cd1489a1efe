"""The bulk tools as a dietitian uses them: a table pasted, a food replaced, a plan rescaled."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage

ROWS = "\n".join(
    [
        "Day\tMeal\tFood\tQty\tUnit",
        "1\tLunch\tRoti\t2\tpiece",
        "\t\tDal tadka\t1\tkatori",
        "\tDinner\tKitchen special\t½\tplate",
        "2\tLunch\tRoti\t3\tpiece",
        "2\tLunch\tDal tadka\ta lot\tkatori",
    ]
)


def open_tool(editor: MenuPage, name: str) -> Locator:
    """Opens a tool by its menu; answers its dialog."""
    editor.page.get_by_role("button", name="Tools").click()
    editor.page.get_by_role("button", name=name).click()
    dialog = editor.page.locator("dialog.bulk[open]")
    expect(dialog).to_be_visible()
    return dialog


def test_a_week_from_a_spreadsheet_is_placed_replaced_rescaled_and_timed(new_device: NewDevice) -> None:
    device = new_device(viewport={"width": 1440, "height": 900})
    device.grant_permissions(["clipboard-read", "clipboard-write"])
    editor = MenuPage.new(device)
    editor.page.fill("[name=name]", "From a spreadsheet")

    # A table pasted into a meal opens the preview; what cannot be placed says where, and stays.
    editor.meal("Lunch").get_by_role("button", name="Add food").click()
    editor.page.evaluate("text => navigator.clipboard.writeText(text)", ROWS)
    editor.keys.press("ControlOrMeta+v")
    paste = editor.page.get_by_role("dialog", name="Paste rows")
    expect(paste.get_by_role("button", name="Place 4 rows")).to_be_enabled()
    expect(paste.get_by_role("row", name="Kitchen special")).to_contain_text("free text")
    expect(paste.get_by_role("row", name=re.compile("Roti")).first).to_contain_text("linked to Roti")
    expect(paste.get_by_role("row", name="a lot")).to_contain_text(
        "line 6, column 4: “a lot” is not an amount"
    )
    paste.get_by_role("button", name="Place 4 rows").click()
    left = re.compile(r"^day\tmeal\tfood.*\n2\tLunch\tDal tadka\ta lot\tkatori$")
    expect(paste.get_by_label("Rows")).to_have_value(left)
    paste.get_by_label("Rows").fill("2\tLunch\tDal tadka\t1\tkatori")
    paste.get_by_role("button", name="Place 1 row").click()
    expect(paste).to_be_hidden()
    assert editor.names("Lunch") == ["Roti (chapati), with fat", "Dal tadka (toor)"]
    assert editor.names("Dinner") == ["Kitchen special"]
    roti = editor.menu["days"][1]["meals"][3]["options"][0]["items"][0]
    assert (roti["quantity"], roti["grams"]) == (3, 120)

    # Find and replace: two hits, one of them unticked, one undo.
    replace = open_tool(editor, "Find and replace")
    replace.get_by_label("Which food").select_option(label="Roti (chapati), with fat (2 lines)")
    replace.get_by_label("The other food").press_sequentially("bajra roti")
    replace.get_by_role("option", name="Bajra roti").first.click()
    expect(replace.get_by_role("button", name="Change 2 lines")).to_be_enabled()
    replace.get_by_role("checkbox", name=re.compile("Lunch, Day 1")).uncheck()
    expect(replace.get_by_role("table", name="What the days then hold").get_by_role("row")).to_have_count(2)
    replace.get_by_role("button", name="Change 1 line").click()
    assert editor.names("Lunch", day=1)[0] == "Bajra roti"
    assert editor.names("Lunch")[0] == "Roti (chapati), with fat"
    said = editor.page.locator(".toast").filter(has_text="1 line changed by find and replace")
    said.get_by_role("button", name="Undo").click()
    assert editor.names("Lunch", day=1)[0] == "Roti (chapati), with fat"

    # Rescale: whole rotis, half katoris, and a day that cannot get there says so.
    rescale = open_tool(editor, "Rescale")
    rescale.get_by_label("Energy of a day").fill("1200")
    expect(rescale.get_by_role("row", name="Day 2")).to_contain_text("every food is at its largest amount")
    expect(rescale.get_by_role("status")).to_contain_text("1 line without figures stays as it is")
    rescale.get_by_role("button", name="Rescale 2 days").click()
    items = [editor.menu["days"][day]["meals"][3]["options"][0]["items"] for day in (0, 1)]
    assert [[item["quantity"] for item in day] for day in items] == [[4, 2], [6, 2]]
    expect(editor.days.nth(1).locator("[data-key=kcal] .menu-amount")).not_to_have_text("0")

    # Times, for one meal of all days; what was rescaled is still there after one more undo.
    times = open_tool(editor, "Change meal times")
    times.get_by_label("What to do").select_option("Shift later by")
    times.locator("summary", has_text="Meals").click()
    times.get_by_role("group", name="Meals").get_by_role("button", name="None").click()
    times.get_by_role("checkbox", name="Lunch").check()
    times.get_by_role("button", name="Change 7 times").click()
    expect(editor.meal("Lunch").locator(".menu-meal-time")).to_have_text("13:30")
    expect(editor.meal("Dinner").locator(".menu-meal-time")).to_have_text("19:00")

    editor.expect_saved()
    editor.page.get_by_role("button", name="Save").click()
    editor.page.wait_for_url(re.compile(r"/diet-templates/[0-9a-f-]{36}/$"))
    expect(editor.page.locator("main")).to_contain_text("13:30")


def test_the_tools_have_nothing_to_mend_and_fit_on_a_phone(new_device: NewDevice) -> None:
    editor = MenuPage.new(new_device(viewport={"width": 390, "height": 844}, reduced_motion="reduce"))
    for name in ("Paste rows", "Find and replace", "Rescale", "Change meal times"):
        dialog = open_tool(editor, name)
        if name == "Paste rows":
            dialog.get_by_label("Rows").fill(ROWS)
            expect(dialog.get_by_role("button", name="Place 4 rows")).to_be_enabled()
        assert [
            f"{one['id']}: {one['nodes'][0]['html'][:200]}"
            for one in Axe().run(editor.page).response["violations"]
        ] == []
        assert dialog.evaluate("dialog => dialog.scrollWidth <= innerWidth")
        editor.keys.press("Escape")
        expect(dialog).to_be_hidden()
    expect(open_tool(editor, "Paste rows").get_by_label("Rows")).to_have_value(ROWS)
