"""What other parts of the application ask the food table for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.foods import search
from apps.foods.choices import Choices, choices_of
from apps.foods.importing.loading import import_foods
from apps.foods.importing.report import Report
from apps.foods.matching import foods_called
from apps.foods.measures import Serving, offered
from apps.foods.models import Food, Measure, State
from apps.foods.nutrients import HEADLINE_KEYS
from apps.foods.sources import source_of
from apps.foods.starter_tags import tag_starter_foods
from apps.foods.tags import TAG_COLUMNS, facts_of
from apps.foods.word_index import index_foods
from apps.practice.models import Practice
from dtps.db.transactions import run_atomic

INDEX_BATCH = 250
STARTER_FOLDER = Path(__file__).resolve().parent / "data"

_Row = dict[str, Any]
_SHOWN = (
    "name", "local_names", "state", "group", "source", "nutrients", "source_nutrients", *TAG_COLUMNS,
)  # fmt: skip


def foods_for_menu(
    food_ids: Iterable[str | UUID], nutrients: Sequence[str] = HEADLINE_KEYS
) -> dict[str, dict[str, Any]]:
    """The foods of a menu by id, for the editor page; foods that are gone and malformed ids are absent.

    `{id: {name, state, kcal, protein_g, carb_g, fat_g, fibre_g, sodium_mg, measures: [{label, grams}],
    allergens, unsuitable, checked}}`, figures of `nutrients` per 100 g of the edible part, None where
    unknown; with `corrected: true` where the practice has figures of its own. The last three are the facts
    of tags.py. Two queries.
    """
    keys = {key for key in map(_as_uuid, food_ids) if key}
    return {str(row["pk"]): _figures(row, servings, nutrients) for row, servings in _foods(keys)}


def foods_by_id(food_ids: Sequence[UUID], choices: Choices = Choices()) -> list[dict[str, Any]]:  # noqa: B008
    """The foods of `food_ids` as `search_foods` gives them, in that order, without those that are gone."""
    foods = {row["pk"]: _result(row, servings, choices) for row, servings in _foods(food_ids)}
    return [foods[key] for key in dict.fromkeys(food_ids) if key in foods]


def search_foods(query: str, limit: int, user: User | None = None) -> list[dict[str, Any]]:
    """What `query` finds, best first, the foods of `user` before others.

    As `foods_for_menu`, with `id`, `local` names, `group`, `source`, and `favourite: true` for those.
    """
    choices = choices_of(user) if user else Choices()
    return foods_by_id(search.food_ids(query, limit, choices), choices)


def match_foods(names: Sequence[str]) -> list[dict[str, Any]]:
    """`[{name, foods}]`, one for each of `names`: the foods called exactly so, as `search_foods` gives them.

    Three queries, however many names.
    """
    called = foods_called(names)
    wanted = dict.fromkeys(food_id for food_ids in called.values() for food_id in food_ids)
    foods = {food["id"]: food for food in foods_by_id(list(wanted))}
    return [
        {"name": name, "foods": [foods[key] for key in map(str, called[name]) if key in foods]}
        for name in names
    ]


def load_starter_foods() -> Report:
    """Load or refresh the table that the product brings along; safe to run again."""
    report = import_foods(STARTER_FOLDER)
    tag_starter_foods(STARTER_FOLDER)
    return report


def index_all_foods(*, progress: Callable[[int], object] = lambda foods: None) -> int:
    """Write the search words of all foods anew, each batch in a transaction; how many foods there are."""
    keys = list(Food.objects.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), INDEX_BATCH):
        batch = keys[start : start + INDEX_BATCH]
        run_atomic(partial(_index, batch))
        progress(len(batch))
    return len(keys)


def _index(food_ids: list[UUID]) -> None:
    index_foods(list(Food.objects.filter(pk__in=food_ids).order_by()))


def _foods(food_ids: Iterable[UUID]) -> Iterator[tuple[_Row, list[Serving]]]:
    """The foods with their own measures, in no order. As plain rows: instances cost half of a search."""
    keys = list(food_ids)
    servings: dict[UUID, list[Serving]] = defaultdict(list)
    measures = Measure.objects.filter(food__in=keys).order_by("seq")
    for food_id, label, grams, ml in measures.values_list("food_id", "label", "grams", "ml"):
        servings[food_id].append(Serving(label, grams, ml))
    for row in Food.objects.filter(pk__in=keys).order_by().values("pk", *_SHOWN):
        yield row, servings[row["pk"]]


def _figures(row: _Row, servings: list[Serving], nutrients: Sequence[str]) -> dict[str, Any]:
    state = State(row["state"])
    return {
        "name": row["name"],
        "state": "" if state is State.AS_EATEN else str(state.label),
        **{key: row["nutrients"].get(key) for key in nutrients},
        **({"corrected": True} if row["source_nutrients"] is not None else {}),
        "measures": [
            {"label": serving.label, "grams": serving.grams}
            for serving in offered(servings, Practice.current().vessels)
        ],
        **facts_of(row),
    }


def _result(row: _Row, servings: list[Serving], choices: Choices) -> dict[str, Any]:
    first, *others = _names(row, local_first=choices.local_first)
    return {
        "id": str(row["pk"]),
        "local": ", ".join(others),
        "group": row["group"],
        "source": str(source_of(row["source"]).label),
        **({"favourite": True} if row["pk"] in choices.favourites else {}),
        **_figures(row, servings, _offered_nutrients()),
        "name": first,
    }


def _names(row: _Row, *, local_first: bool) -> list[str]:
    """The name of the table and the local ones, in the order in which this person reads them."""
    local = [name.strip() for name in row["local_names"].split(";") if name.strip()]
    return [*local[:1], row["name"], *local[1:]] if local_first else [row["name"], *local]


def _offered_nutrients() -> Sequence[str]:
    """What the editor adds up: the headline, and what the practice chose to see of every day."""
    return tuple(dict.fromkeys((*HEADLINE_KEYS, *Practice.current().shown_nutrients)))


def _as_uuid(value: str | UUID) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except (ValueError, AttributeError, TypeError):
        return None
