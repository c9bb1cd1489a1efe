"""List pages at 10 and at 1,000 rows: the number of queries must not change.

python -m bench.list_pages
"""

import statistics
import time
from datetime import date
from typing import Any
from uuid import uuid4

from bench._measuring import empty_database
from bench._practice import dietitian, full_menu, signed_in

# isort: split
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from apps.diet_templates.models import DietTemplate
from apps.meal_plans.models import MealPlan, MealPlanTemplate

PAGES = ("/clients/", "/diet-templates/", "/meal-plan-templates/", "/meal-plans/", "/")
ROUNDS = 7


def main() -> None:
    """Prints, per page, queries and median milliseconds at both sizes."""
    with empty_database():
        user = dietitian()
        browser = signed_in(user)
        menu = full_menu(uuid4(), days=7, items=4)
        print(f"{'page':<24}{'rows':>6}{'queries':>9}{'median ms':>11}")
        rows = 0
        before: dict[str, int] = {}
        for wanted in (10, 1000):
            fill(user, wanted - rows, menu)
            rows = wanted
            for page in PAGES:
                queries, median = visit(browser, page)
                same = "" if before.setdefault(page, queries) == queries else "  MISSES: more queries"
                print(f"{page:<24}{rows:>6}{queries:>9}{median:>11.1f}{same}")


def fill(user: User, count: int, menu: dict[str, object]) -> None:
    """`count` more of everything, each template and plan with a full week as its menu."""
    clients = [Client(name=f"Client {uuid4()}") for _row in range(count)]
    Client.objects.bulk_create(clients)
    CareTeamMember.objects.bulk_create(CareTeamMember(client=client, user=user) for client in clients)
    models: tuple[Any, ...] = (DietTemplate, MealPlanTemplate)
    for model in models:
        model.objects.bulk_create(
            (model(name=f"Template {row}", owner=user, menu=menu, length_days=7) for row in range(count)),
            batch_size=50,
        )
    MealPlan.objects.bulk_create(
        (
            MealPlan(name="Plan", client=client, start_date=date(2026, 1, 1), menu=menu, length_days=7)
            for client in clients
        ),
        batch_size=50,
    )


def visit(browser: Browser, page: str) -> tuple[int, float]:
    """How many queries the page runs, and how long it takes."""
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(page)
    assert response.status_code == 200, page
    count = len(queries)  # before the next request clears the log
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        browser.get(page)
        times.append((time.perf_counter() - started) * 1000)
    return count, statistics.median(times)


if __name__ == "__main__":
    main()
