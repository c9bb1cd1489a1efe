"""Tests of the real food tables run where these are: FOODS_PATH, or shared/foods beside the repository."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FOODS_PATH = Path(os.environ.get("FOODS_PATH") or REPOSITORY.parent / "shared" / "foods")

collect_ignore = [] if FOODS_PATH.is_dir() else ["test_real_tables.py", "test_real_recipes.py"]


@pytest.fixture(scope="session")
def foods_path() -> Path:
    """The folder with the real tables."""
    return FOODS_PATH
