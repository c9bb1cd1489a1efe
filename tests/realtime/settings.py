"""What the servers of these tests run with: the tests' settings, and a feed that is easy to follow."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.realtime.sample"]  # noqa: F405
ROOT_URLCONF = "tests.realtime.sample.urls"
