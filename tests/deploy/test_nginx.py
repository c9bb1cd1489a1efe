"""The rules of nginx, on a real one in front of the real application."""

import gzip
import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.server import Person, Server, free_port
from tests.deploy import nginx_server
from tests.deploy.nginx_server import Nginx, ask, site
from tests.realtime.clients import Listener

pytestmark = [
    pytest.mark.only_sqlite,
    pytest.mark.skipif(nginx_server.PROGRAM is None, reason="nginx is not installed"),
]

BURST = 30
# What the application alone knows, and what each server says of itself.
ITS_OWN = {"ETag", "Connection", "Reporting-Endpoints", "Server", "X-App-Version", "X-Request-Id"}


class House:
    """The application behind nginx, and whoever asks it."""

    def __init__(self, server: Server, nginx: Nginx, owner: Person) -> None:
        self.server, self.nginx, self.owner = server, nginx, owner

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, port: int = 0, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer through nginx."""
        return ask(port or self.nginx.port, path, method, body, **headers)


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, static_files: Path, cast_database: Path
) -> Iterator[House]:
    """Daphne as it is in service, with its static files, behind nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    own = {"DJANGO_SETTINGS_MODULE": "dtps.settings", "HTTPS": "off", "TRUSTED_PROXIES": "127.0.0.1"}
    limits = {"RATE_LIMIT_PER_SECOND": "100000", "RATE_LIMIT_BURST": "100000"}
    server = Server(folder, **own, **limits)
    owner = server.prepare(cast_database)["owner"]
    shutil.copytree(static_files, folder / "static")
    server.start()
    with Nginx(folder, site(folder, server.port)) as nginx:
        yield House(server, nginx, owner)
    server.kill()


@pytest.fixture
def another(house: House, tmp_path: Path) -> Iterator[Any]:
    """`another(**values)`: a second nginx, with rules of its own, in front of the same application."""
    with ExitStack() as running:

        def start(workers: int = 0, **values: Any) -> int:
            rules = site(tmp_path, workers or house.server.port, **values)
            return running.enter_context(Nginx(tmp_path, rules)).port

        yield start


def test_a_page_and_a_call_come_through(house: House) -> None:
    page, content = house.ask("/accounts/sign-in/", Accept_Encoding="gzip")
    assert (page.status, page.headers["Content-Encoding"]) == (200, "gzip")
    assert b"<h1>" in gzip.decompress(content)
    call, content = house.ask("/api/session/", Cookie=f"session={house.owner.session}")
    assert (call.status, json.loads(content)["user"]["id"]) == (200, house.owner.id)


def test_nothing_tells_which_nginx_it_is(house: House) -> None:
    assert house.ask("/accounts/sign-in/")[0].headers["Server"] == "nginx"


def test_errors_of_the_application_pass_through(house: House) -> None:
    assert json.loads(house.ask("/api/nowhere/")[1])["code"] == "not_found"
    assert b"There is nothing here" in house.ask("/nowhere/", Cookie=f"session={house.owner.session}")[1]


def test_health_is_for_the_machine(house: House, another: Any) -> None:
    assert house.ask("/healthz/ready/")[0].status == 200
    outside = another(inside=())
    for path in ("/healthz/ready/", "/healthz/live/", "/metrics"):
        assert house.ask(path, port=outside)[0].status == 404


