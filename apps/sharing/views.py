"""The links of a plan, for those who may give it to the client."""

from urllib.parse import quote
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.http import AuthedRequest
from apps.meal_plans.gates import get_meal_plan_to_publish
from apps.meal_plans.models import MealPlan
from apps.practice.models import Practice
from apps.sharing.forms import ShareForm
from apps.sharing.models import ShareLink
from apps.sharing.services import Made, make_link


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The links of a plan, and the form for one more. What is new is shown once, so there is no redirect."""
    plan = get_meal_plan_to_publish(request.user, pk)
    form = ShareForm(request.POST or None, initial={"key": uuid4(), "language": get_language()})
    if request.method == "POST" and not plan.is_published:
        messages.warning(request, _("Only a published plan can be shared. Please publish it first."))
        return redirect(plan)
    if form.is_valid():
        made = make_link(plan, by=request.user, **form.cleaned_data)
        if made:
            return show_made(request, plan, made)
        messages.warning(request, _("This link was made already; its code is shown only once."))
        return redirect("sharing:share", pk)
    ctx = {"plan": plan, "form": form, "links": ShareLink.objects.of_plan(plan)}
    return render(request, "sharing/share.html", ctx, status=422 if form.errors else 200)


@require_POST
def revoke(request: AuthedRequest, pk: UUID, link: UUID) -> HttpResponse:
    """Takes a link back."""
    plan = get_meal_plan_to_publish(request.user, pk)
    get_object_or_404(ShareLink, pk=link, plan=plan).revoke()
    messages.success(request, _("The link is taken back. It leads nowhere from now on."))
    return redirect("sharing:share", pk)


def show_made(request: AuthedRequest, plan: MealPlan, made: Made) -> HttpResponse:
    """The page with the link, the text to send and the code: the only time that they are shown."""
    url = request.build_absolute_uri(reverse("sharing:plan", args=[made.token]))
    text = message_text(plan, made, url)
    whatsapp = f"https://wa.me/?text={quote(text)}"
    ctx = {"plan": plan, "made": made, "url": url, "text": text, "whatsapp": whatsapp}
    return render(request, "sharing/made.html", ctx)


def message_text(plan: MealPlan, made: Made, url: str) -> str:
    """What is sent with the link, short enough for a chat; the code goes another way."""
    words = {
        "plan": plan,
        "practice": Practice.current().name or _("your dietitian"),
        "url": url,
        "date": date_format(made.link.expires_at, "j M Y"),
    }
    return (
        _(
            "Your meal plan “%(plan)s” from %(practice)s: %(url)s\n"
            "It opens with a code that you get separately, until %(date)s."
        )
        % words
    )
