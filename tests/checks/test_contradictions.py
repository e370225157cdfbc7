"""Variants and near misses of forbidden sections and of values that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

ORDER = (
    "# Tech Spec: X\n\n## 3. Data Model\n\n### Goose Migrations\n\n**Migration order and compatibility:**\n\n"
    "| # | Migration File | Backward Compatible | Notes |\n|---|---|---|---|\n{}\n"
)
FILE = "`migrations/20260304050607_x.sql`"
HEADER = "# Tech Spec: X\n\n**Type:** {}\n{}\n**Author:** Ada\n"
SCHEMA = "# Technical Specification: X\n\n## Integration Points\n\n### Data Schema Changes\n\n{}\n"
APIS = "# Technical Specification: X\n\n## Integration Points\n\n### APIs & Interfaces\n\n**Modified APIs**:\n\n{}\n"

SECTIONS = [
    ("feature", "a checklist", "# Technical Spec: X\n\n«## Quality checklist»\n\n- [ ] a\n"),
    ("feature", "a step with its number", "# Technical Spec: X\n\n«## Step 1: Clarify First»\n\nAsk.\n"),
    ("feature", "other checklists", "# Technical Spec: X\n\n## Release checklist\n\n- [ ] a\n"),
    ("feature", "the words in a text", "# Technical Spec: X\n\n## 1. Overview\n\nQuality Checklist\n"),
    ("rfc", "the repository's state", "# RFC: X\n\n«## Current Repository State»\n\n- Git branch: main\n"),
    (
        "rfc",
        "the prompt's heading",
        "«# Create Technical Specification»\n\nWrite it.\n\n## 1. Executive Summary\n\na\n",
    ),
    ("rfc", "a section of the template", "# RFC: X\n\n## 2. Context and Motivation\n\n### 2.1 Current State\n\na\n"),
    ("rfc", "a longer heading", "# RFC: X\n\n## Current Repository State and Branches\n\na\n"),
    ("design", "the notes", "# Technical Specification: X\n\n«## Notes for Tech Leads»\n\na\n"),
    ("design", "the notes, deeper", "# Technical Specification: X\n\n## Overview\n\n«### NOTES FOR TECH LEADS»\n\na\n"),
    ("design", "other notes", "# Technical Specification: X\n\n## Notes for Operators\n\na\n"),
    ("design", "no heading", "# Technical Specification: X\n\n## Overview\n\n**Notes for Tech Leads**: a\n"),
    ("backend-api", "the inputs", "# Tech Spec: X\n\n«## Inputs (read all that exist)»\n\n- `a.md`\n"),
    ("backend-api", "the required ones", "# Tech Spec: X\n\n«## Required sections in tech_spec.md»\n\n- a\n"),
    ("backend-api", "other inputs", "# Tech Spec: X\n\n## Inputs\n\n- a\n"),
    ("backend-api", "a link", "# Tech Spec: X\n\n## 2. Scope\n\n[Inputs (read all that exist)](a.md)\n"),
]

FIELDS = [
    ("engineering", "a PRD", HEADER.format("Engineering-initiated", "«**PRD:** prds/x.md»")),
    ("engineering", "a prompt for a PRD", HEADER.format("Engineering-initiated", "«**PRD:** [path to the PRD]»")),
    ("engineering", "a PRD in a text", HEADER.format("Engineering-initiated", "") + "\nThe PRD: none.\n"),
    ("prd-driven", "its PRD", HEADER.format("PRD-driven", "**PRD:** prds/x.md")),
    ("engineering", "no, without a note", ORDER.format(f"| 1 | {FILE} | «no» | |")),
    ("engineering", "No, with a dash", ORDER.format(f"| 1 | {FILE} | «No» | — |")),
    ("engineering", "no, with a note", ORDER.format(f"| 1 | {FILE} | no | after the API |")),
    ("engineering", "yes, without a note", ORDER.format(f"| 1 | {FILE} | yes | |")),
    ("prd-driven", "no, without a note", ORDER.format(f"| 1 | {FILE} | «no» | N/A |")),
    (
        "design",
        "no strategy",
        SCHEMA.format("«**Database Changes**:»\n\n- **Table**: `a`\n  - New columns: `b` (text)"),
    ),
    ("design", "an empty one", SCHEMA.format("**Database Changes**: table `a`\n\n«**Migration Strategy**:»")),
    ("design", "a strategy", SCHEMA.format("**Database Changes**: table `a`\n\n**Migration Strategy**: a backfill")),
    ("design", "a heading", SCHEMA.format("**Database Changes**: table `a`\n\n#### Migration\n\na backfill")),
    ("design", "no changes", SCHEMA.format("**Database Changes**:\n\n- None")),
    ("design", "breaking", APIS.format("POST /a\n\n- Compatibility: Breaking\n- «Migration: none»")),
    ("design", "bold labels", APIS.format("POST /a\n\n- **Compatibility**: Breaking\n- «**Migration**: N/A»")),
    ("design", "not breaking", APIS.format("POST /a\n\n- Compatibility: Non-breaking\n- Migration: none")),
    ("design", "with its migration", APIS.format("POST /a\n\n- Compatibility: Breaking\n- Migration: /v1 stays")),
    (
        "design",
        "the next one's migration",
        APIS.format(
            "POST /a\n\n- Compatibility: Breaking\n\nGET /b\n\n- Compatibility: Non-breaking\n- Migration: none"
        ),
    ),
]


@pytest.mark.parametrize(("spec_type", "marked"), [pytest.param(t, m, id=f"{t} {n}") for t, n, m in SECTIONS])
def test_forbidden_sections(spec_type: str, marked: str, judge: Judge) -> None:
    judge("SL122", marked, spec_type)


@pytest.mark.parametrize(("spec_type", "marked"), [pytest.param(t, m, id=f"{t} {n}") for t, n, m in FIELDS])
def test_contradictory_fields(spec_type: str, marked: str, judge: Judge) -> None:
    judge("SL123", marked, spec_type)
