"""The editor of 7 days x 8 meals x 4 items: queries, time at the server, bytes of the first load, elements.

    python -m bench.editor_page

Wagtail 8.0.1 on the same content: 31 queries, 572,365 bytes, 30,727 elements.
"""

import statistics
import time
from dataclasses import dataclass

from bench._browser import chromium, devtools, is_available, served
from bench._figures import verdict
from bench._measuring import empty_database
from bench._practice import dietitian, saved_template, signed_in

# isort: split
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

BARS = {"queries": 6, "bytes": 120_000, "elements": 6_000}
ROUNDS = 15
REST_MS = 4_000  # by then static/js/at-rest.js has fetched what the first look does not need
BODIES = """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map((entry) => [/\\.(\\w+)$/.exec(entry.name)?.[1] ?? "page and catalogue", entry.encodedBodySize])"""


def main() -> None:
    """Prints each figure with its bar."""
    with empty_database():
        user = dietitian()
        path = f"/diet-templates/{saved_template(user).pk}/edit/"
        browser = signed_in(user)
        report("queries", queries(browser, path))
        print(f"{'ms at the server':<24}{milliseconds(browser, path):>9.1f}")
        if not is_available():
            print("no Chromium: bytes and elements are not measured")
            return
        with served() as address:
            load = first_load(address, browser, path)
    report("bytes", sum(load.contents.values()))
    for kind, size in sorted(load.contents.items(), key=lambda pair: -pair[1]):
        print(f"  {kind:<22}{size:>9,}")
    print(f"{'fetched at rest, besides':<24}{load.at_rest:>9,}")
    print(f"{'with headers, HTTP/1.1':<24}{load.on_the_wire:>9,}  in {load.requests} requests")
    report("elements", load.elements)


def queries(browser: Browser, path: str) -> int:
    """How many queries the page runs, with a session that the cache knows."""
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def milliseconds(browser: Browser, path: str) -> float:
    """The median time to answer."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        browser.get(path)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


@dataclass
class Load:
    """What a browser with an empty cache fetched, compressed."""

    contents: dict[str, int]  # bytes of bodies, by kind
    on_the_wire: int
    requests: int
    elements: int
    at_rest: int  # bytes of bodies that come once the page rests


def first_load(address: str, browser: Browser, path: str) -> Load:
    """Opens the page, waits until nothing more is fetched, and then for what it fetches at rest.

    The stream of events stays open.
    """
    with chromium(address, browser, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        protocol = devtools(page)
        protocol.send("Network.enable")
        sizes: list[int] = []
        protocol.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(address + path, wait_until="load")
        page.wait_for_timeout(1_000)
        contents: dict[str, int] = {}
        for kind, size in page.evaluate(BODIES):
            contents[kind] = contents.get(kind, 0) + size
        load = Load(
            contents, sum(sizes), len(sizes), page.evaluate("document.querySelectorAll('*').length"), 0
        )
        page.wait_for_timeout(REST_MS)
        load.at_rest = sum(size for _kind, size in page.evaluate(BODIES)) - sum(contents.values())
    return load


def report(name: str, value: int) -> None:
    """One line, with its bar."""
    print(f"{name:<24}{value:>9,}  {verdict(value, BARS[name])} the bar of {BARS[name]:,}")


if __name__ == "__main__":
    main()
