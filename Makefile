# Needs only Python 3.11 or later, make and a package index. Each command sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO ?=
TEST ?=

.DEFAULT_GOAL := help
.PHONY: help install demo test lint gate bench docs lock clean

help:  ## what this file knows
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP)  ## the environment in .venv, from requirements.lock

# The lock is the one source of versions: every archive is checked against its hash.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "walkback needs Python 3.11 or later; say which: make install PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up .venv (once; a few minutes at most) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install  ## crawl the sample newsroom, read it, link it, open the site (DEMO="--no-serve")
	@$(BIN)/walkback demo $(DEMO)

test: install  ## every test (TEST="-k quotes")
	@$(BIN)/python -m pytest $(TEST)

lint: install  ## style, types, and which wing may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

gate: install  ## the quality floors, where the benchmark data is at hand
	@$(BIN)/python -m tests.benchmarks.gate

bench: install  ## timings, as ratios in one run
	@$(BIN)/python -m tests.benchmarks.speed
	@$(BIN)/python -m tests.benchmarks.relevance
	@$(BIN)/python -m tests.benchmarks.crawl speed

docs: install  ## docs/data.md afresh, from the schema and the metadata
	@$(BIN)/python -m db.dictionary > docs/data.md

lock:  ## requirements.lock afresh from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file requirements.lock

clean:  ## remove the environment and what tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
