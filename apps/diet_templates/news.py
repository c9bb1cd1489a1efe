"""Who is told what about templates of either kind."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.clients.news import tell_of_save
from apps.drafts.kinds import Saved
from apps.menus.services import note_foods
from apps.notifications.models import Kind
from apps.notifications.services import notify


def template_saved(saved: Saved) -> None:
    """Tells those who make plans of a newly shared template; whom its text mentions; who has it open."""
    was_shared = bool((saved.before or {}).get("is_shared"))
    if saved.after["is_shared"] and not was_shared:
        notify(
            recipients=User.objects.filter(is_active=True, role__in=[Role.ADMIN, Role.DIETITIAN]),
            kind=Kind.TEMPLATE_SHARED,
            title=format_lazy(_("{person} shares “{name}”"), person=str(saved.user), name=str(saved.record)),
            text=_("You can read this template and make plans from it."),
            link=saved.record.get_absolute_url(),
            actor=saved.user,
            about=(saved.kind, saved.record.pk),
        )
    note_foods(saved.user, (saved.before or {}).get("menu"), saved.after["menu"])
    tell_of_save(saved, "description")
