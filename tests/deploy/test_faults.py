"""Three faults in a whole production while people work: nothing acknowledged is lost, and all goes on."""

import os
from collections.abc import Iterator

import pytest

from bench.faults.__main__ import run
from bench.faults.drill import Outcome
from bench.faults.faults import ROLLING_DEPLOY, SHORT
from bench.faults.practice import missing_program

pytestmark = pytest.mark.only_sqlite  # it brings its own MongoDB


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, Outcome]]:
    """What each fault did, by its name. With CI=true a program that is missing is a failure."""
    if (missing := missing_program()) and os.environ.get("CI") != "true":
        pytest.skip(missing)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DJANGO_SETTINGS_MODULE", raising=False)  # the practice has settings of its own
        yield {outcome.fault: outcome for outcome in run(short=True)}


@pytest.fixture(params=[fault.name for fault in SHORT])
def outcome(request: pytest.FixtureRequest, outcomes: dict[str, Outcome]) -> Outcome:
    """Of one of them."""
    return outcomes[request.param]


def test_no_acknowledged_save_is_lost(outcome: Outcome) -> None:
    assert outcome.tally
    assert outcome.tally.acknowledged > 0
    assert (outcome.lost, outcome.tally.backwards) == (0, 0)


def test_every_announcement_arrives_at_every_page(outcome: Outcome) -> None:
    assert outcome.missing == 0


def test_everybody_is_at_work_again(outcome: Outcome) -> None:
    assert outcome.well_after is not None


def test_a_rolling_deploy_answers_everybody(outcomes: dict[str, Outcome]) -> None:
    tally = outcomes[ROLLING_DEPLOY.name].tally
    assert tally
    assert tally.server_errors() == 0, (tally.errors, tally.refused)
