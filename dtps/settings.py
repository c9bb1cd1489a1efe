"""All settings, read from the environment; safe when nothing is set.

Unset, the application runs in one process on SQLite with cache and channel layer in memory, DEBUG off and
cookies for HTTPS only. docs/settings.md lists every variable; `manage.py check` refuses what cannot work.
"""

import sys
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from apps.stability.folder import share_counters
from dtps.db.url import Pool, database_from_url, sqlite_database
from dtps.environment import Environment
from dtps.networks import networks
from dtps.secret_key import local_secret_key
from dtps.version import build_id, read_version

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
ENV_PROBLEMS = env.problems

VERSION = read_version(BASE_DIR / "CHANGELOG.md")
BUILD_ID = env.build("BUILD_ID", "E001", lambda: build_id(env.text("BUILD_ID"), BASE_DIR), instead="unknown")
APP_VERSION = f"{VERSION}+{BUILD_ID}"
OLDEST_CLIENT = env.text("OLDEST_CLIENT")  # a release; older pages may only save drafts
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var").resolve()

# --- What kind of installation this is
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)
HTTPS = env.flag("HTTPS", default=True)
SECRET_KEY = env.secret("SECRET_KEY") or env.build(
    "VAR_DIR", "E008", lambda: local_secret_key(VAR_DIR / "secret_key"), instead=token_urlsafe(64)
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default=[])

# --- The house
INSTALLED_APPS = [
    # Only its `runserver` comes from here. Loading Twisted takes each other command a third of a second.
    *(["daphne"] if "runserver" in sys.argv else []),
    "dtps",
    "dtps.db.contrib.AdminConfig",
    "dtps.db.contrib.AuthConfig",
    "dtps.db.contrib.ContentTypesConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "apps.stability",
    "apps.accounts",
    "apps.realtime",
    "apps.notifications",
    "apps.drafts",
    "apps.exchange",
    "apps.practice",
    "apps.foods",
    "apps.menus",
    "apps.saved_meals",
    "apps.history",
    "apps.clients",
    "apps.diet_templates",
    "apps.meal_plans",
    "apps.sheets",
    "apps.sharing",
    "apps.dashboard",
    "apps.demo",
    "apps.operations",
]
MIDDLEWARE = [
    "apps.stability.request_id.RequestIds",
    "apps.stability.headers.FixedHeaders",
    "apps.stability.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "apps.stability.client_version.OldestClient",
    "dtps.static.StaticFiles",
    # A page of a full week shrinks to a tenth. Its padding and the masked CSRF token answer BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "apps.stability.caching.CachingHeaders",
    "apps.stability.maintenance.MaintenanceMode",
    "apps.stability.rate_limits.RateLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "apps.stability.errors.ApiIsNotRedirected",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.PersonalSettings",
    "apps.accounts.middleware.SessionKeptAlive",
    # Every page asks for sign-in unless its view is marked `login_not_required`.
    "apps.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.stability.errors.ErrorsExplained",
]
ROOT_URLCONF = "dtps.urls"
ASGI_APPLICATION = "dtps.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "apps.stability.context.app_version",
            ],
        },
    }
]

FORM_RENDERER = "dtps.forms.Renderer"

