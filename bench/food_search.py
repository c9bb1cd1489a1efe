"""Food search over 8,000 foods against a plain icontains scan, side by side, on the database of DATABASE_URL.

    python -m bench.food_search [FOLDER]

FOLDER (or FOODS_PATH) holds tables in the format of docs/foods.md; without one, 8,000 foods are made up.
The searches are those of a person with all the favourites and recent foods that they may have. The scan stops
at the first hits of the alphabet and ranks nothing, so it is quick for words that are everywhere; the search
ranks what it finds. Everything happens in a test database that is dropped at the end.
"""

import os
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from bench._figures import percentile_95, verdict
from bench._measuring import empty_database, side_by_side

# isort: split
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.foods.choices import MOST_FAVOURITES, MOST_RECENT
from apps.foods.importing.loading import import_foods
from apps.foods.models import Food, FoodChoice
from apps.foods.services import foods_by_id, search_foods

BAR_MS = 30
ROUNDS = 30
LIMIT = 20
# As they are typed: one and two letters, whole words, two words, a word that is in hundreds of names, no hit.
QUERIES = ("c", "ch", "chi", "chicken", "rice", "cooked rice", "brown ri", "dal", "egg", "milk whole", "zzz")
# With one typo a word.
TYPOS = ("chiken", "panner", "brocoli", "cookd ryce")


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("FOODS_PATH", "")
    with empty_database() as scratch:
        folder = Path(given) if given else made_up(scratch)
        started = time.perf_counter()
        import_foods(folder)
        user = somebody_with_choices()
        seconds = time.perf_counter() - started
        print(f"{connection.vendor}: {Food.objects.count()} foods imported in {seconds:.1f} s")
        print(f"{'query':<14}{'median ms':>10}{'p95 ms':>8}{'scan median':>13}{'ratio':>8}")
        everything: list[float] = []
        for query in (*QUERIES, *TYPOS):
            ours, scan = side_by_side(
                partial(search_foods, query, LIMIT, user), partial(naive, query), rounds=ROUNDS
            )
            everything += ours
            print(row(query, ours, scan))
        worst = percentile_95(everything)
        print(f"p95 of all {worst:.1f} ms {verdict(worst, BAR_MS)} the bar of {BAR_MS} ms")


def somebody_with_choices() -> User:
    """A person with as many favourites and recent foods as there may be."""
    user = User.objects.create(email="bench@practice.test", name="Bench")
    keys = list(Food.objects.order_by("pk").values_list("pk", flat=True)[: MOST_FAVOURITES + MOST_RECENT])
    FoodChoice.objects.bulk_create(
        FoodChoice(user=user, food_id=key, is_favourite=number < MOST_FAVOURITES, used_at=timezone.now())
        for number, key in enumerate(keys)
    )
    return user


def naive(query: str) -> list[dict[str, Any]]:
    """What is usually written: every word somewhere in a name, in the order of the alphabet."""
    foods = Food.objects.order_by("name")
    for word in query.split():
        foods = foods.filter(
            Q(name__icontains=word) | Q(alt_names__icontains=word) | Q(local_names__icontains=word)
        )
    return foods_by_id(list(foods.values_list("pk", flat=True)[:LIMIT]))


def row(query: str, ours: list[float], scan: list[float]) -> str:
    """One line of the table."""
    median, other = statistics.median(ours), statistics.median(scan)
    return f"{query:<14}{median:>10.1f}{percentile_95(ours):>8.1f}{other:>13.1f}{median / other:>7.2f}×"


def made_up(folder: Path, count: int = 8000) -> Path:
    """Tables of foods that do not exist, with names built like real ones."""
    pick = random.Random(7)
    heads = [
        "Rice",
        "Chicken",
        "Milk",
        "Bread",
        "Egg",
        "Dal",
        "Beans",
        "Cheese",
        "Potato",
        "Fish",
        "Curry",
        "Soup",
    ]
    kinds = [
        "white",
        "brown",
        "whole",
        "lowfat",
        "green",
        "red",
        "sweet",
        "spiced",
        "plain",
        "mixed",
        "long-grain",
    ]
    forms = ["raw", "cooked, no added fat", "boiled, drained", "fried", "canned", "frozen, prepared", "dried"]
    foods, measures = ["id,source,name,alt_names,kcal,protein_g"], ["food_id,seq,measure,grams,ml"]
    for number in range(count):
        name = f"{pick.choice(heads)}, {pick.choice(kinds)} {number}, {pick.choice(forms)}"
        foods.append(f'made:{number},made,"{name}",{pick.choice(heads)} dish,{pick.randrange(900)},5')
        measures.append(f"made:{number},1,1 cup,{pick.randrange(90, 260)},236.588")
    folder.joinpath("foods.csv").write_text("\n".join(foods), encoding="utf-8")
    folder.joinpath("measures.csv").write_text("\n".join(measures), encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
