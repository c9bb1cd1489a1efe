"""Settings: every variable is documented, and a wrong value is refused in words wherever it could do harm."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from pytest_django import Settings

from dtps.checks import SETTINGS
from dtps.db.url import Pool
from dtps.environment import Environment

ROOT = Path(settings.BASE_DIR)
READERS = r"env\.(?:text|secret|flag|number|words|choice|build)\(\s*\"(\w+)\""


def errors() -> list[str | None]:
    """The ids of the errors that the checks of settings find."""
    return [message.id for message in run_checks(tags=[SETTINGS])]


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python command of an installation that is given `environment` alone."""
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**own, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_every_variable_is_documented() -> None:
    read = set(re.findall(READERS, (ROOT / "dtps/settings.py").read_text(encoding="utf-8")))
    documented = re.findall(
        r"^\| `(\w+)` \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(documented) == read
    assert len(documented) == len(read)


def test_every_check_is_documented() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    code = (ROOT / "dtps/checks.py").read_text(encoding="utf-8")
    assert set(re.findall(r"dtps\.[EW]\d+", page)) == set(re.findall(r"dtps\.[EW]\d+", code))


def test_the_suite_itself_has_good_settings() -> None:
    assert errors() == []


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        ("on", True),
        ("TRUE", True),
        (" yes ", True),
        ("1", True),
        ("off", False),
        ("False", False),
        ("0", False),
    ],
)
def test_flags_in_their_spellings(monkeypatch: pytest.MonkeyPatch, value: str, flag: bool) -> None:
    monkeypatch.setenv("FLAG", value)
    env = Environment()
    assert env.flag("FLAG", default=not flag) is flag
    assert env.problems == []


def test_a_flag_with_a_typo_keeps_its_default_and_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS", "onn")
    env = Environment()
    assert env.flag("HTTPS", default=True) is True
    (problem,) = env.problems
    assert problem.check == "E001"
    assert "HTTPS is “onn”" in problem.message


@pytest.mark.parametrize(
    ("value", "check"),
    [("x", "E001"), ("1.5", "E001"), ("0", "E002"), ("-1", "E002"), ("11", "E002")],
)
def test_a_number_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, value: str, check: str) -> None:
    monkeypatch.setenv("DAYS", value)
    env = Environment()
    assert env.number("DAYS", 7, at_least=1, at_most=10) == 7
    (problem,) = env.problems
    assert (problem.check, problem.hint) == (
        check,
        "Write a whole number from 1 to 10; without the variable it is 7.",
    )


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTY", " ")
    env = Environment()
    assert env.text("EMPTY", "default") == "default"
    assert env.words("EMPTY", default=["a"]) == ["a"]
    assert env.flag("EMPTY", default=True) is True
    assert env.number("EMPTY", 7, at_least=1) == 7
    assert env.problems == []


def test_lists_have_no_empty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", "a.example, b.example,,")
    assert Environment().words("HOSTS", default=[]) == ["a.example", "b.example"]
    assert Environment().words("NOT_SET", default=["c"]) == ["c"]


def test_a_secret_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(" a long key\n", encoding="utf-8")
    monkeypatch.delenv("KEY", raising=False)
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))
    env = Environment()
    assert env.secret("KEY") == "a long key"
    assert env.secret("NOT_SET") == ""
    assert env.problems == []


def test_a_secret_given_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEY", "secret one")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))
    env = Environment()
    env.secret("KEY")
    (problem,) = env.problems
    assert (problem.check, problem.message) == ("E011", "KEY and KEY_FILE are both set.")


@pytest.mark.parametrize(
    "content", [None, b"", b" \n", b"\xff\xfe"], ids=["missing", "empty", "blank", "no text"]
)
def test_a_file_of_a_secret_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.delenv("KEY", raising=False)
    monkeypatch.setenv("KEY_FILE", str(file))
    env = Environment()
    assert env.secret("KEY") == ""
    (problem,) = env.problems
    assert problem.check == "E011"
    assert f"KEY_FILE, {file}, " in problem.message


def test_a_secret_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    started = run("-c", "import dtps.asgi", VAR_DIR=str(tmp_path), REDIS_URL_FILE=str(tmp_path))
    assert started.returncode == 1
    assert "REDIS_URL_FILE" in started.stderr
    assert "dtps.E011" in started.stderr
    assert "Traceback" not in started.stderr


def test_a_pool_the_wrong_way_round(settings: Settings) -> None:
    settings.DATABASE_POOL = Pool(min_size=600, max_size=500)
    assert errors() == ["dtps.E004"]


@pytest.mark.parametrize("url", ["", "redis://h:6379/0", "rediss://h:6379/0", "unix:///run/redis.sock"])
def test_an_address_of_redis(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url
    assert errors() == []


@pytest.mark.parametrize("url", ["h:6379", "http://h:6379", "redis:/h"])
def test_no_address_of_redis(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url
    assert errors() == ["dtps.E005"]


def test_a_short_key_is_for_this_machine_only(settings: Settings) -> None:
    settings.SECRET_KEY = "short"
    settings.HTTPS = False
    assert errors() == []
    settings.HTTPS = True
    assert errors() == ["dtps.E006"]


@pytest.mark.parametrize("host", ["https://dtps.example", "dtps.example:443", "dtps.example/"])
def test_no_name_of_a_host(settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["dtps.example", ".example", "[::1]", host]
    assert errors() == ["dtps.E007"]


def test_the_command_line_names_everything_at_once(tmp_path: Path) -> None:
    check = run(
        "manage.py",
        "check",
        VAR_DIR=str(tmp_path),
        DEBUG="maybe",
        DRAFT_LIFETIME_DAYS="0",
        DATABASE_URL="mongo://user:secret@host/x",
    )
    assert check.returncode == 1
    assert re.findall(r"dtps\.E\d+", check.stderr) == ["dtps.E001", "dtps.E002", "dtps.E003"]
    assert "Traceback" not in check.stderr
    assert "secret" not in check.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    check = run("manage.py", "check", VAR_DIR=str(tmp_path / "file" / "var"))
    assert check.returncode == 1
    assert set(re.findall(r"dtps\.E\d+", check.stderr)) == {"dtps.E008"}
    assert "Traceback" not in check.stderr


@pytest.mark.parametrize(
    "command", [["manage.py", "migrate"], ["-c", "import dtps.asgi"]], ids=["migrate", "server"]
)
def test_nothing_starts_with_wrong_settings(tmp_path: Path, command: list[str]) -> None:
    started = run(*command, VAR_DIR=str(tmp_path), DATABASE_URL="nonsense://", SESSION_DAYS="soon")
    assert started.returncode == 1
    assert "SESSION_DAYS is “soon”" in started.stderr
    assert "DATABASE_URL cannot be used" in started.stderr
    assert "Traceback" not in started.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.only_sqlite
def test_sqlite_keeps_what_it_said_it_kept(db: None) -> None:
    with connection.cursor() as cursor:
        pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert pragmas == ["wal", 2]  # 2 is FULL
