"""Every address of the site, grouped by the app that answers it."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

urlpatterns = [
    path("", include("apps.dashboard.urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.notifications.urls")),
    path("", include("apps.stability.urls")),
    path("clients/", include("apps.clients.urls")),
    path("diet-templates/", include("apps.diet_templates.urls")),
    path("", include("apps.meal_plans.urls")),
    path("api/foods/", include("apps.foods.urls")),
    path("api/drafts/", include("apps.drafts.urls")),
    path("jsi18n/", login_not_required(JavaScriptCatalog.as_view()), name="javascript-catalog"),
    path("admin/", admin.site.urls),
]

handler400 = "apps.stability.problems.bad_request"
handler404 = "apps.stability.problems.page_not_found"
