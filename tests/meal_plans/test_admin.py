"""Plans in Django admin."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan

LIST = "/admin/meal_plans/mealplan/"


def test_it_lists_and_searches(admin_user: User, plan: MealPlan) -> None:
    browser = signed_in(admin_user)
    assert b"Asha Rao" in browser.get(LIST).content
    assert b"Asha Rao" not in browser.get(f"{LIST}?q=nothing").content
    assert b"Asha Rao" not in browser.get(f"{LIST}?status__exact=published").content


def test_as_many_queries_for_many_rows_and_no_menu_among_them(admin_user: User, make_plan: MakePlan) -> None:
    browser = signed_in(admin_user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(LIST)
        assert all("menu" in row.get_deferred_fields() for row in answer.context["cl"].result_list)
        return len(captured)

    make_plan()
    queries()
    few = queries()
    for _ in range(20):
        make_plan()
    assert queries() == few


def test_what_the_form_of_the_site_edits_is_read_only(admin_user: User, plan: MealPlan) -> None:
    answer = signed_in(admin_user).get(f"{LIST}{plan.pk}/change/")
    assert answer.status_code == 200
    assert b'name="name"' not in answer.content
