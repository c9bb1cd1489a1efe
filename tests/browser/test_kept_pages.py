"""What the browser keeps of pages: nothing that Back shows after sign-out; no list travels twice in vain."""

import re
from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.conftest import NewDevice, sign_in
from tests.browser.server import Person, Server
from tests.browser.test_session import travelling

KEPT = "/diet-templates/"


def test_back_after_signing_out_shows_no_kept_page_either(
    new_device: NewDevice, people: dict[str, Person]
) -> None:
    page = travelling(new_device, people).new_page()
    for url in (KEPT, "/accounts/profile/"):
        page.goto(url)
    page.get_by_role("button", name=re.compile("Account")).click()
    with page.expect_navigation(url="**/accounts/sign-in/"):
        page.get_by_role("button", name="Sign out", exact=True).click()
    for _step in range(2):
        page.go_back()
        expect(page).to_have_url(re.compile("/accounts/sign-in/"))


def test_a_list_that_has_not_changed_does_not_travel_twice(new_device: NewDevice) -> None:
    page = new_device("owner").new_page()
    documents: list[str] = []
    statuses: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        if event["type"] == "Document":
            documents.append(event["requestId"])

    # Playwright itself tells of 200 where the browser had the page and was answered 304.
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.responseReceived", note)
    devtools.on(
        "Network.responseReceivedExtraInfo",
        lambda event: statuses.update({event["requestId"]: event["statusCode"]}),
    )
    for url in (KEPT, "/accounts/profile/", KEPT, "/accounts/profile/", KEPT):
        page.goto(url)
    assert [statuses[document] for document in documents][1::2] == [200, 200]
    assert statuses[documents[-1]] == 304


def test_no_script_makes_html_of_text(chrome: Browser, server: Server, people: dict[str, Person]) -> None:
    device = chrome.new_context(base_url=server.url)
    sign_in(device, server, people["owner"])
    page = device.new_page()
    page.goto("/")
    for making in ("createElement('p').innerHTML = '<b>x</b>'", "createElement('script').text = '1'"):
        refused = page.evaluate(
            f"() => {{ try {{ document.{making} }} catch (error) {{ return error.name }} }}"
        )
        assert refused == "TypeError", making
    device.close()
