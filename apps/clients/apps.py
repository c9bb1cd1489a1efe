from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClientsConfig(AppConfig):
    name = "apps.clients"
    verbose_name = _("clients")

    def ready(self) -> None:
        """Gives the forms their autosave, and says what hangs on a client."""
        from apps.clients.belongings import Belonging, add_belonging
        from apps.clients.kinds import CLIENT, MEASUREMENT, NOTE
        from apps.clients.models import ClientNote, Measurement
        from apps.drafts.kinds import register

        for kind in (CLIENT, MEASUREMENT, NOTE):
            register(kind)
        add_belonging(Belonging(MEASUREMENT.name, "measurements", Measurement, "taken_on"))
        add_belonging(Belonging(NOTE.name, "notes", ClientNote))
