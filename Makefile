# Needs Python 3.11 or newer and make; everything else is installed, hash-checked, into .venv.

PORT ?= 8000
JOBS ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
PY := .venv/bin/python
LOCKS := deploy/requirements
COMPILE := .venv/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE)
# Slow tests that kill nothing and race nothing; the others run alone.
SIDE_BY_SIDE := tests/access tests/inputs tests/journeys
OR_NOTHING_CHOSEN = $(if $(ARGS),|| [ $$? -eq 5 ])
CATALOGUES := $(wildcard config/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow check bench messages template lock format
MAKEFLAGS += --no-print-directory
# Tests start many processes. One that may not keep what it compiled compiles everything again each time.
export PYTHONDONTWRITEBYTECODE :=

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/installed-demo .venv/messages  ## Run it all here, with two clinics in it (PORT=8000)
	@$(PY) manage.py demo --port $(PORT)

test: .venv/installed-dev .venv/messages  ## Prove it: every test but the slow ones
	@$(PY) -m tests.browser --install
	@$(PY) -m pytest -n $(JOBS) --dist worksteal -q $(ARGS)

test-slow: .venv/installed-dev .venv/messages  ## Corpora, kills, races at scale
	@$(PY) -m tests.browser --install
	@$(PY) -m pytest -m slow -n $(JOBS) --dist worksteal -q $(SIDE_BY_SIDE) $(ARGS) $(OR_NOTHING_CHOSEN)
	@$(PY) -m pytest -m slow -q $(addprefix --ignore=,$(SIDE_BY_SIDE)) $(ARGS) $(OR_NOTHING_CHOSEN)

check: .venv/installed-dev .venv/messages  ## Format, lint, types, layers, migrations, settings, guards, secrets, what is shipped
	@$(PY) .ci/check.py

bench: .venv/installed-dev .venv/messages  ## Measure, as ratios within one run
	@$(PY) -m tests.benchmarks $(ARGS)

messages: .venv/installed-demo  ## Bring the message catalogues in step with the source, and compile them
	@$(PY) manage.py messages --extract
	@$(MAKE) .venv/messages

template: .venv/installed-demo  ## Write the SQL of a new clinic's schema anew from the migrations
	@$(PY) manage.py clinic_template --write

format: .venv/installed-dev  ## Format the source
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format --quiet .
	@git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --target-version 5.2

lock: .venv/installed-demo  ## Write the lock files anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@echo 'uv>=0.9' | $(COMPILE) - -o $(LOCKS)/installer.lock
	@$(COMPILE) pyproject.toml --all-extras -o $(LOCKS)/dev.lock
	@$(COMPILE) pyproject.toml --extra demo -c $(LOCKS)/dev.lock -o $(LOCKS)/demo.lock
	@$(COMPILE) pyproject.toml --extra redis --extra sqs --extra otel -c $(LOCKS)/dev.lock -o $(LOCKS)/runtime.lock
	@$(PY) .ci/pins.py --write

.venv/installed-demo: $(LOCKS)/demo.lock $(LOCKS)/installer.lock
	@$(find-python) .ci/install.py demo

.venv/installed-dev: $(LOCKS)/dev.lock $(LOCKS)/installer.lock
	@$(find-python) .ci/install.py dev

# Either lock brings the compiler of catalogues.
.venv/messages: $(CATALOGUES) | .venv/installed-demo
	@[ -z "$(CATALOGUES)" ] || $(PY) -m babel.messages.frontend --quiet compile --directory config/locale --domain django
	@touch $@

# The first of these that runs and is new enough; PYTHON=... chooses another.
define find-python
for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break; python=; \
done; \
if [ -z "$$python" ]; then echo "Polyclinic needs Python 3.11 or newer, and none was found here." >&2; exit 1; fi; \
"$$python"
endef
