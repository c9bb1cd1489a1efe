"""What one person has starred, and what they put into menus lately: both come first in their searches."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from apps.accounts.models import User
from apps.foods.models import Food, FoodChoice

MOST_FAVOURITES = 200
MOST_RECENT = 50


class TooManyFavourites(Exception):
    """Nobody finds anything in a longer list, and every search reads it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The foods of one person."""

    favourites: frozenset[UUID] = frozenset()
    recent: frozenset[UUID] = frozenset()
    local_first: bool = False  # names: the local ones before that of the table

    def __bool__(self) -> bool:
        return bool(self.favourites or self.recent)

    @property
    def all(self) -> frozenset[UUID]:
        """Both together."""
        return self.favourites | self.recent

    def place(self, food_id: UUID) -> int:
        """Which come first: favourites, then recent ones, then all others."""
        return 0 if food_id in self.favourites else 1 if food_id in self.recent else 2


def choices_of(user: User) -> Choices:
    """The favourites and the latest foods of `user`. One query."""
    rows = list(FoodChoice.objects.filter(user=user).values_list("food_id", "is_favourite", "used_at"))
    used = sorted(((used_at, food_id) for food_id, _is_favourite, used_at in rows if used_at), reverse=True)
    return Choices(
        favourites=frozenset(food_id for food_id, is_favourite, _used_at in rows if is_favourite),
        recent=frozenset(food_id for _used_at, food_id in used[:MOST_RECENT]),
        local_first=bool(user.local_names_first),
    )


def star(user: User, food: Food, *, on: bool) -> None:
    """Makes `food` a favourite of `user`, or no longer; raises TooManyFavourites beyond MOST_FAVOURITES."""
    mine = FoodChoice.objects.filter(user=user)
    if on and mine.filter(is_favourite=True).exclude(food=food).count() >= MOST_FAVOURITES:
        raise TooManyFavourites
    if mine.filter(food=food).update(is_favourite=on) or not on:
        return
    try:
        FoodChoice.objects.create(user=user, food=food, is_favourite=True)
    except IntegrityError:  # a second request was quicker
        mine.filter(food=food).update(is_favourite=True)


def note_use(user: User, food_ids: Iterable[UUID]) -> None:
    """Remembers that `user` put these foods into a menu just now, and forgets what is long ago.

    Three queries or four, in the transaction of a Save; foods that are gone are left out.
    """
    wanted = set(food_ids)
    if not wanted:
        return
    now, mine = timezone.now(), FoodChoice.objects.filter(user=user)
    known = dict(mine.values_list("food_id", "pk"))
    mine.filter(food__in=wanted & known.keys()).update(used_at=now)
    new = list(Food.objects.filter(pk__in=wanted - known.keys()).order_by().values_list("pk", flat=True))
    FoodChoice.objects.bulk_create(
        FoodChoice(user=user, food_id=food_id, used_at=now) for food_id in new[:MOST_RECENT]
    )
    _forget(user)


def _forget(user: User) -> None:
    passing = FoodChoice.objects.filter(user=user, is_favourite=False).order_by("-used_at")
    stale = list(passing.values_list("pk", flat=True)[MOST_RECENT:])
    if stale:
        FoodChoice.objects.filter(pk__in=stale).delete()
