"""The logo: shown to everybody who has a page with it, changed by admins."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.practice.gates import require_admin
from apps.practice.logo import Logo, LogoForm, keep
from apps.practice.models import Practice
from apps.stability.caching import ASKED_AGAIN


@login_not_required  # shared plans show it to whoever has the link
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The image itself."""
    current = Logo.current()
    if current is None:
        raise Http404
    response = HttpResponse(current.content, content_type=current.type)
    response["ETag"], response["Cache-Control"] = current.etag, ASKED_AGAIN
    return get_conditional_response(request, etag=current.etag, response=response) or response


@require_http_methods(["GET", "HEAD", "POST"])
def logo_change(request: AuthedRequest) -> HttpResponse:
    """The page where it is chosen."""
    require_admin(request.user)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        keep(form.cleaned_data["file"])
        messages.success(request, _("The logo is saved. Sheets and shared plans show it from now on."))
        return redirect("practice:logo-change")
    ctx = {"form": form, "has_logo": bool(Practice.current().logo_type)}
    return render(request, "practice/logo.html", ctx, status=422 if form.errors else 200)


@require_POST
def logo_remove(request: AuthedRequest) -> HttpResponse:
    """Takes the logo away."""
    require_admin(request.user)
    keep(None)
    messages.success(request, _("The logo is taken away."))
    return redirect("practice:logo-change")
