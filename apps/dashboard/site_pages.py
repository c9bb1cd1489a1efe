"""The pages of the site that the search finds by their names."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User

EVERYBODY = (
    (_("Dashboard"), "dashboard:home"),
    (_("Clients"), "clients:list"),
    (_("Meal plans"), "meal_plans:list"),
    (_("New meal plan"), "meal_plans:create"),
    (_("Meal plan templates"), "meal_plan_templates:list"),
    (_("Diet templates"), "diet_templates:list"),
    (_("Saved meals"), "saved-meals:list"),
    (_("Foods"), "food-pages:list"),
    (_("Notifications"), "notifications:list"),
    (_("Notification preferences"), "notifications:preferences"),
    (_("Your profile"), "accounts:profile"),
    (_("Change password"), "accounts:password"),
    (_("Where you are signed in"), "accounts:sessions"),
)
WRITERS = (
    (_("New client"), "clients:create"),
    (_("New meal plan template"), "meal_plan_templates:create"),
    (_("New diet template"), "diet_templates:create"),
    (_("New food"), "food-pages:create"),
    (_("New recipe"), "food-pages:create-recipe"),
)
ADMINS = ((_("Practice"), "dashboard:practice"), (_("Administration"), "admin:index"))


def pages_for(user: User) -> Iterator[tuple[str, str]]:
    """The pages that `user` may open: `(title in their language, address)`."""
    writers = () if user.role == Role.COUNSELLOR else WRITERS
    for title, address in (*EVERYBODY, *writers, *(ADMINS if user.is_admin else ())):
        yield str(title), reverse(address)
