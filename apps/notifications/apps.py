from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        """Fills the streams of events from notifications."""
        from apps.notifications.feed import NotificationFeed
        from apps.realtime.feed import register

        register(NotificationFeed())
