"""The structure rules on rfc and design specs: metadata in a table, labels in lists, other outlines said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

HEADER = "| Document Metadata | Details |\n|---|---|\n"
ROWS = {
    "Author(s)": "Ada",
    "Status": "Draft (WIP)",
    "Team / Owner": "Mail",
    "Created / Last Updated": "2026-01-02",
}


def table(**values: str) -> str:
    """Return a metadata table; a value of "-" leaves its row out."""
    rows = {**ROWS, **{label: values[label] for label in ROWS if label in values}}
    return HEADER + "".join(f"| {label} | {value} |\n" for label, value in rows.items() if value != "-")


DESIGN = """---
issue: 7
status: DRAFT
created: 2026-01-02
last_updated: 2026-01-02
tech_lead: Ada
---

# Technical Specification: A
"""


def rfc(body: str) -> str:
    return f"# RFC: A\n\n{table()}\n{body}\n"


# What it shows, the rule, the type, the text with «what is reported», the levels of the findings.
CASES = [
    ("all rows", "SL109", "rfc", f"# RFC: A\n\n{table()}", []),
    (
        "a row that is missing",
        "SL109",
        "rfc",
        f"# RFC: A\n\n{table(**{'Author(s)': '-'})}".replace(
            "| Document Metadata | Details |", "«| Document Metadata | Details |»"
        ),
        [None],
    ),
    (
        "a row that only warns",
        "SL109",
        "rfc",
        f"# RFC: A\n\n{table(**{'Team / Owner': '-'})}".replace(
            "| Document Metadata | Details |", "«| Document Metadata | Details |»"
        ),
        ["mild"],
    ),
    (
        "a row without a value",
        "SL109",
        "rfc",
        f"# RFC: A\n\n{table(Status='')}".replace("| Status |  |", "«| Status |  |»"),
        [None],
    ),
    ("rows that no table holds are the table's", "SL109", "rfc", "# RFC: A\n\nText.\n", []),
    ("a table that is missing", "SL113", "rfc", "«# RFC: A»\n\nText.\n", [None]),
    ("labels in place of the table", "SL113", "rfc", "«# RFC: A»\n\n**Status:** Approved\n", [None]),
    (
        "another header",
        "SL114",
        "rfc",
        "# RFC: A\n\n" + table().replace("| Document Metadata | Details |", "«| Field | Value |»"),
        [None],
    ),
    ("an extra row", "SL114", "rfc", f"# RFC: A\n\n{table()}| Reviewers | Bo |\n", []),
    ("a plain Draft", "SL110", "rfc", f"# RFC: A\n\n{table(Status='Draft')}", []),
    (
        "a status with more behind it",
        "SL110",
        "rfc",
        f"# RFC: A\n\n{table(Status='In Review (RFC), one question left')}",
        [],
    ),
    ("a status of another process", "SL110", "rfc", f"# RFC: A\n\n{table(Status='«Frozen»')}", [None]),
    (
        "labels as items",
        "SL109",
        "rfc",
        rfc("### 8.2 Data Migration Plan\n\n- **Backfill:** a job\n- **Verification:** a count"),
        [],
    ),
    (
        "labels as headings",
        "SL109",
        "rfc",
        rfc("### 8.2 Data Migration Plan\n\n#### Backfill\n\nA job.\n\n#### Verification (by hand)\n\nA count."),
        [],
    ),
    (
        "a label that is missing",
        "SL109",
        "rfc",
        rfc("«### 8.2 Data Migration Plan»\n\n- **Backfill:** a job"),
        ["prose"],
    ),
    (
        "a section that says there is nothing",
        "SL109",
        "rfc",
        rfc("### 8.2 Data Migration Plan\n\nNo data is migrated."),
        [],
    ),
    ("a retitled section with none of them", "SL109", "rfc", rfc("### 8.2 Packaging\n\nA tarball."), []),
    (
        "a retitled section with one of them",
        "SL109",
        "rfc",
        rfc("«### 8.2 Packaging»\n\n- **Backfill:** a job"),
        ["prose"],
    ),
    ("a retitled section without its table", "SL113", "rfc", rfc("### 4.3 Packaging\n\nA tarball."), []),
    ("any title", "SL108", "rfc", "# A better queue\n", []),
    ("a title that names nothing", "SL108", "rfc", "«# RFC:»\n", [None]),
    ("an unknown section", "SL102", "rfc", rfc("## 5. Detailed Design\n\n«### 5.4 Files»"), ["prose"]),
    (
        "many unknown sections of a level",
        "SL102",
        "rfc",
        rfc("## 5. Detailed Design\n\n«### 5.4 Files»\n\n### 5.5 Flags\n\n### 5.6 Hooks\n\n### 5.7 Tools"),
        ["prose"],
    ),
    ("an extra section in a design", "SL102", "design", "# Technical Specification: A\n\n## Glossary\n", []),
    (
        "a label in the front matter",
        "SL109",
        "design",
        DESIGN,
        [],
    ),
    (
        "an integration that leaves a part out",
        "SL109",
        "design",
        (
            f"{DESIGN}\n## Integration Points\n\n### System Integration\n\n"
            "**Integration with Mail**:\n\n- **Method**: a queue\n- **Data exchanged**: a letter\n"
            "- **Error handling**: a retry\n\n**«Integration with Billing»**:\n\n- **Method**: a call\n"
        ),
        ["mild"],
    ),
    (
        "a list whose items have labels of their own",
        "SL109",
        "design",
        (
            f"{DESIGN}\n## Overview\n\n**Approach**: a\n\n**Why This Approach**: b\n\n"
            "**Key Components**:\n\n- **Store**: keeps\n- **Page**: shows\n"
        ),
        [],
    ),
    (
        "decisions out of number",
        "SL202",
        "design",
        "# Technical Specification: A\n\n## Technical Decisions\n\n### Decision 1: A\n\n### «Decision 3»: B\n",
        [None],
    ),
    ("phases out of number", "SL202", "rfc", rfc("### 8.1 Deployment Strategy\n\n- [ ] «Phase 2»: all\n"), [None]),
]


@pytest.mark.parametrize(
    ("code", "kind", "text", "levels"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_rule(judge: Callable[..., list[Finding]], code: str, kind: str, text: str, levels: list[str | None]) -> None:
    assert [finding.level for finding in judge(code, text, kind)] == levels


def test_sections_that_one_place_lacks_are_one_finding(judge: Callable[..., list[Finding]]) -> None:
    found = judge("SL101", "«# RFC: A»\n\n" + table() + "\n«## 7. Cross-Cutting Concerns»\n\nText.\n", "rfc")
    assert [(one.message, one.level) for one in found] == [
        (
            (
                'the document follows another template than rfc: it has no "1. Executive Summary", '
                '"2. Context and Motivation", "3. Goals and Non-Goals" and 5 more'
            ),
            "mild",
        ),
        (
            (
                '3 sections are missing in "7. Cross-Cutting Concerns": "7.1 Security and Privacy", '
                '"7.2 Observability Strategy", "7.3 Scalability and Capacity Planning"'
            ),
            "slight",
        ),
    ]


def test_a_table_that_is_read_as_text_is_told_at_its_row_of_dashes(judge: Callable[..., list[Finding]]) -> None:
    rows = "| Option | Pros | Cons | Reason for Rejection |\n«|---|---|---|»\n| a | b | c | d |\n"
    (finding,) = judge("SL113", f"# RFC: A\n\n{table()}\n## 6. Alternatives Considered\n\n{rows}", "rfc")
    assert finding.message == "the table is read as text: its header has 4 cells, the row of dashes 3"


def test_a_row_is_inserted_into_the_table(judge: Callable[..., list[Finding]]) -> None:
    marked = f"# RFC: A\n\n{table(Status='-')}".replace(
        "| Document Metadata | Details |", "«| Document Metadata | Details |»"
    )
    (finding,) = judge("SL109", marked, "rfc")
    assert finding.fix is not None
    text = marked.replace("«", "").replace("»", "")
    (edit,) = finding.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace(
        "| Author(s) | Ada |\n", "| Author(s) | Ada |\n| Status | |\n"
    )
