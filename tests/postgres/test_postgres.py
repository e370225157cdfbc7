"""A real PostgreSQL against speclint: Up, Down and Up again of the project's migrations and of generated ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from speclint.migrations import derive_down, roundtrip
from speclint.source import Source
from speclint.spec.reading import read_spec
from tests.postgres.figures import Figures
from tests.postgres.generator import cases
from tests.postgres.judge import Judge

FOLDER: Final = Path(__file__).parent.parent.parent / "fixtures" / "specs"
# Enough to notice a fault in every run; `make test-postgres` asks for the whole.
COUNT: Final = int(os.environ.get("SPECLINT_POSTGRES_CASES", "60"))

# The tables that the good specs take to be there.
BASE: Final = """-- +goose Up
CREATE TABLE accounts (id uuid PRIMARY KEY);
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE memberships (id uuid PRIMARY KEY, account_id uuid NOT NULL);
CREATE TABLE reports (id uuid PRIMARY KEY);
CREATE TABLE cache_entries (id uuid PRIMARY KEY);
CREATE TABLE webhooks (id uuid PRIMARY KEY);
CREATE TABLE tenants (id uuid PRIMARY KEY);
"""
SPECS: Final = [file for file in sorted(FOLDER.glob("*/good/**/*.md")) if "-- +goose Up" in file.read_text("utf-8")]


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.stem)
def test_migrations_of_the_good_specs(file: Path, judge: Judge) -> None:
    source = Source(file.read_text("utf-8"), file.name)
    earlier: tuple[str, ...] = (BASE,)
    texts = [migration.text for migration in read_spec(source, spec_type=file.relative_to(FOLDER).parts[0]).migrations]
    assert texts
    for text in texts:
        derived = derive_down(text, earlier)
        assert derived is not None
        truths = judge.judge(earlier, text, (derived,), alone="CONCURRENTLY" in text)
        assert [(truth.reversible, truth.reason, truth.again) for truth in truths] == [(True, "", "")] * 2
        assert roundtrip(text, earlier).reversible is True
        earlier += (text,)


def test_generated_changes(judge: Judge, report: list[str]) -> None:
    figures = Figures()
    for case in cases(COUNT):
        figures.judge(judge, case)
    report.extend(figures.lines())
    assert figures.faults == []
    assert figures.agreed >= 0.99, "\n".join(figures.lines())
    assert sum(len(names) for names in figures.wrong_downs.values()) <= figures.derived * 0.01, figures.wrong_downs


def test_the_generator_makes_right_and_wrong_downs_of_every_kind() -> None:
    made = list(cases(1500))
    assert made[:20] == list(cases(20))
    kinds = {kind for case in made for kind in case.kinds}
    flaws = {case.flaw for case in made}
    assert len(kinds) >= 80, sorted(kinds)
    assert len(flaws) >= 110, sorted(flaws)
    assert {"", "empty", "wrong order", "forgotten table", "default not restored", "enum value left"} <= flaws
    assert any(not case.earlier for case in made)
    assert sum(bool(case.flaw) for case in made) > len(made) * 0.4
