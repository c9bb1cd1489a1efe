"""Who is meant by “@name”."""

import pytest

from apps.notifications.mentions import mentioned, newly_mentioned

NAMES = {
    "asha": ("Asha Rao", "asha"),
    "first": ("Asha", "first"),
    "divya": ("Divya  Dietitian", "d.dietitian"),
    "jose": ("José Ångström", "jose"),
    "twin": ("Asha", "twin"),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Asha Rao, please look", {"asha"}),
        ("please look, @asha rao", {"asha"}),
        ("(@ASHA RAO)", {"asha"}),
        ("@Asha\nRao", {"asha"}),
        ("@Divya Dietitian", {"divya"}),
        ("Ask @d.dietitian.", {"divya"}),
        ("@JOSÉ ÅNGSTRÖM!", {"jose"}),
        ("@jose and @divya dietitian", {"jose", "divya"}),
        ("@first", {"first"}),
        ("@twin/@first", {"twin", "first"}),
    ],
)
def test_names_and_addresses(text: str, found: set[str]) -> None:
    assert mentioned(text, NAMES) == found


def test_the_longest_name_counts_and_people_of_one_name_are_all_meant() -> None:
    names = {"asha rao": ("Asha Rao",), "asha": ("Asha",), "other": ("asha",)}
    assert mentioned("@Asha Rao", names) == {"asha rao"}
    assert mentioned("@Asha is here", names) == {"asha", "other"}
    assert mentioned("@Asha Raos", names) == {"asha", "other"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "Asha Rao",
        "@Ash",
        "@firsts",
        "@first-aid",
        "mail first@first.example",
        "@ first",
        "@first@x.y",
        "@nobody",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert mentioned(text, NAMES) == set()


def test_people_without_a_name_are_not_meant_by_everything() -> None:
    assert mentioned("@ @x @", {"nameless": ("", " ")}) == set()


def test_only_new_mentions_count() -> None:
    assert newly_mentioned("@jose", "@jose and @first", NAMES) == {"first"}
    assert newly_mentioned("@jose", "jose", NAMES) == set()
    assert newly_mentioned("", "@jose @jose", NAMES) == {"jose"}
