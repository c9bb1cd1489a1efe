"""Keeping a meal."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404

from apps.accounts.models import User
from apps.saved_meals.models import SavedMeal, search_words


class Overtaken(Exception):
    """Somebody changed the saved meal in the same moment."""


def keep_meal(*, user: User, key: UUID, **fields: Any) -> tuple[SavedMeal, bool]:
    """The saved meal `key` with these fields (name, slot, menu, is_shared), and whether it is new.

    The same request twice keeps it once. Http404 where the key is another person's or of a deleted one,
    Overtaken where it was changed in this moment.
    """
    meal = SavedMeal.objects.filter(pk=key).first()
    if meal is None:
        try:
            return _insert(SavedMeal(pk=key, owner=user, **fields)), True
        except IntegrityError:  # the same request a second time, and quicker
            meal = SavedMeal.objects.get(pk=key)
    if meal.owner_id != user.pk or meal.removed_at:
        raise Http404
    is_same = all(getattr(meal, name) == value for name, value in fields.items())
    if not is_same and not meal.change(**fields):
        raise Overtaken
    return meal, False


def _insert(meal: SavedMeal) -> SavedMeal:
    meal.words = search_words(meal)
    meal.save(force_insert=True)
    return meal
