"""Pages fetch their scripts side by side: those of every page, and those of autosave."""

import re
from pathlib import Path

import pytest
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


@pytest.mark.parametrize(
    ("template", "module"), [("drafts/page.html", "autosave.js"), ("shell/scripts.html", "site.js")]
)
def test_every_module_is_asked_for_at_once(template: str, module: str) -> None:
    """Otherwise each one is found only when the one that imports it has arrived: six round trips in a row."""
    page = (Path(settings.BASE_DIR) / "templates" / template).read_text(encoding="utf-8")
    assert sorted(PRELOADED.findall(page)) == sorted(imported_by(module, set()))
