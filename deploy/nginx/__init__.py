"""The rules of nginx: one file, filled in for a server with TLS or for a trial on the loopback.

    python3 -m deploy.nginx dtps.example > /etc/nginx/sites-available/dtps

docs/nginx.md tells what each rule is for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TLS = """\
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    ssl_certificate {certificates}/fullchain.pem;
    ssl_certificate_key {certificates}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:dtps:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;"""
REDIRECT = """\
server {{
    listen 80;
    listen [::]:80;
    server_name {hosts};
    server_tokens off;
    access_log off;  # the answer sends whoever it is to where it is logged
    error_log {log}/error.log crit;
    location /.well-known/acme-challenge/ {{ root /var/www/html; }}
    location / {{ return 308 https://$host$request_uri; }}
}}
"""
UPSTREAM = """\
upstream dtps {{
    # No `keepalive`: a worker that ends must never meet a request on a connection that it is about to close.
    server {workers};
}}"""
# On what nginx answers by itself. The application's have the same, and more for its pages.
HEADERS = """\
        add_header Content-Security-Policy "default-src 'self'; object-src 'none'; base-uri 'none'; \
form-action 'self'; frame-ancestors 'none'" always;
        add_header X-Content-Type-Options nosniff always;
        add_header Referrer-Policy same-origin always;
        add_header Cross-Origin-Opener-Policy same-origin always;
        add_header Cross-Origin-Resource-Policy same-origin always;
        add_header Permissions-Policy "camera=(), display-capture=(), geolocation=(), microphone=(), \
midi=(), payment=(), usb=()" always;"""
# A whole configuration for a trial: everything that nginx writes is in one folder.
WHOLE = """\
{user}
worker_processes auto;
worker_rlimit_nofile 65536;
pid {folder}/nginx.pid;
error_log {log};
events {{ worker_connections 16384; }}
http {{
    include {mime_types};
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
{site}
}}
"""


@dataclass(frozen=True)
class Site:
    """What differs from one nginx to another."""

    hosts: Sequence[str]
    static: Path
    log: Path
    workers: str = "127.0.0.1:8000"
    certificates: Path | None = None  # without: plain HTTP at `listen`
    listen: str = "127.0.0.1:8080"
    inside: Sequence[str] = ("127.0.0.1", "::1")  # who may ask after health and figures
    pages: Path = HERE / "pages"
    per_second: int = 100
    burst: int = 100
    answer_within: str = "65s"

    # Who connects, in the words of nginx; and rules for static files and for more places.
    client = "$remote_addr"
    more_of_static = more_places = ""

    def rules(self) -> str:
        """The file for /etc/nginx/sites-available."""
        values = {
            "UPSTREAM": self.upstream,
            "WORKERS": self.pass_to,
            "HOSTS": " ".join(self.hosts),
            "STATIC": self.static,
            "PAGES": self.pages,
            "ACCESS_LOG": self.access_log,
            "ERROR_LOG": self.error_log,
            "PER_SECOND": self.per_second,
            "BURST": self.burst,
            "ANSWER_WITHIN": self.answer_within,
            "CLIENT": self.client,
            "INSIDE": "\n".join(f"        allow {address};" for address in self.inside),
            "LISTEN": self.listening,
            "HEADERS": HEADERS,
            "REDIRECT": self.redirect,
            "MORE_OF_STATIC": self.more_of_static,
            "MORE_PLACES": self.more_places,
        }
        text = (HERE / "site.conf").read_text(encoding="utf-8")
        for word, value in values.items():
            text = text.replace(f"@{word}@", str(value))
        return text

    @property
    def upstream(self) -> str:
        """Where the workers are."""
        return UPSTREAM.format(workers=self.workers)

    @property
    def pass_to(self) -> str:
        """What requests are passed to."""
        return "http://dtps"

    @property
    def access_log(self) -> str:
        """Where each request has its line."""
        return f"{self.log}/access.log"

    @property
    def error_log(self) -> str:
        """Where errors go."""
        return f"{self.log}/error.log"

    @property
    def main_log(self) -> str:
        """Where nginx tells of itself, and from which level on."""
        return f"{self.log}/nginx.log warn"

    @property
    def listening(self) -> str:
        """The sockets, with what they need for TLS."""
        if self.certificates:
            return TLS.format(certificates=self.certificates)
        return f"    listen {self.listen};"

    @property
    def redirect(self) -> str:
        """The server that leads from HTTP to HTTPS."""
        return REDIRECT.format(hosts=" ".join(self.hosts), log=self.log) if self.certificates else ""

    def whole(self, folder: Path, mime_types: Path, *, as_root: bool) -> str:
        """A whole nginx.conf, whose files are all in `folder` and `log`."""
        user = "user root;" if as_root else ""  # else it would look for files as nobody
        return WHOLE.format(
            user=user, folder=folder, log=self.main_log, mime_types=mime_types, site=self.rules()
        )
