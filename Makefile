# Everything runs inside .venv, which `make setup` fills; PYTHON chooses the interpreter.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp
PIP := $(BIN)/python -m pip --disable-pip-version-check
GENERATED := speclint/index.json fixtures README.md docs/mermaid-faults.md

# How many generated migrations are held against PostgreSQL.
CASES ?= 2000

.PHONY: help setup demo test test-postgres lint ci golden regenerate bench wheel-check pre-commit-check clean

help:
	@echo "make demo         check a bad and a good spec, write an empty one"
	@echo "make test         run the tests"
	@echo "make test-postgres  hold verdicts on migrations against a PostgreSQL server of its own (CASES=$(CASES))"
	@echo "make lint         format check, ruff, mypy, import contracts"
	@echo "make golden       write the index and the goldens anew"
	@echo "make bench        measure the speed"
	@echo "make wheel-check  try the built wheel in an empty environment"
	@echo "make pre-commit-check  try the hooks with the real pre-commit"
	@echo "make ci           all that has to hold before a change is merged"

setup: $(STAMP)
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "speclint needs Python 3.11 or newer; name one: make PYTHON=python3.13 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --editable '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	@sh examples/demo.sh

test: $(STAMP)
	$(BIN)/python -m pytest

test-postgres: $(STAMP)
	SPECLINT_POSTGRES_CASES=$(CASES) $(BIN)/python -m pytest -rs tests/postgres

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden:
	@[ -z "$$CI" ] || { echo "make golden is for people: CI only compares (make ci)" >&2; exit 1; }
	@$(MAKE) regenerate

regenerate: $(STAMP)
	$(BIN)/python -m speclint.engine.index
	SPECLINT_GOLDEN=1 $(BIN)/python -m pytest -p no:randomly tests -k golden

bench: $(STAMP)
	$(BIN)/python benchmarks/bench.py $(BENCH)

wheel-check: $(STAMP)
	@bash .ci/wheel-check

pre-commit-check: $(STAMP)
	@bash .ci/pre-commit-check

ci: lint test regenerate
	git diff --exit-code -- $(GENERATED)
	@$(MAKE) wheel-check

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
