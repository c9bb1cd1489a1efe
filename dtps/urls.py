"""Every address of the site, grouped by the app that answers it."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from apps.stability.caching import asked_again
from apps.stability.csp_reports import csp_reports

urlpatterns = [
    path("", include("apps.dashboard.urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.notifications.urls")),
    path("", include("apps.stability.urls")),
    path("clients/", include("apps.clients.urls")),
    path("diet-templates/", include("apps.diet_templates.urls")),
    path("", include("apps.meal_plans.urls")),
    path("foods/", include("apps.foods.page_urls")),
    path("saved-meals/", include("apps.saved_meals.page_urls")),
    path("meal-plans/<uuid:pk>/", include("apps.sheets.urls")),
    path("", include("apps.sharing.urls")),
    path("practice/logo/", include("apps.practice.urls")),
    path("api/foods/", include("apps.foods.urls")),
    path("api/saved-meals/", include("apps.saved_meals.urls")),
    path("api/drafts/", include("apps.drafts.urls")),
    path("csp-reports/", csp_reports, name="csp-reports"),
    path("jsi18n/", asked_again(login_not_required(JavaScriptCatalog.as_view())), name="javascript-catalog"),
    path("admin/", admin.site.urls),
]

handler400 = "apps.stability.errors.bad_request"
handler403 = "apps.stability.errors.permission_denied"
handler404 = "apps.stability.errors.page_not_found"
handler500 = "apps.stability.errors.server_error"
