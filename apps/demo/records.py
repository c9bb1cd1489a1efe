"""What the demo practice measured of its clients, and a dish of its own kitchen."""

from dataclasses import dataclass

from apps.demo.people import COLLEAGUE, COUNSELLOR, DIETITIAN


@dataclass(frozen=True, slots=True)
class Visit:
    """What was measured of a client, `days_ago` from the day of seeding; `values` by column."""

    client: str
    days_ago: int
    by: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Dish:
    """A recipe: `ingredients` are a starter food and its grams each; the weight when cooked in grams."""

    name: str
    local_names: str
    by: str
    ingredients: tuple[tuple[str, int], ...]
    cooking: str
    cooked_g: int
    servings: int
    preparation: str


VISITS = (
    Visit("Meera Demo", 84, DIETITIAN, {"weight_kg": "71.4", "height_cm": "156", "hba1c_pct": "8.1"}),
    Visit("Meera Demo", 56, DIETITIAN, {"weight_kg": "70.2", "waist_cm": "95", "glucose_mgdl": "148"}),
    Visit("Meera Demo", 28, COUNSELLOR, {"weight_kg": "69.1", "waist_cm": "93.5", "glucose_mgdl": "136"}),
    Visit("Meera Demo", 3, DIETITIAN, {"weight_kg": "68.3", "waist_cm": "92", "hba1c_pct": "7.2"}),
    Visit("Rohan Demo", 42, DIETITIAN, {"weight_kg": "92.6", "height_cm": "174", "body_fat_pct": "29.5"}),
    Visit("Rohan Demo", 14, COUNSELLOR, {"weight_kg": "90.9", "body_fat_pct": "28.6"}),
    Visit("Grace Demo", 30, DIETITIAN, {"weight_kg": "66.8", "systolic_mmhg": "150", "diastolic_mmhg": "95"}),
    Visit("Grace Demo", 7, DIETITIAN, {"weight_kg": "66.1", "systolic_mmhg": "138", "diastolic_mmhg": "88"}),
    Visit("Arjun Demo", 10, COLLEAGUE, {"weight_kg": "54.2", "height_cm": "172"}),
)  # fmt: skip

DISHES = (
    Dish(
        "Moong dal khichdi of our kitchen",
        "khichdi",
        DIETITIAN,
        (("rice-raw", 150), ("moong-dal-raw", 75), ("ghee", 15), ("ginger", 5), ("cumin", 2)),
        "pulses",
        1000,
        4,
        "Rinse rice and dal, fry cumin and ginger in the ghee, cook it in a litre of water until soft.",
    ),
)
