"""The only ways to a diet template: each fetches it for one person or ends in 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.accounts.models import Role, User
from apps.diet_templates.models import DietTemplate


def get_diet_template(user: User, pk: UUID) -> DietTemplate:
    """The diet template `pk` for reading."""
    template: DietTemplate = get_object_or_404(DietTemplate.objects.visible_to(user), pk=pk)
    return template


def get_diet_template_rw(user: User, pk: UUID) -> DietTemplate:
    """The diet template `pk` for changing."""
    template: DietTemplate = get_object_or_404(DietTemplate.objects.editable_by(user), pk=pk)
    return template


def may_create_templates(user: User) -> bool:
    """Whether `user` may write templates: everybody but counsellors, who use them."""
    return user.role != Role.COUNSELLOR
