"""The colours of the site can be read: WCAG 2.2 AA, in light and in dark, from the figures of tokens.css."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "static/css"
TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);")
GROUNDS = ["bg", "surface", "surface-2"]

# What is drawn on what. Words need 4.5:1, the outlines of controls and the focus ring 3:1.
WORDS = [
    *[(ink, ground) for ink in ("text", "muted", "accent", "danger", "warn", "ok") for ground in GROUNDS],
    *[("text", f"{state}-soft") for state in ("accent", "danger", "warn", "ok")],
    *[(state, f"{state}-soft") for state in ("accent", "danger", "warn", "ok")],
    ("accent-ink", "accent"),
    ("danger-ink", "danger"),
]
LINES = [(line, ground) for line in ("line-strong", "focus", "accent") for ground in GROUNDS]


def tokens(name: str, scheme: str) -> dict[str, str]:
    """The colours of one style sheet: `{"bg": "#f4f6f5", ...}`."""
    sheet = (CSS / name).read_text(encoding="utf-8")
    return {token: light if scheme == "light" else dark for token, light, dark in TOKEN.findall(sheet)}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read(scheme: str) -> None:
    colours = tokens("tokens.css", scheme)
    poor = [f"{a} on {b}" for a, b in WORDS if contrast(colours[a], colours[b]) < 4.5]
    assert poor == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_and_focus_stand_out(scheme: str) -> None:
    colours = tokens("tokens.css", scheme)
    poor = [f"{a} on {b}" for a, b in LINES if contrast(colours[a], colours[b]) < 3]
    assert poor == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_django_admin_has_the_same_accent(scheme: str) -> None:
    assert tokens("admin.css", scheme)["accent"] == tokens("tokens.css", scheme)["accent"]
