"""A page that edits a note of tests/drafts/sample, as the tests use it."""

import re
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

from playwright.sync_api import BrowserContext, Locator, Page, expect

OFFLINE = "Offline: safe on this device"
SAVED = re.compile(r"^Saved at \d\d:\d\d$")


class NotePage:
    """One tab with the form of a note."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def new(cls, device: BrowserContext, key: str | None = None) -> "NotePage":
        """A tab with a new note, or the one that `key` names."""
        return cls(device.new_page()).open(f"/notes/create/{key or uuid4()}/")

    @classmethod
    def saved(cls, device: BrowserContext, **fields: str) -> "NotePage":
        """A tab with a note that has been saved with `fields`."""
        note = cls.new(device)
        for name, text in {"title": "Saved note", **fields}.items():
            note.field(name).fill(text)
        note.row("name").fill("First row")
        note.save()
        return note

    def open(self, address: str) -> "NotePage":
        """Goes there, and waits until autosave runs."""
        self.page.goto(address)
        return self.ready()

    def again(self, device: BrowserContext) -> "NotePage":
        """The same address in another tab."""
        return NotePage(device.new_page()).open(self.page.url)

    def reload(self) -> "NotePage":
        """Loads the page anew."""
        self.page.reload()
        return self.ready()

    def ready(self) -> "NotePage":
        """Waits until autosave runs."""
        expect(self.status).not_to_have_text("")
        return self

    def field(self, name: str) -> Locator:
        """A control of the form."""
        return self.page.locator(f"[name={name}]")

    def tick(self, label: str) -> Locator:
        """A checkbox by its label."""
        return self.page.get_by_role("checkbox", name=label, exact=True)

    def row(self, part: str, number: int = 0) -> Locator:
        """The name or the amount of a row of the sheet."""
        return self.page.locator(f"sheet-editor [data-part={part}]").nth(number)

    @property
    def status(self) -> Locator:
        """What the status line says."""
        return self.page.locator("[data-autosave-text]")

    @property
    def restore(self) -> Locator:
        """The banner that offers what has not reached the server."""
        return self.page.locator(".restore")

    @property
    def clashes(self) -> Locator:
        """The dialog that asks which value to keep."""
        return self.page.locator("dialog[data-autosave-clash]")

    def toast(self, words: str) -> Locator:
        """The toast that says so."""
        return self.page.locator(".toast", has_text=words)

    def type(self, name: str, text: str, delay: float = 20) -> None:
        """Types key by key, at the end of what is there."""
        self.field(name).focus()
        self.page.keyboard.press("End")
        self.page.keyboard.type(text, delay=delay)

    def press(self, name: str) -> None:
        """Presses a button by its words."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def look_away(self) -> None:
        """Turns to another tab and back: that saves without the pause after the last key."""
        self.page.evaluate(
            """() => {
                for (const value of ["hidden", "visible"]) {
                    Object.defineProperty(document, "visibilityState", { value, configurable: true });
                    document.dispatchEvent(new Event("visibilitychange"));
                }
            }"""
        )

    def retry_late(self) -> None:
        """Makes each pause before another try the longest there is, to see what the page says meanwhile."""
        self.page.evaluate("Math.random = () => 1")

    def close_unheard(self) -> None:
        """Closes the tab, and nothing more goes out: a browser carries out the last request of a page that
        closed offline as soon as the network is back, sometimes, and then there is nothing to restore."""
        self.page.evaluate("() => { fetch = () => Promise.reject(new TypeError()); }")
        self.page.close()

    def expect_saved(self, *, by_itself: bool = False) -> None:
        """Waits until the server has acknowledged everything."""
        if not by_itself:
            self.look_away()
        expect(self.status).to_have_text(SAVED)

    def save(self) -> None:
        """Presses Save and waits for the page that follows."""
        with self.page.expect_navigation(url=re.compile("/edit/$")):
            self.press("Save")
        self.ready()

    def draft(self) -> Any:
        """The draft on the server, as the API tells it."""
        key = re.search(r"[0-9a-f-]{36}", self.page.url)
        assert key
        answer = self.page.request.get(urljoin(self.page.url, f"/api/drafts/?type=note&id={key[0]}"))
        assert answer.ok, answer.text()
        return answer.json()["draft"]


def lines(count: int) -> str:
    """`count` characters that show which of them are missing."""
    return "".join(f"{number:03d} " for number in range(count // 4))
