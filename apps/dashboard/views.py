"""The first page after sign-in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.http import AuthedRequest
from apps.clients.gates import may_create_clients
from apps.clients.models import Client
from apps.dashboard.attention import changes_of_colleagues, today_of
from apps.dashboard.unfinished import unfinished
from apps.meal_plans.models import MealPlan, Status
from apps.notifications.models import Notification

MOST = 8
NEWS = 5


@require_safe
def home(request: AuthedRequest) -> HttpResponse:
    """Where the person left off and what waits for them; a screenful of each, the lists have the rest."""
    clients = Client.objects.visible_to(request.user).filter(is_archived=False)
    plans = MealPlan.objects.visible_to(request.user).for_list().exclude(status=Status.ARCHIVED)
    ctx = {
        "unfinished": unfinished(request.user, MOST),
        "today": today_of(request.user, clients, MOST),
        "changes": changes_of_colleagues(request.user, clients, MOST),
        "news": Notification.objects.of(request.user).unread()[:NEWS],
        "plans": plans.order_by("-updated_at")[:MOST],
        "may_create": may_create_clients(request.user),
    }
    return render(request, "dashboard/home.html", ctx)
