"""Addresses below /meal-plan-templates/ and /meal-plans/."""

from django.urls import include, path

from apps.diet_templates.pages import TemplatePages
from apps.history.pages import HistoryPages
from apps.meal_plans import plan_views, template_views, views
from apps.meal_plans.figures import figures_for, nutrients_shown
from apps.meal_plans.gates import get_meal_plan, get_meal_plan_template, get_meal_plan_template_rw
from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlanTemplate

templates = TemplatePages(
    MealPlanTemplate,
    MEAL_PLAN_TEMPLATE,
    "meal_plan_templates",
    get=get_meal_plan_template,
    get_rw=get_meal_plan_template_rw,
)
plans = [
    path("", views.plan_list, name="list"),
    path("create/", views.plan_create, name="create"),
    path("from/<slug:kind>/<uuid:pk>/", views.plan_from, name="from_template"),
    path("behind/<slug:kind>/<uuid:pk>/", template_views.plans_of_template, name="behind"),
    path("<uuid:pk>/", views.plan_detail, name="detail"),
    path("<uuid:pk>/edit/", views.plan_edit, name="edit"),
    path("<uuid:pk>/take-targets/", plan_views.plan_take_targets, name="take_targets"),
    path("<uuid:pk>/freeze/", plan_views.plan_freeze, name="freeze"),
    path("<uuid:pk>/template/", template_views.plan_review, name="review"),
    path("<uuid:pk>/save-as-template/", template_views.plan_save_as_template, name="save_as_template"),
    path("<uuid:pk>/publish/", views.plan_publish, name="publish"),
    path("<uuid:pk>/withdraw/", views.plan_withdraw, name="withdraw"),
    path("<uuid:pk>/archive/", views.plan_archive, name="archive"),
    *HistoryPages(
        MEAL_PLAN,
        "meal_plans",
        get_meal_plan,
        stays=["client"],
        figures=figures_for,
        shown=nutrients_shown,
    ).urls,
]
urlpatterns = [
    path("meal-plan-templates/", include((templates.urls, "meal_plan_templates"))),
    path("meal-plans/", include((plans, "meal_plans"))),
]
