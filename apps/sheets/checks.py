"""Tells whoever runs the server that PDF files cannot be made on it, and what is missing.

| id | warns of |
|---|---|
| sheets.W001 | system libraries that WeasyPrint needs and does not find |
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

from apps.sheets import pdf

HINT = "On Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0. Until then the pages say so."


@register(deploy=True)
def check_pdf(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Whether PDF files can be made. Nothing else depends on it, so it is no error.

    With `check --deploy`, as every release has it: to find out takes half a second, for each command.
    """
    if pdf.is_available():
        return []
    return [Warning("PDF files cannot be made on this server.", hint=HINT, id="sheets.W001")]
