"""A whole production on the loopback: nginx, four workers, Redis and a MongoDB replica set, under load.

    python -m bench.production      some five minutes; needs nginx, redis-server and the mongod of the tests

Everything shares this machine, also those who ask: absolute times are of this machine alone. The bare view is
one of a Django without middleware, database or session, answered by the same processes in turns with ours.
"""

import os
import resource
import signal
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench._crowd import Contender, Crowd, crowd
from bench._figures import percentile_99, verdict
from bench._processes import Helper, helper, resident_kb
from bench._production_site import Connections, Site, production

PAGE, BARE = "/diet-templates/", "/bare/"  # the latter: see bench._production_asgi
AT_ONCE, POOL = 600, 500
HEARTBEAT = 11.0  # seconds within which each MongoClient has said that it is there
OWN_CLIENTS = 2  # that of the people's process, and the one that looks
READERS, ROUNDS, ROUND_SECONDS = 32, 3, 3.0
EDITORS, SAVE_SECONDS, WORKERS = 50, 8.0, 4
MANY, STREAMS_EACH, PUSHES, CLIENTS = 10_000, 10, 10, 2
THROUGH_NGINX, WARM_UP = 2_000, 80
P99_BAR_MS, KB_BAR = 500, 25


@dataclass(frozen=True)
class Practice:
    """The production, who pushes to it, its visitors, and the cookie of each."""

    site: Site
    people: Helper
    browsers: Helper
    cookies: list[str]


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything is ended then as well
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with (
        production() as site,
        helper("bench._production_people", site.environment()) as people,
        helper("bench._production_browsers") as browsers,
    ):
        print(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {hard:,} open files a process")
        cookies = people.ask(do="sign_in", people=MANY // STREAMS_EACH + 1)["cookies"]
        practice = Practice(site, people, browsers, cookies)
        at_once(practice)
        pages(practice)
        saves(practice)
        streams(practice)


def at_once(practice: Practice) -> None:
    """Prints what becomes of 600 requests of 600 people at the same moment, and of MongoDB's connections."""
    site = practice.site
    site.keep_workers(0)
    with Connections(site.database_url) as at_rest:
        time.sleep(1)
    site.keep_workers(WORKERS)
    practice.browsers.ask(do="open", port=site.ports[0], cookies=practice.cookies[:AT_ONCE])
    with Connections(site.database_url) as connections:
        answers = [practice.browsers.ask(do="at_once", path=PAGE) for _time in range(2)]
        time.sleep(HEARTBEAT)
    most, clients = connections.most - at_rest.most, connections.clients - OWN_CLIENTS
    print(f"\n{AT_ONCE} people ask for {PAGE} at once, through nginx")
    for name, answer in zip(("first visit", "second"), answers, strict=True):
        slowest, failed = max(answer["taken"]), AT_ONCE - answer["statuses"].get("200", 0)
        print(
            f"  {name:<12}{failed} failed {verdict(failed, 0)} the bar of 0; "
            f"all answered within {slowest / 1000:.1f} s"
        )
    bar = WORKERS * POOL
    print(f"  {most} connections of MongoDB at most {verdict(most, bar)} the bar of {WORKERS} x {POOL}")
    print(f"  {clients} MongoClients {verdict(clients, WORKERS)} the bar of one a worker", flush=True)


def pages(practice: Practice) -> None:
    """Prints pages a second beside a bare view of the same workers, in turns."""
    found: dict[str, list[dict[str, Any]]] = {PAGE: [], BARE: []}
    for _round in range(ROUNDS):
        for path, answers in found.items():
            order = {"path": path, "count": READERS, "seconds": ROUND_SECONDS}
            answers.append(succeeded(practice.browsers.ask(do="pages", **order)))
    print(f"\n{READERS} people ask again and again, through nginx")
    rates = [statistics.median(map(rate, answers)) for answers in found.values()]
    slowest = [percentile_99(taken(answers)) for answers in found.values()]
    for name, pace, p99 in zip(("our page", "bare view"), rates, slowest, strict=True):
        print(f"  {name:<12}{pace:5.0f} a second, p99 {p99:4.0f} ms")
    print(
        f"  the page costs {rates[1] / rates[0]:.1f} bare views; p99 {slowest[0] / slowest[1]:.1f}×",
        flush=True,
    )


def saves(practice: Practice) -> None:
    """Prints autosaves a second with four workers and with one."""
    plans = practice.people.ask(do="plans", people=EDITORS)["plans"]
    print(f"\n{EDITORS} people autosave a plan of their own, 7 days x 8 meals x 4 items, through nginx")
    paces = {}
    for workers in (WORKERS, 1):
        practice.site.keep_workers(workers)
        warm = practice.browsers.ask(do="saves", plans=plans, seconds=2)
        answer = succeeded(practice.browsers.ask(do="saves", plans=warm["plans"], seconds=SAVE_SECONDS))
        plans, paces[workers] = answer["plans"], rate(answer)
        print(
            f"  {workers} workers    {paces[workers]:4.0f} a second, "
            f"p50 {statistics.median(answer['taken']):4.0f} p99 {percentile_99(answer['taken']):4.0f} ms"
        )
    print(f"  four workers save {paces[WORKERS] / paces[1]:.2f}× what one saves", flush=True)


def streams(practice: Practice) -> None:
    """Prints how four workers carry ten thousand streams, and what nginx needs for each."""
    site = practice.site
    site.keep_workers(WORKERS)
    listen_to(practice, site.ports[1], MANY, "straight to the workers", site.worker_pids())
    nginx = site.nginx_pids()
    listen_to(practice, site.ports[0], THROUGH_NGINX, "through nginx", site.worker_pids(), nginx)


def listen_to(
    practice: Practice, port: int, count: int, way: str, pids: list[int], nginx: list[int] | None = None
) -> None:
    """Opens so many streams at that port, and pushes to all of them."""
    contender = Contender("ours", "", "/api/realtime/sse/", "unread", "", 0, {})
    cookies = practice.cookies * STREAMS_EACH
    with crowd(contender, [port], CLIENTS) as listeners:
        listeners.open(cookies[:WARM_UP])
        listeners.gather(practice.people, within=1)
        empty, empty_nginx, started = resident_kb(pids), resident_kb(nginx or []), time.monotonic()
        listeners.open(cookies[WARM_UP:count])
        seconds = time.monotonic() - started
        pushes = pushed(listeners, practice.people)
        kb = (resident_kb(pids) - empty) / (count - WARM_UP)
        kb_nginx = (resident_kb(nginx or []) - empty_nginx) / (count - WARM_UP)
        spread = [open_files(pid) for pid in pids]
    print(
        f"\n{count:,} streams, {way}, {PUSHES} pushes; {min(spread):,} to {max(spread):,} files open a worker"
    )
    lost = count * PUSHES - sum(map(len, pushes))
    worst = max(percentile_99(push) for push in pushes)
    print(f"  opened in {seconds:.0f} s; {lost} deliveries missing {verdict(lost, 0)} the bar of 0")
    print(f"  p99 of the slowest push {worst:.0f} ms {verdict(worst, P99_BAR_MS)} the bar of {P99_BAR_MS} ms")
    print(f"  {kb:.0f} KB of the workers a stream {verdict(kb, KB_BAR)} the bar of {KB_BAR} KB")
    if nginx:
        print(f"  {kb_nginx:.1f} KB of nginx a stream", flush=True)


def pushed(listeners: Crowd, people: Helper) -> list[list[float]]:
    """One push after the other, the first to get everything going."""
    listeners.gather(people)
    return [listeners.gather(people) for _push in range(PUSHES)]


def open_files(pid: int) -> int:
    """How many a process has, streams for the most part."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def succeeded(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, if every request of it was answered with 200."""
    if set(answer["statuses"]) != {"200"}:
        raise RuntimeError(f"Not everything succeeded: {answer['statuses']}")
    return answer


def rate(answer: dict[str, Any]) -> float:
    """Requests a second."""
    return len(answer["taken"]) / float(answer["seconds"])


def taken(answers: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of all requests."""
    return [value for answer in answers for value in answer["taken"]]


if __name__ == "__main__":
    main()
