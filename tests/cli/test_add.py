from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from speclint.scaffold.new import scaffold

HEAD = """# Tech Spec: Session limits

**Type**: Engineering-initiated
**Author**: Ada
**Last updated**: 2026-01-26
**Status**: Draft

## 1. Overview

### Requirement Mapping

#### Engineering-initiated: Motivation & Requirements

|Req ID|Requirement|Success Criteria|Priority|
|---|---|---|---|
|ER-001|Refuse a sixth login|`TestRefuse` passes|must|

**Requirement-to-Task Mapping**:

| Req ID | Implementing Tasks |
| ------ | ------------------ |
| ER-001 | T-001              |

## 6. Implementation Tasks

### Phase 1: Data Model

No tasks in this phase.

### Phase 2: Backend Logic & API

> **T-001**: Refuse
>
> * Implements: ER-001
> * Files:
>   * Create: `a.go`

## 9. Open Questions & Risks

### Open Questions

Not applicable.
"""


def _added(before: str, after: str) -> list[str]:
    """Return the lines that differ, as a diff marks them."""
    from difflib import ndiff

    return [line.rstrip() for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


CASES: list[tuple[list[str], str, list[str]]] = [
    (
        ["requirement", "Say | why", "--set", "tasks=T-001", "--set", "Priority=should"],
        "added requirement ER-002 to tech-specs/a.md\n",
        [
            r"+ |ER-002|Say \| why|[the measure that shows it]|should|",
            "+ | ER-002 | T-001              |",
            "- > * Implements: ER-001",
            "+ > * Implements: ER-001, ER-002",
        ],
    ),
    (
        ["task", "Count", "--set", "implements=ER-001", "--set", "done=`go test ./...` passes"],
        "added task T-002 to tech-specs/a.md\n",
        [
            "- | ER-001 | T-001              |",
            "+ | ER-001 | T-001, T-002       |",
            "+ > **T-002**: Count",
            "+ > * Implements: ER-001",
            "+ > * Description: [what to build, precisely enough to build it without a question]",
            "+ > * Files:",
            "+ >   * Create: [path]",
            "+ >   * Modify: [path] — [the change]",
            "+ > * Done condition: `go test ./...` passes",
            "+ > * Dependencies: [tasks that come before it, or None]",
            "+",
        ],
    ),
    (
        ["question", "Does it count?"],
        "added question to tech-specs/a.md\n",
        [
            "- Not applicable.",
            "+ | Question | Owner | Target Resolution |",
            "+ |----------|-------|-------------------|",
            "+ | Does it count? | [who finds out] | [by when] |",
        ],
    ),
    (
        ["risk", "It slows"],
        "added risk to tech-specs/a.md\n",
        [
            "+ ### Technical Risks",
            "+",
            "+ | Risk | Impact | Mitigation |",
            "+ |------|--------|------------|",
            "+ | It slows | [what it would break] | [what is done against it] |",
            "+",
        ],
    ),
]


@pytest.mark.parametrize(("arguments", "said", "lines"), CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_added(
    speclint: Any, tmp_path: Path, arguments: list[str], said: str, lines: list[str], newline: str
) -> None:
    file = tmp_path / "tech-specs" / "a.md"
    file.parent.mkdir()
    before = b"\xef\xbb\xbf" + HEAD.rstrip("\n").replace("\n", newline).encode()
    file.write_bytes(before)
    what, *rest = arguments
    ended = speclint("add", what, "tech-specs/a.md", *rest, "--diff")
    assert (ended.status, file.read_bytes()) == (0, before)
    ended = speclint("add", what, "tech-specs/a.md", *rest)
    assert (ended.status, ended.out) == (0, said)
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# Tech Spec")
    assert not after.endswith(b"\n")
    assert after.count(b"\n") == after.count(newline.encode())
    assert _added(HEAD.rstrip("\n"), after.decode("utf-8-sig").replace("\r\n", "\n")) == lines


def test_a_replaced_statement_is_said(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD, "utf-8")
    assert speclint("add", "question", "a.md").err == "note: it stands in place of: Not applicable.\n"


def test_diff_shows_and_writes_nothing(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD, "utf-8")
    ended = speclint("add", "risk", "a.md", "--diff")
    assert ended.out.startswith("--- a.md\n+++ a.md\n@@ ")
    assert (tmp_path / "a.md").read_text("utf-8") == HEAD


@pytest.mark.parametrize(
    ("arguments", "message", "help_text"),
    [
        (["taks", "a.md"], "a spec of the type engineering has no `taks`", "did you mean task?"),
        (["story", "a.md"], "a spec of the type engineering has no `story`", None),
        (["risk", "a.md", "--set", "impct=High"], "a risk has no `impct`", "did you mean impact?"),
        (["risk", "a.md", "--set", "High"], "--set High names no value", "write --set NAME=VALUE"),
        (["task", "a.md", "--set", "implements=ER-010"], "the spec has no ER-010", "did you mean ER-001?"),
        (["task", "a.md", "--under", "Phase 7"], "no section is called `Phase 7`", None),
        (["risk", "a.md", "--date", "2026-03-04"], "only a migration has a date", "leave --date out"),
        (
            ["requirement", "a.md", "--set", "priority=urgent"],
            "priority cannot be `urgent`",
            "use one of must, should, may",
        ),
        (["task", "b.md"], "no such file: b.md", None),
    ],
)
def test_wrong_use(speclint: Any, tmp_path: Path, arguments: list[str], message: str, help_text: str | None) -> None:
    (tmp_path / "a.md").write_text(HEAD, "utf-8")
    ended = speclint("add", *arguments)
    assert (ended.status, ended.out, ended.err.split("\n", 1)[0]) == (2, "", f"error: {message}")
    assert help_text is None or f"help: {help_text}\n" in ended.err
    assert (tmp_path / "a.md").read_text("utf-8") == HEAD


def test_a_task_goes_under_the_phase_that_is_asked_for(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD, "utf-8")
    speclint("add", "task", "a.md", "Write", "the", "table", "--under", "Data Model")
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "### Phase 1: Data Model\n\n> **T-002**: Write the table\n" in text
    assert "No tasks in this phase." not in text


def test_a_migration_has_a_version_that_nothing_else_has(speclint: Any, tmp_path: Path) -> None:
    for folder in ("tech-specs", "migrations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "migrations" / "20260131000000_init.sql").write_text("", "utf-8")
    (tmp_path / "tech-specs" / "b.md").write_text("`migrations/20260131000001_more.sql`\n", "utf-8")
    spec = tmp_path / "tech-specs" / "a.md"
    spec.write_text(scaffold("engineering", title="Invites").text, "utf-8")
    ended = speclint("add", "migration", "tech-specs/a.md", "create invites", "--date", "2026-01-31")
    path = "migrations/20260131000002_create_invites.sql"
    assert ended.out == f"added migration {path} to tech-specs/a.md\n"
    text = spec.read_text("utf-8")
    assert f"\n#### `{path}`\n\n```sql\n-- +goose Up\n" in text
    assert f"\n| 2 | `{path}` | [yes/no] | [what to mind when it is deployed] |\n\n**Verification:**" in text


def test_help_lists_what_may_be_added(speclint: Any) -> None:
    ended = speclint("add", "--help")
    assert ended.status == 0
    listed = ended.out.partition("What may be added:\n")[2]
    assert "  requirement       engineering, feature\n" in listed
    assert "  story             prd-driven\n" in listed
