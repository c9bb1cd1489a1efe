from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        """Listens to sign-ins and sign-outs."""
        import apps.accounts.sessions  # noqa: F401
