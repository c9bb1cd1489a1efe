"""Sign-in, sign-out, password, profile."""

from django.contrib import messages
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from apps.accounts.forms import ProfileForm, SignInForm
from apps.accounts.http import AuthedRequest


class SignIn(LoginView):
    """The sign-in page. Afterwards on to `next`, if that is an address of this site."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm  # type: ignore[assignment]  # has what LoginView uses, under our field names
    redirect_authenticated_user = True
    http_method_names = ["get", "head", "post"]


class PasswordChange(SuccessMessageMixin, PasswordChangeView):  # type: ignore[type-arg]
    """A new password. Django's session hash ends every other session of the person with it."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = gettext_lazy("Your password is changed. Other devices have to sign in again.")
    http_method_names = ["get", "head", "post"]


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: AuthedRequest) -> HttpResponse:
    """The person's own name, time zone and language."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)
