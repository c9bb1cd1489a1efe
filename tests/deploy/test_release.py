"""Putting releases into service: in which order, and what is left standing when something goes wrong."""

from pathlib import Path
from subprocess import CalledProcessError

import pytest

from deploy import release, workers
from deploy.layout import Installation
from deploy.release import Refused


class Stage:
    """What releases would have done to a real server, noted down."""

    def __init__(self, site: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.commands: list[str] = []
        self.replaced: list[tuple[str, str]] = []
        self.plan, self.failing, self.broken = "", "", ""
        monkeypatch.setattr(release, "manage", self.manage)
        monkeypatch.setattr(release, "version_of", lambda site, folder: folder.name)
        monkeypatch.setattr(release, "virtual_environment", lambda site, requirements: site.root / "venvs/a")
        monkeypatch.setattr(workers, "is_supervised", lambda site: True)
        monkeypatch.setattr(workers, "replace", self.replace)
        monkeypatch.setattr(release, "now", self.tick)
        self.ticks = 0

    def tick(self) -> str:
        """The name of the next release."""
        self.ticks += 1
        return f"release-{self.ticks}"

    def manage(self, site: Installation, folder: Path, *command: str) -> str:
        """A management command."""
        self.commands.append(" ".join(command[:2]))
        if command[0] == self.failing:
            raise CalledProcessError(1, command)
        return self.plan if "--plan" in command else ""

    def replace(self, site: Installation, name: str, version: str) -> None:
        """A worker started anew."""
        if version == self.broken and name == "web-1":
            raise workers.NotReady("web-1 is silent.")
        self.replaced.append((name, version))

    @property
    def in_service(self) -> str:
        """The release that `current` leads to."""
        return self.site.current.resolve().name


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Something to release."""
    folder = tmp_path / "source"
    for name in ("manage.py", "var/db.sqlite3", ".git/HEAD", "apps/a.py", "tests/b.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """An empty server."""
    return Stage(Installation(tmp_path / "srv", tmp_path / "manager"), monkeypatch)


def test_workers_are_replaced_one_by_one(stage: Stage, source: Path) -> None:
    release.install(stage.site, source)
    assert stage.replaced == [(f"web-{number}", "release-1") for number in range(4)]
    assert stage.in_service == "release-1"
    assert stage.commands == [
        "check --deploy",
        "migrate --plan",
        "migrate --no-input",
        "collectstatic --no-input",
    ]


def test_a_release_is_the_source_and_nothing_else(stage: Stage, source: Path) -> None:
    release.install(stage.site, source)
    assert sorted(path.name for path in stage.site.current.iterdir()) == [".venv", "apps", "manage.py"]


@pytest.mark.parametrize("failing", ["check", "migrate", "collectstatic"])
def test_what_cannot_be_prepared_touches_nothing(stage: Stage, source: Path, failing: str) -> None:
    release.install(stage.site, source)
    stage.failing = failing
    with pytest.raises(Refused, match="could not be prepared"):
        release.install(stage.site, source)
    assert (stage.in_service, len(stage.replaced)) == ("release-1", 4)
    assert [folder.name for folder in stage.site.releases.iterdir()] == ["release-1"]


def test_packages_that_cannot_be_had_touch_nothing(
    stage: Stage, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.install(stage.site, source)

    def fail(site: Installation, requirements: Path) -> Path:
        raise CalledProcessError(1, "pip")

    monkeypatch.setattr(release, "virtual_environment", fail)
    with pytest.raises(Refused, match="could not be prepared"):
        release.install(stage.site, source)
    assert stage.in_service == "release-1"
    assert [folder.name for folder in stage.site.releases.iterdir()] == ["release-1"]


def test_a_worker_that_does_not_become_ready_takes_all_of_it_back(stage: Stage, source: Path) -> None:
    release.install(stage.site, source)
    stage.broken = "release-2"
    with pytest.raises(Refused, match=r"taken back: web-1 is silent"):
        release.install(stage.site, source)
    assert stage.in_service == "release-1"
    assert [folder.name for folder in stage.site.releases.iterdir()] == ["release-1"]
    assert stage.replaced[4:] == [
        ("web-0", "release-2"),
        *((f"web-{number}", "release-1") for number in range(4)),
    ]


def test_the_first_release_has_nothing_to_go_back_to(stage: Stage, source: Path) -> None:
    stage.broken = "release-1"
    with pytest.raises(Refused, match="first release"):
        release.install(stage.site, source)


@pytest.mark.parametrize(
    "operation", ["Remove field note from client", "Delete model Note", "Rename field a"]
)
def test_migrations_that_old_code_cannot_bear_are_refused(stage: Stage, source: Path, operation: str) -> None:
    release.install(stage.site, source)
    stage.plan = f"Planned operations:\nclients.0009\n    {operation}\n"
    with pytest.raises(Refused, match=operation):
        release.install(stage.site, source)
    assert stage.in_service == "release-1"
    release.install(stage.site, source, breaking=True)
    assert stage.in_service == "release-3"


def test_migrations_that_add_are_welcome(stage: Stage, source: Path) -> None:
    release.install(stage.site, source)
    stage.plan = "Planned operations:\nclients.0009\n    Add field note to client\n"
    release.install(stage.site, source)
    assert stage.in_service == "release-2"


def test_back_leads_to_the_release_before(stage: Stage, source: Path) -> None:
    for _time in range(2):
        release.install(stage.site, source)
    release.back(stage.site)
    assert (stage.in_service, stage.replaced[-1]) == ("release-1", ("web-3", "release-1"))
    with pytest.raises(Refused, match="no release before"):
        release.back(stage.site)


def test_three_releases_are_kept(stage: Stage, source: Path) -> None:
    for _time in range(5):
        release.install(stage.site, source)
    kept = sorted(folder.name for folder in stage.site.releases.iterdir())
    assert kept == ["release-3", "release-4", "release-5"]


def test_settings_are_read_as_a_shell_reads_them(stage: Stage) -> None:
    stage.site.lay_out()
    stage.site.env_file.write_text(
        "# the database\nDATABASE_URL='mongodb://a:b%40c@host/dtps?x=1'\nHTTPS=on # always\n\nEMPTY=\n",
        encoding="utf-8",
    )
    found = stage.site.environment()
    assert found["DATABASE_URL"] == "mongodb://a:b%40c@host/dtps?x=1"
    assert (found["HTTPS"], found["EMPTY"]) == ("on", "")
