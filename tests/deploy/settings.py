"""What the workers of these tests run with."""

from tests.realtime.settings import *  # noqa: F403

ROOT_URLCONF = "tests.deploy.sample_urls"
