"""The command line of deploy.nginx: prints the rules of a server with TLS."""

import argparse
from pathlib import Path

from deploy.nginx import Site

parser = argparse.ArgumentParser(prog="python3 -m deploy.nginx", description=__doc__)
parser.add_argument("hosts", nargs="+", help="the names of the site, as in ALLOWED_HOSTS")
parser.add_argument("--root", type=Path, default=Path("/srv/dtps"), help="of the installation")
parser.add_argument("--certificates", type=Path, help="folder of fullchain.pem and privkey.pem")
parser.add_argument(
    "--inside", action="append", default=[], metavar="NETWORK", help="may ask after health, as this machine"
)
parser.add_argument("--per-second", type=int, default=100, help="requests from one address")
parser.add_argument("--burst", type=int, default=100)
asked = parser.parse_args()
site = Site(
    hosts=asked.hosts,
    static=asked.root / "shared/var/static",
    pages=asked.root / "current/deploy/nginx/pages",
    log=Path("/var/log/nginx"),
    certificates=asked.certificates or Path("/etc/letsencrypt/live") / asked.hosts[0],
    inside=[*Site.inside, *asked.inside],
    per_second=asked.per_second,
    burst=asked.burst,
)
print(site.rules())
