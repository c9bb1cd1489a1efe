"""Every language that is offered says everything: nothing is missing, and every placeholder has its place."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client as Browser

from apps.accounts.models import User
from apps.foods.models import Food
from apps.foods.word_index import index_foods
from tests.conftest import signed_in

ROOT = Path(settings.BASE_DIR)
DOMAINS = ("django", "djangojs")
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def catalogue(language: str, domain: str) -> polib.POFile:
    """The texts of one language."""
    texts: polib.POFile = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"))
    return texts


def pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Each text with what it is called in the other language."""
    if entry.msgid_plural:
        yield from ((entry.msgid_plural, text) for text in entry.msgstr_plural.values())
    else:
        yield entry.msgid, entry.msgstr


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing(language: str, domain: str) -> None:
    entries = catalogue(language, domain)
    assert len(entries) > 100
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_every_placeholder_has_its_place(language: str, domain: str) -> None:
    wrong = [
        text
        for entry in catalogue(language, domain)
        for source, text in pairs(entry)
        if sorted(set(PLACEHOLDER.findall(source))) != sorted(set(PLACEHOLDER.findall(text)))
    ]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_is_written(language: str, domain: str) -> None:
    """Servers read the compiled file, which is in the repository so that they need no tool for it."""
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    with (folder / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in catalogue(language, domain):
        if entry.msgid_plural:
            continue
        text = (
            compiled.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else compiled.gettext(entry.msgid)
        )
        assert text == entry.msgstr


def formats(entry: polib.POEntry) -> set[str]:
    """What its text is said to be: "python-format" and the like."""
    return {flag for flag in entry.flags if flag.endswith("-format")}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", OTHERS)
def test_gettext_finds_no_fault_with_formats(language: str, domain: str) -> None:
    """A "%" that is no placeholder needs `xgettext:no-python-format` above it in the source."""
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed")
    file = ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    command = ["msgfmt", "--check-format", "--output-file", os.devnull, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_catalogue_has_every_text_of_the_source(tmp_path: Path) -> None:
    """As `make messages` would find them now."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed")
    copy = tmp_path / "source"
    for name in ("apps", "dtps", "templates", "static/js"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "locale").mkdir()
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    for domain in DOMAINS:
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "hi", "--domain", domain]
        subprocess.run([*command, "--no-location", "--verbosity", "0"], cwd=copy, env=plain, check=True)
        found = polib.pofile(str(copy / "locale/hi/LC_MESSAGES" / f"{domain}.po"))
        known = {(one.msgctxt, one.msgid): one for one in catalogue("hi", domain) if not one.obsolete}
        assert [entry.msgid for entry in found if (entry.msgctxt, entry.msgid) not in known] == []
        assert [one.msgid for one in found if formats(one) != formats(known[one.msgctxt, one.msgid])] == []


def test_a_page_in_hindi(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(language="hi")
    page = signed_in(owner).get("/clients/").content.decode()
    assert "क्लाइंट" in page
    assert ">Clients<" not in page


def test_before_sign_in_in_the_language_of_the_browser(db: None) -> None:
    page = Browser().get("/accounts/sign-in/", headers={"Accept-Language": "hi"}).content.decode()
    assert "पासवर्ड" in page


def test_local_names_of_foods_come_first_for_whoever_wants_them(owner: User) -> None:
    food = Food.objects.create(name="Rice flakes", local_names="poha; aval")
    index_foods([food])
    browser = signed_in(owner)

    def names() -> tuple[str, str]:
        [result] = browser.get("/api/foods/?q=poha").json()["results"]
        return result["name"], result["local"]

    assert names() == ("Rice flakes", "poha, aval")
    form = {"name": "Owner", "time_zone": "UTC", "language": "hi", "local_names_first": "on"}
    assert browser.post("/accounts/profile/", form).status_code == 302
    assert names() == ("poha", "Rice flakes, aval")