def test_too_many_requests_are_told_so(house: House, another: Any) -> None:
    port = another(per_second=1, burst=BURST)
    calls = [house.ask("/api/session/", port=port) for _request in range(BURST + 5)]
    refused = [(answer, content) for answer, content in calls if answer.status == 429]
    assert 3 <= len(refused) <= 5
    answer, content = refused[0]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (json.loads(content)["code"], answer.headers["Retry-After"]) == ("rate_limited", "1")
    page, content = house.ask("/accounts/sign-in/", port=port)
    assert (page.status, page.headers["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert page.headers["Retry-After"] == "1"
    assert b"Too many requests came from your address" in content
    assert (
        house.ask("/static/css/base.css", port=port)[0].status == 404
    )  # this one has no files, and no limit


def test_when_nobody_is_behind_it_that_is_said(house: House, another: Any) -> None:
    port = another(workers=free_port())
    call, content = house.ask("/api/drafts/", "POST", body=b"{}", port=port)
    assert (call.status, json.loads(content)["code"]) == (503, "not_available")
    assert (call.headers["Retry-After"], call.headers["Content-Type"]) == ("5", "application/problem+json")
    page, content = house.ask("/clients/", port=port)
    assert (page.status, page.headers["Retry-After"]) == (502, "5")
    assert b"What you typed in a form with autosave is safe" in content


def test_what_is_too_large_is_refused_in_words(house: House) -> None:
    call, content = house.ask("/api/drafts/", "POST", body=b"x" * (5 * 1024 * 1024 + 1))
    assert (call.status, json.loads(content)["code"]) == (413, "too_large")
    page, content = house.ask("/clients/create/", "POST", body=b"x" * (5 * 1024 * 1024 + 1))
    assert (page.status, b"This is too large" in content) == (413, True)
    assert "Retry-After" not in page.headers  # it will not be smaller later
    assert house.ask("/api/drafts/", "POST", body=b"x" * (4 * 1024 * 1024))[0].status == 401


def test_static_files_come_from_the_disk(house: House) -> None:
    [hashed] = [
        path.name
        for path in (house.nginx.folder / "static/css").glob("base.*.css")
        if path.name.count(".") == 2
    ]
    kept, _content = house.ask(f"/static/css/{hashed}", Accept_Encoding="gzip")
    assert kept.headers["Cache-Control"] == "max-age=31536000, public, immutable"
    assert kept.headers["Content-Encoding"] == "gzip"
    plain, _content = house.ask("/static/css/base.css")
    assert plain.headers["Cache-Control"] == "max-age=86400, public"
    for answer in (kept, plain):
        assert "X-Request-ID" not in answer.headers  # the application has not seen it
    again, _content = house.ask("/static/css/base.css", If_None_Match=str(plain.headers["ETag"]))
    assert again.status == 304
    assert house.ask("/static/../db.sqlite3")[0].status in (400, 404)
    assert house.ask("/static/../../db.sqlite3")[0].status in (400, 404)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("css/base.css", "text/css"),
        ("js/site.js", "application/javascript"),
        ("icons/sprite.svg", "image/svg+xml"),
        ("manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_static_files_have_the_headers_that_the_application_gives_them(
    house: House, path: str, kind: str
) -> None:
    ours, _content = house.ask(f"/static/{path}")
    theirs, _content = house.ask(f"/static/{path}", port=house.server.port)
    assert ours.status == theirs.status == 200
    assert ours.headers["Content-Type"] == f"{kind}; charset=utf-8"
    of_their_own = ITS_OWN | {name for name in theirs.headers if name.startswith("Content-")}
    for name in set(theirs.headers) - of_their_own:
        assert ours.headers[name] == theirs.headers[name], name
    policies = [answer.headers["Content-Security-Policy"].split("; ") for answer in (ours, theirs)]
    assert set(policies[0]) <= set(policies[1])


def test_a_stream_comes_event_by_event(house: House) -> None:
    with Listener(as_server(house), house.owner) as stream:
        assert stream.names(3) == ["connected", "version", "unread"]
        assert stream.response.headers.get("Content-Encoding") is None


def test_a_socket_is_upgraded(house: House) -> None:
    origin = f"http://127.0.0.1:{house.nginx.port}"
    address = f"ws://127.0.0.1:{house.nginx.port}/ws/presence/diet-template/{house.owner.id}/"
    with connect(address, origin=Origin(origin)) as opened:
        assert opened.response is not None
        assert opened.response.status_code == 101


def as_server(house: House) -> Server:
    """The application as clients see it: at the port of nginx."""
    seen = Server(house.server.folder)
    seen.port = house.nginx.port
    return seen
