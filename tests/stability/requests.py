"""Requests that nobody would send, and some that somebody might, for the fuzz of the whole site."""

import gzip
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.world import ROLES

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND")
NAMES = (
    "q", "page", "type", "id", "ids", "key", "limit", "next", "status", "owner", "category", "client",
    "sort", "tag", "name", "version", "revision", "save-id", "menu", "care_team", "email", "username",
    "password", "language", "time_zone", "length_days", "start_date", "kcal_min", "archived", "shared",
    "post", "action", "_selected_action", "_popup", "_to_field", "o", "e", "term", "app_label",
    "model_name", "field_name", "choice:name", "csrfmiddlewaretoken",
)  # fmt: skip
WORDS = (
    "", "0", "1", "-1", "9" * 400, "1e999", "nan", "true", "null", "\0", "a\0b", "\ud800", "é", "😀",
    "\r\nX-Evil: 1", "..", "../../etc/passwd", "%00", "%", "%s%d{x}", "'\"--", "<script>", "$where",
    "{\"$gt\": 1}", "meal-plan", "client", "diet-template", "2026-02-30", "9999-12-31", "0000-01-01",
    "x" * 5000, "//evil.example", "javascript:1", "00000000-0000-0000-0000-000000000000", "Asia/Kolkata",
    "en", "hi",
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "Accept-Encoding": ("gzip", "br;q=x", "\xff", "gzip;q=0"),
    "Accept-Language": ("hi", "xx-" * 400, "en;q=nan", "\xe9", "zh-hant-\0"),
    "If-None-Match": ("*", '"x"', 'W/"', "\xff", ", , ,"),
    "If-Match": ("*", '"x"', "\xff"),
    "If-Modified-Since": ("never", "Thu, 99 Foo 2026 99:99:99 GMT", "0", "Sat, 01 Jan 0000 00:00:00 GMT"),
    "If-Unmodified-Since": ("never", "Thu, 01 Jan 1970 00:00:00 GMT"),
    "Range": ("bytes=0-0", "bytes=9-1", "bytes=-", "bytes=99999999-", "bytes=a-b", "items=1", "bytes=--1"),
    "X-Forwarded-For": ("1.2.3.4", "::1", "x, y, \xff", ",,,"),
    "X-App-Version": ("0.0.1", "\xff", "9" * 5000, "0.2.0+x"),
    "X-User": ("x", "00000000-0000-0000-0000-000000000000", "\xff"),
    "X-Request-ID": ("x" * 500, "\xff\n", "a-b"),
    "X-CSRFToken": ("x", "\xff" * 64, "a" * 64),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-HTTP-Method-Override": ("DELETE", "\xff"),
    "Host": ("evil.example", "", "a b", "[::1", "localhost:99999", "\xff", "testserver"),
    "Origin": ("null", "https://evil.example", "\xff", "http://testserver"),
    "Referer": ("http://testserver/clients/", "//[", "\xff", "javascript:1"),
    "Cookie": ("session=\xff", "session=" + "x" * 3000, "csrf=x; csrf=y", "=;;=", 'messages="[[\\"x\\"]]"'),
    "Content-Length": ("-1", "x", "0", "99999999999", "5"),
    "Transfer-Encoding": ("chunked", "x"),
    "Content-Encoding": ("gzip", "x"),
    "Accept": ("text/html", "application/json", "\xff", "*/*;q=x"),
}  # fmt: skip
TYPES = (
    "application/json", "application/json; charset=utf-16", "application/json; charset=bogus", "text/plain",
    "", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=bogus",
    "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=x",
    "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300, "multipart/form-data; boundary=é",
    "application/csp-report", "application/reports+json", "\xff/\xfe", "application/json;" * 50,
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One request: `path` may hold anything but what ends a path, `query` is as it goes over the wire."""

    role: str
    method: str
    path: str
    query: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""


words = st.sampled_from(WORDS) | st.text(max_size=8)
pairs = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=4), words), max_size=4)
queries = st.binary(max_size=12) | pairs.map(lambda some: urlencode(some, errors="surrogatepass").encode())
headers = st.dictionaries(st.sampled_from(sorted(HEADERS)), st.integers(0, 9), max_size=3).map(
    lambda chosen: {name: HEADERS[name][number % len(HEADERS[name])] for name, number in chosen.items()}
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
members = st.sampled_from(
    ("type", "id", "saveId", "revision", "version", "changes", "data", "user", "email", "password")
)


def _multipart(some: list[tuple[str, str]]) -> bytes:
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in some
    ]
    return "".join([*parts, "--x--"]).encode("utf-8", "surrogatepass")


bodies = (
    st.binary(max_size=30)
    | st.dictionaries(members | words, values, max_size=5).map(lambda body: json.dumps(body).encode())
    | pairs.map(lambda some: urlencode(some, errors="surrogatepass").encode())
    | pairs.map(_multipart)
    | st.sampled_from(
        [b"[" * 100_000, b"{" * 5000, b"a=b&" * 3000, b'{"a":' * 3000, b"\xef\xbb\xbf{}", b"--x"]
    )
)


def paths(doors: list[str]) -> st.SearchStrategy[str]:
    """The addresses of the site with their blanks filled; some with something added, some made up."""
    known = st.sampled_from(doors)
    tails = st.sampled_from(
        ["", "", "", "", "/", "//", "?", "../", ".json", "%00", "\0", "é", "\\", "x" * 3000, ";a=b"]
    )
    odd = st.tuples(known, tails).map("".join)
    cut = st.tuples(known, st.integers(1, 40)).map(lambda pair: pair[0][: pair[1]])
    made_up = st.tuples(
        st.sampled_from(["/", "/api/", "/admin/", "/static/", "//", "/api//", "/API/"]), words
    )
    return known | known | odd | cut | made_up.map("".join)


def asks(doors: list[str]) -> st.SearchStrategy[Ask]:
    """Requests to the whole site, as anybody."""
    return st.builds(
        Ask,
        role=st.sampled_from(ROLES),
        method=st.sampled_from(METHODS),
        path=paths(doors),
        query=st.just(b"") | queries,
        headers=headers,
        content_type=st.sampled_from(TYPES),
        body=st.just(b"") | bodies,
    )


def wire_path(path: str) -> str:
    """`path` as it is written in a request line."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/%;=?.")


def faults(ask: Ask, status: int, headers: dict[str, str], body: Any) -> list[str]:
    """What must not be: a fault of the server; from the API a redirect, HTML, or an error without a code."""
    wrong = ["a fault of the server"] if status >= 500 else []
    if not wire_path(ask.path).startswith("/api/"):
        return wrong
    kind = headers.get("Content-Type", "")
    if headers.get("Content-Encoding") == "gzip" and body:
        body = gzip.decompress(body)
    if 300 <= status < 400 and status != 304:
        wrong.append("a redirect")
    if "html" in kind or body.lstrip().lower().startswith((b"<!doctype", b"<html")):
        wrong.append("HTML")
    if (
        status >= 400
        and ask.method != "HEAD"
        and (kind != "application/problem+json" or "code" not in json.loads(body))
    ):
        wrong.append("an error without a code")
    return wrong
