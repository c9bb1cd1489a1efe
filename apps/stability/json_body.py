"""Reading JSON that somebody else wrote: strict, bounded, and with the place named when it will not do."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.stability.problems import ApiProblem

MAX_DEPTH = 40  # our deepest document has 12; databases and recursive code give up somewhere above 90
LARGEST_INTEGER = 2**53 - 1  # beyond it JavaScript would silently keep another number


def read_json(request: HttpRequest, limit: int) -> dict[str, Any]:
    """The JSON object in the body, of at most `limit` bytes.

    Raises ApiProblem 415 when the body is not declared as JSON, 413 `too_large`, 400 `malformed_json` when it
    is no strict JSON object: not UTF-8, a key twice, NaN or Infinity, nested too deep.
    """
    if request.content_type != "application/json":
        raise ApiProblem(415, "not_json", _("Please send application/json."))
    try:
        value = parse_json(_body(request, limit))
    except ValueError as error:
        raise ApiProblem(
            400, "malformed_json", _("This is not valid JSON: %(reason)s") % {"reason": error}
        ) from None
    if not isinstance(value, dict):
        raise ApiProblem(400, "malformed_json", _("The body has to be a JSON object."))
    return value


def _body(request: HttpRequest, limit: int) -> bytes:
    body = request.read(limit + 1)  # not request.body, which would take in all of it first
    if len(body) > limit:
        sizes = {"limit": limit // 1024}
        raise ApiProblem(413, "too_large", _("This is too large: at most %(limit)d KiB can be sent.") % sizes)
    return body


def parse_json(body: bytes | str) -> Any:
    """Strict JSON to Python. Raises ValueError saying what is wrong, and where when that is known."""
    text = body.decode("utf-8") if isinstance(body, bytes) else body
    try:
        value = json.loads(
            text, object_pairs_hook=_unique_keys, parse_constant=_no_constant, parse_float=_finite_float
        )
    except RecursionError:
        raise ValueError(_("it is nested too deeply")) from None
    if depth(value) > MAX_DEPTH:
        raise ValueError(_("it is nested too deeply"))
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    node = dict(pairs)
    if len(node) != len(pairs):
        twice = Counter(key for key, _value in pairs).most_common(1)[0][0]
        raise ValueError(_("the key “%(key)s” occurs twice in one object") % {"key": twice})
    return node


def _no_constant(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is not a JSON value") % {"name": name})


def _finite_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(_("the number %(number)s is too large") % {"number": text[:40]})
    return number


def depth(value: Any) -> int:
    """How many lists and objects stand inside one another: 0 for a text, 1 for `[]`, 2 for `[{}]`."""
    levels, nodes = 0, [value]
    while nodes := [node for node in nodes if isinstance(node, dict | list)]:
        levels += 1
        nodes = [child for node in nodes for child in (node.values() if isinstance(node, dict) else node)]
    return levels


def unstorable(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """What valid JSON can carry but no database of ours keeps, as `(path, what is wrong)` each.

    A NUL character, half of a character (a lone surrogate), an integer that JavaScript cannot hold.
    """
    if isinstance(value, str):
        if message := text_fault(value):
            yield path, message
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            yield path, _("This number is too large.")
    elif isinstance(value, dict):
        for key, child in value.items():
            if message := text_fault(key):
                yield path, message
            yield from unstorable(child, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from unstorable(child, f"{path}/{index}" if path else str(index))


def text_fault(text: str) -> str | None:
    """What keeps `text` from being stored, None when nothing does."""
    if "\0" in text:
        return _("This text contains a NUL character.")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _("This text contains half of a character: one that was cut in two.")
    return None
