"""What real servers of these tests run with: as the browser tests', with the limits that hold in service."""

from tests.browser.settings import *  # noqa: F403

RATE_LIMIT_PER_SECOND = RATE_LIMIT_BURST = 100
