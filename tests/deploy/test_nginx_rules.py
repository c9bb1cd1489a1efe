"""What nginx passes on, refuses and says by itself, in front of a stand-in that misbehaves on demand."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from apps.stability.address import client_bucket
from tests.browser.server import free_port
from tests.deploy import nginx_server
from tests.deploy.nginx_server import Nginx, ask, site

pytestmark = [
    pytest.mark.only_sqlite,
    pytest.mark.skipif(nginx_server.PROGRAM is None, reason="nginx is not installed"),
]

STREAM = "/api/realtime/sse/"


class StandIn(ThreadingHTTPServer):
    """Says which headers it was sent; keeps silent at /silent/, /api/silent/ and amid a stream."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.go_on = Event()


class Answer(BaseHTTPRequestHandler):
    """One request to a StandIn."""

    server: StandIn

    def do_GET(self) -> None:
        """By address."""
        if "silent" in self.path:
            self.server.go_on.wait()
            return
        self.send_response(200)
        if self.path == STREAM:
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b"event: first\n\n")
            self.server.go_on.wait()
            self.wfile.write(b"event: second\n\n")
            return
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(self.headers.items()).encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def behind() -> Iterator[StandIn]:
    with StandIn() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        yield server
        server.go_on.set()
        server.shutdown()


def connected(nginx: Nginx) -> closing[http.client.HTTPConnection]:
    """A connection, to be closed at the end."""
    return closing(http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=30))


def test_whatever_a_client_says_of_itself_is_replaced(behind: StandIn, tmp_path: Path) -> None:
    forged: Any = {
        "X_Forwarded_For": "203.0.113.7",
        "X_Forwarded_Proto": "https",
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Port": "443",
        "X_Real_IP": "203.0.113.7",
        "Forwarded": "for=203.0.113.7;proto=https",
        "X_Request_ID": "forged",
        "Host": "dtps.example",
    }
    with Nginx(tmp_path, site(tmp_path, behind.server_port)) as nginx:
        sent = dict(json.loads(ask(nginx.port, "/", **forged)[1]))
    assert len(sent.pop("X-Request-ID")) == 32
    assert {name: sent[name] for name in sent if name not in ("Accept-Encoding", "Connection")} == {
        "Host": "dtps.example",
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Proto": "http",
    }
    assert sent["Connection"] == "close"


def test_a_header_with_underscores_is_not_passed_on(behind: StandIn, tmp_path: Path) -> None:
    """Django could not tell the two apart."""
    with Nginx(tmp_path, site(tmp_path, behind.server_port)) as nginx, connected(nginx) as connection:
        connection.request("GET", "/", headers={"X_Forwarded_Proto": "https", "X_FORWARDED_FOR": "::1"})
        sent = dict(json.loads(connection.getresponse().read()))
    assert {name for name in sent if "_" in name} == set()


def test_an_event_comes_at_once_and_the_next_one_may_take_its_time(behind: StandIn, tmp_path: Path) -> None:
    rules = site(tmp_path, behind.server_port, answer_within="1s")
    with Nginx(tmp_path, rules) as nginx, connected(nginx) as connection:
        connection.request("GET", STREAM, headers={"Accept-Encoding": "gzip"})
        stream = connection.getresponse()
        assert stream.readline() == b"event: first\n"
        time.sleep(2.5)  # more than an answer may take
        behind.go_on.set()
        assert stream.read() == b"\nevent: second\n\n"


def test_silence_ends_in_words(behind: StandIn, tmp_path: Path) -> None:
    with Nginx(tmp_path, site(tmp_path, behind.server_port, answer_within="1s")) as nginx:
        call, content = ask(nginx.port, "/api/silent/")
        assert (call.status, json.loads(content)["code"]) == (503, "not_available")
        page, content = ask(nginx.port, "/silent/")
    assert (page.status, page.headers["Retry-After"]) == (504, "5")
    assert b"What you typed in a form with autosave is safe" in content
    for answer in (call, page):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_streams_have_a_limit_of_their_own(behind: StandIn, tmp_path: Path) -> None:
    behind.go_on.set()
    with Nginx(tmp_path, site(tmp_path, behind.server_port, per_second=1, burst=100)) as nginx:
        answers = [ask(nginx.port, STREAM)[0] for _attempt in range(25)]
        refused = [answer for answer in answers if answer.status == 429]
        assert 2 <= len(refused) <= 4  # one, 20 more at once, and one for each second that this took
        assert {answer.headers["Content-Type"] for answer in refused} == {"application/problem+json"}
        assert ask(nginx.port, "/api/session/")[0].status == 200


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("2001:db8::1:2:3:4", "2001:db8::1"),
        ("2001:db8::1:2:3:4:5", "2001:db8::2:2:3:4:5"),
        ("2001:db8:0:a00::1", "2001:db8:0:a00::2"),  # a byte of it is that of a new line
        ("2001:db8::a", "2001:db8::b:a"),
        ("203.0.113.7", "203.0.113.8"),
        ("10.10.10.10", "10.10.10.10"),
    ],
)
def test_who_counts_as_one_is_as_in_the_application(
    behind: StandIn, tmp_path: Path, one: str, other: str
) -> None:
    """In this test nginx believes a header, since the loopback has no such addresses."""
    believe = "sendfile on; set_real_ip_from 127.0.0.1; real_ip_header Client;"
    rules = site(tmp_path, behind.server_port, per_second=1, burst=20)
    with Nginx(tmp_path, rules, lambda text: text.replace("sendfile on;", believe)) as nginx:
        while ask(nginx.port, "/", Client=one)[0].status == 200:
            pass
        shared = ask(nginx.port, "/", Client=other)[0].status == 429
    assert shared is (client_bucket(one) == client_bucket(other))


def test_no_log_repeats_what_was_searched_for(behind: StandIn, tmp_path: Path) -> None:
    rules = site(tmp_path, behind.server_port, answer_within="1s", per_second=1, burst=3)
    with Nginx(tmp_path, rules) as nginx:
        ask(nginx.port, "/silent/?q=Asha")
        statuses = [ask(nginx.port, "/clients/?q=Asha", Referer="/?q=Asha")[0].status for _ in range(9)]
    (down := tmp_path / "down").mkdir()
    with Nginx(down, site(down, free_port())) as nginx:
        statuses.append(ask(nginx.port, "/clients/?q=Asha")[0].status)
    assert {200, 429, 502} <= set(statuses)
    logs = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.log")}
    assert [path.name for path, text in logs.items() if "Asha" in text] == []
    told = logs[tmp_path / "access.log"]
    assert "GET /silent/ 504 504 " in told
    assert "GET /clients/ 429 - " in told  # nobody behind nginx has said that
    assert "GET /clients/ 502 502 " in logs[down / "access.log"]


def test_no_log_repeats_the_secret_of_a_shared_plan(behind: StandIn, tmp_path: Path) -> None:
    with Nginx(tmp_path, site(tmp_path, behind.server_port)) as nginx:
        for address in ("/s/Secret-part_1/", "/s/Secret-part_1/plan.pdf?x=1"):
            ask(nginx.port, address)
    told = (tmp_path / "access.log").read_text(encoding="utf-8")
    assert "Secret" not in told
    assert "GET /s/-/ " in told
    assert "GET /s/-/plan.pdf " in told
