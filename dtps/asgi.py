"""The ASGI entry point: HTTP goes to Django; the realtime transports will join it here."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from dtps.checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtps.settings")

django_application = get_asgi_application()
refuse_wrong_settings()
application = ProtocolTypeRouter({"http": django_application})
