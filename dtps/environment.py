"""Reads settings from the environment; what cannot be used is remembered, for dtps/checks.py to report.

A wrong value gives the default and a Problem, never an exception: `manage.py check` then names all of them at
once, and nothing that serves or writes starts before they are put right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import environ

T = TypeVar("T")

TRUE = {"1", "true", "on", "yes", "y", "t"}
FALSE = {"0", "false", "off", "no", "n", "f"}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a variable, in the words of who set it; `check` is the number of the check."""

    check: str
    message: str
    hint: str


class Environment:
    """The environment's variables, each with its type; `problems` grows while they are read."""

    def __init__(self) -> None:
        self._env = environ.Env()
        self.problems: list[Problem] = []

    def text(self, name: str, default: str = "") -> str:
        """The variable as it stands; one that is empty counts as not set, in all of these methods."""
        return str(self._env.str(name, default="")).strip() or default

    def secret(self, name: str) -> str:
        """The variable, or what is in the file that `<name>_FILE` names. No Problem repeats it."""
        given, file = self.text(name), self.text(f"{name}_FILE")
        if not file:
            return given
        if given:
            self._refuse("E011", f"{name} and {name}_FILE are both set.", "Leave one of the two out.")
            return given
        hint = f"Name a text file that this user may read, with {name} in it and nothing else."
        try:
            content = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            self._refuse("E011", f"{name}_FILE, {file}, cannot be read: {error.strerror}.", hint)
            return ""
        except ValueError:  # no UTF-8
            content = ""
        if not content:
            self._refuse("E011", f"{name}_FILE, {file}, has no text in it.", hint)
        return content

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list separated by commas, without empty entries."""
        value = self.text(name, ",".join(default))
        return [word.strip() for word in value.split(",") if word.strip()]

    def flag(self, name: str, default: bool) -> bool:
        """on or off, in the usual spellings. A typo must not quietly turn something off."""
        value = self.text(name, "on" if default else "off").lower()
        if value not in TRUE | FALSE:
            self._refuse("E001", f"{name} is “{value}”, which is neither on nor off.", "Write on or off.")
            return default
        return value in TRUE

    def number(self, name: str, default: int, at_least: int, at_most: int = 1_000_000) -> int:
        """A whole number from `at_least` to `at_most`."""
        value = self.text(name, str(default))
        hint = f"Write a whole number from {at_least} to {at_most}; without the variable it is {default}."
        try:
            number = int(value)
        except ValueError:
            self._refuse("E001", f"{name} is “{value}”, which is not a whole number.", hint)
            return default
        if not at_least <= number <= at_most:
            self._refuse(
                "E002", f"{name} is {number}, which is too {'small' if number < at_least else 'large'}.", hint
            )
            return default
        return number

    def choice(self, name: str, options: list[str], default: str) -> str:
        """One of the words in `options`."""
        value = self.text(name, default).lower()
        if value not in options:
            words = " or ".join(options)
            self._refuse("E001", f"{name} is “{value}”, which is not {words}.", f"Write {words}.")
            return default
        return value

    def build(self, name: str, check: str, make: Callable[[], T], instead: T) -> T:
        """What `make()` builds from the variable `name`; `instead` when it raises ValueError or OSError.

        The text of the error is shown, so it must not repeat passwords.
        """
        try:
            return make()
        except (ValueError, OSError) as error:
            self._refuse(check, f"{name} cannot be used: {error}", f"docs/settings.md describes {name}.")
            return instead

    def _refuse(self, check: str, message: str, hint: str) -> None:
        self.problems.append(Problem(check, message, hint))
