"""Sign-in, sign-out, sessions, password, profile."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.forms import ProfileForm, SignInForm
from apps.accounts.http import AuthedRequest
from apps.accounts.sessions import end_other_sessions, end_session, moved, sessions_of


class SignIn(LoginView):
    """The sign-in page. Afterwards on to `next`, if that is an address of this site."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm  # type: ignore[assignment]  # has what LoginView uses, under our field names
    redirect_authenticated_user = True
    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again; 429 when it was tried too often."""
        response = super().form_invalid(form)
        if form.wait:
            response.status_code = 429
            response["Retry-After"] = str(form.wait)
        return response


class SignOut(LogoutView):
    """Ends the session, and has the browser forget the pages it has kept: Back is to show nothing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On to the sign-in page."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


class PasswordChange(SuccessMessageMixin, PasswordChangeView):  # type: ignore[type-arg]
    """A new password. Django's session hash ends every other session of the person with it."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = gettext_lazy("Your password is changed. Other devices have to sign in again.")
    http_method_names = ["get", "head", "post"]

    def form_valid(self, form: Any) -> HttpResponse:
        """Leaves one session on the person's list: this one, under its new key."""
        before = self.request.session.session_key
        end_other_sessions(form.user, before)
        response = super().form_valid(form)
        moved(self.request, before)
        return response


@require_safe
def sessions(request: AuthedRequest) -> HttpResponse:
    """Where the person is signed in."""
    here = request.session.session_key
    rows = sorted(sessions_of(request.user), key=lambda row: row.session_key != here)
    return render(request, "accounts/sessions.html", {"sessions": rows, "here": here})


@require_POST
def session_end(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Signs the person out in one place."""
    if not end_session(request.user, pk):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:sessions")


@require_POST
def sessions_end_others(request: AuthedRequest) -> HttpResponse:
    """Signs the person out everywhere but here."""
    count = end_other_sessions(request.user, request.session.session_key)
    said = ngettext("One other device is signed out.", "%(count)d other devices are signed out.", count)
    messages.success(request, said % {"count": count} if count else _("No other device was signed in."))
    return redirect("accounts:sessions")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: AuthedRequest) -> HttpResponse:
    """The person's own name, time zone and language."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)
