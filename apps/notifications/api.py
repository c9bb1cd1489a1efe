"""/api/notifications/: what browsers reconcile with. docs/notifications.md describes it for other clients."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from apps.accounts.http import AuthedRequest, require_the_same_person
from apps.notifications.events import as_json, iso
from apps.notifications.gates import get_notification
from apps.notifications.inboxes import unread_of
from apps.notifications.models import Notification
from apps.notifications.services import mark_all_read, mark_notification
from apps.stability.json_body import LARGEST_INTEGER, read_json
from apps.stability.problems import ApiProblem, api_view

PAGE_SIZE = 20
MOST_BYTES = 1024
COUNT = re.compile(r"[0-9]{1,16}")


@api_view(["GET"])
def unread(request: AuthedRequest) -> HttpResponse:
    """How much this person has not read."""
    require_the_same_person(request)
    return JsonResponse(unread_of(request.user.pk).as_json())


@api_view(["GET"])
def notifications(request: AuthedRequest) -> HttpResponse:
    """This person's notifications, the latest first; `before` continues where the last answer ended."""
    rows = Notification.objects.of(request.user).prefetch_related("actor")
    before = request.GET.get("before")
    if before is not None:
        rows = rows.filter(sequence__lt=_sequence(before))
    if _only_unread(request.GET.get("unread", "0")):
        rows = rows.unread()
    page = list(rows[: PAGE_SIZE + 1])
    more = len(page) > PAGE_SIZE
    listed = [{**as_json(row), "read": iso(row.read_at) if row.read_at else None} for row in page[:PAGE_SIZE]]
    return JsonResponse({"notifications": listed, "before": page[PAGE_SIZE - 1].sequence if more else None})


@api_view(["POST"])
def read(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Marks one of this person's notifications read, or unread again."""
    notification = get_notification(request.user, pk)
    wanted = read_json(request, MOST_BYTES).get("read")
    if not isinstance(wanted, bool):
        raise _invalid("read", _("This has to be true or false."))
    return JsonResponse({"unread": mark_notification(notification, read=wanted).as_json()})


@api_view(["POST"])
def read_all(request: AuthedRequest) -> HttpResponse:
    """Marks everything read that this person could have seen at the position `upTo`."""
    up_to: Any = read_json(request, MOST_BYTES).get("upTo")
    if isinstance(up_to, bool) or not isinstance(up_to, int) or not 0 <= up_to <= LARGEST_INTEGER:
        raise _invalid("upTo", _("This has to be a whole number from 0."))
    return JsonResponse({"unread": mark_all_read(request.user, up_to).as_json()})


def _sequence(text: str) -> int:
    if not COUNT.fullmatch(text) or int(text) > LARGEST_INTEGER:
        raise _invalid("before", _("This has to be a whole number from 0."))
    return int(text)


def _only_unread(text: str) -> bool:
    if text not in ("0", "1"):
        raise _invalid("unread", _("This has to be 0 or 1."))
    return text == "1"


def _invalid(member: str, message: str) -> ApiProblem:
    detail = _("The request is not right: %(member)s. %(message)s") % {"member": member, "message": message}
    return ApiProblem(400, "invalid_request", detail, errors={member: message})
