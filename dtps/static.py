"""How static files are named and served."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# A comment on lines of its own, as the house writes them. Vendored files keep theirs: the licence is in it.
COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files whose ES modules import each other under their hashed names.

    Comments are for those who read the repository. They are not sent: they would be a quarter of our scripts.
    """

    support_js_module_import_aggregation = True
    # A name follows from the names it imports, so each pass settles one more level of imports.
    max_post_process_passes = 25

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """As Django does it, from what has been collected once comments are out of it."""
        ours = [name for name in paths if name.startswith("js/") and name.endswith(".js")]
        for name in ours if not dry_run else ():
            self._leave_out_comments(name)
        sources = {**paths, **{name: (self, name) for name in ours}}
        yield from super().post_process(sources, dry_run, **options)  # type: ignore[no-untyped-call]

    def _leave_out_comments(self, name: str) -> None:
        with self.open(name) as file:
            text = file.read().decode()
        self.delete(name)
        self.save(name, ContentFile(COMMENT.sub("", text).encode()))
