"""What real servers of these tests run with: as the browser tests', with limits that a flood exceeds."""

from tests.browser.settings import *  # noqa: F403

RATE_LIMIT_PER_SECOND = 10  # a busy machine may not manage more than 100, which would be no flood
RATE_LIMIT_BURST = 100
