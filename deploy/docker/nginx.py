"""The rules of nginx in front of the containers: those of a server, but for where things are.

    python3 -m deploy.docker.nginx > deploy/docker/nginx.conf

nginx's container has no Python, so the file is kept; a test compares it.
"""

from pathlib import Path

from deploy.nginx import Site

UPSTREAM = """\
# A name of several containers, of which deploys make new ones: asked for again every five seconds. A variable
# in `proxy_pass` makes nginx do so.
resolver 127.0.0.11 valid=5s ipv6=off;"""
LISTEN = """\
    listen 8443 ssl http2;
    ssl_certificate /etc/nginx/tls/fullchain.pem;
    ssl_certificate_key /etc/nginx/tls/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:dtps:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
    set $dtps_web http://web:8000;"""
REDIRECT = """\
server {
    listen 8080;
    server_tokens off;
    access_log off;  # the answer sends whoever it is to where it is logged
    location = /healthz/nginx { return 200; }
    location /.well-known/acme-challenge/ { root /srv/acme; }
    location / { return 308 https://$host$request_uri; }
}
"""
# The volume has the files whose names carry a hash; the others come with the application.
MORE_OF_STATIC = """\
        log_not_found off;
        error_page 404 = @web;
"""
MORE_PLACES = """\

    location @web {
        proxy_pass $dtps_web;
    }
"""


class Containers(Site):
    """nginx in a container, between the world (or a balancer of the practice's) and the containers `web`."""

    # What a balancer says of its client is passed on: the application believes it of TRUSTED_PROXIES alone.
    client = "$proxy_add_x_forwarded_for"
    upstream, pass_to = UPSTREAM, "$dtps_web"
    access_log, error_log, main_log = "/dev/stdout", "/dev/stderr", "/dev/stderr crit"
    listening, redirect = LISTEN, REDIRECT
    more_of_static, more_places = MORE_OF_STATIC, MORE_PLACES


def configuration() -> str:
    """The whole file. Only /tmp can be written to."""
    site = Containers(
        hosts=["_"], static=Path("/srv/static"), log=Path("/dev"), inside=(), pages=Path("/srv/pages")
    )
    text = site.whole(Path("/tmp"), Path("/etc/nginx/mime.types"), as_root=False)  # noqa: S108 (memory)
    return f"# Made by deploy/docker/nginx.py.\n{text.strip()}\n"


if __name__ == "__main__":
    print(configuration(), end="")
