"""A server with TLS: its own rules but for the ports, in front of an application with HTTPS on."""

import http.client
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import create_connection
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.browser.server import Server, free_port
from tests.deploy import nginx_server
from tests.deploy.nginx_server import Nginx, ask, site

pytestmark = [
    pytest.mark.only_sqlite,
    pytest.mark.skipif(nginx_server.PROGRAM is None, reason="nginx is not installed"),
]

SIGN_IN = "/accounts/sign-in/"


class House:
    """The ports of one nginx: of TLS, and of what leads there; and the folder of its certificate."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, self.workers = folder, workers
        self.secure, self.plain = free_port(), free_port()

    def on_the_loopback(self, rules: str) -> str:
        """The rules for all the world's ports, on ports of this machine alone."""
        lines = [line for line in rules.splitlines() if "listen [::]:" not in line]
        text = "\n".join(lines).replace("listen 443 ", f"listen 127.0.0.1:{self.secure} ")
        return text.replace("listen 80;", f"listen 127.0.0.1:{self.plain};")

    def connect(self, *protocols: str) -> ssl.SSLSocket:
        """A connection that trusts this certificate and no other."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        if protocols:
            context.set_alpn_protocols(protocols)
        return context.wrap_socket(create_connection(("127.0.0.1", self.secure)), server_hostname="localhost")

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        """The answer by HTTPS; its body has been read."""
        with closing(http.client.HTTPSConnection("localhost", self.secure)) as connection:
            connection.sock = self.connect()
            sent = {name.replace("_", "-"): text for name, text in headers.items()}
            connection.request(method, path, body, {"Connection": "close", **sent})
            response = connection.getresponse()
            response.read()
            return response


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, static_files: Path, cast_database: Path
) -> Iterator[House]:
    """The application as it is in service, with its own settings and HTTPS on."""
    folder = tmp_path_factory.mktemp("tls")
    certificate(folder)
    own = {"DJANGO_SETTINGS_MODULE": "dtps.settings", "HTTPS": "on", "TRUSTED_PROXIES": "127.0.0.1"}
    server = Server(folder, **own)
    server.prepare(cast_database)
    shutil.copytree(static_files, folder / "static")
    server.start()
    made = House(folder, server.port)
    nginx = Nginx(folder, site(folder, server.port, certificates=folder), made.on_the_loopback)
    nginx.port = made.secure
    with nginx:
        yield made
    server.kill()


def certificate(folder: Path) -> None:
    """One of its own making, for localhost."""
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    out = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*key, *names, *out], check=True, capture_output=True)


def test_the_printed_rules_are_rules(tmp_path: Path) -> None:
    """The file for sites-available, which Debian's own nginx.conf includes."""
    certificate(tmp_path)
    command = [sys.executable, "-m", "deploy.nginx", "dtps.example", "www.dtps.example"]
    command += ["--certificates", str(tmp_path), "--inside", "10.0.0.0/8"]
    printed = subprocess.check_output(command, cwd=settings.BASE_DIR, text=True)
    assert "allow 10.0.0.0/8;" in printed
    (tmp_path / "dtps").write_text(printed.replace("/var/log/nginx", str(tmp_path)), encoding="utf-8")
    types = f"include {nginx_server.MIME_TYPES}; gzip on; include {tmp_path}/dtps;"
    whole = f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ {types} }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    told = nginx_server.check(tmp_path / "nginx.conf")
    assert "syntax is ok" in told
    assert "[warn]" not in told


def test_a_page_comes_by_https_without_going_in_circles(house: House) -> None:
    page = house.ask(SIGN_IN)
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["Set-Cookie"].startswith("__Host-csrf=")


def test_a_form_is_taken_for_one_of_this_site(house: House) -> None:
    """Its origin is https, and so is what the application believes of itself."""
    token = "0123456789abcdef" * 2
    fields = {"username": "nobody@dtps.example", "password": "wrong", "csrfmiddlewaretoken": token}
    sent = {
        "Content_Type": "application/x-www-form-urlencoded",
        "Cookie": f"__Host-csrf={token}",
        "Origin": f"https://localhost:{house.secure}",
    }
    assert house.ask(SIGN_IN, "POST", urlencode(fields), **sent).status != 403
    sent["Origin"] = "https://evil.example"
    assert house.ask(SIGN_IN, "POST", urlencode(fields), **sent).status == 403


def test_http_2_is_spoken(house: House) -> None:
    with house.connect("h2", "http/1.1") as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_http_leads_to_https(house: House) -> None:
    answer, _content = ask(house.plain, "/clients/?q=Asha", Host="dtps.example")
    assert (answer.status, answer.headers["Location"]) == (308, "https://dtps.example/clients/?q=Asha")
    logs = [path.read_text(encoding="utf-8") for path in house.folder.glob("*.log")]
    assert [text for text in logs if "Asha" in text] == []


def test_https_cannot_be_claimed(house: House, tmp_path: Path) -> None:
    with Nginx(tmp_path, site(tmp_path, house.workers)) as without_tls:
        claimed, _content = ask(without_tls.port, SIGN_IN, Host="localhost", X_Forwarded_Proto="https")
    assert (claimed.status, claimed.headers["Location"]) == (301, f"https://localhost{SIGN_IN}")
