"""Which address a request comes from, and which addresses count as one."""

import ipaddress

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of whoever is connected; empty when there is no connection."""
    return str(request.META.get("REMOTE_ADDR", ""))


def client_bucket(address: str) -> str:
    """IPv6 addresses by /64, the least that one customer gets; others as they are."""
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if version == 6 else address
