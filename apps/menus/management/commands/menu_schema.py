"""Prints the JSON Schema of menu documents: `manage.py menu_schema > docs/menu.schema.json`."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from apps.menus.document import Menu


def schema_text() -> str:
    """The schema as it is published."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Menu.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False)


class Command(BaseCommand):
    """The schema follows from the models in document.py; a test holds the published file to them."""

    help = "Print the JSON Schema of menu documents, as published in docs/menu.schema.json."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write to standard output."""
        self.stdout.write(schema_text())
