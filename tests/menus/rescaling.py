"""The rescaling of the editor, run in Node.js on a menu of the server."""

import json
import subprocess
from pathlib import Path
from typing import Any

from apps.foods.services import foods_for_menu
from apps.menus.reading import food_ids
from tests.drafts.test_javascript import node

SCRIPT = Path(__file__).resolve().parents[1] / "javascript/rescale.js"


def rescaled(
    menu: dict[str, Any], target: float, *, days: list[str], least: float = 0.5, most: float = 2
) -> dict[str, Any]:
    """`{menu, days}`: what the editor makes of those days, and what it says about each."""
    asked = {"menu": menu, "target": target, "days": days, "min": least, "max": most}
    run = subprocess.run(
        [node(), SCRIPT],
        input=json.dumps({**asked, "foods": foods_for_menu(food_ids(menu))}),
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer
