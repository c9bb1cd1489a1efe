"""Two application nodes, three database nodes and Redis, each on a machine of its own.

Which of them is cut off, nobody's work waits for it for long, and none is lost."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.browser.server import Person, Server
from tests.places import Machine, machines
from tests.realtime.clients import Listener, ask, do, eventually, new_person
from tests.redis_server import PROGRAM, RedisServer
from tests.replica_set import ReplicaSet, find_mongod

pytestmark = pytest.mark.only_sqlite  # it brings its own MongoDB

TOKEN = "nodes" * 6 + "xy"  # any 32 letters do, the same in cookie and header
RECOVERY = 60.0  # seconds, for anything


class Node(Server):
    """An application node: it has nothing of its own but its folder."""

    def __init__(self, folder: Path, place: Machine, replicas: ReplicaSet, redis: RedisServer) -> None:
        self.place: Machine = place
        super().__init__(
            folder,
            replicas.url,
            DJANGO_SETTINGS_MODULE="tests.deploy.settings",
            REDIS_URL=redis.url,
            ALLOWED_HOSTS=place.host,
            REALTIME_POLL_SECONDS="600",
            DATABASE_MIN_POOL_SIZE="0",
        )


@dataclass(frozen=True)
class Practice:
    """The nodes, and the machines that can be cut off."""

    one: Node
    two: Node
    replicas: ReplicaSet
    redis: Machine


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """Everything started. With CI=true what is missing is a failure."""
    if PROGRAM is None and os.environ.get("CI") != "true":
        pytest.skip("redis-server is not installed")
    find_mongod()
    with ExitStack() as undo:
        first, second, cache, *members = undo.enter_context(machines(6))
        replicas = undo.enter_context(ReplicaSet(places=members))
        redis = undo.enter_context(RedisServer(cache))
        nodes = []
        for place in (first, second):
            node = Node(tmp_path_factory.mktemp("node"), place, replicas, redis)
            undo.callback(node.kill)
            nodes.append(node)
        nodes[0].prepare()
        for node in nodes:
            node.start()
        yield Practice(nodes[0], nodes[1], replicas, cache)


@dataclass
class Draft:
    """One person's draft, saved again and again through whichever node they are led to."""

    person: Person
    key: str
    revision: int = 0
    name: str = ""

    def save(self, node: Server, name: str) -> None:
        """One save, repeated under its own id until it is acknowledged."""
        body: dict[str, Any] = {"type": "diet-template", "id": self.key, "saveId": str(uuid4()), "version": 0}
        body["revision"] = self.revision
        change = {"changes": {"name": [self.name, name]}} if self.revision else {"data": {"name": name}}
        deadline = time.monotonic() + RECOVERY
        while (answer := self._ask(node, "/api/drafts/", "POST", body | change)) is None:
            assert time.monotonic() < deadline
        self.revision, self.name = answer["revision"], name

    def read(self, node: Server) -> str:
        """The name that the server has."""
        answer = self._ask(node, f"/api/drafts/?type=diet-template&id={self.key}", "GET", None)
        assert answer
        return str(answer["draft"]["data"]["name"])

    def _ask(self, node: Server, path: str, method: str, body: Any) -> Any:
        cookies = f"session={self.person.session}; csrf={TOKEN}"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
        try:
            response, answer = ask(node, path, method, headers, body)
        except OSError:
            return None
        return answer if response.status == 200 else None


@pytest.fixture
def draft(practice: Practice) -> Draft:
    """Of somebody who signed in at the first node."""
    return Draft(new_person(practice.one), str(uuid4()))


def machine_of(practice: Practice, address: str) -> Machine:
    """The one on which that member of the database runs."""
    [place] = [member.place for member in practice.replicas.members if member.address == address]
    assert isinstance(place, Machine)
    return place


def test_a_person_may_be_led_to_any_node(practice: Practice, draft: Draft) -> None:
    for turn, node in enumerate([practice.one, practice.two] * 2):
        draft.save(node, f"turn {turn}")
    assert draft.read(practice.one) == draft.read(practice.two) == "turn 3"
    with Listener(practice.two, draft.person) as stream:
        stream.names(3)
        do(practice.one, "say", user=draft.person.id, text="from the other node")
        assert stream.next().data["text"] == "from the other node"


def test_an_application_node_is_cut_off(practice: Practice, draft: Draft) -> None:
    draft.save(practice.one, "before")
    practice.one.place.cut_off()
    try:
        draft.save(practice.two, "meanwhile")
    finally:
        practice.one.place.reconnect()
    eventually(lambda: draft.read(practice.one) == "meanwhile", RECOVERY)
    draft.save(practice.one, "afterwards")


def test_the_primary_is_cut_off(practice: Practice, draft: Draft) -> None:
    draft.save(practice.one, "before")
    place = machine_of(practice, practice.replicas.primary().address)
    place.cut_off()
    try:
        draft.save(practice.one, "meanwhile")
        assert draft.read(practice.two) == "meanwhile"
    finally:
        place.reconnect()
    practice.replicas.wait_until_in_step()
    assert draft.read(practice.one) == "meanwhile"


def test_redis_is_cut_off(practice: Practice, draft: Draft) -> None:
    draft.save(practice.one, "before")
    practice.redis.cut_off()
    try:
        draft.save(practice.one, "meanwhile")
        draft.save(practice.two, "at the other one")
    finally:
        practice.redis.reconnect()
    assert draft.read(practice.one) == "at the other one"
