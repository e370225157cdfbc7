"""What claims a quality or runs too long is found at its words; names, figures and long sentences are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

T = "# Tech Spec: Invitations\n\n"
MOTIVE = f"{T}## 1. Overview\n\n### Requirement Mapping\n\n#### Engineering-initiated: Motivation & Requirements\n\n"
REQ = f"{MOTIVE}| Req ID | Requirement | Success Criteria | Priority |\n|---|---|---|---|\n"
TASK = f"{T}## 6. Implementation Tasks\n\n### Phase 2: Backend Logic & API\n\n- **T-001:** Send mail\n"
RISKS = f"{T}## 9. Open Questions & Risks\n\n### Technical Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n"
F = "# Technical Spec: Report export\n\n"
FR = f"{F}## 3. Technical Requirements\n\n### 3.1 Functional Requirements\n\n"
R = "# Queue limits\n\n"
D = "# Technical Specification: Queue limits\n\n"
F_RISKS = f"{F}## 8. Risks and Mitigations\n\n| Risk | Impact | Likelihood | Mitigation |\n|---|---|---|---|\n"
D_RISKS = (
    f"{D}## Technical Risks & Mitigations\n\n"
    "| Risk | Impact | Probability | Mitigation | Owner |\n|---|---|---|---|---|\n"
)
SUMMARY = f"{T}## 1. Overview\n\n"

VAGUE = {
    "problem": ("engineering", f"{MOTIVE}**Problem:** The invitation code «is messy and hard to maintain».\n"),
    "problem, plural": ("engineering", f"{MOTIVE}**Problem:** Invitations «are slow».\n"),
    "requirement": (
        "engineering",
        f"{REQ}| ER-001 | The member page should «be user-friendly» | `x` passes 3 times | must |\n",
    ),
    "requirement, improved": (
        "engineering",
        f"{REQ}| ER-001 | Please do «improve performance» | p95 < 50 ms | must |\n",
    ),
    "requirement, attribute": (
        "engineering",
        f"{REQ}| ER-001 | Guests get a «user-friendly interface» | `x` passes 3 times | must |\n",
    ),
    "requirement too short": ("engineering", f"{REQ}| ER-001 | «Nicer invitations» | p95 < 50 ms | must |\n"),
    "criterion": (
        "engineering",
        f"{REQ}| ER-001 | Guests accept by mail | 500 mails leave in 60 s. The page «works properly». | must |\n",
    ),
    "description too short": ("engineering", f"{TASK}  - _Description:_ «Write a function to create invites.»\n"),
    "description, hedged": (
        "engineering",
        f"{TASK}  - _Description:_ Send the mail from `Invite`. Failed mails are «handled as needed» by the worker.\n",
    ),
    "description, somehow": (
        "prd-driven",
        f"{TASK}  - _Description:_ Store guest, member and room, and «somehow» tell the worker all of it, twice.\n",
    ),
    "mitigation": ("engineering", f"{RISKS}| Mail is late | Guests wait | «Handle late mail properly» |\n"),
    "mitigation, maybe": ("prd-driven", f"{RISKS}| Mail is late | Guests wait | «Maybe» send it once more |\n"),
    "done condition": (
        "engineering",
        f"{TASK}  - _Done condition:_ `go test ./...` passes. The mail «works as expected».\n",
    ),
    "feature requirement": (
        "feature",
        f"{FR}- FR-1: Exports must «be fast»\n- FR-2: Exports stop after 30 s\n",
    ),
    "feature mitigation": (
        "feature",
        f"{F_RISKS}| Disk is full | High | Low | «Deal with it appropriately» |\n",
    ),
    "feature change": (
        "feature",
        (
            f"{F}## 5. Implementation Approach\n\n### 5.1 Component Changes\n\n"
            "- **Worker**\n  - Key changes: large files are «somehow» split\n"
        ),
    ),
    "rfc problem": (
        "rfc",
        f"{R}## 2. Context and Motivation\n\n### 2.2 The Problem\n\n- **Technical Debt:** The queue «is ugly».\n",
    ),
    "rfc goal": (
        "rfc",
        (
            f"{R}## 3. Goals and Non-Goals\n\n### 3.1 Functional Goals\n\n"
            "- [ ] Restarts lose nothing and it «runs smoothly»\n"
        ),
    ),
    "design tests": (
        "design",
        f"{D}## Testing Strategy\n\n### Unit Testing\n\n**Key Test Cases**:\n\n- «Write tests»\n",
    ),
    "design tests, field": (
        "design",
        f"{D}## Implementation Plan\n\n### Phase 1: Store\n\n**Testing**: «Add unit tests»\n",
    ),
    "design mitigation": (
        "design",
        f"{D_RISKS}| Disk is full | H | L | «Fix it as needed» | Ada |\n",
    ),
    "no obligation": (
        "feature",
        f"{FR}- FR-1: «CSV for auditors»\n",
    ),
}
EXACT = {
    "names": (
        "engineering",
        f"{TASK}  - _Description:_ Take the fast path, build a simple index and do a clean shutdown after each run.\n",
    ),
    "problem with a figure": ("engineering", f"{MOTIVE}**Problem:** The page is slow. One view costs 14 queries.\n"),
    "problem with code": (
        "engineering",
        f"{MOTIVE}**Problem:** The code is messy: `invite.go` opens a pool for each mail.\n",
    ),
    "measure in the sentence": ("engineering", f"{REQ}| ER-001 | Search is fast: under 50 ms | p95 < 50 ms | must |\n"),
    "works even with": (
        "engineering",
        f"{REQ}| ER-001 | Guests can log out | Log-out works even with expired tokens. | must |\n",
    ),
    "short but named": ("engineering", f"{TASK}  - _Description:_ Register the route in `router.go`.\n"),
    "short requirement with code": (
        "engineering",
        f"{REQ}| ER-001 | Drop `legacy_invites` | 0 rows are left | must |\n",
    ),
    "other columns": ("engineering", f"{RISKS}| Search is slow | The page feels slow | Alert at 60 s |\n"),
    "comment": ("engineering", f"{MOTIVE}<!-- The code is messy. -->\n\n**Why now:** It is messy.\n"),
    "not correctly at the end": (
        "engineering",
        f"{TASK}  - _Description:_ Test that correctly signed requests pass and others are refused, and log each.\n",
    ),
    "criterion of another rule": (
        "engineering",
        f"{REQ}| ER-001 | Guests accept by mail | Mail works properly | must |\n",
    ),
    "done condition of another rule": ("engineering", f"{TASK}  - _Done condition:_ It works as expected.\n"),
    "prompt": ("engineering", f"{TASK}  - _Description:_ [what to build]\n"),
    "faster than": (
        "feature",
        f"{FR}- FR-1: Exports run faster than imports\n",
    ),
    "attribute of a name": ("feature", f"{FR}- FR-1: Keep messages for user-friendly feedback\n"),
    "imperative": (
        "feature",
        f"{FR}- FR-1: Export reports as CSV\n",
    ),
    "rfc prose elsewhere": (
        "rfc",
        f"{R}## 4. Proposed Solution (High-Level Design)\n\n### 4.2 Architectural Pattern\n\nThe log is simple.\n",
    ),
    "rfc problem with a figure": (
        "rfc",
        f"{R}## 2. Context and Motivation\n\n### 2.2 The Problem\n\nThe queue is slow: 40 s.\n",
    ),
    "design test named": (
        "design",
        f"{D}## Testing Strategy\n\n### Unit Testing\n\n**Key Test Cases**:\n\n- Store: test rounding\n",
    ),
    "design field elsewhere": ("design", f"{D}## Overview\n\n**Approach**: Write tests\n"),
}
LONG = {
    "summary": ("engineering", f"{SUMMARY}«### Summary»\n\nOne is here. Two is here. Three is here.\n"),
    "list": ("prd-driven", f"{SUMMARY}«### Summary»\n\n- one\n- two\n- three\n"),
    "feature": ("feature", f"{F}«## 1. Overview»\n\nA job writes it. A mail links it. A sweep deletes it.\n"),
    "feature title": (
        "feature",
        "«# Technical Spec: Exporting every report of a workspace as a file with comma separated values»\n",
    ),
    "words": ("rfc", f"{R}«## 1. Executive Summary»\n\n{'word ' * 200}\n"),
    "words in items": (
        "rfc",
        f"{R}«## 1. Executive Summary»\n\n" + "- nine words stand in each of these many items\n" * 23,
    ),
    "approach": (
        "design",
        f"{D}## Overview\n\n**«Approach»**: One. Two is here.\n\n**Why This Approach**: Three is here. Four is here.\n",
    ),
}
SHORT = {
    "abbreviations": (
        "engineering",
        f"{SUMMARY}### Summary\n\nMail, e.g. Invitations, vs. Chat takes 1.5 s. It ends in `a. B. C`.\n",
    ),
    "comment and fence": (
        "engineering",
        f"{SUMMARY}### Summary\n\n<!-- One. Two. Three. -->\nOne. Two.\n\n```text\nOne. Two. Three.\n```\n",
    ),
    "names with points": (
        "prd-driven",
        f"{SUMMARY}### Summary\n\nVersion 2.0 of node.js and main.go. Dr. Byron signs (approx. Two hours).\n",
    ),
    "feature": ("feature", f"{F}## 1. Overview\n\nReports are exported (see [the RFC](rfc.md). It is long).\n"),
    "feature title": ("feature", "# Technical Spec: Exporting every report of a workspace as a CSV file\n"),
    "words": ("rfc", f"{R}## 1. Executive Summary\n\n{'word ' * 198}\n\n```text\n{'word ' * 50}\n```\n"),
    "table": ("rfc", f"{R}## 1. Executive Summary\n\n{'word ' * 150}\n\n| {'word ' * 60} |\n|---|\n| a |\n"),
    "approach": (
        "design",
        (
            f"{D}## Overview\n\n**Approach**: One. Two is here.\n\n**Why This Approach**: Three.\n\n"
            "**Key Components**: X. Y.\n"
        ),
    ),
}


@pytest.mark.parametrize("name", VAGUE)
def test_a_vague_phrase_is_found(judge: Callable[..., list[Finding]], name: str) -> None:
    spec_type, text = VAGUE[name]
    judge("SL706", text, spec_type)


@pytest.mark.parametrize("name", EXACT)
def test_what_only_sounds_vague_is_not(judge: Callable[..., list[Finding]], name: str) -> None:
    spec_type, text = EXACT[name]
    judge("SL706", text, spec_type)


@pytest.mark.parametrize("name", LONG)
def test_what_is_too_long_is_found(judge: Callable[..., list[Finding]], name: str) -> None:
    spec_type, text = LONG[name]
    judge("SL704", text, spec_type)


@pytest.mark.parametrize("name", SHORT)
def test_what_only_looks_long_is_not(judge: Callable[..., list[Finding]], name: str) -> None:
    spec_type, text = SHORT[name]
    judge("SL704", text, spec_type)
