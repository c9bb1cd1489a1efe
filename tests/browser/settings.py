"""What the server of the browser tests runs with: the tests' settings and the sample form."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.drafts.sample.urls"
WHITENOISE_USE_FINDERS = True
