"""The tests of the scripts are part of the suite."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).resolve().parent.parent.parent


def node() -> str:
    """The Node.js on PATH, else the one that playwright carries."""
    return shutil.which("node") or compute_driver_executable()[0]


def test_the_scripts_pass_their_own_tests() -> None:
    files = sorted(str(path) for path in (ROOT / "tests/javascript").glob("*.test.js"))
    run = subprocess.run([node(), "--test", *files], cwd=ROOT, capture_output=True, text=True, timeout=120)
    if run.returncode:
        pytest.fail(run.stdout + run.stderr, pytrace=False)
