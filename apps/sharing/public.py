"""The pages behind a link: for people who have no account here. Nothing on them leads further in.

Whatever is wrong (a made-up link, one that is over or taken back, a wrong code, too many of them) looks the
same, so that nobody learns which links exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.limits import attempts_wait
from apps.practice.models import Practice
from apps.sharing.forms import CodeForm
from apps.sharing.models import language_or_default
from apps.sharing.services import Shared, find_shared
from apps.sharing.visits import has_given_code, remember_code
from apps.sheets import pdf
from apps.sheets.choices import MOST_DAYS, Choice
from apps.sheets.files import pdf_response
from apps.sheets.papers import paper_of

View = Callable[..., HttpResponse]


def kept_to_itself(view: View) -> View:
    """Has browsers keep nothing of the answer, search engines list nothing of it, and tells no other site.

    A page with a form says `same-origin` where the others say `no-referrer`: with that, browsers would name
    no origin when the form is sent, and the check against forged requests would refuse it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        return response

    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_to_itself
def shared_plan(request: HttpRequest, token: str) -> HttpResponse:
    """The plan to those who have given the code, the question for it to all others."""
    shared = find_shared(token)
    if request.method == "POST":
        return take_code(request, token, shared)
    if shared is None or not has_given_code(request, shared.link):
        return ask_for_code(request, CodeForm())
    shared.link.note_opened()
    return show_plan(request, token, shared)


@login_not_required
@require_safe
@kept_to_itself
def shared_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The plan as a file."""
    shared = find_shared(token)
    if shared is None or not has_given_code(request, shared.link):
        return redirect("sharing:plan", token)
    wait = attempts_wait(request, "shared-pdf")
    if wait:
        return pdf_later(request, wait)
    shared.link.note_opened()
    choice = choice_of(shared)
    return pdf_response(request, shared.plan, shared.plan.client, choice, "sharing/no_pdf.html")


def take_code(request: HttpRequest, token: str, shared: Shared | None) -> HttpResponse:
    """Lets in whoever has the right code; every refusal is the same page."""
    wait = attempts_wait(request, "share-code")
    form = CodeForm(request.POST)
    if form.is_valid() and not wait and shared and shared.link.opens_with(form.cleaned_data["code"]):
        here = reverse("sharing:plan", args=[token])
        opened = redirect(here)
        remember_code(opened, shared.link, here)
        return opened
    if form.is_valid():
        form.add_error(None, refusal_words())
    response = ask_for_code(request, form, status=429 if wait else 403)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def refusal_words() -> str:
    """What may be the matter, all of it at once."""
    return _(
        "This link and this code do not open a plan. A link works for a limited time, and after several wrong"
        " codes it rests for 15 minutes. Please check the code, or ask your dietitian for a new link."
    )


def ask_for_code(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    """The page with the field for the code; it is the same whether or not the link leads anywhere."""
    ctx = {"form": form, "practice": Practice.current()}
    response = render(request, "sharing/code.html", ctx, status=status)
    response["Referrer-Policy"] = "same-origin"
    return response


def show_plan(request: HttpRequest, token: str, shared: Shared) -> HttpResponse:
    """The plan, a day below the other, today's open."""
    plan, choice = shared.plan, choice_of(shared, whole=True)
    with translation.override(choice.language):
        paper = paper_of(plan, choice)
        today = shared.link.today()
        dates = [day.date for day in paper.days]
        ctx = {
            "paper": paper,
            "client": plan.client,
            "practice": Practice.current(),
            "link": shared.link,
            "token": token,
            "today": today if today in dates else next(iter(dates), None),
            "has_pdf": pdf.is_available(),
        }
        response = render(request, "sharing/plan.html", ctx)
    response["Content-Language"] = choice.language
    return response


def choice_of(shared: Shared, *, whole: bool = False) -> Choice:
    """All days; for a file, where they are too many, those from today on."""
    last = max(shared.plan.length_days - 1, 0)
    first = 0
    if not whole and last >= MOST_DAYS:
        today = shared.link.today()
        first = min(sum(date < today for date in shared.plan.dates()), last - MOST_DAYS + 1)
        last = first + MOST_DAYS - 1
    language = language_or_default(shared.link.language)
    return Choice(first, last, figures=shared.link.figures, language=language)


def pdf_later(request: HttpRequest, wait: int) -> HttpResponse:
    """Refuses one file too many."""
    words = _("Too many requests. Please try again in a minute.")
    response = render(request, "sharing/no_pdf.html", {"words": words}, status=429)
    response["Retry-After"] = str(wait)
    return response
