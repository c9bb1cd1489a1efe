"""What operators ask for."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from apps.stability.shared import registry
from dtps.networks import is_within

# What proxies add, each of them at least one. A request that came through one is never from next door:
# clients may write these headers themselves, but they cannot take away what the proxy writes.
PROXY_HEADERS = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


@login_not_required
@csrf_exempt
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of all processes of this machine, for Prometheus; for others a page that is not there."""
    came_through_a_proxy = any(header in request.headers for header in PROXY_HEADERS)
    if came_through_a_proxy or not is_within(request.META.get("REMOTE_ADDR", ""), settings.METRICS_ALLOWED):
        raise Http404
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(generate_latest(registry()), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers=headers)
