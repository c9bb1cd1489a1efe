"""A backup file is whole or is refused with the place that is wrong; it never has its name too early."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.operations.archive import Archive, BackupProblem, Header, Section, write
from tests.operations.practice import rewrite

HEADER = Header(application="1.0", made_at="2026-11-26T00:00:00.000Z", migrations=["foods.0001_initial"])
FOODS = Section("foods.Food", ("id", "name"))
LINES = [f'["{number}","Food {number}"]' for number in range(1000)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A whole file."""
    path = tmp_path / "practice.backup"
    write(path, HEADER, [(FOODS, LINES), (Section("foods.Measure", ("id",)), [])])
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BackupProblem) as caught:
        Archive(path).check()
    return str(caught.value)


def test_what_was_written_is_read(path: Path) -> None:
    archive = Archive(path)
    assert archive.header == HEADER
    assert [(section.model, list(lines)) for section, lines in archive.sections()] == [
        ("foods.Food", LINES),
        ("foods.Measure", []),
    ]
    assert {model: total.records for model, total in archive.check().items()} == {
        "foods.Food": 1000,
        "foods.Measure": 0,
    }


def test_only_its_owner_may_read_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_fails_half_way_has_no_name(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield LINES[0]
        assert [path.name for path in tmp_path.iterdir()] == ["practice.backup.part"]
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "practice.backup", HEADER, [(FOODS, lines())])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_back_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(descriptor: int) -> None:
        os.ftruncate(descriptor, os.fstat(descriptor).st_size - 20)

    monkeypatch.setattr("apps.operations.archive.os.fsync", torn)
    with pytest.raises(BackupProblem, match="damaged"):
        write(tmp_path / "practice.backup", HEADER, [(FOODS, LINES)])
    assert list(tmp_path.iterdir()) == []


def test_a_backup_never_takes_the_place_of_another(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BackupProblem, match="there already"):
        write(path, HEADER, [])
    assert path.read_bytes() == before


def test_what_a_killed_backup_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "practice.backup.part").write_text("half")
    write(tmp_path / "practice.backup", HEADER, [(FOODS, LINES)])
    assert [path.name for path in tmp_path.iterdir()] == ["practice.backup"]


@pytest.mark.parametrize("kept", [0, 5, 100, 1000, -1])
def test_a_truncated_file(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    assert str(path) in refusal(path)


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(10, len(whole), 97):  # the first ten are gzip's own: time and system are of no matter
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        refusal(path)


def change_a_record(lines: Any) -> None:
    lines[7][1] = "Food 5000"


def lose_a_record(lines: Any) -> None:
    del lines[7]


def lose_the_end(lines: Any) -> None:
    del lines[-1]


def lose_a_model(lines: Any) -> None:
    del lines[-2]


def go_on_after_the_end(lines: Any) -> None:
    lines.append(["1000", "Food 1000"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (change_a_record, "the records of foods.Food are not those that were written"),
        (lose_a_record, "the records of foods.Food are not those that were written"),
        (lose_the_end, "damaged near line 1003: the end is missing"),
        (lose_a_model, "the records of foods.Measure"),
        (go_on_after_the_end, "damaged near line 1005: it goes on after its end"),
    ],
)
def test_a_file_that_was_changed(path: Path, change: Any, words: str) -> None:
    rewrite(path, change)
    assert words in refusal(path)


def test_a_newer_format(path: Path) -> None:
    rewrite(path, lambda lines: lines[0].update(version=2, application="9.0"))  # type: ignore[union-attr]
    assert "format 2" in refusal(path)
    assert "DTPS 9.0" in refusal(path)


@pytest.mark.parametrize("text", [b"", b"a letter", b'{"some": "JSON"}\n'])
def test_another_file(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "letter").write_bytes(text)
    assert "letter" in refusal(tmp_path / "letter")


def test_no_file(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "nothing")
