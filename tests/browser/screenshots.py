"""Makes the pictures of docs/screenshots from the demo practice: `python -m tests.browser.screenshots`."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 (Django has to be set up first)

from apps.demo.people import DIETITIAN  # noqa: E402
from tests.browser import chromium  # noqa: E402
from tests.browser.practice import demo_server, open_plan, sign_in  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs/screenshots"
SIZES = {1440: 900, 1024: 768, 390: 844}


def main() -> None:
    """Every page at every width, light and dark."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = demo_server(Path(folder))
        try:
            browser = chromium.launch(playwright)
            for width in SIZES:
                for scheme in ("light", "dark"):
                    take(browser, server.url, width, scheme)
            browser.close()
        finally:
            server.kill()


def take(browser: Browser, url: str, width: int, scheme: str) -> None:
    """The pages at one width in one scheme."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=scheme,  # type: ignore[arg-type]
        timezone_id="Asia/Kolkata",
    )
    page = sign_in(context, DIETITIAN)
    keep(page, "dashboard", width, scheme)
    page.goto("/diet-templates/")
    keep(page, "templates", width, scheme)
    open_plan(page, "Meera")
    page.locator("menu-editor").evaluate("editor => editor.scrollIntoView()")
    keep(page, "editor", width, scheme)
    plan = page.url.removesuffix("edit/")
    page.goto(plan)
    keep(page, "plan", width, scheme)
    if scheme == "light":
        take_the_rest(page, plan, width)
    context.close()


def take_the_rest(page: Page, plan: str, width: int) -> None:
    """What the guide shows besides."""
    for name in ("history", "freeze", "print", "shopping", "save-as-template"):
        page.goto(f"{plan}{name}/")
        keep(page, name, width, "light")
    for name in ("foods", "saved-meals"):
        page.goto(f"/{name}/")
        keep(page, name, width, "light")
    page.goto("/clients/")
    page.get_by_role("link", name="Meera").first.click()
    keep(page, "client", width, "light")
    page.goto(f"{page.url}targets/")
    keep(page, "targets", width, "light")
    page.goto(f"{plan}edit/")
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("button", name="Find and replace").click()
    page.locator("dialog[open] input:visible:not([type=radio], [type=checkbox])").first.fill("dal")
    page.wait_for_timeout(1000)
    keep(page, "replace", width, "light")


def keep(page: Page, name: str, width: int, scheme: str) -> None:
    """One picture, once nothing moves any more."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(600)
    page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", animations="disabled")


if __name__ == "__main__":
    main()
