"""Django admin as part of the site: its name, its look, and the one sign-in page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
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

    def get_urls(self) -> list[Any]:
        """Django's own, with a "view on site" that knows keys other than numbers."""
        view = self.admin_view(view_on_site)
        here = path("r/<path:content_type_id>/<path:object_id>/", view, name="view_on_site")
        return [here, *super().get_urls()]


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """The way from a record in Django admin to its page; 404 also for what cannot be a key of ours.

    Django's own takes only ValueError for that; UUID fields and MongoDB's keys raise ValidationError.
    """
    try:
        return shortcut(request, content_type_id, object_id)
    except ValidationError as error:
        raise Http404 from error
