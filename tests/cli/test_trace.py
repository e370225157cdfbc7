"""`speclint trace`: the matrix in every format, gaps first, and the share that makes a run fail."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from speclint.mermaid import validate
from speclint.scaffold.new import scaffold

SPEC = """\
# Tech Spec: Invitations

**Type:** Engineering-initiated

## 1. Overview

### Engineering Requirements

| ID | Requirement | Acceptance Criteria | Priority |
|---|---|---|---|
| ER-001 | Send "mail" \\| text | sent | must |
| ER-002 | Count them | counted | should |
| ER-003 | Forget them | gone | may |

## 6. Implementation Tasks

### Phase 1: Foundation

- **T-001:** Mail
  - _Implements:_ ER-001, ER-002
  - _Files:_
    - Create: `mail/send.go`
    - Create: `mail/send_test.go`
- **T-002:** Count
  - _Implements:_ ER-002
  - _Files:_
    - Modify: `mail/count.go` — counts
- **T-003:** Chores
  - _Implements:_ none
  - _Files:_
    - Modify: `go.mod` — newer

## 7. Testing Strategy

### End-to-End Tests

| User Flow / Scenario | Steps | Maps to Requirement | Framework |
|---|---|---|---|
| Invite, then count | a, b | ER-002 | Playwright |
"""
ER = "ER-001", "ER-002", "ER-003"


@pytest.fixture
def spec() -> str:
    Path("a.md").write_text(SPEC, "utf-8")
    return "a.md"


def test_gaps_come_first_and_every_line_is_said(speclint: Any, spec: str) -> None:
    assert speclint("trace", spec) == (
        0,
        """\
a.md
  ER-003  Forget them  [no task]
  ER-001  Send "mail" | text
    tasks  T-001
    files  mail/send.go
    tests  mail/send_test.go
  ER-002  Count them
    tasks  T-001, T-002
    files  mail/send.go, mail/count.go
    tests  mail/send_test.go
    scenarios  "Invite, then count"
  tasks without requirement: T-003
  2 of 3 implemented (66.6%), 2 of 3 tested (66.6%)
""",
        "",
    )


def test_markdown_escapes_bars(speclint: Any, spec: str) -> None:
    lines = speclint("trace", spec, "--output-format", "markdown").out.splitlines()
    assert lines[:5] == [
        "## a.md",
        "",
        "| Requirement | Tasks | Files | Tests | Gap |",
        "|---|---|---|---|---|",
        "| ER-003: Forget them |  |  |  | no task |",
    ]
    assert lines[5] == '| ER-001: Send "mail" \\| text | T-001 | `mail/send.go` | `mail/send_test.go` |  |'


def test_csv_can_be_read_back(speclint: Any, spec: str) -> None:
    rows = list(csv.DictReader(io.StringIO(speclint("trace", spec, "--output-format", "csv").out)))
    assert [row["id"] for row in rows] == ["ER-003", "ER-001", "ER-002"]
    assert (rows[1]["requirement"], rows[2]["tasks"], rows[0]["gap"]) == (
        'Send "mail" | text',
        "T-001; T-002",
        "no task",
    )


def test_json_gives_places_and_shares(speclint: Any, spec: str) -> None:
    data = json.loads(speclint("trace", spec, "--output-format", "json").out)
    shares = {
        "requirements": 3,
        "implemented": 2,
        "tested": 2,
        "implemented_percent": 66.6,
        "tested_percent": 66.6,
    }
    assert (data["version"], data["coverage"], data["specs"][0]["coverage"]) == (1, shares, shares)
    assert data["specs"][0]["orphans"] == ["T-003"]
    places = {row["id"]: (row["line"], row["column"], row["gap"]) for row in data["specs"][0]["requirements"]}
    assert places == {"ER-001": (11, 3, None), "ER-002": (12, 3, None), "ER-003": (13, 3, "no task")}


def test_the_graph_is_one_that_mermaid_draws(speclint: Any, spec: str) -> None:
    graph = speclint("trace", spec, "--output-format", "mermaid").out
    assert validate(graph) == []
    assert '  n2(["ER-001 Send #quot;mail#quot; | text"])\n  n3["T-001"]\n  n2 --> n3\n' in graph
    assert graph.endswith("  class n1,n6 gap\n")


@pytest.mark.parametrize(("least", "status"), [("66.6", 0), ("66.7", 1), ("100", 1), ("0", 0)])
def test_the_share_asked_for_decides_the_exit_status(speclint: Any, spec: str, least: str, status: int) -> None:
    ended = speclint("trace", spec, "--min-coverage", least)
    assert ended.status == status
    assert ended.err == (f"error: 66.6% of the requirements have a task, fewer than {least}%\n" if status else "")


def test_folders_pass_over_what_has_nothing_to_trace(speclint: Any, spec: str) -> None:
    Path("b.md").write_text("# Notes\n", "utf-8")
    Path("c.md").write_text(scaffold("rfc").text, "utf-8")
    Path("d.mmd").write_text("pie\n", "utf-8")
    ended = speclint("trace", ".")
    assert ended.status == 0
    assert ended.err == (
        "note: b.md: passed over: nothing tells its type\nnote: c.md: the type rfc has no requirements to trace\n"
    )
    assert ended.out.startswith("a.md\n")
    assert speclint("trace", "b.md").status == 2
    assert speclint("trace", "c.md").out == ""


@pytest.mark.parametrize("least", ["half", "101", "-1"])
def test_a_share_that_is_none_is_refused_by_its_name(speclint: Any, spec: str, least: str) -> None:
    ended = speclint("trace", spec, f"--min-coverage={least}")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"error: --min-coverage cannot be `{least}`\nhelp: write a number from 0 to 100\n"


def test_several_specs_are_summed_up(speclint: Any, spec: str) -> None:
    Path("b.md").write_text(SPEC, "utf-8")
    assert speclint("trace", "a.md", "b.md").out.endswith(
        "\n\n2 specs: 4 of 6 implemented (66.6%), 4 of 6 tested (66.6%)\n"
    )


def test_a_scenario_that_still_holds_prompts_tests_nothing(speclint: Any, spec: str) -> None:
    Path(spec).write_text(SPEC.replace("| a, b | ER-002 |", "| [steps in short] | ER-003 |"), "utf-8")
    assert "scenarios" not in speclint("trace", spec).out
