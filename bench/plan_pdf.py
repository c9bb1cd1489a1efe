"""A plan as a PDF file: at most one second for seven days (the issue's bar), once the library is loaded.

python -m bench.plan_pdf
"""

import statistics
import time
from datetime import date
from uuid import uuid4

from bench._measuring import empty_database
from bench._practice import dietitian, full_menu

# isort: split
from apps.accounts.models import User
from apps.clients.models import Client
from apps.meal_plans.models import MealPlan
from apps.sheets import pdf
from apps.sheets.choices import Choice, Copy
from apps.sheets.files import plan_pdf

BAR_SECONDS = 1.0
DAYS = (7, 30)
ROUNDS = 5


def main() -> None:
    """Prints, per length and copy, the size and the median seconds; and how long the first file takes."""
    if not pdf.is_available():
        raise SystemExit("PDF files cannot be made on this machine: see docs/printing.md.")
    with empty_database():
        user = dietitian()
        print(f"{'days':>4}  {'copy':<10}{'KB':>6}{'first s':>9}{'median s':>10}")
        for days in DAYS:
            plan = plan_of(user, days)
            for copy in Copy:
                size, times = seconds(plan, Choice(0, days - 1, copy))
                median = statistics.median(times[1:])
                missed = "  MISSES the bar" if days == DAYS[0] and median > BAR_SECONDS else ""
                print(f"{days:>4}  {copy:<10}{size // 1024:>6}{times[0]:>9.2f}{median:>10.2f}{missed}")


def plan_of(user: User, days: int) -> MealPlan:
    """A plan of so many days, each of 8 meals of 4 items."""
    client = Client.objects.create(name="Client", created_by=user)
    menu = full_menu(uuid4(), days=days, items=4)
    return MealPlan.objects.create(
        name="Plan", client=client, start_date=date(2026, 1, 5), menu=menu, length_days=days
    )


def seconds(plan: MealPlan, choice: Choice) -> tuple[int, list[float]]:
    """The size of the file in bytes, and how long each round took."""
    times, size = [], 0
    for _round in range(ROUNDS + 1):
        began = time.perf_counter()
        size = len(plan_pdf(plan, plan.client, choice))
        times.append(time.perf_counter() - began)
    return size, times


if __name__ == "__main__":
    main()
