# The two commands of the README are `make run` and `make test`; the others are for developers.
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint format messages restore-drill bench bench-sse bench-production lighthouse faults soak
.PHONY: production production-stop production-status

# Serves the demo practice on SQLite. HOST and PORT come from the environment.
run: export DEMO = on
run: export HTTPS = off
run: export ALLOWED_HOSTS = $(HOST),localhost,127.0.0.1
run: .venv/run-installed
	@.venv/bin/python -c 'import weasyprint' 2>/dev/null || deploy/pdf-libraries
	@.venv/bin/python manage.py migrate --no-input --verbosity 0
	@.venv/bin/python manage.py collectstatic --no-input --verbosity 0
	@.venv/bin/python manage.py seed_demo
	@echo
	@echo "  DTPS is at http://$(HOST):$(PORT)/  (Ctrl-C ends it)"
	@echo
	@exec .venv/bin/python -m daphne --bind $(HOST) --port $(PORT) --no-server-name --verbosity 0 dtps.asgi:application

# Everything: on SQLite, on a MongoDB replica set, and in a real browser.
test: .venv/test-installed
	@tests/run

lint: .venv/test-installed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .

format: .venv/test-installed
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format .

# Three mongod, Redis, four workers and nginx on the loopback, for trials. PORT and the five after it must be free.
production production-stop production-status: .venv/test-installed
	@PORT=$(if $(filter 8000,$(PORT)),8080,$(PORT)) .venv/bin/python -m deploy.trial $(if $(filter %-stop,$@),stop,$(if $(filter %-status,$@),status,start))

# Brings the catalogues in locale/ up to date with the source; needs GNU gettext. What is new in them is empty.
messages: .venv/test-installed
	@for domain in django djangojs; do \
		.venv/bin/python manage.py makemessages --locale hi --domain $$domain --no-location --no-wrap --verbosity 0 \
			--ignore .venv --ignore var --ignore tests --ignore bench || exit; \
	done
	@.venv/bin/python manage.py compilemessages --locale hi --verbosity 0

# Restores a backup on SQLite and MongoDB and compares it record by record: of a demo practice, or FILE=….
restore-drill: .venv/test-installed
	@.venv/bin/python -m tests.operations.drill $(FILE)

# The figures of docs/performance.md, each a ratio of two things run side by side.
bench: .venv/test-installed
	@bench/run

# Event streams beside those of django-eventstream; some ten minutes, and 10,000 connections on the loopback.
bench-sse: .venv/bench-installed
	@.venv/bin/python -m bench.sse

# A whole production that is harmed while people work in it; some ten minutes. The table goes into docs/reliability.md.
faults: .venv/test-installed
	@.venv/bin/python -m bench.faults

# The same people without faults for SECONDS, 1200 unless said otherwise; its table goes there, too.
soak: .venv/test-installed
	@.venv/bin/python -m bench.faults.soak --seconds $(or $(SECONDS),1200)

# A whole production under load: nginx, four workers, Redis, three mongod; some five minutes.
bench-production: .venv/test-installed
	@.venv/bin/python -m bench.production

# Google Lighthouse on three pages of the demo practice; needs Node.js and npm, and Chromium.
lighthouse: export HTTPS = off
lighthouse: export DEMO = on
lighthouse: export VAR_DIR = $(CURDIR)/var/bench
lighthouse: .venv/test-installed var/lighthouse/node_modules
	@.venv/bin/python manage.py collectstatic --no-input --verbosity 0
	@.venv/bin/python -m bench._lighthouse

var/lighthouse/node_modules:
	@echo "Installing Lighthouse into var/lighthouse ..."
	@mkdir -p var/lighthouse
	@npm install --prefix var/lighthouse --ignore-scripts --no-audit --no-fund --silent lighthouse@12.8.2

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "DTPS needs Python 3.11 or later; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Python could not make a virtual environment (on Debian: apt-get install python3-venv)"; exit 1; }

.venv/run-installed: requirements.txt | .venv/bin/python
	@echo "Installing what DTPS needs into .venv ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/test-installed: requirements.txt requirements-manager.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need into .venv ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

.venv/bench-installed: requirements.txt requirements-bench.txt | .venv/bin/python
	@echo "Installing what the bench of event streams needs into .venv ..."
	@$(PIP) -r requirements-bench.txt
	@touch $@
