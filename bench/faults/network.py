"""A network of its own for one member of the database, whose cable can be cut."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Cable:
    """Between this machine, at `near`, and the network `name`, at `far`."""

    name: str
    near: str
    far: str

    def cut(self) -> None:
        """From now on not a packet passes, and nobody is told."""
        ip("link", "set", f"{self.name}n", "down")

    def mend(self) -> None:
        """It carries again."""
        ip("link", "set", f"{self.name}n", "up")


@contextmanager
def cable() -> Iterator[Cable]:
    """A new one; gone at the end, with what still runs behind it cut off."""
    number = os.getpid() % 16_000  # addresses of 10.200.0.0/16, four for each cable
    block, first = divmod(number * 4, 256)
    made = Cable(f"dtps{os.getpid() % 10**7}", *(f"10.200.{block}.{first + host}" for host in (1, 2)))
    near, far = f"{made.name}n", f"{made.name}f"
    ip("netns", "add", made.name)
    try:
        ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", made.name)
        ip("address", "add", f"{made.near}/30", "dev", near)
        ip("link", "set", near, "up")
        ip("-n", made.name, "address", "add", f"{made.far}/30", "dev", far)
        ip("-n", made.name, "link", "set", far, "up")
        ip("-n", made.name, "link", "set", "lo", "up")
        yield made
    finally:
        ip("netns", "delete", made.name)
        subprocess.run(["ip", "link", "delete", near], stderr=subprocess.DEVNULL, check=False)


@cache
def network_problem() -> str | None:
    """Why there can be no such network here; None when there can."""
    if os.geteuid() != 0:
        return "only root may make a network namespace"
    try:
        with cable():
            return None
    except (OSError, subprocess.CalledProcessError) as error:
        return f"no network namespace ({error})"


def ip(*arguments: str) -> None:
    """ip(8)."""
    subprocess.run(["ip", *arguments], check=True)
