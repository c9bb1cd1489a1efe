"""The demo practice on a server of its own, and a week's work in it as a dietitian does it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from apps.demo.people import PASSWORD
from tests.browser.server import DATABASE, ROOT, Server

SAVED = re.compile(r"^Saved at \d\d:\d\d$")


def database_url() -> str:
    """A database beside that of the suite, if that is on MongoDB; empty: a file of the server's."""
    suite = urlsplit(os.environ.get("DATABASE_URL", ""))
    return suite._replace(path="/practice").geturl() if suite.scheme.startswith("mongodb") else ""


def make_demo_practice(server: Server) -> None:
    """Fills the database of `server`."""
    for command in (["migrate", "--no-input"], ["seed_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT,
            env={**server.environment, "DEMO": "on"},
            check=True,
            stdout=subprocess.DEVNULL,
        )


def demo_server(folder: Path, made: Path | None = None) -> Server:
    """A running server whose database holds the demo practice; a copy if it was `made` in a folder before."""
    server = Server(folder, database_url(), DEMO="on")
    if made and not database_url():
        shutil.copy(made / DATABASE, folder)
    else:
        make_demo_practice(server)
    server.start()
    return server


def sign_in(device: BrowserContext, email: str) -> Page:
    """A tab of `device` in which that person of the demo practice has signed in, by the page for it."""
    page = device.new_page()
    page.goto("/accounts/sign-in/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    return page


def open_plan(page: Page, client: str) -> None:
    """Opens the editor of the plan of a demo client, and waits until autosave runs."""
    page.goto(f"/meal-plans/?q={client}")
    page.locator("main table a").first.click()
    page.get_by_role("link", name="Edit").click()
    expect(status(page)).not_to_have_text("")


def status(page: Page) -> Locator:
    """What the status line says."""
    return page.locator("[data-autosave-text]")


def expect_saved(page: Page) -> None:
    """Waits until the page says that the server has everything."""
    expect(status(page)).to_have_text(SAVED)


def meal(page: Page, day: int, slot: str) -> Locator:
    """One cell of the grid: a meal of a day counted from 0."""
    return page.locator(".menu-day").nth(day).get_by_role("gridcell", name=re.compile(slot))


def add_food(page: Page, cell: Locator, query: str, name: str, quantity: str) -> None:
    """Finds a food by typing, picks it, and gives its quantity, all by keyboard once the line is there."""
    cell.get_by_role("button", name="Add food").first.click()
    page.keyboard.type(query, delay=20)
    expect(page.locator("[role=option]").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.locator(".menu-quantity:focus")).to_be_visible()  # picked, also where the search was still on
    page.keyboard.type(quantity)
