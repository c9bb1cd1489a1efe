"""Where a server of the tests runs: on the loopback, or on a machine of its own (a network namespace)."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache

from bench.faults.network import ip


@dataclass(frozen=True)
class Place:
    """`host` is its address, `within` what a command begins with to run there."""

    host: str = "127.0.0.1"
    within: tuple[str, ...] = ()


HERE = Place()


@dataclass(frozen=True)
class Machine(Place):
    """A network namespace that hangs on a switch by one cable, whose end there is `plug`."""

    plug: str = ""

    def cut_off(self) -> None:
        """From now on not a packet passes, and nobody is told."""
        ip("link", "set", self.plug, "down")

    def reconnect(self) -> None:
        """It carries again."""
        ip("link", "set", self.plug, "up")


@contextmanager
def machines(count: int) -> Iterator[list[Machine]]:
    """That many on one switch, which this machine hangs on as well; all of it is gone at the end."""
    number = os.getpid() % 250
    name, net = f"dtpss{os.getpid() % 10**7}", f"10.201.{number}"
    with ExitStack() as undo:
        ip("link", "add", name, "type", "bridge")
        undo.callback(ip, "link", "delete", name)
        ip("address", "add", f"{net}.1/24", "dev", name)
        ip("link", "set", name, "up")
        made = []
        for place in range(count):
            made.append(_machine(f"dtps{os.getpid() % 10**6}n{place}", f"{net}.{place + 10}", name))
            undo.callback(ip, "netns", "delete", made[-1].within[-1])
        yield made


def _machine(name: str, address: str, switch: str) -> Machine:
    ip("netns", "add", name)
    ip("link", "add", name, "type", "veth", "peer", "name", "cable", "netns", name)
    ip("link", "set", name, "master", switch, "up")
    ip("-n", name, "address", "add", f"{address}/24", "dev", "cable")
    ip("-n", name, "link", "set", "cable", "up")
    ip("-n", name, "link", "set", "lo", "up")
    return Machine(address, ("ip", "netns", "exec", name), plug=name)


@cache
def machines_problem() -> str | None:
    """Why there can be none here; None when there can."""
    if os.geteuid() != 0:
        return "only root may make a network namespace"
    try:
        with machines(1):
            return None
    except (OSError, subprocess.CalledProcessError) as error:
        return f"no network namespaces ({error})"
