from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "apps.clients"

    def ready(self) -> None:
        """Gives the form of a client its autosave."""
        from apps.clients.kinds import CLIENT
        from apps.drafts.kinds import register

        register(CLIENT)
