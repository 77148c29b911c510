# Curbside. `make help` lists everything; the README tells what for.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

.DEFAULT_GOAL := help
.PHONY: help demo install dev test test-all test-deps test-postgres life browser check types layers fmt bench bench-desk claim-race bench-explain bench-retrieval bench-retrieval-million css screenshots lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-24s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Curbside needs Python 3.11 or newer as '$(PYTHON)'. Install it (Debian: apt-get install python3 python3-venv) or say make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "This Python cannot make virtual environments. Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing pinned dependencies (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing the pinned development tools (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/.run  ## make the environment with what the service needs
dev: $(VENV)/.dev      ## the same with what tests and checks need

demo: $(VENV)/.run     ## a service with made-up content on http://127.0.0.1:$PORT/
	@$(BIN)/curbside demo --port $(PORT)

# One process for each core; a file's tests stay together (their databases and browsers are dear), the dear files begin.
SPREAD := -n auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/.dev     ## every test that needs nothing outside (browser and PostgreSQL tests run when they are there)
	$(BIN)/pytest $(SPREAD)

test-deps: $(VENV)/.dev  ## install a browser and PostgreSQL from Debian (as root)
	@command -v apt-get >/dev/null || { echo "make test-deps knows Debian's apt-get only; install chromium and postgresql by hand"; exit 1; }
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium postgresql fonts-noto-cjk

browser: $(VENV)/.dev  ## the browser tests alone (Debian's chromium)
	$(BIN)/pytest -m browser

test-postgres: $(VENV)/.dev  ## the site's tests on a throw-away PostgreSQL
	tests/run-on-postgres $(BIN)/pytest $(SPREAD) tests/web tests/lifecycle -m "not browser" --deselect tests/lifecycle/test_life.py

life: $(VENV)/.dev     ## 50,000 steps of everything people can do to a question (some minutes)
	CURBSIDE_LIFE_STEPS=50000 $(BIN)/pytest tests/lifecycle/test_life.py -s

check: $(VENV)/.dev    ## format, lint, types, layers, migrations, settings: what every commit must pass
	$(BIN)/ruff format --check src tests training
	$(BIN)/ruff check src tests training
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python -m curbside.web.manage makemigrations --check --dry-run
	CURBSIDE_MODE=production CURBSIDE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') CURBSIDE_HOSTS=check.invalid \
	  $(BIN)/python -m curbside.web.manage check --deploy --fail-level WARNING

fmt: $(VENV)/.dev      ## let ruff format and mend
	$(BIN)/ruff format src tests training && $(BIN)/ruff check --fix src tests training

bench: $(VENV)/.dev    ## CPU ms, queries and memory of Q&A pages with 20,000 Q&As loaded
	$(BIN)/python -m tests.bench.pages

bench-explain: $(VENV)/.dev            ## CPU ms of More info for sixty made-up replies, all topics loaded
	PYTHONPATH=src:. $(BIN)/python -m tests.bench.explain

bench-retrieval: $(VENV)/.dev          ## import, query, recall, memory and disk of the index at 10,000 and 100,000 made-up Q&As
	PYTHONPATH=src:training $(BIN)/python training/measure_index.py --documents 10000 100000 --encoded 2000

bench-retrieval-million: $(VENV)/.dev  ## the same at 1,000,000 (a quarter of an hour or more, 5 GB of disk)
	PYTHONPATH=src:training $(BIN)/python training/measure_index.py --documents 1000000 --encoded 5000

claim-race: $(VENV)/.dev  ## 32 processes claim 20,000 times on SQLite and on PostgreSQL: nothing may be claimed twice
	tests/lifecycle/claim-race $(BIN)/python
	tests/run-on-postgres tests/lifecycle/claim-race $(BIN)/python

bench-desk: $(VENV)/.dev  ## CPU ms and queries of the desk's lists with 10,000 waiting questions
	$(BIN)/python -m tests.bench.desk

css: $(VENV)/.run      ## put the components' styles together
	$(BIN)/python -m curbside.web.ui.assemble

screenshots: $(VENV)/.dev  ## pictures of every page type, phone and desktop, light and dark
	CURBSIDE_SCREENSHOTS=screenshots $(BIN)/pytest -m browser tests/browser/test_screenshots.py

lock:  ## pin again after a change in pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-header -o requirements/run.txt
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-header --extra dev -c requirements/run.txt -o requirements/dev.txt

clean:  ## remove the environment and the demo's data
	rm -rf $(VENV) var
