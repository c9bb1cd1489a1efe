"""The history of a template of 7 days × 8 meals × 4 items at 3 and at 200 saves: queries, and time.

python -m bench.history
"""

import statistics
from datetime import timedelta

from bench._measuring import empty_database, side_by_side
from bench._practice import dietitian, saved_template, signed_in

# isort: split
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.diet_templates.models import DietTemplate
from apps.drafts.models import Revision

FEW, MANY, ROUNDS = 3, 200, 15
MOST_TIMES = 3.0  # a full page of fifteen sittings against one of three


def main() -> None:
    """Prints the queries of both pages, and how much longer the long one takes."""
    with empty_database():
        user = dietitian()
        browser = signed_in(user)
        few, many = (with_saves(user, count) for count in (FEW, MANY))
        short, long = queries_of(browser, few), queries_of(browser, many)
        times = side_by_side(lambda: browser.get(url(few)), lambda: browser.get(url(many)), rounds=ROUNDS)
        medians = [statistics.median(taken) for taken in times]
        ratio = medians[1] / medians[0]
        print(f"queries: {short} at {FEW} saves, {long} at {MANY}{'' if short == long else '  MISSES'}")
        bar = f"at most {MOST_TIMES} x{'' if ratio <= MOST_TIMES else '  MISSES'}"
        print(f"time: {ratio:.2f} x ({medians[1]:.1f} ms against {medians[0]:.1f} ms), {bar}")


def with_saves(user: User, count: int) -> DietTemplate:
    """A template with so many versions, an hour apart, each of which changed one dinner."""
    template = saved_template(user)
    first = Revision.objects.get(key=template.pk)
    days = template.menu["days"]
    for version in range(2, count + 1):
        number = version % len(days)
        meal = days[number]["meals"][-2]
        cell = {"day": days[number]["id"], "number": number + 1, "meal": meal["id"], "slot": meal["slot"]}
        changed = {"days": {}, "meals": 1, "cells": [{**cell, "name": "", "how": "changed"}]}
        Revision.objects.create(
            kind=first.kind,
            key=first.key,
            version=version,
            data=first.data,
            by=user,
            at=timezone.now() + timedelta(hours=version),
            summary={"first": False, "fields": [], "documents": {"menu": changed}},
        )
    return template


def url(template: DietTemplate) -> str:
    """The address of its history."""
    return f"/diet-templates/{template.pk}/history/"


def queries_of(browser: Browser, template: DietTemplate) -> int:
    """How many queries the page runs."""
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(url(template))
    assert response.status_code == 200
    return len(queries)


if __name__ == "__main__":
    main()
