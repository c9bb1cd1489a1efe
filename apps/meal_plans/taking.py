"""The ranges of a plan from the targets of its client: pure."""

from collections.abc import Mapping
from typing import Any

from apps.clients.models import Client

# How far a day may be from the target: energy tightly, grams with room for a kitchen.
AROUND = {"kcal": 0.05, "protein_g": 0.10, "carb_g": 0.10, "fat_g": 0.10}


def ranges_from(client: Client) -> dict[str, int]:
    """`{"kcal_min": …, "kcal_max": …, …}` around each target that the client has; nothing for the others.

    5 % to either side of the energy, in tens; 10 % of protein, carbohydrate and fat, whole grams.
    """
    ranges: dict[str, int] = {}
    for key, share in AROUND.items():
        target = getattr(client, f"target_{key}")
        if target is not None:
            unit = 10 if key == "kcal" else 1
            ranges[f"{key}_min"] = round(target * (1 - share) / unit) * unit
            ranges[f"{key}_max"] = round(target * (1 + share) / unit) * unit
    return ranges


def differs(plan: Any, ranges: Mapping[str, int]) -> bool:
    """Whether taking `ranges` would change the plan."""
    return any(getattr(plan, name) != value for name, value in ranges.items())
