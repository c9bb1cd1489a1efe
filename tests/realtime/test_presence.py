"""ws/presence/<kind>/<uuid>/ on a real server: who is here, who is refused and why."""

import json
import time
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus

from tests.browser.server import Person, Server
from tests.realtime.clients import close_code, do, editor, eventually, heard, holds, new_person, sign_out

pytestmark = pytest.mark.only_sqlite

KIND = "diet-template"
HERE, IDLE = '{"type": "here", "idle": false}', '{"type": "here", "idle": true}'


@pytest.fixture
def key(server: Server, person: Person) -> str:
    """A template of the person."""
    return str(do(server, "new template", user=person.id))


@pytest.fixture
def admin(server: Server) -> Person:
    """Somebody else who may edit it."""
    one = new_person(server)
    do(server, "change user", user=one.id, role="admin", name="Anita Rao")
    return one


def roster(socket: object) -> list[tuple[str, bool, bool]]:
    """Who is in the next message: id, idle, you."""
    message = heard(socket)  # type: ignore[arg-type]
    assert message["type"] == "people"
    return [(one["user"], one["idle"], one["you"]) for one in message["people"]]


def test_two_people_see_each_other_come_and_go(
    server: Server, person: Person, admin: Person, key: str
) -> None:
    with editor(server, person, KIND, key) as mine:
        assert roster(mine) == [(person.id, False, True)]
        with editor(server, admin, KIND, key) as hers:
            assert roster(hers) == [(person.id, False, False), (admin.id, False, True)]
            entry = heard(mine)["people"][1]
            assert (entry["name"], entry["initials"], entry["you"]) == ("Anita Rao", "AR", False)
            hers.send(IDLE)
            assert roster(mine) == [(person.id, False, True), (admin.id, True, False)]
            hers.send(HERE)
            assert roster(mine) == [(person.id, False, True), (admin.id, False, False)]
        assert roster(mine) == [(person.id, False, True)]


def test_two_tabs_are_one_person_who_is_idle_in_both_or_not_at_all(
    server: Server, person: Person, key: str
) -> None:
    with editor(server, person, KIND, key) as first, editor(server, person, KIND, key) as second:
        assert roster(first) == [(person.id, False, True)]
        first.send(IDLE)
        second.send(IDLE)
        assert roster(first) == [(person.id, True, True)]


def test_who_gives_no_sign_of_life_is_gone(server: Server, person: Person, admin: Person, key: str) -> None:
    with editor(server, person, KIND, key) as mine, editor(server, admin, KIND, key) as hers:
        eventually(lambda: len(roster(mine)) == 2)
        do(server, "age presence", user=admin.id, seconds=46)
        assert roster(mine) == [(person.id, False, True)]
        eventually(lambda: len(roster(hers)) == 1)
        hers.send(HERE)  # the tab has woken up
        assert [one for one, _idle, _you in roster(mine)] == [person.id, admin.id]


def test_a_save_is_told_to_who_has_it_open(server: Server, person: Person, admin: Person, key: str) -> None:
    with (
        editor(server, person, KIND, key) as mine,
        editor(server, person, KIND, other_key(server, person)) as other,
    ):
        roster(mine), roster(other)
        do(server, "save", kind=KIND, key=key, version=7, user=admin.id)
        saved = heard(mine)
        assert (saved["type"], saved["version"]) == ("saved", 7)
        assert saved["by"] == {"user": admin.id, "name": "Anita Rao"}
        with pytest.raises(TimeoutError):
            other.recv(timeout=0.3)


def other_key(server: Server, person: Person) -> str:
    """Another template of the same person."""
    return str(do(server, "new template", user=person.id))


def test_another_sites_page_is_refused(server: Server, person: Person, key: str) -> None:
    for origin in ("https://evil.example", None):
        with pytest.raises(InvalidStatus) as refused, editor(server, person, KIND, key, origin=origin):
            pass
        assert refused.value.response.status_code == 403


def test_an_unknown_address_is_refused(server: Server, person: Person) -> None:
    with pytest.raises(InvalidStatus) as refused, editor(server, person, "a/b", "c"):
        pass
    assert refused.value.response.status_code == 403


def test_visitors_are_refused(server: Server, key: str) -> None:
    with editor(server, None, KIND, key) as socket:
        assert close_code(socket) == 4401


@pytest.mark.parametrize("kind", [KIND, "no-such-kind", "x" * 500])
@pytest.mark.parametrize("which", ["theirs", "none", "no uuid"])
def test_what_is_not_yours_does_not_exist(server: Server, person: Person, kind: str, which: str) -> None:
    keys = {"theirs": other_key(server, new_person(server)), "none": str(uuid4()), "no uuid": "1"}
    with editor(server, person, kind, keys[which]) as socket:
        assert close_code(socket) == 4404


@pytest.mark.parametrize(
    "frame",
    ["", "no JSON", "[]", "1", '{"type": "there"}', '{"type": "here"}', '{"type": "here", "idle": 1}', b"\0"],
)
def test_a_frame_that_is_not_understood(server: Server, person: Person, key: str, frame: str | bytes) -> None:
    with editor(server, person, KIND, key) as socket:
        socket.send(frame)
        assert close_code(socket) == 4400


def test_a_frame_that_is_too_large(server: Server, person: Person, key: str) -> None:
    with editor(server, person, KIND, key) as socket:
        socket.send(json.dumps({"type": "here", "idle": False, "more": "x" * 1024}))
        assert close_code(socket) == 4409


def test_too_many_frames(server: Server, person: Person, admin: Person, key: str) -> None:
    with editor(server, admin, KIND, key) as other, editor(server, person, KIND, key) as socket:
        for _turn in range(31):
            socket.send(HERE)
        assert close_code(socket) == 4429
        other.send(HERE)
        eventually(lambda: len(roster(other)) == 1)


def test_too_many_sockets(server: Server, person: Person, key: str) -> None:
    open_ones = [editor(server, person, KIND, key) for _turn in range(10)]
    sockets = [one.__enter__() for one in open_ones]
    try:
        for socket in sockets:
            heard(socket)
        with editor(server, person, KIND, key) as socket:
            assert close_code(socket) == 4429
    finally:
        for one in open_ones:
            one.__exit__(None, None, None)


def test_signing_out_closes_it(server: Server, person: Person, key: str) -> None:
    with editor(server, person, KIND, key) as socket:
        heard(socket)
        sign_out(server, person)
        assert close_code(socket) == 4401


def test_who_may_not_edit_any_more_is_closed_at_the_next_sign_of_life(
    server: Server, admin: Person, key: str
) -> None:
    with editor(server, admin, KIND, key) as socket:
        heard(socket)
        do(server, "change user", user=admin.id, role="dietitian")
        socket.send(HERE)
        assert close_code(socket) == 4404


def test_everything_is_given_back(server: Server, person: Person, key: str) -> None:
    with editor(server, person, KIND, key) as socket:
        heard(socket)
        assert holds(server)["rooms"] == 1
    eventually(lambda: holds(server)["connections"] == 0)
    inside = holds(server)
    assert (inside["rooms"], inside["people"], inside["groups"]) == (0, 0, 0)
    assert do(server, "count presence", key=key) == 0


def test_a_server_that_stops_says_so(new_server: object, server: Server, person: Person, key: str) -> None:
    with editor(server, person, KIND, key) as socket:
        heard(socket)
        try:
            started = time.monotonic()
            assert server.stop() == 0
            assert close_code(socket) == 1001
            assert time.monotonic() - started < 10
        finally:
            server.start()
