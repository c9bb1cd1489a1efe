"""The only ways to a food and to what the practice writes about it. All staff read, counsellors only that."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from apps.accounts.models import Role, User
from apps.foods.models import Correction, Food, OwnFood, Recipe
from apps.foods.sources import OWN, PRACTICE, RECIPE


def may_write_foods(user: User) -> bool:
    """Whether `user` may add foods and change figures: everybody but counsellors."""
    return user.role != Role.COUNSELLOR


def get_food(pk: UUID) -> Food:
    """The food `pk` for reading; the table is everybody's."""
    return get_object_or_404(Food, pk=pk)


def get_own_food_rw(user: User, pk: UUID) -> OwnFood:
    """The practice's own food `pk` for changing. One that Django admin made gets its sheet now."""
    get_object_or_404(_writable(user), pk=pk, source=PRACTICE)
    return OwnFood.objects.get_or_create(pk=pk, defaults={"food_id": pk})[0]


def get_recipe_rw(user: User, pk: UUID) -> Recipe:
    """The recipe `pk` for changing."""
    get_object_or_404(_writable(user), pk=pk, source=RECIPE)
    return get_object_or_404(Recipe, pk=pk)


def get_table_food_rw(user: User, pk: UUID) -> Food:
    """A food of a table, for giving it figures of the practice's own."""
    return get_object_or_404(_writable(user).exclude(source__in=OWN), pk=pk)


def find_own_food(user: User, key: UUID) -> OwnFood | None:
    """For autosave: the own food `key`, None while there is no food of that id; Http404 for another's."""
    return get_own_food_rw(user, key) if _exists(user, key) else None


def find_recipe(user: User, key: UUID) -> Recipe | None:
    """For autosave: the recipe `key`, None while there is no food of that id; Http404 for another's."""
    return get_recipe_rw(user, key) if _exists(user, key) else None


def find_correction(user: User, key: UUID) -> Correction | None:
    """For autosave: the correction of the food `key`, None while it has none; Http404 without such a food."""
    return Correction.objects.filter(pk=get_table_food_rw(user, key).pk).first()


def _writable(user: User) -> QuerySet[Food]:
    if not may_write_foods(user):
        raise Http404
    return Food.objects.all()


def _exists(user: User, key: UUID) -> bool:
    return _writable(user).filter(pk=key).exists()
