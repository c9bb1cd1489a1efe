"""POST /csp-reports/: browsers tell what the Content-Security-Policy has stopped. One line of the log each.

Anybody can send one, so none is believed: the line holds a word that could be a directive, the origin of what
was stopped, and the pattern of the page's address, never the address.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.stability.address import client_address, client_bucket
from apps.stability.buckets import Limit
from apps.stability.errors import refuse_early
from apps.stability.json_body import parse_json
from apps.stability.rate_limits import buckets, too_many_requests

LIMIT = Limit("csp-reports", per_second=1, burst=20)
MOST_BYTES = 32 * 1024
MOST_REPORTS = 10  # of one request
OLD_TYPE, NEW_TYPE = "application/csp-report", "application/reports+json"
SCHEMES = ("http", "https", "ws", "wss")
WORD = re.compile(r"[a-z-]{1,40}")
HOST = re.compile(r"[A-Za-z0-9.:-]{1,100}")
FILE = re.compile(r"[A-Za-z0-9./_-]{1,120}")
RENAMED = {  # in the old format: in the new one
    "effective-directive": "effectiveDirective",
    "blocked-uri": "blockedURL",
    "document-uri": "documentURL",
    "source-file": "sourceFile",
    "line-number": "lineNumber",
}

logger = logging.getLogger(__name__)


@csrf_exempt  # a browser sends these by itself and knows no token
@login_not_required
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    """Takes the old format (`report-uri`) and the new one (`report-to`); answers 204."""
    if wait := buckets().take(client_bucket(client_address(request)), [LIMIT]).wait:
        return refuse_early(request, lambda: too_many_requests(-(-wait // 1_000_000)))
    if request.content_type not in (OLD_TYPE, NEW_TYPE):
        return HttpResponse(status=415)
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        reports = violations(parse_json(body))
    except ValueError:
        return HttpResponse(status=400)
    for report in reports[:MOST_REPORTS]:
        logger.warning("Stopped by the Content-Security-Policy: %s", described(report, request.get_host()))
    return HttpResponse(status=204)


def violations(content: Any) -> list[Mapping[str, Any]]:
    """What was stopped, in the names of the new format. Raises ValueError for what is no report."""
    if isinstance(content, dict) and isinstance(old := content.get("csp-report"), dict):
        return [{new: old.get(name) for name, new in RENAMED.items()}]
    if not isinstance(content, list):
        raise ValueError("neither a report nor a list of them")
    reports = (one for one in content if isinstance(one, dict) and one.get("type") == "csp-violation")
    return [body for one in reports if isinstance(body := one.get("body"), dict)]


def described(report: Mapping[str, Any], host: str) -> str:
    """`script-src-elem, https://evil.example, on /clients/<uuid:pk>/, from /static/js/site.js:12`."""
    page, source = _address(report.get("documentURL")), _address(report.get("sourceFile"))
    parts = [
        _word(report.get("effectiveDirective")),
        _origin(report.get("blockedURL")),
        f"on {_route(page.path) if page and page.netloc == host else 'a page elsewhere'}",
    ]
    if source and source.path.startswith(settings.STATIC_URL) and FILE.fullmatch(source.path):
        parts.append(f"from {source.path}:{_number(report.get('lineNumber'))}")
    return ", ".join(parts)


def _word(value: Any) -> str:
    return value if isinstance(value, str) and WORD.fullmatch(value) else "?"


def _number(value: Any) -> str:
    return str(value) if isinstance(value, int) and 0 <= value < 1_000_000 else "?"


def _origin(value: Any) -> str:
    """Where it would have come from; a keyword such as `inline` stands for itself."""
    address = _address(value)
    if address and address.scheme in SCHEMES and HOST.fullmatch(address.hostname or ""):
        return f"{address.scheme}://{address.hostname}"
    return _word(value)


def _route(path: str) -> str:
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return "a page that is none"


def _address(value: Any) -> SplitResult | None:
    try:
        return urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        return None
