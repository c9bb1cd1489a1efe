"""Lists of addresses and networks, as settings name them."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Networks = tuple[IPv4Network | IPv6Network, ...]


def networks(words: Iterable[str]) -> Networks:
    """`10.0.0.7` and `10.0.0.0/8` and their like. Raises ValueError naming the first that is neither."""
    return tuple(ip_network(word) for word in words)


def is_within(address: str, among: Networks) -> bool:
    """Whether `address` is in one of the networks; one that cannot be read is in none."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:  # how a socket for both shows an IPv4 client
        ip = ip.ipv4_mapped
    return any(ip in network for network in among)
