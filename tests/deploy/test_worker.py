"""Workers on one socket: told to end, they finish what they have begun, and nobody notices."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deploy.workers import Door
from tests.browser.server import PATIENCE, ROOT, Server, die_with_parent
from tests.realtime.clients import Listener, new_person

pytestmark = pytest.mark.only_sqlite


class Workers(Server):
    """Two workers in place of one server; `port` is that of the socket they share."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, DJANGO_SETTINGS_MODULE="tests.deploy.settings", RUN_DIR=str(folder))
        self.socket = socket.create_server(("127.0.0.1", self.port), backlog=200)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start_one(self, name: str, *options: str) -> None:
        """Starts one and waits until it answers at its own socket."""
        command = [sys.executable, "-m", "dtps.worker", "--fd", "0", "--name", name, *options]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=self.socket.fileno(),
                stdout=log, stderr=log, preexec_fn=die_with_parent,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while self.status_of(name) != 200:
            assert time.monotonic() < deadline, (self.folder / f"{name}.log").read_text(encoding="utf-8")
            time.sleep(0.05)

    def status_of(self, name: str) -> int:
        """What one worker answers about itself; 0 when it does not answer."""
        door = Door(self.folder / f"{name}.sock")
        try:
            door.request("GET", "/healthz/live/")
            return door.getresponse().status
        except OSError:
            return 0
        finally:
            door.close()

    def end(self, name: str) -> int:
        """SIGTERM; the exit code."""
        self.processes[name].terminate()
        return self.processes[name].wait(PATIENCE)

    def close(self) -> None:
        """Ends all of them."""
        for process in self.processes.values():
            process.kill()
            process.wait()
        for left in [*self.folder.glob("*.starts"), *self.folder.glob("web-*.sock*")]:
            left.unlink()
        self.socket.close()


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, cast_database: Path) -> Path:
    """The folder of a database."""
    folder = tmp_path_factory.mktemp("workers")
    Server(folder).prepare(cast_database)
    return folder


@pytest.fixture
def workers(practice: Path) -> Iterator[Workers]:
    """One that serves; a second can be started."""
    running = Workers(practice)
    running.start_one("web-0")
    yield running
    running.close()


def ask(workers: Workers, path: str) -> tuple[int, bytes]:
    """Status and body, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", workers.port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Connection": "close"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def test_what_is_under_way_is_finished_before_the_end(workers: Workers) -> None:
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(ask, workers, "/test/slow/")
        time.sleep(0.4)
        assert workers.end("web-0") == 0
        assert answer.result() == (200, b"finished")


def test_nobody_notices_that_a_worker_is_replaced(workers: Workers) -> None:
    workers.start_one("web-1")
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(ask, workers, "/healthz/live/") for _request in range(200)]
        assert workers.end("web-0") == 0
        workers.start_one("web-0")
        assert workers.end("web-1") == 0
        assert {answer.result()[0] for answer in answers} == {200}


def test_streams_are_told_to_come_back_and_find_the_other_worker(workers: Workers) -> None:
    person = new_person(workers)
    with Listener(workers, person) as stream:
        stream.names(3)
        workers.start_one("web-1")
        assert workers.end("web-0") == 0
        assert stream.until("bye").data["reason"] == "stopping"
        assert stream.is_ended()
    with Listener(workers, person) as stream:
        assert stream.names(3) == ["connected", "version", "unread"]


def test_a_half_sent_request_does_not_hold_the_end_up_for_ever(workers: Workers) -> None:
    workers.end("web-0")
    workers.start_one("web-0", "--grace", "1")
    with socket.create_connection(("127.0.0.1", workers.port)) as client:
        client.sendall(b"POST /api/drafts/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
        time.sleep(0.2)
        assert workers.end("web-0") == 0
        assert client.recv(1) == b""


def test_one_that_was_killed_leaves_its_socket_and_can_start_again(workers: Workers) -> None:
    process = workers.processes["web-0"]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    workers.start_one("web-0")  # after a pause
    assert ask(workers, "/healthz/live/")[0] == 200
    assert workers.end("web-0") == 0
    assert [path.name for path in workers.folder.glob("web-0.s*")] == []
