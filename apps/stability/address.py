"""Which address a request comes from, and which addresses count as one.

Everybody may write X-Forwarded-For, so it is read from right to left, and only as far as the proxies that
TRUSTED_PROXIES names have written it.
"""

import ipaddress
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

from django.conf import settings
from django.http import HttpRequest

from dtps.networks import is_within


def client_address(request: HttpRequest) -> str:
    """The address of whoever sent the request; empty when there is none to know, as behind a Unix socket."""
    address = _peer(request)
    if not is_believed(request):
        return address
    for entry in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not (before := _plain(entry)):
            break
        address = before
        if not is_within(address, settings.TRUSTED_PROXIES):
            break
    return address


def is_believed(request: HttpRequest) -> bool:
    """Whether the sender of the request may speak for somebody else: a trusted proxy, or a Unix socket."""
    address = _peer(request)
    return bool(settings.TRUSTED_PROXIES) and (not address or is_within(address, settings.TRUSTED_PROXIES))


def _peer(request: HttpRequest) -> str:
    """The address at the other end of the connection; empty where it has none."""
    return _plain(request.META.get("REMOTE_ADDR", "")) or ""


def client_bucket(address: str) -> str:
    """IPv6 addresses by /64, the least that one customer gets; others as they are."""
    ip = _ip(address)
    if isinstance(ip, IPv6Address):
        return str(ipaddress.ip_network((int(ip) >> 64 << 64, 64)))
    return str(ip or address)


def _plain(entry: str) -> str | None:
    """The address as one spells it: without brackets, port and zone. None for what is no address."""
    text = entry.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    ip = _ip(text)
    return None if ip is None else str(ip)


@lru_cache(maxsize=4096)  # asked twice for each request, mostly by the same addresses
def _ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:  # how a socket for both shows an IPv4 client
        return ip.ipv4_mapped
    return ip
