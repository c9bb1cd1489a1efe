"""The addresses of the live part, for dtps/asgi.py."""

from typing import Any

from channels.security.websocket import WebsocketDenier
from django.urls import path, re_path

from apps.realtime.consumers import MayOpen, PresenceConsumer
from apps.realtime.event_stream import ROUTE, event_stream

http_routes = [path(ROUTE, event_stream)]  # type: ignore[arg-type]  # an ASGI application, no view


def websocket_routes(may_open: MayOpen) -> list[Any]:
    """Presence, with the gate of the objects that can be opened; no other address answers."""
    return [
        path("ws/presence/<str:kind>/<str:key>/", PresenceConsumer.as_asgi(may_open=may_open)),
        re_path("", WebsocketDenier.as_asgi()),
    ]
