"""The menu document: what diet templates, meal plan templates and meal plans have in common.

Days hold meals, meals hold options, options hold items. docs/menu-document.md describes it in words and
docs/menu.schema.json is made from these models. Validation is strict: nothing is guessed, nothing dropped.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from apps.foods.nutrients import KEYS as NUTRIENT_KEYS
from apps.menus.errors import MenuErrors, newer_schema
from apps.menus.positions import PATTERN as POSITION_PATTERN
from apps.menus.slots import Slot
from apps.menus.upgrading import upgraded

MAX_BYTES = 2 * 1024 * 1024
MAX_DAYS = 366
MAX_MEALS = 12
MAX_OPTIONS = 10
MAX_ITEMS = 30
MAX_NAME = 200
MAX_NOTE = 1000
MAX_MEASURE = 100
MAX_QUANTITY = 10_000
MAX_GRAMS = 10_000
MAX_NUTRIENT = 1_000_000


_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def _text(value: Any) -> Any:
    """A missing text is an empty one, as the rules of changes have it.

    Not every database keeps a NUL, and half of a surrogate pair cannot be encoded at all.
    """
    if isinstance(value, str) and _UNWRITABLE.search(value):
        raise PydanticCustomError("string_unicode", "holds a character that cannot be stored")
    return "" if value is None else value


def _plain(value: float) -> int | float:
    """2 rather than 2.0: what somebody typed is what they find again."""
    return int(value) if value.is_integer() else value


def _one_of(words: Iterable[str]) -> str:
    return f"^({'|'.join(words)})$"


Text = BeforeValidator(_text)
Plain = PlainSerializer(_plain, return_type=int | float)

NodeId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Position = Annotated[str, Field(pattern=POSITION_PATTERN)]
FoodId = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
SlotName = Annotated[str, Field(pattern=_one_of(Slot.values))]
NutrientKey = Annotated[str, Field(pattern=_one_of(NUTRIENT_KEYS))]
Time = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$"), Text]
Name = Annotated[str, Field(max_length=MAX_NAME), Text]
MeasureName = Annotated[str, Field(max_length=MAX_MEASURE), Text]
Note = Annotated[str, Field(max_length=MAX_NOTE), Text]
Quantity = Annotated[float, Field(ge=0, le=MAX_QUANTITY, allow_inf_nan=False), Plain]
Grams = Annotated[float, Field(ge=0, le=MAX_GRAMS, allow_inf_nan=False), Plain]
Nutrient = Annotated[float, Field(ge=0, le=MAX_NUTRIENT, allow_inf_nan=False), Plain]


class Node(BaseModel):
    """What every part of a menu has: an id that stays, and a position among its siblings."""

    model_config = ConfigDict(strict=True, extra="forbid")

    id: NodeId = Field(description="unique among its siblings; never changes")
    position: Position = Field(description="sorts by code point; siblings with the same one sort by id")


AnyNode = TypeVar("AnyNode", bound=Node)


def _in_order(nodes: list[AnyNode]) -> list[AnyNode]:
    twice = [node_id for node_id, count in Counter(node.id for node in nodes).items() if count > 1]
    if twice:
        raise PydanticCustomError("duplicate_id", "the id {id} occurs twice", {"id": twice[0]})
    return sorted(nodes, key=lambda node: (node.position, node.id))


class Item(Node):
    """One food in an amount, or a line of free text. Unknown is null, never 0."""

    food_id: FoodId | None = Field(None, description="a food of the table, or null for free text")
    name: Name = ""
    quantity: Quantity | None = Field(None, description="how many of the measure")
    measure: MeasureName = Field("", description="katori, roti (medium), g …")
    grams: Grams | None = Field(None, description="edible grams of the whole quantity")
    nutrients: dict[NutrientKey, Nutrient] | None = Field(
        None, description="typed figures of the whole quantity, for free text; null for a food of the table"
    )
    note: Note = ""

    @model_validator(mode="after")
    def named(self) -> "Item":
        """A line must say what to eat, and the figures of a food come from the table alone."""
        if self.food_id is not None:
            self.nutrients = None
        if not self.name.strip():
            raise PydanticCustomError("unnamed", "has no food and no name")
        return self


class Option(Node):
    """One way to eat a meal; the first of a meal counts in the totals, the others are alternatives."""

    items: Annotated[list[Item], Field(max_length=MAX_ITEMS), AfterValidator(_in_order)] = []


class Meal(Node):
    """A meal of a day."""

    slot: SlotName
    name: Name = Field("", description="empty: the name of the slot")
    time: Time = ""
    note: Note = ""
    options: Annotated[list[Option], Field(max_length=MAX_OPTIONS), AfterValidator(_in_order)] = []


class Day(Node):
    """One day of the cycle."""

    label: Name = Field("", description="empty: Day 1, Day 2 …")
    note: Note = ""
    meals: Annotated[list[Meal], Field(max_length=MAX_MEALS), AfterValidator(_in_order)] = []


class Menu(BaseModel):
    """Days of meals, in order."""

    model_config = ConfigDict(strict=True, extra="forbid", title="Menu")

    schema_version: Literal[1] = Field(alias="schema")
    days: Annotated[list[Day], Field(min_length=1, max_length=MAX_DAYS), AfterValidator(_in_order)]

    def document(self) -> dict[str, Any]:
        """The menu as it is stored: plain JSON values, every key present, every list in order."""
        return self.model_dump(by_alias=True)


def validate(data: Any) -> Menu:
    """The menu that `data` (decoded JSON, of this or an earlier schema) describes.

    Raises MenuErrors, whose messages name the day, meal, option and item in the person's words.
    """
    if json_size(data) > MAX_BYTES:
        raise MenuErrors.of_menu("too_large", limit=MAX_BYTES // 1024 // 1024)
    if errors := newer_schema(data):
        raise MenuErrors(errors)
    data = upgraded(data)
    try:
        return Menu.model_validate(data)
    except ValidationError as error:
        raise MenuErrors.of_validation(error, data) from None


def json_size(data: Any) -> int:
    """Bytes of `data` as compact JSON. Raises MenuErrors when it is nested too deeply to be written."""
    try:
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    except (RecursionError, TypeError, ValueError):
        raise MenuErrors.of_menu("not_json") from None
    return len(text.encode("utf-8", "surrogatepass"))
