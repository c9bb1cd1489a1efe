"""System checks: settings that cannot work are refused with a number, a reason and a way out.

| id | refuses |
|---|---|
| dtps.E001 | a value of the wrong type |
| dtps.E002 | a number that is too small or too large |
| dtps.E003 | a DATABASE_URL that cannot be used |
| dtps.E004 | a pool whose least size is above its greatest |
| dtps.E005 | a REDIS_URL that cannot be used |
| dtps.E006 | a SECRET_KEY too short to sign anything on the open internet |
| dtps.E007 | an entry of ALLOWED_HOSTS that is no host name |
| dtps.E008 | a VAR_DIR or PROMETHEUS_MULTIPROC_DIR that cannot be written |
| dtps.E009 | an entry of METRICS_ALLOWED that is no address and no network |
| dtps.E010 | an entry of TRUSTED_PROXIES or HEALTH_ALLOWED that is no address and no network |
| dtps.E011 | a file of a secret that cannot be read, or a secret that is given twice |
| dtps.W001 | a MongoDB server without a replica set |
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.db import DatabaseError, connections

from apps.stability.client_version import release_of

SETTINGS = "settings"
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")
SHORTEST_KEY = 50  # characters; Django's own measure


def refuse_wrong_settings() -> None:
    """Ends the process with a list of what is wrong, for servers, which run no checks of their own."""
    if errors := run_checks(tags=[SETTINGS]):
        raise SystemExit("\n".join(["DTPS cannot start with these settings:", *map(str, errors)]))


@register(SETTINGS)
def check_environment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """What dtps/settings.py could not read."""
    return [
        Error(problem.message, hint=problem.hint, id=f"dtps.{problem.check}")
        for problem in settings.ENV_PROBLEMS
    ]


@register(SETTINGS)
def check_pool(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The two ends of the pool."""
    least, most = settings.DATABASE_POOL.min_size, settings.DATABASE_POOL.max_size
    if least <= most:
        return []
    message = f"DATABASE_MIN_POOL_SIZE is {least}, which is more than DATABASE_MAX_POOL_SIZE, {most}."
    return [Error(message, hint="Lower the first or raise the second.", id="dtps.E004")]


@register(SETTINGS)
def check_redis(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The address of Redis, when there is one."""
    if not settings.REDIS_URL or settings.REDIS_URL.startswith(REDIS_SCHEMES):
        return []
    hint = "Write redis://HOST:6379/0, rediss://… for TLS or unix://PATH; leave it empty to do without Redis."
    return [Error("REDIS_URL cannot be used: it is no address of a Redis server.", hint=hint, id="dtps.E005")]


@register(SETTINGS)
def check_secret_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The key that signs sessions, where others than this machine's user can try to guess it."""
    if not settings.HTTPS or len(settings.SECRET_KEY) >= SHORTEST_KEY:
        return []
    hint = "Leave it empty: one is made and kept in VAR_DIR. Or set one long random text on every server."
    message = f"SECRET_KEY is shorter than {SHORTEST_KEY} characters."
    return [Error(message, hint=hint, id="dtps.E006")]


@register(SETTINGS)
def check_oldest_client(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Which pages are too old: not every one, which a release above our own would mean."""
    oldest = settings.OLDEST_CLIENT
    hint = f"Write a release such as {settings.VERSION}; leave it empty to serve pages of any age."
    if oldest and release_of(oldest) is None:
        return [Error(f"OLDEST_CLIENT is “{oldest}”, which is no release.", hint=hint, id="dtps.E001")]
    if (release_of(oldest) or ()) > (release_of(settings.VERSION) or ()):
        message = f"OLDEST_CLIENT is {oldest}, which is later than this release, {settings.VERSION}."
        return [Error(message, hint=hint, id="dtps.E002")]
    return []


@register(SETTINGS)
def check_hosts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Entries that Django would compare with a host name and never find equal."""
    hint = "Write the name alone: no https://, no path and, but for [::1], no port."
    return [
        Error(f"ALLOWED_HOSTS has “{host}”, which is no host name.", hint=hint, id="dtps.E007")
        for host in settings.ALLOWED_HOSTS
        if "/" in host or (":" in host and not host.startswith("["))
    ]


@register(Tags.database)
def check_replica_set(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Whether MongoDB can keep the promises; asked by what connects anyway (migrate, check --database)."""
    alone = []
    for alias in databases or ():
        connection: Any = connections[alias]
        try:
            if connection.vendor == "mongodb" and not connection.features._supports_transactions:
                alone.append(alias)
        except DatabaseError as error:
            return [Error(str(error), hint="Is the server of DATABASE_URL up and reachable?", id="dtps.E003")]
    message = (
        "This MongoDB server is no member of a replica set: no transactions, and no second copy of the work."
    )
    hint = "A set of one is enough for transactions: start mongod with --replSet and run rs.initiate()."
    return [Warning(message, hint=hint, obj=alias, id="dtps.W001") for alias in alone]
