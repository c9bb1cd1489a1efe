"""/api/drafts/: what the browser's autosave talks to. docs/autosave.md describes it for other clients."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from apps.accounts.http import AuthedRequest, require_the_same_person
from apps.drafts.checks import faults
from apps.drafts.kinds import Kind, get_kind
from apps.drafts.replies import draft_as_json
from apps.drafts.services import MOST_BYTES, Edit, clear_draft, get_draft, save_draft
from apps.stability.json_body import LARGEST_INTEGER, read_json
from apps.stability.metrics import SAVE_SECONDS
from apps.stability.problems import ApiProblem, api_view

SAVE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@api_view(["GET", "POST", "DELETE"])
def drafts(request: AuthedRequest) -> HttpResponse:
    """This person's draft of one object: read, saved, or cleared."""
    require_the_same_person(request)
    if request.method == "POST":
        return _save(request)
    kind, key = _object(request.GET)
    if request.method == "DELETE":
        clear_draft(request.user, kind, key)
        return HttpResponse(status=204)
    draft = get_draft(request.user, kind, key)
    return JsonResponse({"draft": draft and draft_as_json(draft)})


def _save(request: AuthedRequest) -> HttpResponse:
    body = read_json(request, MOST_BYTES)
    kind, key = _object(body)
    edit = _edit(body, kind)
    with SAVE_SECONDS.time():
        answer = save_draft(request.user, kind, key, edit)
    return JsonResponse(answer)


def _object(source: Any) -> tuple[Kind, UUID]:
    """The kind and key that `type` and `id` name."""
    try:
        kind = get_kind(source.get("type"))
    except (KeyError, TypeError):
        raise _invalid("type", _("There is no such kind of form.")) from None
    try:
        return kind, UUID(source.get("id"))
    except (AttributeError, TypeError, ValueError):
        raise _invalid("id", _("This is not a UUID.")) from None


def _edit(body: dict[str, Any], kind: Kind) -> Edit:
    save_id = body.get("saveId")
    if not (isinstance(save_id, str) and SAVE_ID.fullmatch(save_id)):
        raise _invalid("saveId", _("This has to be 1 to 64 letters, digits, - and _."))
    revision, version = _count(body, "revision"), _count(body, "version")
    changes, data = body.get("changes"), body.get("data")
    if (changes is None) == (data is None):
        raise _invalid("changes", _("Please send either changes or, for the first save, data."))
    if data is not None and revision:
        raise _invalid(
            "data", _("The whole data belongs to the first save, with revision 0; then send changes.")
        )
    _check(kind, changes, data)
    return Edit(save_id, revision, version, changes, data)


def _count(body: dict[str, Any], member: str) -> int:
    value = body.get(member, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_INTEGER:
        raise _invalid(member, _("This has to be a whole number from 0."))
    return value


def _check(kind: Kind, changes: Any, data: Any) -> None:
    """Refuses what does not fit the form, naming each path."""
    fields = kind.form.base_fields
    if data is not None:
        if not isinstance(data, dict):
            raise _invalid("data", _("This has to be an object."))
        values = {name: [value] for name, value in data.items()}
    else:
        if not isinstance(changes, dict):
            raise _invalid("changes", _("This has to be an object: {path: [old, new]}."))
        values = changes
    errors: dict[str, str] = {}
    for path, pair in values.items():
        if data is None and not (isinstance(pair, list) and len(pair) == 2):
            errors[path] = _("A change has to be [old, new].")
        else:
            errors.update(faults(fields, path, pair))
    if errors:
        detail = _("This cannot be kept: %(reason)s") % {"reason": next(iter(errors.values()))}
        raise ApiProblem(422, "invalid_data", detail, errors=errors)


def _invalid(member: str, message: str) -> ApiProblem:
    detail = _("The request is not right: %(member)s. %(message)s") % {"member": member, "message": message}
    return ApiProblem(400, "invalid_request", detail, errors={member: message})
