"""The example with foods of the real tables runs where these are, like the tests of the tables themselves."""

from tests.foods.conftest import FOODS_PATH, foods_path

__all__ = ["foods_path"]

collect_ignore = [] if FOODS_PATH.is_dir() else ["test_real_tables.py"]
