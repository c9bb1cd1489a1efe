"""How an event looks on the wire."""

import json

import pytest

from apps.realtime.events import Event


def test_a_frame() -> None:
    event = Event("unread", {"total": 3, "kinds": {}}, id="7-1760000000")
    assert event.frame() == b'event: unread\nid: 7-1760000000\ndata: {"total":3,"kinds":{}}\n\n'


def test_without_an_id_the_client_keeps_the_one_before() -> None:
    assert Event("ping", {}).frame() == b"event: ping\ndata: {}\n\n"


@pytest.mark.parametrize(
    "text", ["two\nlines", "two\r\nlines", "\n\nevent: bye\n\n", "हिन्दी", "\ud800", "\0", "a\u2028b"]
)
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    frame = Event("notification", {"text": text}).frame()
    name, data, nothing, end = frame.decode().split("\n")
    assert (name, nothing, end) == ("event: notification", "", "")
    assert json.loads(data.removeprefix("data: ")) == {"text": text}