# --- Data
DATABASE_URL = env.secret("DATABASE_URL")
DATABASE_POOL = Pool(
    max_size=env.number("DATABASE_MAX_POOL_SIZE", 500, at_least=1),
    min_size=env.number("DATABASE_MIN_POOL_SIZE", 50, at_least=0),
    socket_timeout=env.number("DATABASE_SOCKET_TIMEOUT", 60, at_least=1),
    max_idle_time=env.number("DATABASE_MAX_IDLE_TIME", 300, at_least=1),
    wait_queue_timeout=env.number("DATABASE_WAIT_QUEUE_TIMEOUT", 60, at_least=1),
    server_selection_timeout=env.number("DATABASE_SERVER_SELECTION_TIMEOUT", 30, at_least=1),
    connect_timeout=env.number("DATABASE_CONNECT_TIMEOUT", 3, at_least=1),
    heartbeat=env.number("DATABASE_HEARTBEAT", 2, at_least=1),
    connect_attempts=env.number("DATABASE_CONNECT_ATTEMPTS", 5, at_least=1),
    connect_backoff=env.number("DATABASE_CONNECT_BACKOFF", 1, at_least=0),
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": (
        env.build("DATABASE_URL", "E003", lambda: database_from_url(DATABASE_URL, DATABASE_POOL), instead={})
        if DATABASE_URL
        else env.build("VAR_DIR", "E008", lambda: sqlite_database(VAR_DIR / "db.sqlite3"), instead={})
    )
}
DEFAULT_AUTO_FIELD = "dtps.db.keys.AutoKey"
# Django's own tables with our key, the same on either database.
MIGRATION_MODULES = {app: f"dtps.db.migrations.{app}" for app in ("admin", "auth", "contenttypes")}
REDIS_URL = env.secret("REDIS_URL")
# A connection from before a restart of Redis fails once and is then replaced; more patience helps nobody.
# What was not answered in time is not asked a second time.
ONCE_MORE = Retry(NoBackoff(), 1, (RedisConnectionError,))
ONCE_MORE_ASYNC = AsyncRetry(NoBackoff(), 1)
CACHES = {
    "default": (
        {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {
                "SOCKET_CONNECT_TIMEOUT": 1,
                "SOCKET_TIMEOUT": 2,
                "CONNECTION_POOL_KWARGS": {"retry": ONCE_MORE},
                "REDIS_CLIENT_CLASS": "apps.stability.redis_client.GuardedRedis",
            },
        }
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # when it is full, it drops entries in use as well
        }
    )
}
# Without Redis the site is slower, not down: sessions come from the database, streams look there themselves.
DJANGO_REDIS_IGNORE_EXCEPTIONS = True
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
CHANNEL_LAYERS = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                "hosts": [{"address": REDIS_URL, "socket_connect_timeout": 1, "retry": ONCE_MORE_ASYNC}]
            },
        }
        if REDIS_URL
        else {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # One channel carries all events of the process; its groups last as long as the process does.
            "CONFIG": {"capacity": 10_000, "group_expiry": 10 * 365 * 24 * 60 * 60},
        }
    )
}

# --- What stays open
REALTIME_PING_SECONDS = env.number("REALTIME_PING_SECONDS", 30, at_least=1, at_most=3600)
# Without Redis nobody tells this process what `manage.py` or another process wrote.
REALTIME_POLL_SECONDS = env.number("REALTIME_POLL_SECONDS", 15 if REDIS_URL else 1, at_least=1, at_most=3600)
REALTIME_CONNECTIONS_PER_USER = env.number("REALTIME_CONNECTIONS_PER_USER", 10, at_least=1, at_most=1000)
REALTIME_ATTEMPTS_PER_MINUTE = env.number("REALTIME_ATTEMPTS_PER_MINUTE", 100, at_least=1)
REALTIME_RECONNECT_SPREAD_MS = env.number("REALTIME_RECONNECT_SPREAD_MS", 5000, at_least=0, at_most=600_000)

# --- What is counted, and who may ask for it
env.build(
    "PROMETHEUS_MULTIPROC_DIR",
    "E008",
    lambda: share_counters(Path(env.text("PROMETHEUS_MULTIPROC_DIR") or VAR_DIR / "metrics")),
    instead=None,
)
METRICS_ALLOWED = env.build(
    "METRICS_ALLOWED",
    "E009",
    lambda: networks(env.words("METRICS_ALLOWED", default=["127.0.0.1", "::1"])),
    instead=networks([]),
)
TALLY_SECONDS = env.number("TALLY_SECONDS", 60, at_least=0, at_most=3600)

