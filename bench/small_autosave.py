"""One small autosave on a template of 7 days x 8 meals x 4 items: bytes sent, queries and writes.

    python -m bench.small_autosave

Wagtail 8.0.1 on the same content sends 295,708 bytes, runs 77 queries and writes 6 times.
"""

import json
from typing import Any
from uuid import uuid4

from bench._figures import verdict
from bench._measuring import empty_database
from bench._practice import dietitian, saved_template, signed_in

# isort: split
from django.db import connection
from django.test.utils import CaptureQueriesContext

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
BARS = {"bytes sent": 2048, "queries": 12, "writes": 3}


def main() -> None:
    """Types three letters into one item, twice: the first autosave makes the draft, the second changes it."""
    with empty_database():
        user = dietitian()
        template = saved_template(user)
        browser = signed_in(user)
        path, old = item_name(template.menu)
        standing: dict[str, Any] = {"revision": 0, "version": template.version}
        for label, new in (("first autosave", f"{old} ab"), ("each further one", f"{old} abc")):
            body = {
                "type": "diet-template",
                "id": str(template.pk),
                "saveId": str(uuid4()),
                **standing,
                "changes": {path: [old, new]},
            }
            text = json.dumps(body, separators=(",", ":"))
            with CaptureQueriesContext(connection) as queries:
                response = browser.post("/api/drafts/", text, content_type="application/json")
            assert response.status_code == 200, response.content
            answer = response.json()
            standing, old = {"revision": answer["revision"], "version": answer["version"]}, new
            statements = [query["sql"] for query in queries.captured_queries]
            report(label, text, response.content, statements)


def item_name(menu: dict[str, Any]) -> tuple[str, str]:
    """The path and the value of the name in the middle of the week."""
    day = menu["days"][3]
    meal = day["meals"][4]
    option = meal["options"][0]
    item = option["items"][2]
    path = f"menu/days/{day['id']}/meals/{meal['id']}/options/{option['id']}/items/{item['id']}/name"
    return path, item["name"]


def report(label: str, sent: str, received: bytes, statements: list[str]) -> None:
    """One line per figure, with its bar."""
    writes = [sql for sql in statements if sql.lstrip().upper().startswith(WRITES)]
    figures = {"bytes sent": len(sent.encode()), "queries": len(statements), "writes": len(writes)}
    for name, value in figures.items():
        print(f"{label:<18}{name:<12}{value:>6}  {verdict(value, BARS[name])} the bar of {BARS[name]}")
    print(f"{label:<18}{'received':<12}{len(received):>6}")


if __name__ == "__main__":
    main()
