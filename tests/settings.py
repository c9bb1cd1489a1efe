"""The settings of the application, made fast for tests."""

import atexit
import os
from tempfile import TemporaryDirectory

os.environ.setdefault("HTTPS", "off")
counters = TemporaryDirectory(prefix="dtps-test-counters-")
atexit.register(counters.cleanup)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters.name  # a process of the tests counts for itself

from dtps.settings import *  # noqa: E402, F403 (the folder has to be named first)

TALLY_SECONDS = 0  # nothing is written behind the back of a test
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
SIGN_INS_PER_ACCOUNT = SIGN_INS_PER_ADDRESS = 1_000_000  # the tests sign in all the time, from one address
RATE_LIMIT_PER_SECOND = RATE_LIMIT_BURST = 1_000_000
RATE_LIMIT_COSTLY_PER_SECOND = RATE_LIMIT_COSTLY_BURST = 1_000_000
WHITENOISE_AUTOREFRESH = True
INSTALLED_APPS = [*INSTALLED_APPS, "tests.drafts.sample"]  # noqa: F405

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, because the threads of one test cannot share a SQLite database in memory.
    folder = TemporaryDirectory(prefix="dtps-test-")
    atexit.register(folder.cleanup)
    DATABASES["default"]["TEST"] = {"NAME": f"{folder.name}/test.sqlite3"}  # noqa: F405
elif os.environ.get("STOCK_ENGINE"):
    # To see what dtps/db/mongodb still has to repair: the tests of each repair fail on the stock engine.
    DATABASES["default"]["ENGINE"] = "django_mongodb_backend"  # noqa: F405
    for option in ("connect_attempts", "connect_backoff"):
        del DATABASES["default"]["OPTIONS"][option]  # noqa: F405
