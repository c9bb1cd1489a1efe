"""A new password is news for its owner: whoever set it, wherever."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.notifications.models import Kind
from apps.notifications.services import notify


class PasswordNews:
    """Stands among AUTH_PASSWORD_VALIDATORS, which Django tells of every password that was saved."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Any password will do here."""

    def get_help_text(self) -> str:
        """What people are told beforehand."""
        return _("You get a notification when your password was changed.")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Tells `user`; not of the first password, which came with the account."""
        if user is None or user.last_login is None:
            return
        notify(
            recipients=[user],
            kind=Kind.SYSTEM,
            title=gettext_lazy("Your password was changed"),
            text=gettext_lazy("If that was not you, tell whoever runs the practice at once."),
            link=reverse("accounts:profile"),
        )
