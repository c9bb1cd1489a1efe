"""What Django says to people in Hindi: nothing of it is left in English; and how numbers and dates look."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import date
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext, override

DJANGO = Path(django.__file__).parent
# The files of Django whose words people of a practice meet, by the folder of the catalogue that has them.
MET = {
    "conf": (
        "core/validators.py", "db/models/base.py", "db/models/constraints.py", "db/models/fields/",
        "forms/", "utils/ipv6.py", "utils/timesince.py",
    ),
    "contrib/auth": (
        "contrib/auth/admin.py", "contrib/auth/forms.py", "contrib/auth/hashers.py",
        "contrib/auth/password_validation.py",
    ),
    "contrib/admin": ("contrib/admin/",),
}  # fmt: skip
# Pages of Django admin that are not reached here: signing in, passwords by mail and error pages are our own.
OUR_OWN = re.compile(r"/templates/(registration/|admin/(404|500|invalid_setup|login)\.html)")
# What a field or a link between models is called: shown by the documentation of Django admin alone.
NAMES_OF_FIELDS = re.compile(r"^(String|Positive big|Raw binary|Universally|%\(from\)s-%\(to\)s)")
WRITTEN_ALIKE = {"IPv4", "IPv6"}


def texts_of_django() -> list[polib.POEntry]:
    """Those of its English catalogues that somebody may read."""
    met = []
    for folder, files in MET.items():
        for entry in polib.pofile(str(DJANGO / folder / "locale/en/LC_MESSAGES/django.po")):
            places = [place for place, _line in entry.occurrences if not OUR_OWN.search(place)]
            if any(place.startswith(files) for place in places) and not NAMES_OF_FIELDS.match(entry.msgid):
                met.append(entry)
    return met


def test_nothing_that_django_says_falls_back_to_english() -> None:
    entries = texts_of_django()
    assert len(entries) > 250
    with override("hi"):
        left = [
            entry.msgid
            for entry in entries
            if not entry.msgctxt and re.search("[A-Za-z]{2}", re.sub(r"%\(\w+\)\w", "", entry.msgid))
            and entry.msgid not in WRITTEN_ALIKE
            and (
                gettext(entry.msgid) == entry.msgid
                if not entry.msgid_plural
                else ngettext(entry.msgid, entry.msgid_plural, 2) == entry.msgid_plural
            )
        ]  # fmt: skip
    assert left == []


@pytest.mark.parametrize("days", [1 / 1440, 0.1, 1, 3, 8, 40, 500])
def test_how_long_ago_has_no_latin_letter(days: float) -> None:
    now = datetime(2026, 3, 1, 12)
    with override("hi"):
        assert not re.search("[A-Za-z]", timesince(now - timedelta(days=days), now))


def test_a_form_complains_in_hindi() -> None:
    class Sample(forms.Form):
        name = forms.CharField(max_length=3)
        weight = forms.DecimalField(max_digits=4, decimal_places=1)

    with override("hi"):
        errors = Sample({"name": "Lunch", "weight": "70.25"}).errors
        assert list(errors) == ["name", "weight"]
        assert not re.search("[A-Za-z]", " ".join(str(text) for texts in errors.values() for text in texts))


def test_numbers_and_dates_in_hindi() -> None:
    with override("hi"):
        assert (intcomma(1700), intcomma(1234567)) == ("1,700", "12,34,567")
        assert date(datetime(2026, 3, 1, 17, 5), "TIME_FORMAT") == "17:05"
        assert date(datetime(2026, 3, 1, 17, 5), "SHORT_DATE_FORMAT").startswith("1 ")
