"""Makes the replica set and its two users: `python -m deploy.docker.initiate`. What is there already, stays.

Runs in the network of mongo1, since MongoDB lets only its own machine in while it has no users. The first of
them is `admin`, for backups and repairs, with MONGO_ADMIN_PASSWORD; the second is that of DATABASE_URL, for
the application's database alone. When DATABASE_URL has another password, the second gets it.
"""

import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import quote_plus

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError
from pymongo.uri_parser import parse_uri

from dtps.environment import Environment

PATIENCE = 120.0  # seconds for the members to come up and to elect one of them
UNAUTHENTICATED = 18
DOOR = "127.0.0.1:27017"
ADMIN = "admin"
ROLES = ("readWrite", "dbAdmin")  # of its own database; the second for indexes that change


class ReplicaSet:
    """The set that `url` names, asked through its first member at `door`."""

    def __init__(self, url: str, admin_password: str, door: str) -> None:
        self.wanted = parse_uri(url)
        self.admin_password, self.door = admin_password, door

    def initiate(self) -> None:
        """From three empty servers to a set that knows its users, in steps that may each be repeated."""
        wait_for("mongod", self._form)
        wait_for("the first member to take writes", lambda: self._hello().get("isWritablePrimary"))
        try:
            self._as_admin(lambda client: client.admin.command("connectionStatus"))
        except OperationFailure as error:
            if error.code != UNAUTHENTICATED:
                raise
            self._make_admin()
        self._as_admin(self._make_user)

    def _hello(self) -> dict[str, Any]:
        with closing(self._client(f"mongodb://{self.door}/")) as client:
            return dict(client.admin.command("hello"))

    def _form(self) -> bool:
        if "setName" not in self._hello():
            with closing(self._client(f"mongodb://{self.door}/")) as client:
                client.admin.command("replSetInitiate", self._configuration())
        return True

    def _configuration(self) -> dict[str, Any]:
        """The first member is preferred, since only there users can be made. They vote after two seconds."""
        members = [
            {"_id": number, "host": f"{host}:{port}", "priority": 2 if number == 0 else 1}
            for number, (host, port) in enumerate(self.wanted["nodelist"])
        ]
        name = self.wanted["options"]["replicaSet"]
        return {"_id": name, "members": members, "settings": {"electionTimeoutMillis": 2000}}

    def _make_admin(self) -> None:
        with closing(self._client(f"mongodb://{self.door}/")) as client:
            client.admin.command("createUser", ADMIN, pwd=self.admin_password, roles=["root"])

    def _make_user(self, client: "MongoClient[Any]") -> None:
        database = client[self.wanted["database"]]
        name, password = self.wanted["username"], self.wanted["password"]
        known = database.command("usersInfo", name)["users"]
        roles = [{"role": role, "db": database.name} for role in ROLES]
        database.command("updateUser" if known else "createUser", name, pwd=password, roles=roles)

    def _as_admin(self, work: Callable[["MongoClient[Any]"], Any]) -> None:
        address = f"mongodb://{ADMIN}:{quote_plus(self.admin_password)}@{self.door}/?authSource=admin"
        with closing(self._client(address)) as client:
            work(client)

    @staticmethod
    def _client(address: str) -> "MongoClient[Any]":
        return MongoClient(address, directConnection=True, serverSelectionTimeoutMS=2000)


def wait_for(what: str, look: Callable[[], Any]) -> None:
    """Until `look` answers something true; RuntimeError when it does not in time."""
    deadline = time.monotonic() + PATIENCE
    reason: object = "not yet"
    while time.monotonic() < deadline:
        try:
            if look():
                return
        except PyMongoError as error:
            reason = error
        time.sleep(0.5)
    raise RuntimeError(f"Waited {PATIENCE:.0f} s for {what} in vain: {reason}")


def main() -> None:
    """Takes DATABASE_URL and MONGO_ADMIN_PASSWORD, or their files, from the environment."""
    env = Environment()
    url, password = env.secret("DATABASE_URL"), env.secret("MONGO_ADMIN_PASSWORD")
    if env.problems or not (url and password):
        reasons = (problem.message for problem in env.problems)
        sys.exit("\n".join(["DATABASE_URL and MONGO_ADMIN_PASSWORD are needed.", *reasons]))
    try:
        ReplicaSet(url, password, DOOR).initiate()
    except (PyMongoError, RuntimeError) as error:
        sys.exit(f"The replica set could not be made: {error}")
    print("The replica set and its users are there.")


if __name__ == "__main__":
    main()
