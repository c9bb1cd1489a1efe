"""A plan made ready for paper: some of its days, a week in a table, with what the chosen copy shows."""

from dataclasses import dataclass
from datetime import date

from apps.meal_plans.figures import figures_for, nutrients_shown
from apps.meal_plans.models import MealPlan
from apps.menus.display import DayView, MealView, WeekView, weeks
from apps.menus.reading import food_ids, readable
from apps.menus.sheet import Target, targets
from apps.menus.totals import average_of, day_nutrients, is_filled
from apps.sheets.choices import Choice

LINES = 40  # of text that a page takes in letters of the usual size


@dataclass(frozen=True, slots=True)
class PaperDay:
    """The head of a column: the day, its date, and what it holds against the ranges of the plan."""

    view: DayView
    index: int  # in the whole plan, from 0
    date: date
    totals: list[Target]
    filled: bool

    @property
    def meals(self) -> list[MealView]:
        """Those in which there is something to read."""
        return [meal for meal in self.view.meals if says_something(meal)]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One meal of every day of a week; None where a day has nothing there."""

    title: str
    meals: list[MealView | None]

    @property
    def time(self) -> str:
        """When it is, where that is the same every day; the cells say it otherwise."""
        times = {meal.time for meal in self.meals if meal}
        return times.pop() if len(times) == 1 else ""

    @property
    def height(self) -> int:
        """Roughly how many lines of text its longest cell has."""
        return max(_lines(meal) for meal in self.meals if meal)


@dataclass(frozen=True, slots=True)
class PaperWeek:
    """Up to seven days side by side; rows in which no day has anything are left out."""

    days: list[PaperDay]
    rows: list[PaperRow]

    @property
    def last_date(self) -> date:
        """That of its last day."""
        return self.days[-1].date

    @property
    def has_notes(self) -> bool:
        """Whether any day has a note of its own."""
        return any(day.view.note for day in self.days)

    @property
    def is_dense(self) -> bool:
        """Whether it fits on one page in smaller letters only, or not at all."""
        return sum(row.height for row in self.rows) > LINES

    @property
    def totals(self) -> list[tuple[Target, list[Target | None]]]:
        """A line for each nutrient: what it is, and how much of it each day holds."""
        filled = next((day.totals for day in self.days if day.filled), [])
        return [
            (target, [day.totals[place] if day.filled else None for day in self.days])
            for place, target in enumerate(filled)
        ]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that a copy of a plan says."""

    plan: MealPlan
    choice: Choice
    weeks: list[PaperWeek]
    average: list[Target]  # of the chosen days
    counted: int  # days that the average was taken over

    @property
    def days(self) -> list[PaperDay]:
        """The chosen days in a row."""
        return [day for week in self.weeks for day in week.days]

    @property
    def last_date(self) -> date:
        """That of the last of them; only where there is one."""
        return self.days[-1].date


def paper_of(plan: MealPlan, choice: Choice) -> Paper:
    """The chosen days of `plan`, its figures as published. At most one query."""
    menu = readable(plan.menu)
    foods = figures_for(plan, food_ids(menu))
    days = menu["days"][choice.first : choice.last + 1]
    sums = [day_nutrients(day, foods) for day in days]
    filled = [is_filled(day) for day in days]
    average = average_of([held for held, counts in zip(sums, filled, strict=True) if counts])
    ranges, shown = plan.ranges(), nutrients_shown(plan)
    heads = [targets(held, ranges, shown) for held in sums]
    papers: list[PaperWeek] = []
    for week in weeks({"days": days}, foods, skipped=choice.first):
        start = sum(len(paper.days) for paper in papers)
        heading = [
            PaperDay(
                view, choice.first + place, plan.date_of(choice.first + place), heads[place], filled[place]
            )
            for place, view in enumerate(week.days, start)
        ]
        papers.append(PaperWeek(heading, _rows(week)))
    return Paper(plan, choice, papers, targets(average.nutrients, ranges, shown), average.days)


def says_something(meal: MealView) -> bool:
    """Whether there is anything to read about a meal."""
    return meal.has_items or bool(meal.note)


def _rows(week: WeekView) -> list[PaperRow]:
    rows = [
        PaperRow(title, [_worth(day.cells[place].meal) for day in week.days])
        for place, title in enumerate(week.rows)
    ]
    return [row for row in rows if any(row.meals)]


def _worth(meal: MealView | None) -> MealView | None:
    return meal if meal and says_something(meal) else None


def _lines(meal: MealView) -> int:
    """Items are often broken once, alternatives have a line of their own."""
    return sum(1 + 2 * len(option.items) for option in meal.options if option.items) + bool(meal.note)
