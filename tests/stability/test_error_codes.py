"""docs/errors.md lists every code that the server sends or the browser knows, and no other."""

import ast
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
SERVERS, BROWSERS = PAGE.split("## From the browser's own client")
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))


def sent() -> Iterator[tuple[str, int | None, str]]:
    """Every ApiProblem that is made: where, its status where that is written out, and its code."""
    for path in sorted((ROOT / "apps").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ApiProblem":
                status, code = node.args[0], node.args[1]
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                assert isinstance(code, ast.Constant), f"{place}: the code has to be written out"
                number = status.value if isinstance(status, ast.Constant) else None
                yield place, number if isinstance(number, int) else None, str(code.value)


def known_to_scripts() -> set[str]:
    """Codes that a script compares with, makes, or looks up in a list."""
    found: set[str] = set()
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\bcode(?: [!=]== |: )"(\w+)"', text))
        lists = re.findall(r"(\[[^\]]*\])\.includes\((?:\w+\.)?code\)", text)
        for name in re.findall(r"(\w+)\.includes\((?:\w+\.)?code\)", text):
            lists += re.findall(rf"const {name} = (\[[^\]]*\])", text)
        found |= {code for one in lists for code in re.findall(r'"(\w+)"', one)}
    return found


def listed(part: str) -> dict[str, set[int]]:
    """The codes of a table, each with the status in its second column."""
    rows = re.findall(r"^\| `(\w+)`[^|]*\| ([^|]*)", part, re.MULTILINE)
    return {code: {int(status) for status in re.findall(r"\d{3}", statuses)} for code, statuses in rows}


def test_every_code_of_the_server_is_listed_and_no_other() -> None:
    assert {code for _place, _status, code in sent()} == set(listed(SERVERS))


def test_each_with_its_status() -> None:
    table = listed(SERVERS)
    wrong = [
        f"{place}: {status} {code}"
        for place, status, code in sent()
        if status is not None and status not in table[code]
    ]
    assert wrong == []


def test_scripts_know_no_code_that_nobody_sends() -> None:
    assert known_to_scripts() - set(listed(SERVERS)) - set(listed(BROWSERS)) == set()


def test_every_code_of_the_browser_is_listed_and_no_other() -> None:
    client = (ROOT / "static/js/api-client.js").read_text(encoding="utf-8")
    made = set(re.findall(r'code: ["`](\w+)', client))
    assert made == set(listed(BROWSERS))


def test_the_reader_of_the_code_sees_what_it_should() -> None:
    """Else the tests above would pass for want of anything to compare."""
    codes = {code for _place, _status, code in sent()}
    assert {"not_found", "rate_limited", "draft_conflict", "database_unavailable"} <= codes
    assert {
        "network",
        "draft_conflict",
        "client_too_old",
        "csrf_failed",
        "not_signed_in",
    } <= known_to_scripts()


def test_every_status_that_the_site_knows_is_there() -> None:
    statuses = {status for one in listed(SERVERS).values() for status in one}
    assert statuses == {400, 401, 403, 404, 405, 409, 413, 415, 422, 426, 429, 500, 503}
    assert all(HTTPStatus(status).phrase for status in statuses)
