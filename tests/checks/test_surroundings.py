"""A spec held against its PRD, other specs, taken migration versions and the files of its repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.config import Settings
from speclint.engine.run import check

HEAD = "# Tech Spec: Invites\n\n**Type:** {type}\n"
MAPPING = """
## 1. Overview

### Requirement Mapping

#### PRD-driven: Story Mapping

| Story ID | Story Summary | Implementing Tasks |
|---|---|---|
| US-001 | Invite | T-001 |
"""
MIGRATION = """
## 3. Data Model

### New Tables

#### {table}

| Column | Type | Constraints | Notes |
|---|---|---|---|
| id | UUID | PK | |

### Goose Migrations

#### `{path}`

```sql
-- +goose Up
CREATE TABLE {table} (id UUID PRIMARY KEY);

-- +goose Down
DROP TABLE {table};
```
"""
API = "\n## 4. API Design\n\n### {endpoint}\n\n**Description:** Lists them.\n"
TASKS = """
## 6. Implementation Tasks

### Phase 1: Data Model

- {box}**T-001:** Build it
  - _Files:_
    - Modify: `src/a.go` — call it
    - {step}
"""


def _found(folder: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings.defaults(str(folder)).with_cli(select=["SL803", "SL804", "SL805", "SL806"])
    run = check(["tech-specs/x.md"], settings, cwd=folder)
    return [(one.code, run.sources[one.path].position(one.span.start).line, one.message) for one in run.diagnostics]


def _prd_driven(prd: str = "prds/i.md", questions: str = "") -> str:
    return HEAD.format(type="PRD-driven") + f"**PRD:** {prd}\n" + MAPPING + questions


QUESTIONS = """
## 9. Open Questions & Risks

### Open Questions

| Question | Owner | Target Resolution |
|---|---|---|
| When is US-001 met? | Ada | May |
"""
ASKED = "- **US-001:** Invite\n  - Acceptance criteria: the mail arrives.\n"


@pytest.mark.parametrize(
    ("prd", "spec", "expected"),
    [
        (f"**Status:** Approved\n\n{ASKED}", _prd_driven(), []),
        (f"- Status: accepted on Monday\n{ASKED}", _prd_driven(), []),
        (ASKED, _prd_driven(), []),
        (
            f"**Status:** Draft\n\n{ASKED}",
            _prd_driven(),
            [("SL803", 4, 'the PRD prds/i.md is not approved: its status is "Draft"')],
        ),
        (
            "## US-001 Invite\n\nSend it.\n",
            _prd_driven(),
            [("SL803", 14, "story US-001 has no acceptance criteria in prds/i.md")],
        ),
        ("## US-001 Invite\n\nSend it.\n", _prd_driven(questions=QUESTIONS), []),
        ("## US-001 Invite\n\n- [ ] The mail arrives\n", _prd_driven(), []),
        ("| ID | Acceptance |\n|---|---|\n| US-001 | The mail arrives |\n", _prd_driven(), []),
        (
            "| ID | Story | Acceptance |\n|---|---|---|\n| US-001 | Invite | |\n",
            _prd_driven(),
            [("SL803", 14, "story US-001 has no acceptance criteria in prds/i.md")],
        ),
        (ASKED, _prd_driven("prds/gone.md"), []),
    ],
)
def test_an_unready_prd(prd: str, spec: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    assert _found(tmp_path, {"tech-specs/x.md": spec, "prds/i.md": prd}) == expected


def _migrating(path: str, table: str = "invites") -> str:
    return HEAD.format(type="Engineering-initiated") + MIGRATION.format(path=path, table=table)


MINE = "migrations/20260304090000_create_invites.sql"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            {"tech-specs/y.md": _migrating("migrations/20260304090000_create_teams.sql", "teams")},
            [("SL804", 17, "tech-specs/y.md")],
        ),
        (
            {"tech-specs/completed/y.md": _migrating("migrations/20260304090000_a.sql", "teams")},
            [("SL804", 17, "tech-specs/completed/y.md")],
        ),
        (
            {"migrations/20260304090000_create_teams.sql": "--"},
            [("SL804", 17, "migrations/20260304090000_create_teams.sql")],
        ),
        ({MINE: "--"}, []),
        ({"tech-specs/y.md": _migrating("other/20260304090000_create_teams.sql", "teams")}, []),
        ({"tech-specs/y.md": _migrating("migrations/20260304090001_create_teams.sql", "teams")}, []),
        ({"other/20260304090000_create_teams.sql": "--"}, []),
    ],
)
def test_a_taken_version(other: dict[str, str], expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    found = _found(tmp_path, {"tech-specs/x.md": _migrating(MINE), **other})
    assert found == [(code, line, f"the version 20260304090000 is taken by {where}") for code, line, where in expected]


def _serving(endpoint: str) -> str:
    return HEAD.format(type="Engineering-initiated") + API.format(endpoint=endpoint)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (
            _migrating(MINE),
            _migrating("migrations/20250101000000_a.sql"),
            [("SL805", 9, "table invites is new here and in tech-specs/y.md")],
        ),
        (
            _serving("GET /invites/{id}"),
            _serving("GET /invites/{invite_id}"),
            [("SL805", 7, "endpoint GET /invites/{…} is new here and in tech-specs/y.md")],
        ),
        (_serving("GET /invites"), _serving("POST /invites"), []),
        (_migrating(MINE), _migrating("migrations/20250101000000_a.sql", "teams"), []),
        (_migrating(MINE), "# Notes\n\n#### invites\n", []),
    ],
)
def test_what_another_spec_brings_in(
    mine: str, theirs: str, expected: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    assert _found(tmp_path, {"tech-specs/x.md": mine, "tech-specs/y.md": theirs}) == expected


def _stepping(step: str, status: str = "Draft", box: str = "") -> str:
    head = HEAD.format(type="Engineering-initiated") + f"**Status:** {status}\n"
    return head + TASKS.format(step=step, box=box)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (_stepping("Modify: `src/b.go` — mend it"), [("SL806", 13, "src/b.go is to be modified and is not there")]),
        (_stepping("Delete: `src/b.go`"), [("SL806", 13, "src/b.go is to be deleted and is not there")]),
        (_stepping("Create: `src/c.go`"), [("SL806", 13, "src/c.go is to be created and is there already")]),
        (_stepping("Create: `src/c.go`", status="Approved"), []),
        (_stepping("Create: `src/c.go`", box="[x] "), []),
        (_stepping("Create: `src/d.go`"), []),
        (_stepping("Modify: `src/[name].go` — mend it"), []),
    ],
)
def test_files_that_are_there_or_not(spec: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    files = {"tech-specs/x.md": spec, "src/a.go": "package a\n", "src/c.go": "package a\n"}
    assert _found(tmp_path, files) == expected


def test_a_repository_of_other_files_is_not_asked(tmp_path: Path) -> None:
    assert _found(tmp_path, {"tech-specs/x.md": _stepping("Modify: `src/b.go` — mend it")}) == []
