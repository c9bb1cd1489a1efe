"""The first page after sign-in."""

from django.http import HttpResponse
from django.shortcuts import render

from apps.accounts.http import AuthedRequest
from apps.clients.models import Client


def home(request: AuthedRequest) -> HttpResponse:
    """Where the person left off, and their clients."""
    clients = Client.objects.visible_to(request.user).filter(is_archived=False)
    return render(request, "dashboard/home.html", {"clients": clients[:8]})
