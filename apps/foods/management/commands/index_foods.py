"""`manage.py index_foods`: write the search words of all foods anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext
from tqdm import tqdm

from apps.foods.services import index_all_foods


class Command(BaseCommand):
    """For after an upgrade that ranks foods differently; searches go on meanwhile."""

    help = "Write the search words of all foods anew."

    def handle(self, *args: Any, **options: Any) -> None:
        # disable=None: no bar when stderr is not a terminal.
        with tqdm(unit=" foods", unit_scale=True, leave=False, disable=None) as bar:
            count = index_all_foods(progress=bar.update)
        text = ngettext("%(count)d food indexed", "%(count)d foods indexed", count) % {"count": count}
        self.stdout.write(text)
