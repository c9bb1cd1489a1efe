"""The ASGI entry point: HTTP goes to Django; the realtime transports will join it here."""

import os

from channels.routing import ProtocolTypeRouter

from apps.stability.asgi import get_application
from dtps.checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtps.settings")

django_application = get_application()
refuse_wrong_settings()
application = ProtocolTypeRouter({"http": django_application})
