"""A tab with the editor of a diet template, as the tests use it."""

import re
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, Locator, Page, expect

SAVED = re.compile(r"^Saved at \d\d:\d\d$")


class MenuPage:
    """One tab with a menu."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard
        self.editor = page.locator("menu-editor")
        self.days = page.locator(".menu-day")
        self.found = page.get_by_role("listbox", name="Foods").get_by_role("option")

    @classmethod
    def new(cls, device: BrowserContext) -> "MenuPage":
        """A tab with a new diet template."""
        return cls(device.new_page()).open(f"/diet-templates/create/?key={uuid4()}")

    def open(self, address: str) -> "MenuPage":
        """Goes there, and waits until the editor and autosave run."""
        self.page.goto(address)
        expect(self.page.locator("[data-autosave-text]")).not_to_have_text("")
        return self

    @property
    def menu(self) -> Any:
        """The document."""
        return self.page.evaluate("document.querySelector('menu-editor').value")

    def receive(self, menu: Any) -> None:
        """Gives the editor a document that was changed elsewhere."""
        self.page.evaluate("(menu) => document.querySelector('menu-editor').receive(menu)", menu)

    def meal(self, slot: str, day: int = 0) -> Locator:
        """A meal of one of the days that are shown."""
        return self.days.nth(day).get_by_role("gridcell", name=re.compile(rf"^{slot}, "))

    def lines(self, slot: str, day: int = 0) -> Locator:
        """The fields for foods of a meal."""
        return self.meal(slot, day).locator(".menu-name")

    def line(self, slot: str, number: int = 0, day: int = 0) -> Locator:
        """A line of a meal."""
        return self.meal(slot, day).locator(".menu-item").nth(number)

    def names(self, slot: str, day: int = 0) -> list[str]:
        """What stands in the lines of a meal."""
        return [field.input_value() for field in self.lines(slot, day).all()]

    def write(self, slot: str, *names: str, day: int = 0) -> None:
        """Lines of free text at the end of a meal's first option."""
        for name in names:
            self.meal(slot, day).get_by_role("button", name="Add food").first.click()
            self.keys.insert_text(name)
            self.keys.press("Escape")

    def pick(self, slot: str, query: str, quantity: str, day: int = 0) -> None:
        """A line with the first food that `query` finds."""
        self.meal(slot, day).get_by_role("button", name="Add food").first.click()
        self.keys.type(query)
        self.keys.press("Enter")
        expect(self.line(slot, -1, day).locator(".menu-quantity")).to_be_focused()
        self.keys.type(quantity)

    def choose(self, opener: Locator, action: str) -> None:
        """Opens a panel and presses one of its buttons."""
        opener.click()
        self.panel.get_by_role("button", name=action).click()

    @property
    def panel(self) -> Locator:
        """The panel that is open."""
        return self.page.locator(".menu-panel:popover-open")

    @property
    def focused(self) -> Locator:
        """What has the focus."""
        return self.page.locator("*:focus")

    def undo(self) -> None:
        """Presses Undo in the newest message."""
        self.page.locator(".toast").get_by_role("button", name="Undo").last.click()

    def expect_saved(self) -> None:
        """Waits until the server has everything."""
        expect(self.page.locator("[data-autosave-text]")).to_have_text(SAVED)
