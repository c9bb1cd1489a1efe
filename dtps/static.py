"""How static files are named and served."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files whose ES modules import each other under their hashed names."""

    support_js_module_import_aggregation = True
    # A name follows from the names it imports, so each pass settles one more level of imports.
    max_post_process_passes = 25
