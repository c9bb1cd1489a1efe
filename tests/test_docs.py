"""The paperwork is true: what the documents claim about files can be read from the files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pinned(name: str) -> set[str]:
    """The packages of a requirements file, in lower case; every line must be an exact pin."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if line and not line.startswith(("#", "-r"))]
    loose = [line for line in requirements if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert loose == [], f"{name}: not an exact pin"
    return {line.split("==")[0].lower() for line in requirements}


@pytest.mark.parametrize("name", [f"requirements{kind}.txt" for kind in ("", "-manager", "-dev", "-bench")])
def test_every_dependency_has_its_reason(name: str) -> None:
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ")]
    explained = {package.strip().lower() for row in rows for package in row.split(",")}
    assert pinned(name) - explained == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert broken == []
