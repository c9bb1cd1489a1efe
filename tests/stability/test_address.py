"""The address of a client: nobody can choose it by writing a header."""

from io import BytesIO

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from apps.stability.address import client_address, client_bucket
from apps.stability.asgi import Request
from dtps.networks import networks

PROXIES = networks(["10.0.0.0/8", "fd00::/8"])


def address(remote: str, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@pytest.mark.parametrize("forged", ["9.9.9.9", "9.9.9.9, 8.8.8.8", "127.0.0.1", "10.0.0.1", "x", ""])
def test_without_trusted_proxies_the_header_means_nothing(settings: Settings, forged: str) -> None:
    settings.TRUSTED_PROXIES = ()
    assert address("203.0.113.7", forged) == "203.0.113.7"


@pytest.mark.parametrize("forged", ["9.9.9.9", "9.9.9.9, 10.0.0.2", "10.0.0.1"])
def test_whoever_comes_past_the_proxies_is_not_believed(settings: Settings, forged: str) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    assert address("203.0.113.7", forged) == "203.0.113.7"


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("9.9.9.9, 203.0.113.7", "203.0.113.7"),  # what stands before the last was there when it came in
        ("10.9.9.9, 203.0.113.7", "203.0.113.7"),
        ("9.9.9.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),  # two proxies in a row
        ("9.9.9.9,203.0.113.7 ,10.0.0.3, 10.0.0.2", "203.0.113.7"),
        ("10.0.0.5", "10.0.0.5"),  # somebody in the network of the proxies
        ("203.0.113.7:51234", "203.0.113.7"),
        ("[2001:db8::1]:51234", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fd00::2, ::ffff:10.0.0.2", "fd00::2"),
    ],
)
def test_behind_a_trusted_proxy(settings: Settings, forwarded: str, client: str) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    assert address("10.0.0.1", forwarded) == client


@pytest.mark.parametrize("nonsense", ["", "unknown", "9.9.9.9, _hidden", "9.9.9.9,", "1.2.3", "9.9.9.9;x"])
def test_a_proxy_that_says_nothing_useful_is_the_client(settings: Settings, nonsense: str) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    assert address("10.0.0.1", nonsense) == "10.0.0.1"


def test_a_trusted_proxy_on_a_socket_for_both_kinds(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    assert address("::ffff:10.0.0.1", "203.0.113.7") == "203.0.113.7"


def test_a_unix_socket_is_a_proxy_of_this_machine(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    assert address("", "9.9.9.9, 203.0.113.7") == "203.0.113.7"
    settings.TRUSTED_PROXIES = ()
    assert address("", "203.0.113.7") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
    ],
)
def test_which_addresses_count_as_one(one: str, other: str, same: bool) -> None:
    assert (client_bucket(one) == client_bucket(other)) is same


def test_what_is_no_address_is_its_own_bucket() -> None:
    assert client_bucket("") == ""
    assert client_bucket("nonsense") == "nonsense"


@pytest.mark.parametrize(
    ("proxies", "sender", "is_https"),
    [
        (["10.0.0.0/8"], "10.1.2.3", True),
        (["10.0.0.0/8"], "203.0.113.7", False),
        ([], "127.0.0.1", False),
        (["10.0.0.0/8"], None, True),  # a Unix socket: whoever opens it is on this machine
    ],
)
def test_that_it_came_by_https_is_believed_of_trusted_proxies(
    settings: Settings, proxies: list[str], sender: str | None, is_https: bool
) -> None:
    settings.TRUSTED_PROXIES = networks(proxies)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [(b"x-forwarded-proto", b"https")],
        **({"client": (sender, 1234)} if sender else {}),
    }
    assert Request(scope, BytesIO()).is_secure() is is_https
