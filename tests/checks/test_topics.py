"""Variants and near misses of topics that a section leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

BACKEND = "# Tech Spec: X\n\n{}\n"
FEATURE = "# Technical Spec: X\n\n## 4. Technical Design\n\n{}\n"
CHANGES = "# Technical Spec: X\n\n## 5. Implementation Approach\n\n### 5.1 Component Changes\n\n{}\n"
RFC = "# RFC: X\n\n{}\n"
DESIGN = (
    "# Technical Specification: X\n\n{}\n\n| Risk | Impact | Probability | Mitigation | Owner |\n"
    "|---|---|---|---|---|\n{}"
)
HEAD = "## Technical Risks & Mitigations"

CASES = [
    ("backend-api", "no reason why now", BACKEND.format("«## 1. Context & Goals»\n\n- Summary: a")),
    ("backend-api", "nothing said", BACKEND.format("## 1. Context & Goals\n\n- Summary: a\n- «Why now:»")),
    ("backend-api", "two of three", BACKEND.format("«## 6. Observability»\n\n- Logs: each call")),
    ("backend-api", "a heading", BACKEND.format("## 1. Context & Goals\n\n**Summary**: a\n\n### Why now\n\nb")),
    ("backend-api", "other words", BACKEND.format("## 6. Observability\n\n- Logging: a\n- Metric `x`: b\n- Spans: c")),
    ("backend-api", "an empty section", BACKEND.format("## 6. Observability")),
    ("backend-api", "a prompt", BACKEND.format("## 1. Context & Goals\n\n- Summary: [what]\n- Why now: [why]")),
    (
        "backend-api",
        "nothing to roll out",
        BACKEND.format("## 5. Rollout / Migration Strategy\n\nNot applicable."),
    ),
    (
        "backend-api",
        "the first topic is none",
        BACKEND.format("«## 5. Rollout / Migration Strategy»\n\n- No feature flag\n- Data migration plan: none"),
    ),
    (
        "backend-api",
        "no retries and no reason",
        BACKEND.format(
            "## 4. Proposed Design\n\n### 4.6 Third-Party Packages/Services\n\n- What we use and why:\n  - «`pgx` 5»\n"
            "  - Redis — the queue\n- Configuration: by variables\n- «Failure modes: the call fails»\n- Security: none"
        ),
    ),
    ("feature", "no decision", FEATURE.format("«### 4.1 Architecture»\n\n- Components: `a`\n- Data flow: a → b")),
    (
        "feature",
        "no libraries",
        FEATURE.format("«### 4.4 Dependencies»\n\n- External services: none\n- Infra: S3"),
    ),
    (
        "feature",
        "an empty flow",
        FEATURE.format("### 4.1 Architecture\n\n- `a`: b\n- «Data flow:»\n- Decision: c since d"),
    ),
    (
        "backend-api",
        "retries in the label alone",
        BACKEND.format(
            "## 4. Proposed Design\n\n### 4.6 Third-Party Packages/Services\n\n- What we use and why: `a` — b\n"
            "- Configuration: c\n- «Failure modes + retries/timeouts: it fails»\n- Security: none"
        ),
    ),
    ("feature", "no dependencies", FEATURE.format("### 4.4 Dependencies\n\nNone.")),
    (
        "feature",
        "all three, in other forms",
        FEATURE.format("### 4.1 Architecture\n\n1. a\n2. b\n\n- **`a`**: reads\n\n**Key decisions:** a, because of b"),
    ),
    ("feature", "no files", CHANGES.format("- «**Mailer**»\n  - Key changes: b\n  - New interfaces: none")),
    (
        "feature",
        "three without interfaces",
        CHANGES.format(
            "- «**A**»\n  - Files: `a`\n  - Changes: b\n- **B**\n  - Files: `a`\n  - Changes: b\n- **C**\n"
            "  - Files: `a`\n  - Changes: b"
        ),
    ),
    ("rfc", "no problem", RFC.format("«## 1. Executive Summary»\n\nWe propose a cache; it reduces load.")),
    ("rfc", "no reason", RFC.format("«## 2. Context and Motivation»\n\nWords about words.")),
    (
        "rfc",
        "all three",
        RFC.format("## 1. Executive Summary\n\nIt is slow today. We propose a queue: fewer fail."),
    ),
    ("rfc", "why now", RFC.format("## 2. Context and Motivation\n\nThe contract ends, therefore we move.")),
    ("design", "no security", DESIGN.format(f"«{HEAD}»", "| The load fails the node | H | L | a | b |")),
    ("design", "no performance", DESIGN.format(f"«{HEAD}»", "| A failed login leaks | H | L | a | b |")),
    ("design", "all", DESIGN.format(HEAD, "| Slow migration | H | L | a | b |\n| Token forged | L | L | a | b |")),
    ("design", "no section", "# Technical Specification: X\n\n## Overview\n\n**Approach**: a\n"),
]


@pytest.mark.parametrize(("spec_type", "marked"), [pytest.param(t, m, id=f"{t} {n}") for t, n, m in CASES])
def test_missing_topics(spec_type: str, marked: str, judge: Judge) -> None:
    judge("SL119", marked, spec_type)


def test_the_worst_of_the_topics_decides(judge: Judge) -> None:
    marked = BACKEND.format("«## 2. Scope»\n\nWhat is sent, and to whom.")
    (found,) = judge("SL119", marked, "backend-api")
    assert found.message == '"2. Scope" says nothing of "In scope" and "Out of scope"'
    assert found.level == "error"
