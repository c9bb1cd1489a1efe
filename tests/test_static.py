"""Static files leave the house hashed, and every module imports its neighbours under their hashed names."""

import re
from difflib import unified_diff
from graphlib import TopologicalSorter
from pathlib import Path

from django.conf import settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.js\b")
COMMENT = re.compile(r"-\s*(/\*\*|\*)")
IMPORT = re.compile(
    r"""(?:^|[\s;}])(?:import|export)\b[^"'()]*?["'](\.{1,2}/[^"']+)["']|import\(\s*["'](\.{1,2}/[^"']+)["']"""
)


def test_every_import_between_modules_is_hashed(static_files: Path) -> None:
    modules = [path for path in (static_files / "js").glob("*.js") if HASHED.search(path.name)]
    assert modules
    unhashed = [
        f"{path.name}: {target}"
        for path in modules
        for match in IMPORT.finditer(path.read_text(encoding="utf-8"))
        if not HASHED.search(target := match[1] or match[2])
    ]
    assert unhashed == []


def test_nothing_but_comments_is_left_out_of_what_is_served(static_files: Path) -> None:
    modules = sorted((Path(settings.BASE_DIR) / "static/js").glob("*.js"))
    assert modules
    for path in modules:
        (served,) = (static_files / "js").glob(f"{path.stem}.{'?' * 12}.js")
        code = HASHED.sub(".js", served.read_text(encoding="utf-8")).splitlines()
        written = path.read_text(encoding="utf-8").splitlines()
        changed = [
            line for line in unified_diff(written, code, n=0) if not line.startswith(("---", "+++", "@@"))
        ]
        assert [line for line in changed if not COMMENT.match(line)] == [], path.name
        assert not any(line.lstrip().startswith("/**") for line in code), path.name


def test_only_the_api_client_talks_to_the_server() -> None:
    """So that every call has its retries, its words, its session check, and tells our version."""
    calls = re.compile(r"(?<![\w.#])fetch\s*\(|\.fetch\s*\(|XMLHttpRequest|sendBeacon")
    modules = (Path(settings.BASE_DIR) / "static/js").glob("*.js")
    talking = {path.name for path in modules if calls.search(path.read_text(encoding="utf-8"))}
    assert talking == {"api-client.js"}


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    """A circle would leave one import unhashed, and the module would run twice with two states."""
    folder = Path(settings.BASE_DIR) / "static/js"
    imports = {
        path.name: {
            Path(match[1] or match[2]).name for match in IMPORT.finditer(path.read_text(encoding="utf-8"))
        }
        for path in folder.glob("*.js")
    }
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle
