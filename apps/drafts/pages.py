"""The page that edits one object: filled from its draft, saved with merge, nothing typed is ever lost.

Works without JavaScript; with it, the browser's autosave keeps the draft meanwhile (docs/autosave.md).
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from apps.accounts.http import AuthedRequest
from apps.drafts.changes import same
from apps.drafts.chooser import choices_made, conflicts_to_show
from apps.drafts.kinds import get_kind
from apps.drafts.replies import iso
from apps.drafts.saving import Outcome, Standing, Submission, save_record
from apps.drafts.work import Work


def edit_record(
    request: AuthedRequest,
    *,
    kind: str,
    key: UUID,
    template: str,
    context: dict[str, Any] | None = None,
    create: bool = False,
    initial: dict[str, Any] | None = None,
    success_url: str | None = None,
) -> HttpResponse:
    """GET: the form, filled from this person's draft, else from the object, else (with `create`) blank but
    for what `initial` says.

    POST: Save, then on to `success_url` or the object's own page; where it is not valid (422) or the same was
    changed elsewhere (409), the form again with everything in it.

    `template` gets `context` and `form`, `record`, `draft` (None unless it holds something unsaved),
    `conflicts`, `autosave`. Raises Http404 for an object that is not theirs to change.
    """
    if request.method != "POST":
        opened = _opened(Work(request.user, get_kind(kind), key), create, initial or {})
        return render(request, template, {**(context or {}), **opened})
    outcome = save_record(request.user, get_kind(kind), key, _submission(request.POST))
    if outcome.record is None:
        status = 409 if outcome.conflicts or outcome.deleted else 422
        return render(request, template, {**(context or {}), **_refused(outcome)}, status=status)
    messages.success(request, _thanks(outcome), extra_tags=f"draft-saved:{kind}:{key}")
    return redirect(success_url or outcome.record.get_absolute_url())


def _opened(work: Work, create: bool, initial: dict[str, Any]) -> dict[str, Any]:
    draft = work.draft
    if work.record is None and not ((create or draft) and work.kind.may_create(work.user)):
        raise Http404
    if draft:
        form = work.form(initial=draft.data)
        standing = Standing(draft.revision, draft.base_version, draft.data)
    else:
        form = work.form() if work.record else work.form(initial={**work.kind.blank(work.key), **initial})
        standing = Standing(0, work.version, work.saved)  # of `initial` the server will hear as of typing
    return {
        "form": form,
        "record": work.record,
        "draft": draft if draft and not same(draft.data, work.saved) else None,
        "conflicts": [],
        "autosave": _autosave(work, standing),
    }


def _refused(outcome: Outcome) -> dict[str, Any]:
    work, form = outcome.work, outcome.form
    if outcome.deleted:
        form.add_error(None, _("This was deleted meanwhile. Save once more to make it anew."))
    return {
        "form": form,
        "record": work.record,
        "draft": work.draft,
        "conflicts": conflicts_to_show(work, form, outcome.conflicts, outcome.standing.version),
        "autosave": _autosave(work, outcome.standing),
    }


def _autosave(work: Work, standing: Standing) -> dict[str, Any]:
    """What the page tells the browser's autosave. `data` is what it has, not always what the form shows."""
    return {
        "kind": work.kind.name,
        "id": str(work.key),
        "user": str(work.user.pk),
        "url": reverse("drafts:api"),
        "revision": standing.revision,
        "version": standing.version,
        "data": standing.data,
        "draftSavedAt": iso(work.draft.updated_at) if work.draft else None,
        "isNew": work.record is None,
    }


def _submission(post: QueryDict) -> Submission:
    return Submission(
        post=post,
        version=_count(post, "version") or 0,
        revision=_count(post, "revision"),
        own_saves=post.getlist("save-id"),
        choices=choices_made(post),
    )


def _count(post: QueryDict, name: str) -> int | None:
    text = post.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _thanks(outcome: Outcome) -> str:
    names = [author.by for author in outcome.merged_with]
    if not names:
        return _("Saved.")
    return _("Saved, together with what was saved meanwhile by %(names)s.") % {
        "names": get_text_list(names, _("and"))
    }
