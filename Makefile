# Everything runs inside .venv, which `make setup` fills; PYTHON chooses the interpreter.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: setup demo test lint ci golden bench wheel-check clean

setup: $(STAMP)
$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(STAMP)