# --- Keeping
DRAFT_LIFETIME_DAYS = env.number("DRAFT_LIFETIME_DAYS", 7, at_least=1, at_most=3650)
NOTIFICATION_DAYS = env.number("NOTIFICATION_DAYS", 90, at_least=1, at_most=3650)

# --- Signing in
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "dashboard:home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
    ),
    {"NAME": "apps.notifications.passwords.PasswordNews"},
]
SESSION_ENGINE = "apps.accounts.session_store"
SESSION_COOKIE_AGE = env.number("SESSION_DAYS", 30, at_least=1, at_most=3650) * 24 * 60 * 60
SIGN_INS_PER_ACCOUNT = env.number("SIGN_INS_PER_ACCOUNT", 5, at_least=1)  # a minute, both
SIGN_INS_PER_ADDRESS = env.number("SIGN_INS_PER_ADDRESS", 20, at_least=1)
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "apps.stability.errors.csrf_failure"

# --- Who asks, how often they may, and what is told to whom
TRUSTED_PROXIES = env.build(
    "TRUSTED_PROXIES", "E010", lambda: networks(env.words("TRUSTED_PROXIES", [])), instead=networks([])
)
HEALTH_ALLOWED = env.build(
    "HEALTH_ALLOWED", "E010", lambda: networks(env.words("HEALTH_ALLOWED", [])), instead=networks([])
)
RATELIMIT_ENABLE = env.flag("RATE_LIMITS", default=True)
RATELIMIT_FAIL_OPEN = True  # better no limit than nobody at work
RATE_LIMIT_PER_SECOND = env.number("RATE_LIMIT_PER_SECOND", 100, at_least=1)
RATE_LIMIT_BURST = env.number("RATE_LIMIT_BURST", 100, at_least=1)
RATE_LIMIT_COSTLY = ["/api/foods/"]  # addresses that begin so
RATE_LIMIT_COSTLY_PER_SECOND = env.number("RATE_LIMIT_COSTLY_PER_SECOND", 20, at_least=1)
RATE_LIMIT_COSTLY_BURST = env.number("RATE_LIMIT_COSTLY_BURST", 60, at_least=1)

# --- What browsers are told
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = (
    "HTTP_X_FORWARDED_PROTO",
    "https",
)  # of TRUSTED_PROXIES, see apps/stability/asgi.py
SECURE_REDIRECT_EXEMPT = [r"^metrics$"]  # asked for within the machine, where there is no HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-to csp",
    "report-uri /csp-reports/",  # for browsers that do not know report-to
]
TRUSTED_TYPES = ["require-trusted-types-for 'script'", "trusted-types 'none'"]  # on our own pages
UNUSED_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
FIXED_HEADERS = {
    "Reporting-Endpoints": 'csp="/csp-reports/"',
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
}

# --- Language, time, files
LANGUAGE_CODE = "en"
# Those that have a complete catalogue in locale/, each by its own name.
LANGUAGES = [("en", "English"), ("hi", "हिन्दी")]
FORMAT_MODULE_PATH = "dtps.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"  # in the database; pages use each person's own zone
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files are for our pages
WHITENOISE_MAX_AGE = 0 if DEBUG else 24 * 60 * 60  # of a file without a hash in its name; with one, a year
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dtps.static.HashedModulesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # a menu may be 2 MiB of JSON; as a form field it grows
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- What is logged
LOG_FORMAT = env.choice("LOG_FORMAT", ["json", "text"], default="text" if DEBUG or DEMO else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"once_a_minute": {"()": "apps.stability.logs.OnceAMinute"}},
    "formatters": {
        "json": {"()": "apps.stability.logs.JsonLines"},
        "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"level": "INFO"},  # without handlers of its own
        "django.request": {"level": "ERROR"},  # each answer has its line already
        # An outage of Redis is told once a minute.
        **{
            name: {"filters": ["once_a_minute"]}
            for name in (
                "apps.realtime",
                "channels_redis.pubsub",
                "django_redis.cache",
            )
        },
    },
}
