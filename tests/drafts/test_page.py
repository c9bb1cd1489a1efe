"""Pages fetch their scripts side by side."""

import re
from pathlib import Path

from django.conf import settings

IMPORT = re.compile(r'^import\b[^;]*?from "\./([^"]+)";', re.MULTILINE)
PRELOADED = re.compile(r"modulepreload\" href=\"{% static 'js/([^']+)' %}")


def imported_by(name: str, found: set[str]) -> set[str]:
    """The modules that `name` imports, and those that they import."""
    source = (Path(settings.BASE_DIR) / "static/js" / name).read_text(encoding="utf-8")
    for module in IMPORT.findall(source):
        if module not in found:
            found.add(module)
            imported_by(module, found)
    return found


def preloaded_by(template: str) -> list[str]:
    """The modules that it names."""
    return PRELOADED.findall((Path(settings.BASE_DIR) / "templates" / template).read_text(encoding="utf-8"))


def test_every_module_is_asked_for_at_once() -> None:
    """Otherwise each one is found only when the one that imports it has arrived: six round trips in a row."""
    everywhere = imported_by("site.js", set())
    assert preloaded_by("shell/scripts.html") == sorted(everywhere)
    assert preloaded_by("drafts/page.html") == sorted(imported_by("autosave.js", set()) - everywhere)
