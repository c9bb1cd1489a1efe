"""The only ways to a saved meal: each fetches it for one person or ends in 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.accounts.models import User
from apps.saved_meals.models import SavedMeal


def get_saved_meal(user: User, pk: UUID) -> SavedMeal:
    """The saved meal `pk` for reading and for putting it into a menu."""
    meal: SavedMeal = get_object_or_404(SavedMeal.objects.visible_to(user), pk=pk)
    return meal


def get_saved_meal_rw(user: User, pk: UUID) -> SavedMeal:
    """The saved meal `pk` for changing, deleting or bringing back."""
    meal: SavedMeal = get_object_or_404(SavedMeal.objects.editable_by(user), pk=pk)
    return meal


def may_change(user: User, meal: SavedMeal) -> bool:
    """Whether `user` may change `meal`, which they may read."""
    return user.is_admin or meal.owner_id == user.pk
