"""A plan as a PDF file: seven days in at most one second of one core, once the library is loaded.

Judged is the time of the processor: a file is made in one thread, which does not wait for anything.

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
    """Prints, per length and copy, the size, the seconds of the first file, and the medians of the others."""
    if not pdf.is_available():
        raise SystemExit("PDF files cannot be made on this machine: see docs/printing.md.")
    with empty_database():
        user = dietitian()
        print(f"{'days':>4}  {'copy':<10}{'KB':>6}{'first s':>9}{'median s':>10}{'of a core':>11}")
        for days in DAYS:
            plan = plan_of(user, days)
            for copy in Copy:
                size, times, busy = seconds(plan, Choice(0, days - 1, copy))
                median, core = statistics.median(times[1:]), statistics.median(busy[1:])
                figures = f"{size // 1024:>6}{times[0]:>9.2f}{median:>10.2f}{core:>11.2f}"
                missed = "  MISSES the bar" if days == DAYS[0] and core > BAR_SECONDS else ""
                print(f"{days:>4}  {copy:<10}{figures}{missed}")


def plan_of(user: User, days: int) -> MealPlan:
    """A plan of so many days, each of 8 meals of 4 items."""
    client = Client.objects.create(name="Client", created_by=user)
    menu = full_menu(uuid4(), days=days, items=4)
    return MealPlan.objects.create(
        name="Plan", client=client, start_date=date(2026, 1, 5), menu=menu, length_days=days
    )


def seconds(plan: MealPlan, choice: Choice) -> tuple[int, list[float], list[float]]:
    """The size of the file in bytes, how long each round took, and for how long it had a core."""
    size = 0
    times: list[float] = []
    busy: list[float] = []
    for _round in range(ROUNDS + 1):
        began, core = time.perf_counter(), time.thread_time()
        size = len(plan_pdf(plan, plan.client, choice))
        times.append(time.perf_counter() - began)
        busy.append(time.thread_time() - core)
    return size, times, busy


if __name__ == "__main__":
    main()
