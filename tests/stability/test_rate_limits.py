"""Who asks too often is refused early, is told how long to wait, and changes nothing for anybody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import AsyncClient, RequestFactory
from django.test import Client as Browser
from pytest_django import Settings

from apps.accounts.limits import seconds_to_wait
from apps.stability.metrics import LIMITS_HIT
from apps.stability.rate_limits import RateLimits, buckets
from dtps.networks import networks

SESSION = "/api/session/"  # answered to anybody, without the database
ANYBODY = 401


@pytest.fixture(autouse=True)
def three_at_once(settings: Settings) -> Iterator[None]:
    """Three requests at once and one a second; one at once for what is costly."""
    settings.RATE_LIMIT_PER_SECOND, settings.RATE_LIMIT_BURST = 1, 3
    settings.RATE_LIMIT_COSTLY_PER_SECOND, settings.RATE_LIMIT_COSTLY_BURST = 1, 1
    buckets.cache_clear()
    yield
    buckets.cache_clear()


def statuses(
    browser: Browser, number: int, address: str = "203.0.113.7", path: str = SESSION, **extra: Any
) -> Any:
    return [browser.get(path, REMOTE_ADDR=address, **extra).status_code for _number in range(number)]


def test_a_burst_passes_and_the_rest_is_refused(client: Browser) -> None:
    assert statuses(client, 5) == [ANYBODY] * 3 + [429] * 2


def test_in_async_mode_as_well() -> None:
    browser = AsyncClient()
    answers = [async_to_sync(browser.get)(SESSION) for _number in range(4)]
    assert [answer.status_code for answer in answers] == [ANYBODY] * 3 + [429]
    assert answers[-1].json()["code"] == "rate_limited"


def test_the_api_answers_with_a_problem(client: Browser) -> None:
    statuses(client, 3)
    refused = client.get(SESSION, REMOTE_ADDR="203.0.113.7")
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "1"
    assert refused.json() == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "code": "rate_limited",
        "detail": "Too many requests. Please try again in 1 second.",
        "instance": SESSION,
    }


def test_people_get_a_page(client: Browser, settings: Settings) -> None:
    settings.RATE_LIMIT_BURST = 1
    client.get("/clients/?q=dal", REMOTE_ADDR="203.0.113.7")
    refused = client.get("/clients/?q=dal", REMOTE_ADDR="203.0.113.7")
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (429, "1")
    assert "Too many requests. Please try again in 1 second." in page
    assert 'href="/clients/?q=dal"' in page
    assert refused["X-Request-ID"] in page
    assert "no-store" in refused["Cache-Control"]
    assert "Content-Security-Policy" in refused.headers


def test_a_form_that_was_refused_is_not_sent_again_by_a_link(client: Browser) -> None:
    statuses(client, 3)
    page = client.post("/accounts/sign-in/", REMOTE_ADDR="203.0.113.7").content.decode()
    assert "Try again</a>" not in page


def test_headers_say_what_is_left(client: Browser) -> None:
    answers = [client.get(SESSION, REMOTE_ADDR="203.0.113.7") for _number in range(4)]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"all";q=3;w=3'}
    assert [answer["RateLimit"] for answer in answers] == [
        '"all";r=2;t=1',
        '"all";r=1;t=2',
        '"all";r=0;t=3',
        '"all";r=0;t=3',
    ]


def test_what_is_costly_has_a_limit_besides(client: Browser) -> None:
    first, second = (client.get("/api/foods/?q=dal", REMOTE_ADDR="203.0.113.7") for _number in range(2))
    assert (first.status_code, second.status_code) == (ANYBODY, 429)
    assert first["RateLimit-Policy"] == '"all";q=3;w=3, "costly";q=1;w=1'
    assert first["RateLimit"] == '"all";r=2;t=1, "costly";r=0;t=1'
    assert statuses(client, 3) == [ANYBODY] * 2 + [429]  # the refused one took nothing


def test_another_address_is_untouched(client: Browser) -> None:
    statuses(client, 9)
    assert statuses(client, 4, address="203.0.113.8") == [ANYBODY] * 3 + [429]


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP"]
)
def test_a_forged_header_changes_nothing(client: Browser, header: str) -> None:
    answers = [
        client.get(SESSION, REMOTE_ADDR="203.0.113.7", headers={header: f"198.51.100.{number}"})
        for number in range(5)
    ]
    assert [answer.status_code for answer in answers] == [ANYBODY] * 3 + [429] * 2


def test_behind_a_trusted_proxy_each_client_has_its_own(client: Browser, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = networks(["10.0.0.1"])
    for number in (7, 8):
        forged = {"X-Forwarded-For": f"9.9.9.{number}, 203.0.113.{number}"}
        assert statuses(client, 4, "10.0.0.1", headers=forged) == [ANYBODY] * 3 + [429]


def test_ipv6_counts_by_64(client: Browser) -> None:
    assert statuses(client, 2, "2001:db8:1:2::1") == [ANYBODY] * 2
    assert statuses(client, 2, "2001:db8:1:2:3::9") == [ANYBODY, 429]
    assert statuses(client, 1, "2001:db8:1:3::1") == [ANYBODY]


def test_who_has_no_address_is_not_counted(client: Browser) -> None:
    assert statuses(client, 6, address="") == [ANYBODY] * 6


def test_health_is_never_refused(client: Browser) -> None:
    statuses(client, 9)
    assert statuses(client, 9, path="/healthz/live/") == [200] * 9


def test_files_are_not_counted(client: Browser, settings: Settings) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    statuses(client, 9)
    assert set(statuses(client, 9, path="/static/css/tokens.css")) == {200}


def test_refusals_are_counted(client: Browser) -> None:
    before = LIMITS_HIT.labels(limit="address")._value.get()
    statuses(client, 5)
    assert LIMITS_HIT.labels(limit="address")._value.get() == before + 2


def test_switched_off_it_is_not_there(settings: Settings) -> None:
    settings.RATELIMIT_ENABLE = False
    with pytest.raises(MiddlewareNotUsed):
        RateLimits(lambda request: HttpResponse())


def test_people_can_sign_in_while_redis_is_away(rf: RequestFactory, settings: Settings) -> None:
    nobody = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nobody}
    settings.SIGN_INS_PER_ACCOUNT = settings.SIGN_INS_PER_ADDRESS = 1
    request = rf.post("/accounts/sign-in/")
    assert [seconds_to_wait(request, "asha@practice.test") for _number in range(3)] == [0, 0, 0]
