"""How static files are named and served."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULE = re.compile(r"js/[\w-]+\.js")
DOC_COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)


def without_doc_comments(source: str) -> str:
    """A module as browsers get it: comments that begin a line with `/**` are for readers of the source."""
    return DOC_COMMENT.sub("", source)


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files whose ES modules import each other under their hashed names.

    Our own modules go out without their doc comments, which are a quarter of what would travel.
    """

    support_js_module_import_aggregation = True
    # A name follows from the names it imports, so each pass settles one more level of imports.
    max_post_process_passes = 25

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Called by collectstatic once all files are in their place."""
        for name in filter(OWN_MODULE.fullmatch, () if dry_run else paths):
            module = Path(self.path(name))
            module.write_text(without_doc_comments(module.read_text(encoding="utf-8")), encoding="utf-8")
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[no-untyped-call]
