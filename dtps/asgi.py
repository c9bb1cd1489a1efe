"""The ASGI entry point: HTTP goes to Django; the realtime transports will join it here."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtps.settings")

application = ProtocolTypeRouter({"http": get_asgi_application()})
