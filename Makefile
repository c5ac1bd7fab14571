# `make demo` draws the shipped real data; `make test` runs every check. Both set up all they need.
PYTHON ?= python3
BIN := .venv/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# The oldest dependencies have wheels for the oldest Python only: others pass over these tests.
OLDEST_PYTHON := $(shell $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
  && echo $(PYTHON) || command -v python3.11)
# Tests that use each dependency, in about a minute.
OLDEST := tests/commands/test_main.py tests/counts/test_schema.py tests/export/test_tables.py \
  tests/language tests/maps/test_classes.py tests/maps/test_projections.py \
  tests/places/test_layers.py tests/places/test_countries.py tests/protection/test_documented.py \
  tests/readers/test_plain.py tests/sheet/test_circles.py tests/tables/test_workbooks.py tests/web/test_content.py

WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 4 ? n + 1 : 4)))

.PHONY: demo docs gallery test test-oldest linters browser postgresql java clean

.venv/bin/python:
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(SUDO) apt-get update && $(SUDO) apt-get install -y python3-venv; }
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[report]'
	touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ .venv/.installed

demo: .venv/.installed
	$(BIN)/diasporamap demo outputs/demo
	$(BIN)/diasporamap atlas init undesa:CMR undesa-2024:CMR --standard --output outputs/demo/atlas.toml
	$(BIN)/diasporamap build outputs/demo/atlas.toml

# The pictures of docs/gallery, by the command that draws each.
gallery: .venv/.installed-dev
	$(BIN)/python benchmarks/gallery.py

# The documentation as pages, in site/; index.html opens without a server.
docs: .venv/.installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Node comes as a wheel, so that no machine needs its own; none of its packages goes into a page.
node_modules/.installed: package.json package-lock.json | .venv/.installed-dev
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund
	touch $@

browser:
	command -v chromium >/dev/null && command -v chromedriver >/dev/null || \
	  { $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends chromium chromium-driver; }

# Tests start a server of their own from it, as the user of the package where they are root.
postgresql:
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends postgresql; }

# Spark runs on Java; its tests start a cluster of two workers.
java:
	command -v java >/dev/null || \
	  { $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends default-jre-headless; }

.venv-oldest/.installed: pyproject.toml constraints-oldest.txt | .venv/bin/python
	rm -rf .venv-oldest
	$(OLDEST_PYTHON) -m venv .venv-oldest
	.venv-oldest/bin/pip install --quiet --disable-pip-version-check --only-binary :all: \
	  -c constraints-oldest.txt -e . hypothesis pytest
	touch $@

# Pages are read by Node, which the dev extra brings.
test-oldest: $(if $(OLDEST_PYTHON),.venv-oldest/.installed .venv/.installed-dev)
ifeq ($(OLDEST_PYTHON),)
	@echo "test-oldest: passed over, since there is no Python 3.11 here"
else
	PATH="$(CURDIR)/$(BIN):$$PATH" .venv-oldest/bin/pytest -q -W default -o addopts=--import-mode=importlib \
	  -m 'not slow and not browser' $(OLDEST)
endif

linters: .venv/.installed-dev node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check

# The linters and the tests of the oldest versions take one core each, the rest all of them and one
# process more, since some tests wait for a browser, a server or a build. Compiled modules are kept
# whatever the environment says, for the many processes that tests start.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/.installed-dev node_modules/.installed browser postgresql java
	$(MAKE) --jobs 2 linters test-oldest
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

clean:
	rm -rf .venv .venv-oldest node_modules outputs/demo site dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
