"""The kinds of file that Django admin imports. Each app registers its own in AppConfig.ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from apps.accounts.models import User
from apps.exchange.models import Upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that cannot be used: where, and why, in words."""

    place: str
    reason: str


@dataclass(slots=True)
class DryRun:
    """What an import would do now. `digest` is the same for the same doing; `refused` says why the file as
    a whole is of no use, "" when it is. `context` is for the template of the kind."""

    digest: str = ""
    refused: str = ""
    is_something: bool = False  # to be done
    problems: Sequence[Problem] = ()
    more_problems: int = 0  # counted, not kept
    notes: Sequence[str] = ()
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far an import has come. `moved`: what it would do is not what was seen any more, so it stopped."""

    done: int
    of: int
    said: str = ""  # what was done, once it is finished
    moved: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return not self.moved and self.done >= self.of


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file. `pack` makes what waits out of what was sent, or raises ValidationError;
    `dry_run` compares and writes nothing; `go_on` writes what the digest `seen` stands for, or a part of it:
    it is called again until it is finished. `options` are names and labels that the person chooses from."""

    name: str
    model: type[Model]
    title: "StrPromise"
    hint: "StrPromise"
    accept: str
    template: str
    pack: "Callable[[Sequence[UploadedFile[Any]]], bytes]"
    dry_run: Callable[[Upload, User, str], DryRun]
    go_on: Callable[[Upload, User, str, str], Outcome]
    options: "Sequence[tuple[str, StrPromise]]" = ()


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Makes `kind` known. Raises ValueError when another one has its name."""
    if kind.name in _kinds:
        raise ValueError(f"There is a kind {kind.name!r} already.")
    _kinds[kind.name] = kind


def get_kind(name: str) -> ImportKind | None:
    """The kind called `name`."""
    return _kinds.get(name)
