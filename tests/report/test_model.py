"""The exported model of every good spec keeps its contract, and one of each type is held to the letter."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from speclint.engine.tracing import TracedSpec
from speclint.report.matrix import render_matrices
from speclint.report.model import model_data, render_model
from speclint.scaffold.migration_files import migration_files
from speclint.source import Source
from speclint.spec.matrix import matrix_of
from speclint.spec.model import Spec
from speclint.spec.reading import read_spec

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = ROOT / "fixtures" / "exports"
SCHEMA = json.loads((ROOT / "schemas" / "model.schema.json").read_text("utf-8"))
FOLDER = ROOT / "fixtures" / "specs"
NO_SPECS = {"prds", "research", "codebase-notes.md"}
GOOD = [file for file in sorted(FOLDER.glob("*/good/**/*.md")) if NO_SPECS.isdisjoint(file.relative_to(FOLDER).parts)]
FIRST = {file.relative_to(FOLDER).parts[0]: file for file in reversed(GOOD)}


def _read(file: Path) -> Spec:
    return read_spec(Source.from_bytes(file.read_bytes(), "spec.md"))


def _model(file: Path) -> dict[str, Any]:
    spec = _read(file)
    assert spec.type is not None
    return model_data(spec, spec.type, "spec.md")


@pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.relative_to(FOLDER)))
def test_a_model_keeps_its_contract_and_its_places(file: Path) -> None:
    model = _model(file)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(model)] == []
    lines = Source.from_bytes(file.read_bytes()).text.splitlines()
    for task in model["tasks"]:
        assert task["id"] in lines[task["place"]["line"] - 1]
        assert all(entry["path"] in lines[entry["place"]["line"] - 1] for entry in task["files"])
    for one in [*model["types"], *model["diagrams"]]:
        assert one["text"].split("\n")[-1].strip() in "\n".join(
            lines[one["place"]["line"] - 1 : one["place"]["end_line"]]
        )


@pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.relative_to(FOLDER)))
def test_a_task_follows_what_it_depends_on(file: Path) -> None:
    done: set[str] = set()
    for task in _model(file)["tasks"]:
        assert not task["blocked"]
        assert set(task["depends_on"]) <= done
        done.add(task["id"])


def test_tasks_in_a_cycle_are_blocked_and_come_last() -> None:
    tasks = [("T-001", "T-002"), ("T-002", "T-001"), ("T-003", "T-004"), ("T-004", "none"), ("T-005", "T-001")]
    text = (
        "# Tech Spec: X\n\n**Type:** Engineering-initiated\n\n## 6. Implementation Tasks\n\n### Phase 1: Foundation\n\n"
    )
    text += "".join(f"- **{name}:** X\n  - _Dependencies:_ {needed}\n" for name, needed in tasks)
    spec = read_spec(Source(text))
    assert spec.type is not None
    order = [(task["id"], task["blocked"]) for task in model_data(spec, spec.type, "x")["tasks"]]
    assert order == [("T-004", False), ("T-003", False), ("T-001", True), ("T-002", True), ("T-005", True)]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.relative_to(FOLDER)))
def test_an_exported_migration_is_the_fence_to_the_byte(file: Path) -> None:
    data = file.read_bytes()
    for text in migration_files(_read(file)).values():
        assert data.count(b"```sql" + (b"\r\n" if b"\r\n" in data else b"\n") + text.encode() + b"```") == 1


@pytest.mark.parametrize("name", sorted(FIRST))
def test_golden_exports(name: str) -> None:
    spec = _read(FIRST[name])
    assert spec.type is not None
    texts = {f"{name}.json": render_model(spec, spec.type, "spec.md")}
    if spec.requirements:
        traced = [TracedSpec("spec.md", spec.source, matrix_of(spec))]
        formats = {"text": "txt", "markdown": "md", "csv": "csv", "json": "trace.json", "mermaid": "mmd"}
        texts |= {f"{name}.{ending}": render_matrices(traced, form) for form, ending in formats.items()}
    for file, text in texts.items():
        if os.environ.get("SPECLINT_GOLDEN"):
            (GOLDENS / file).write_text(text, "utf-8", newline="")
        assert (GOLDENS / file).read_bytes().decode() == text
