"""The search as a page, which works without JavaScript, and as an API for the dialog of the header."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.http import AuthedRequest
from apps.dashboard.search import LONGEST, SHORTEST, as_json, search
from apps.stability.problems import ApiProblem, api_view


@require_safe
def search_page(request: AuthedRequest) -> HttpResponse:
    """`?q=`: what it finds, by kind. What was asked for is kept nowhere."""
    text = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
    ctx = {"q": text, "groups": search(request.user, text), "is_short": len(text) < SHORTEST}
    return render(request, "dashboard/search.html", ctx)


@api_view(["GET"])
def search_api(request: AuthedRequest) -> JsonResponse:
    """`?q=`: `{groups: [{kind, label, icon, results: [{title, note, url}], more}]}`."""
    text = request.GET.get("q", "")
    if len(text) > LONGEST:
        raise ApiProblem(
            400,
            "invalid_request",
            _("q has %(length)d characters; at most %(longest)d can be searched for.")
            % {"length": len(text), "longest": LONGEST},
        )
    return JsonResponse({"groups": [as_json(group) for group in search(request.user, text)]})
