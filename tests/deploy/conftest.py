"""The tests with machines of their own need root and network namespaces: a right, which nothing installs."""

import pytest

from tests.places import machines_problem

NEEDS_MACHINES = "tests/deploy/test_nodes.py"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves them out where that right is missing, and says so."""
    left_out = [item for item in items if item.nodeid.startswith(NEEDS_MACHINES)]
    if left_out and (problem := machines_problem()):
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
        if reporter := config.pluginmanager.get_plugin("terminalreporter"):
            reporter.write_line(f"{NEEDS_MACHINES} is left out: {problem}")
