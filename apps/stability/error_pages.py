"""What people read in place of a page: what happened, what to do next, and the number of the request."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.stability.problems import ApiProblem
from apps.stability.request_id import request_id


@dataclass(frozen=True)
class Words:
    """What stands above the detail of the problem, and what is to be done, below it."""

    heading: str | Promise
    advice: str | Promise


KEPT = _("What you typed in a form with autosave is kept.")
OFFERED = _("What you typed in a form with autosave is safe: open it again later and it will be offered.")

# By code where there is more to say than the status does.
WORDS: dict[str | int, Words] = {
    "not_found": Words(
        _("There is nothing here"), _("Please check the address. Nothing you saved is affected.")
    ),
    "not_allowed": Words(_("This is not open to you"), _("The admin of your practice can change that.")),
    "csrf_failed": Words(
        _("This page was too old to send"),
        _(
            "You signed in or out since it was opened, or the browser refuses cookies. "
            "What you typed in a form with autosave is kept."
        ),
    ),
    "maintenance": Words(_("Back soon"), OFFERED),
    "database_unavailable": Words(_("One moment, please"), OFFERED),
    401: Words(_("You are signed out"), KEPT),
    405: Words(_("This cannot be done here"), _("Please go back and use the buttons of the page.")),
    409: Words(_("Somebody else was quicker"), KEPT),
    413: Words(_("This is too large"), _("Please make it smaller, or send it in parts.")),
    429: Words(_("One moment, please"), KEPT),
    503: Words(_("One moment, please"), OFFERED),
}
REFUSED = Words(_("This could not be used"), _("Please go back and try again."))
BROKEN = Words(_("Something went wrong on our side"), OFFERED)


def error_page(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    """The page of `problem`: within the shell of the site when it is known who asks and nothing is broken.

    Otherwise it needs neither the request nor the database to be rendered: either may be what broke.
    """
    broken = problem.status >= 500
    words = WORDS.get(problem.code) or WORDS.get(problem.status) or (BROKEN if broken else REFUSED)
    context = {
        "words": words,
        "problem": problem,
        "reference": request_id(request),
        "again": request.get_full_path() if problem.headers.get("Retry-After") and is_safe(request) else "",
    }
    if broken or not hasattr(request, "user"):
        html = render_to_string("error_plain.html", context)
    else:
        html = render_to_string("error.html", context, request)
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(html, status=problem.status, headers=headers)


def is_safe(request: HttpRequest) -> bool:
    """Whether asking for the same again is no second action."""
    return request.method in ("GET", "HEAD")
