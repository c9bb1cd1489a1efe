"""The ASGI entry point: pages and the API go to Django, what stays open goes to apps.realtime."""

import os
from typing import Any, cast

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.urls import re_path

from apps.stability.asgi import get_application
from dtps.checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtps.settings")

django_application = get_application()
refuse_wrong_settings()

# These read models, so they come after Django's start.
from apps.realtime.routing import http_routes, websocket_routes  # noqa: E402
from dtps.presence import may_open  # noqa: E402

# Another site's page must not open a socket in its visitor's name: browsers say whose page it is.
trusted_origins = [origin.replace("://*.", "://.") for origin in settings.CSRF_TRUSTED_ORIGINS]
application = ProtocolTypeRouter(
    {
        "http": URLRouter([*http_routes, re_path("", cast(Any, django_application))]),
        "websocket": OriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_routes(may_open))),
            [*settings.ALLOWED_HOSTS, *trusted_origins],
        ),
    }
)
