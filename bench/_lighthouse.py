"""Google Lighthouse on dashboard, list and editor of the demo practice, as on a phone: `make lighthouse`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench._browser import debugged, served
from bench._measuring import empty_database
from bench._practice import signed_in

# isort: split
from django.conf import settings
from django.core.management import call_command

from apps.accounts.models import Role, User
from apps.diet_templates.models import DietTemplate

BARS = {"performance": 95, "accessibility": 100, "best-practices": 100}
PROGRAM = Path(settings.BASE_DIR) / "var/lighthouse/node_modules/lighthouse/cli/index.js"


def main() -> int:
    """Prints a line for each page; 1 when one of them is below a bar."""
    with empty_database() as scratch:
        call_command("seed_demo", verbosity=0)
        template = DietTemplate.objects.filter(owner__role=Role.DIETITIAN).earliest("created_at")
        browser = signed_in(User.objects.get(pk=template.owner_id))
        pages = {
            "dashboard": "/",
            "list": "/diet-templates/",
            "editor": f"/diet-templates/{template.pk}/edit/",
        }
        print(f"{'':<12}" + "".join(f"{name:>16}" for name in BARS))
        with served() as address, debugged(address, browser, scratch / "profile") as port:
            scores = {name: scores_of(address + path, port, scratch) for name, path in pages.items()}
    for name, found in scores.items():
        print(f"{name:<12}" + "".join(f"{found[category]:>16}" for category in BARS))
    missed = [name for name, found in scores.items() if any(found[one] < bar for one, bar in BARS.items())]
    print(f"below the bars ({', '.join(map(str, BARS.values()))}): {', '.join(missed) or 'none'}")
    return 1 if missed else 0


def scores_of(url: str, port: int, folder: Path) -> dict[str, int]:
    """The page's scores by category, from 0 to 100; what was found wrong goes to standard error."""
    report = folder / "lighthouse.json"
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(BARS)}", f"--port={port}"]
    subprocess.run(command, check=True, timeout=300)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    assert found["finalDisplayedUrl"] == url, "signed out"
    for category in BARS:
        for audit in below_full(found, category):
            print(f"{url} {category}: {audit}", file=sys.stderr)
    return {name: round(found["categories"][name]["score"] * 100) for name in BARS}


def below_full(found: dict[str, Any], category: str) -> list[str]:
    """The audits that cost points."""
    weighed = [one["id"] for one in found["categories"][category]["auditRefs"] if one["weight"]]
    audits = [found["audits"][name] for name in weighed]
    return [f"{one['title']} ({one['score']})" for one in audits if (one["score"] or 0) < 0.9]


if __name__ == "__main__":
    sys.exit(main())
