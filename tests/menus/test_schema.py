"""The published JSON Schema is the one of the models."""

from pathlib import Path

from apps.menus.management.commands.menu_schema import schema_text

PUBLISHED = Path(__file__).parent.parent.parent / "docs/menu.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text() + "\n", (
        "run: manage.py menu_schema > docs/menu.schema.json"
    )
