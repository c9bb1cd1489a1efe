"""Django admin as part of the site: its name, its look, and the one sign-in page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class PracticeAdminSite(AdminSite):
    """The administration of the practice."""

    site_title = _("DTPS administration")
    site_header = _("DTPS administration")
    index_title = _("The practice")

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sends people on: admins to the index, others to the site's own sign-in page.

        Raises PermissionDenied for somebody who is signed in without being an admin: signing in again would
        not help, and asking for it would read as if it did.
        """
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
