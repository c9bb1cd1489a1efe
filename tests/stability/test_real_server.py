"""`curl -I` against the server as it is in service: what a page, the API, static and hashed files say."""

import http.client
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.server import Person, Server

pytestmark = pytest.mark.only_sqlite  # no database has a part in it

DAY, YEAR = "max-age=86400, public", "max-age=31536000, public, immutable"
ALWAYS = ["X-App-Version", "X-Request-ID", "Content-Security-Policy", "Permissions-Policy", "Referrer-Policy",
          "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "X-Content-Type-Options"]  # fmt: skip


class Served:
    """The server, and a way to ask it."""

    def __init__(self, server: Server, owner: Person) -> None:
        self.server, self.owner = server, owner

    def ask(
        self, path: str, method: str = "HEAD", signed_in: bool = False, **headers: str
    ) -> http.client.HTTPResponse:
        """The answer, with nothing between us and the wire."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        cookies = {"Cookie": f"session={self.owner.session}"} if signed_in else {}
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, headers={**cookies, **sent})
        response = connection.getresponse()
        response.read()
        connection.close()
        return response


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, static_files: Path, cast_database: Path
) -> Iterator[Served]:
    """Daphne with the settings of an installation, its static files collected."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(folder, DJANGO_SETTINGS_MODULE="dtps.settings", HTTPS="off")
    people = server.prepare(cast_database)
    shutil.copytree(static_files, folder / "static")
    server.start()
    yield Served(server, people["owner"])
    server.kill()


@pytest.fixture(scope="module")
def hashed(served: Served) -> str:
    """The address of a file whose name follows from its content."""
    folder = Path(served.server.folder) / "static/css"
    [name] = [path.name for path in folder.glob("base.*.css")]
    return f"/static/css/{name}"


def test_every_answer_names_version_and_policies(served: Served, hashed: str) -> None:
    pages = ("/accounts/sign-in/", "/", "/nowhere/", "/api/foods/", "/api/nowhere/")
    for path in (*pages, "/static/css/base.css", hashed):
        missing = [name for name in ALWAYS if served.ask(path).getheader(name) is None]
        assert missing == [], path


def test_a_page_with_clients_is_not_kept(served: Served) -> None:
    page = served.ask("/clients/", signed_in=True)
    assert (page.status, page.getheader("Cache-Control")) == (200, "private, no-store")


def test_a_list_of_templates_is_asked_about(served: Served) -> None:
    """Compressed and not, and with a CSRF token masked anew each time."""
    for encoding in ("identity", "gzip"):
        asked: Any = {
            "Accept_Encoding": encoding,
            "Cookie": f"session={served.owner.session}; csrf={'c' * 32}",
        }
        first, second = (served.ask("/diet-templates/", "GET", **asked) for _time in range(2))
        etag = str(first.getheader("ETag"))
        assert (first.status, second.getheader("ETag")) == (200, etag)
        known = served.ask("/diet-templates/", "GET", **asked, If_None_Match=etag)
        assert (known.status, known.getheader("ETag")) == (304, etag)
        assert known.getheader("Cache-Control") == "private, no-cache"


def test_the_api_says_no_store_or_has_an_etag(served: Served) -> None:
    assert served.ask("/api/session/", "GET", signed_in=True).getheader("Cache-Control") == "no-store"
    first = served.ask("/api/foods/?q=dal", "GET", signed_in=True)
    etag = str(first.getheader("ETag"))
    assert first.getheader("Cache-Control") == "private, no-cache"
    assert etag.startswith('"')
    assert served.ask("/api/foods/?q=dal", "GET", signed_in=True, If_None_Match=etag).status == 304


def test_static_files_are_kept_for_a_day_and_hashed_ones_for_a_year(served: Served, hashed: str) -> None:
    for path, expected in (("/static/css/base.css", DAY), (hashed, YEAR)):
        answer = served.ask(path)
        assert (answer.status, answer.getheader("Cache-Control")) == (200, expected)
        assert answer.getheader("Vary") == "Accept-Encoding"
        etag = str(answer.getheader("ETag"))
        known = served.ask(path, "GET", If_None_Match=etag)
        assert known.status == 304


def test_static_files_come_compressed_and_in_parts(served: Served, hashed: str) -> None:
    compressed = served.ask(hashed, "GET", Accept_Encoding="br")
    assert compressed.getheader("Content-Encoding") == "br"
    part = served.ask(hashed, "GET", Range="bytes=0-9")
    assert (part.status, part.getheader("Content-Length")) == (206, "10")
