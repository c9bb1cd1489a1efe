from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        """Listens to sign-ins and sign-outs."""
        import apps.accounts.sessions
        import apps.accounts.sign_ins  # noqa: F401
