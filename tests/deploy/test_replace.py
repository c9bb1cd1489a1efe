"""A new build takes over container by container: what deploy/docker/replace asks docker for."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

REPLACE = Path(settings.BASE_DIR) / "deploy/docker/replace"
BEFORE = ["old-1", "old-2", "old-3", "old-4"]
MORE = "compose up --detach --no-deps --no-recreate --wait --scale web=5 web"
DOCKER_IN_PLAY = """#!/bin/sh
# Plays a docker with containers of one service, listed in the file `running`; writes down what it is asked.
echo "$*" >>asked
case "$*" in
    *" ps "*) cat running ;;
    *--scale*) wanted=${*##*web=} wanted=${wanted%% *} n=0
        while [ "$(wc -l <running)" -lt "$wanted" ]; do
            n=$((n + 1)) && echo "new-$(wc -l <asked)-$n" >>running
        done
        [ ! -e broken ] ;;
    rm*) for name; do :; done; sed -i "/^$name$/d" running ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with four containers of the build before and a docker in play."""
    (tmp_path / "running").write_text("\n".join(BEFORE) + "\n", encoding="utf-8")
    for name, script in (("docker", DOCKER_IN_PLAY), ("sleep", "#!/bin/sh\n")):
        (tmp_path / name).write_text(script, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def replace(machine: Path) -> int:
    """The exit code of the command."""
    path = f"{machine}:{os.environ['PATH']}"
    return subprocess.run([REPLACE], cwd=machine, env={"PATH": path}, capture_output=True).returncode


def lines(file: Path) -> list[str]:
    """What docker in play has written."""
    return file.read_text(encoding="utf-8").splitlines()


def test_containers_are_replaced_one_by_one(machine: Path) -> None:
    assert replace(machine) == 0
    asked = [line for line in lines(machine / "asked") if " ps " not in line]
    assert [line.split()[-1] for line in asked[:2]] == ["static", "migrate"]
    for number, name in enumerate(BEFORE):
        start = 2 + 3 * number
        assert asked[start : start + 3] == [MORE, f"stop --time 30 {name}", f"rm {name}"]
    after = lines(machine / "running")
    assert len(after) == 4
    assert not set(after) & set(BEFORE)


def test_a_build_that_does_not_become_ready_leaves_the_one_before(machine: Path) -> None:
    (machine / "broken").touch()
    assert replace(machine) == 1
    assert lines(machine / "running") == BEFORE
    assert not [line for line in lines(machine / "asked") if line.startswith("stop")]
