from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from speclint.diagnostics import Diagnostic, Edit, Fix, Related, Safety, Severity
from speclint.source import Source, Span

SPEC = """# Tech Spec: Session tokens

| ID | Requirement |
|---|---|
| ER-001 | Tokens expire, 100% of them |
| ER-002 | 令牌\tcached |

- [ ] **T-001:** Create the table
- **Depends on:** T-002
- **Implements:** ER-009

- [ ] **T-002:** Fill the table

```sql
-- +goose Up
CREATE TABLE tokens (id int);
```
"""
PRD = "# PRD\n\n- **US-001:** As a user, I sign in\n"


def _span(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


@pytest.fixture
def run() -> Any:
    """A run with one diagnostic of every shape: both kinds of fix, places here and elsewhere, many lines, no width."""
    path = "tech-specs/100%, a:b/tökens.md"
    spec, prd = Source(SPEC, path), Source(PRD, "../prds/sign in.md")
    fence = spec.text.index("```sql")
    diagnostics = [
        Diagnostic(
            "SL201",
            "unmapped-requirement",
            Severity.ERROR,
            path,
            _span(spec, "ER-002"),
            "requirement ER-002 is implemented by no task",
            help="name ER-002 in a task's Implements field:\n- **Implements:** ER-002",
            related=(Related(_span(prd, "US-001"), "the story that it stands for", "../prds/sign in.md"),),
        ),
        Diagnostic(
            "SL208",
            "forward-dependency",
            Severity.ERROR,
            path,
            Span(spec.text.index("T-002\n"), spec.text.index("T-002\n") + 5),
            "task T-001 depends on T-002, which comes later",
            related=(
                Related(_span(spec, "T-001"), "T-001 stands here"),
                Related(_span(spec, "T-002:"), "T-002 stands here"),
            ),
        ),
        Diagnostic(
            "SL203",
            "unknown-id",
            Severity.WARNING,
            path,
            _span(spec, "ER-009"),
            "no requirement is called ER-009",
            help="name one that stands, such as ER-001",
            fix=Fix("take ER-009 away", Safety.UNSAFE, (Edit(_span(spec, " ER-009"), ""),)),
        ),
        Diagnostic(
            "SL402",
            "missing-down",
            Severity.WARNING,
            path,
            Span(fence, len(spec.text) - 1),
            "the migration has no Down section",
            help="write what undoes it",
            fix=Fix(
                "insert an empty Down section",
                Safety.SAFE,
                (Edit(Span(len(spec.text) - 4, len(spec.text) - 4), "-- +goose Down\n"),),
            ),
        ),
        Diagnostic(
            "SL109",
            "missing-section",
            Severity.INFO,
            path,
            Span(len(spec.text), len(spec.text)),
            "the section Risks is missing",
        ),
    ]
    return SimpleNamespace(
        diagnostics=tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order)),
        sources={path: spec, "../prds/sign in.md": prd},
        notes=(),
        files=2,
    )
