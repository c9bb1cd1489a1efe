"""The drill tells equal records from others."""

from pathlib import Path

import pytest

from apps.operations.archive import Archive, Header, Section, write
from tests.operations.drill import compare

FOODS = Section("foods.Food", ("id", "name"))


def archive(path: Path, *lines: str, section: Section = FOODS) -> Archive:
    write(path, Header(application="1.0", made_at="", migrations=[]), [(section, lines)])
    return Archive(path)


@pytest.fixture
def original(tmp_path: Path) -> Archive:
    """Of two foods."""
    return archive(tmp_path / "original", '["1","Dal"]', '["2","Rice"]')


def test_equal(original: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(original, archive(tmp_path / "copy", '["1","Dal"]', '["2","Rice"]'))
    assert capsys.readouterr().out.split()[-1] == "equal"


@pytest.mark.parametrize(
    ("lines", "differ"), [(['["1","Dal"]', '["2","rice"]'], 1), (['["2","Rice"]'], 2), ([], 2)]
)
def test_different_records(
    original: Archive, tmp_path: Path, lines: list[str], differ: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not compare(original, archive(tmp_path / "copy", *lines))
    assert f"{differ} differ" in capsys.readouterr().out


def test_another_model(original: Archive, tmp_path: Path) -> None:
    assert not compare(original, archive(tmp_path / "copy", section=Section("foods.Measure", ("id",))))


def test_what_has_expired_need_not_be_there(tmp_path: Path) -> None:
    drafts = Section("drafts.Draft", ("id", "expires_at"), "expires_at")
    before = archive(tmp_path / "before", '["1","2025-01-01T00:00:00.000Z"]', '["2",null]', section=drafts)
    assert compare(before, archive(tmp_path / "after", '["2",null]', section=drafts))
