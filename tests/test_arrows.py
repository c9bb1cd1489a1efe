"""Imports point one way, as docs/architecture.md draws it, and nobody uses another app's private names."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent

# app -> the apps it may import. dtps.db is below all of them, django and libraries are outside of the game.
BASE = {"stability", "accounts"}
BELOW_THE_TOP = BASE | {
    "exchange", "practice", "foods", "menus", "drafts", "history", "clients", "diet_templates", "meal_plans",
    "notifications", "sheets", "sharing", "saved_meals",
}  # fmt: skip
ARROWS: dict[str, set[str]] = {
    "stability": set(),
    "accounts": {"stability"},
    "realtime": BASE,
    "notifications": BASE | {"realtime"},
    "drafts": BASE,
    # Below all whose work it has a say in; its page is the dashboard's.
    "practice": BASE | {"drafts"},
    # Files in and out, of whatever kinds the apps above it register.
    "exchange": BASE,
    "foods": BASE | {"exchange", "practice", "drafts"},
    "menus": BASE | {"foods", "practice"},
    "saved_meals": BASE | {"foods", "menus"},
    "history": BASE | {"foods", "menus", "drafts"},
    "clients": BASE | {"practice", "foods", "menus", "drafts", "history", "notifications"},
    "diet_templates": BASE
    | {"exchange", "practice", "foods", "menus", "drafts", "history", "clients", "notifications"},
    "meal_plans": BELOW_THE_TOP - {"meal_plans", "sheets", "sharing", "saved_meals"} | {"realtime"},
    "sheets": BASE | {"exchange", "practice", "foods", "menus", "clients", "meal_plans"},
    "sharing": BASE | {"practice", "clients", "meal_plans", "sheets"},
    # Where everything meets; nothing may depend on these two.
    "dashboard": BELOW_THE_TOP,
    "demo": BELOW_THE_TOP,
    # Whatever models and commands there are, found by their names.
    "operations": {"stability"},
}


class Use(NamedTuple):
    """One place where a module uses another one of ours."""

    place: str
    module: str
    name: str


def is_private(name: str) -> bool:
    """Whether a name says "for this module only"; `__name__` and its like are Python's own."""
    return name.startswith("_") and not name.endswith("__")


def uses(path: Path) -> Iterator[Use]:
    """Every import in `path`, wherever it stands, and every `module.name` reached through one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                modules[alias.asname or alias.name] = alias.name
                yield Use(place, alias.name, "")
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield Use(place, node.module, alias.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield Use(f"{path.relative_to(ROOT)}:{node.lineno}", modules[node.value.id], node.attr)


def app_of(module: str) -> str | None:
    """`menus` for `apps.menus.totals`; None for what is not an app of ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "apps" and len(parts) > 1 else None


def files_of(app: str) -> list[Path]:
    """The Python files of one app."""
    return sorted((ROOT / "apps" / app).rglob("*.py"))


def apps() -> list[str]:
    """The apps that exist."""
    return sorted(path.name for path in (ROOT / "apps").iterdir() if (path / "__init__.py").exists())


def test_every_app_has_its_arrows() -> None:
    assert set(apps()) - set(ARROWS) == set()


@pytest.mark.parametrize("app", apps())
def test_imports_follow_the_arrows(app: str) -> None:
    allowed = {app, *ARROWS[app], None}
    against = {
        f"{use.place} imports {use.module}"
        for path in files_of(app)
        for use in uses(path)
        if app_of(use.module) not in allowed
    }
    assert against == set()


@pytest.mark.parametrize("app", apps())
def test_nobody_uses_another_apps_private_names(app: str) -> None:
    peeking = {
        f"{use.place} uses {use.module}.{use.name}"
        for path in files_of(app)
        for use in uses(path)
        if app_of(use.module) not in (app, None)
        and any(is_private(part) for part in [*use.module.split("."), use.name])
    }
    assert peeking == set()


@pytest.mark.parametrize("app", apps())
def test_apps_know_of_the_project_only_what_is_below_them(app: str) -> None:
    """The database layer, lists of networks. Settings are read from django.conf; urls and asgi are above."""
    upward = {
        f"{use.place} imports {use.module}"
        for path in files_of(app)
        for use in uses(path)
        if use.module.split(".")[0] == "dtps" and not use.module.startswith(("dtps.db", "dtps.networks"))
    }
    assert upward == set()


def test_the_database_layer_knows_no_app() -> None:
    files = sorted((ROOT / "dtps/db").rglob("*.py"))
    assert {use for path in files for use in uses(path) if app_of(use.module)} == set()


def test_the_picture_shows_the_same_arrows() -> None:
    """docs/architecture.md lists each app with what it may import, in the words of this table."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" `") for cell in line.split("|")[1:3]] for line in page.splitlines() if "|" in line]
    shown = {
        app: set(filter(None, names.replace("`", "").split(", "))) for app, names in rows if app in ARROWS
    }
    assert shown == ARROWS
