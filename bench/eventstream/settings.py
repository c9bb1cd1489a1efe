"""A Django project that has nothing but django-eventstream, set up as its README says for several processes.

Nothing else weighs on it: its default channel manager lets everybody read, its storage is off, there is no
middleware, no session and no database.
"""

import os

SECRET_KEY = "bench"
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS = ["daphne", "django_eventstream"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.eventstream.urls"
ASGI_APPLICATION = "bench.eventstream.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
EVENTSTREAM_REDIS = {"host": "127.0.0.1", "port": int(os.environ["BENCH_REDIS_PORT"]), "db": 0}
