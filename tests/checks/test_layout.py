"""Variants and near misses of SL107 wrong-heading-number, SL124 misordered-fields and SL127 missing-separator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import fix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

NUMBERS = {
    "engineering": [
        ("the template's", "## 3. Data Model\n\nNone.\n\n## 4. API Design\n\nNone.\n"),
        ("without number below", "## 3. Data Model\n\n### New Tables\n\nNone.\n"),
        ("an escaped full stop", "## 3\\. Data Model\n\nNone.\n"),
        ("another", "«## 4. Data Model»\n\nNone.\n"),
        ("a bracket", "«## 3) Data Model»\n\nNone.\n"),
        ("none", "«## Data Model»\n\nNone.\n"),
        ("below", "## 3. Data Model\n\n«### 3.1 New Tables»\n\nNone.\n"),
        ("misspelt is another rule's", "## 4. Data Modl\n\nNone.\n"),
        ("in bold", "«## **4. Data Model**»\n\nNone.\n"),
        (
            "changed places",
            "## 1. Overview\n\nA.\n\n## 2. Data Model\n\nNone.\n\n## 3. Architecture & Design Decisions\n\nA.\n",
        ),
        (
            "four at once",
            (
                "«## Data Model»\n\nNone.\n\n## API Design\n\nNone.\n\n## Component & Module Design\n\nNone.\n\n"
                "## Implementation Tasks\n\nNone.\n"
            ),
        ),
    ],
    "backend-api": [
        ("the template's", "## 2) Scope\n\nA.\n"),
        ("a full stop", "«## 2. Scope»\n\nA.\n"),
        ("another", "«## 3) Scope»\n\nA.\n"),
        ("below", "## 4) Proposed Design\n\n### 4.2 Data Model\n\nA.\n"),
        ("another below", "## 4) Proposed Design\n\n«### 4.5 Data Model»\n\nA.\n"),
        ("a bracket below", "## 4) Proposed Design\n\n«### 4.2) Data Model»\n\nA.\n"),
    ],
    "feature": [
        ("the template's", "## 3. Technical Requirements\n\n### 3.1 Functional Requirements\n\nA.\n"),
        ("none below", "## 3. Technical Requirements\n\n«### Functional Requirements»\n\nA.\n"),
        ("a bracket", "«## 2) System Context»\n\nA.\n"),
        ("further headings are free", "## 2. System Context\n\n### 2.9 Caches\n\nA.\n"),
    ],
    "rfc": [
        ("the template's", "## 2. Context and Motivation\n\n### 2.2 The Problem\n\nA.\n"),
        ("another below", "## 2. Context and Motivation\n\n«### 2.3 The Problem»\n\nA.\n"),
        ("none", "«## Detailed Design»\n\nA.\n"),
        (
            "after one that is not the template's",
            "## 5. Detailed Design\n\n### 5.2 Cache\n\nA.\n\n### 5.3 Data Model / Schema\n",
        ),
        ("after one that is left out", "## 5. Detailed Design\n\n«### 5.1 Data Model / Schema»\n\nA.\n"),
        ("retitled is another rule's", "## 5. How it works\n\nA.\n"),
    ],
    "design": [
        ("none", "## Overview\n\nA.\n\n## Dependencies\n\nA.\n"),
        ("one", "«## 1. Overview»\n\nA.\n"),
        ("below", "## Architecture Overview\n\n«### 2.1 System Context»\n\nA.\n"),
        ("those of decisions", "## Technical Decisions\n\n### Decision 1: A\n\n### Decision 2: B\n"),
    ],
}
TITLES = {
    "engineering": "# Tech Spec: X\n\n",
    "backend-api": "# Tech Spec: X\n\n",
    "feature": "# Technical Spec: X\n\n",
    "rfc": "# RFC: X\n\n",
    "design": "# Technical Specification: X\n\n",
}
ENDPOINT = "## 4. API Design\n\n### GET /a\n\n"
METADATA = "| Document Metadata | Details |\n|---|---|\n"
IMPACTS = "- **Technical Debt:** a\n- **User Impact:** b\n"
LABELS = {
    "engineering": [
        ("in order", "**Type:** a\n**Author:** b\n**Status:** Draft\n"),
        ("the last first", "«**Status:** Draft»\n**Type:** a\n**Author:** b\n"),
        ("in paragraphs", "**Type:** a\n\n«**Status:** Draft»\n\n**Author:** b\n"),
        ("others between", "**Type:** a\n**Team:** t\n**Author:** b\n"),
        ("one alone", "**Status:** Draft\n"),
        ("of an endpoint", ENDPOINT + "**Description:** a\n\n«**Auth:** b»\n\n**Handler:** c\n"),
        (
            "with a fence",
            ENDPOINT + "«**Response struct:**»\n\n```go\ntype A struct{}\n```\n\n**Request struct:** None\n",
        ),
    ],
    "prd-driven": [
        ("in order", "**Type:** a\n**PRD:** p.md\n**Author:** b\n"),
        ("the PRD last", "**Type:** a\n«**Author:** b»\n**PRD:** p.md\n"),
    ],
    "rfc": [
        ("in order", METADATA + "| Author(s) | a |\n| Status | Draft |\n"),
        ("swapped", METADATA + "«| Status | Draft |»\n| Author(s) | a |\n"),
        ("others below", METADATA + "| Author(s) | a |\n| Reviewer | b |\n| Status | Draft |\n"),
        ("labels of sections are free", f"## 2. Context and Motivation\n\n### 2.2 The Problem\n\n{IMPACTS}"),
    ],
    "design": [
        ("in order", "**Issue**: #1\n**Status**: DRAFT\n**Created**: 2026-03-04\n"),
        ("swapped", "«**Status**: DRAFT»\n**Issue**: #1\n**Created**: 2026-03-04\n"),
        ("in a section", "## Overview\n\n«**Why This Approach**: a»\n\n**Approach**: b\n"),
    ],
}  # fmt: skip
SEPARATED = [
    ("all", "**Author:** a\n\n---\n\n## 3. Data Model\n\nA.\n\n***\n\n## 4. API Design\n\nA.\n"),
    ("a title alone", "## 3. Data Model\n\nA.\n".replace("## 3", "---\n\n## 3")),
    (
        "a comment between",
        "---\n\n## 3. Data Model\n\nA.\n\n---\n\n<!-- all below is new -->\n\n## 4. API Design\n\nA.\n",
    ),
    (
        "an unknown section between",
        "---\n\n## 3. Data Model\n\nA.\n\n---\n\n## Appendix\n\nA.\n\n## 4. API Design\n\nA.\n",
    ),
    ("directly under text", "**Author:** a\n---\n\n## 3. Data Model\n\nA.\n"),
    ("none under the title", "**Author:** a\n\n«## 3. Data Model»\n\nA.\n"),
    ("none between", "---\n\n## 3. Data Model\n\nA.\n\n«## 4. API Design»\n\nA.\n"),
    ("a rule too early", "---\n\n## 3. Data Model\n\n---\n\nA.\n\n«## 4. API Design»\n\nA.\n"),
    (
        "none before the closing line",
        "---\n\n## 10. Assumptions\n\nNone.\n\n«_Traceability verified: all is mapped._»\n",
    ),
    (
        "none at all",
        (
            "**Author:** a\n\n«## 2. Architecture & Design Decisions»\n\nA.\n\n## 3. Data Model\n\nA.\n\n"
            "## 4. API Design\n\nA.\n\n"
            "## 5. Component & Module Design\n\nA.\n"
        ),
    ),
]
FIXES = [
    ("SL107", "engineering", "## Data Model\n", "## 3. Data Model\n"),
    ("SL107", "engineering", "##   4)   Data Model ##\n", "##   3. Data Model ##\n"),
    ("SL107", "engineering", "## **4. Data Model**\n", None),
    ("SL107", "design", "## 1.2 Overview\n", "## Overview\n"),
    ("SL124", "engineering", "**Status:** Draft  \n**Type:** a\n", "**Type:** a  \n**Status:** Draft\n"),
    ("SL124", "engineering", "**Status:** Draft\\\n**Type:** a\n", None),
    ("SL124", "engineering", "**Status:** Draft\nand more\n**Type:** a\n", None),
    ("SL127", "engineering", "**Author:** a\n## 3. Data Model\n", "**Author:** a\n\n---\n\n## 3. Data Model\n"),
]  # fmt: skip


def _cases(table: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [
        pytest.param(k, TITLES.get(k, TITLES["engineering"]) + t, id=f"{k} {n}") for k in table for n, t in table[k]
    ]


@pytest.mark.parametrize(("kind", "text"), _cases(NUMBERS))
def test_another_number_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL107", text, kind)


@pytest.mark.parametrize(("kind", "text"), _cases(LABELS))
def test_another_order_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL124", text, kind)


@pytest.mark.parametrize(("kind", "text"), _cases({"engineering": SEPARATED, "prd-driven": SEPARATED}))
def test_a_missing_rule_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL127", text, kind)


@pytest.mark.parametrize(("code", "kind", "text", "fixed"), FIXES)
def test_a_fix_moves_or_adds_no_more_than_it_must(
    code: str, kind: str, text: str, fixed: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "x.md"
    path.write_bytes((TITLES[kind] + text).encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=[code])
    fix(["x.md"], settings, cwd=tmp_path, spec_type=kind)
    assert path.read_bytes().decode() == TITLES[kind] + (text if fixed is None else fixed)


def test_many_wrong_numbers_are_mended_by_one_fix(judge: Judge) -> None:
    (finding,) = judge("SL107", TITLES["engineering"] + NUMBERS["engineering"][-1][1])
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == ["3. ", "4. ", "5. ", "6. "]
