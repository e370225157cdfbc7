"""Variants and near misses of list items that have a form of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

TITLE = "# Technical Specification: X\n\n"
CONTEXT = TITLE + "## Architecture Overview\n\n### System Context\n\n**Components Involved**:\n\n{}\n"
CHANGES = TITLE + "## Architecture Overview\n\n### Changes Required\n\n**Modified Components**:\n\n{}\n"
FILES = TITLE + "## Implementation Plan\n\n### Files to Delete\n\n{}\n"
POINTS = TITLE + "## Testing Strategy\n\n### Integration Testing\n\n**Integration Points to Test**:\n\n{}\n"
FLOWS = TITLE + "## Testing Strategy\n\n### End-to-End Testing\n\n**User Flows to Test**:\n\n{}\n"
FLAGS = TITLE + "## Rollout Strategy\n\n### Feature Flags\n\n{}\n"
ALERTS = TITLE + "## Rollout Strategy\n\n### Monitoring & Alerts\n\n**Alerts to Create**:\n\n{}\n"
PLATFORMS = TITLE + "## Dependencies\n\n### External Dependencies\n\n**Compatibility**:\n\n{}\n"
TABLE = (
    "# Tech Spec: X\n\n## 3. Data Model\n\n### New Tables\n\n#### `a`\n\n| Column | Type | Constraints | Notes |\n"
    "|---|---|---|---|\n| b | TEXT | | |\n\n**Indexes:**\n\n{}\n"
)

CASES = [
    ("design", "a name alone", CONTEXT.format("- «Mailer»")),
    ("design", "four names", CONTEXT.format("- «Mailer»\n- API\n- Form\n- Store")),
    ("design", "a name and a dash", CONTEXT.format("- **Mailer** — sends")),
    ("design", "a name and a list", CONTEXT.format("- Mailer\n  - sends")),
    ("design", "a prompt", CONTEXT.format("- [component]: [its part in this]")),
    ("design", "none changed", CHANGES.format("- None")),
    ("design", "a changed one", CHANGES.format("- «the whole mailer»")),
    ("design", "a bare path", FILES.format("- «old/a.go»: nobody calls it")),
    ("design", "no reason", FILES.format("- «`old/a.go`»")),
    ("design", "no reason and bare", FILES.format("- «old/a.go»")),
    ("design", "a reason behind a dash", FILES.format("- `old/a.go` - nobody calls it")),
    ("design", "a reason below", FILES.format("- `old/a.go`\n  - nobody calls it")),
    ("design", "no path", FILES.format("- The old mailer")),
    ("design", "one end", POINTS.format("- «Mailer: a mail is sent»")),
    ("design", "an arrow of signs", POINTS.format("- API «<->» Mailer: a mail is sent")),
    ("design", "both ends", POINTS.format("- API ↔ Mailer: a mail is sent")),
    ("design", "an endpoint", POINTS.format("- POST /invites: a mail is sent")),
    ("design", "a flow alone", FLOWS.format("1. «An admin invites a member»")),
    ("design", "a flow", FLOWS.format("1. An admin invites a member: the mail arrives")),
    ("design", "what a flag does not say", FLAGS.format("- «`invites`: on»")),
    ("design", "a flag", FLAGS.format("- `invites`: Controls whether mails are sent")),
    ("design", "an alert without its cause", ALERTS.format("- «Mails: too slow»")),
    ("design", "an alert", ALERTS.format("- Mails: Triggers when p95 > 5 s")),
    ("design", "a platform without a version", PLATFORMS.format("- «Node: should be fine»")),
    ("design", "a platform", PLATFORMS.format("- Node: Requires 20 or later")),
    ("engineering", "a bare index", TABLE.format("- «idx_a_b on (b) — search»")),
    ("engineering", "a hyphen", TABLE.format("- «`idx_a_b` on (b) - search»")),
    ("engineering", "no reason", TABLE.format("- «`idx_a_b` on (b)»")),
    ("engineering", "the form", TABLE.format("- `idx_a_b` on (b) — search")),
    ("engineering", "with its conditions", TABLE.format("- UNIQUE `idx_a_b` on (lower(b)) where c > 1 — one of each")),
    ("prd-driven", "no reason", TABLE.format("- «idx_a_b on (b)»")),
    ("prd-driven", "none", TABLE.format("- None")),
]


@pytest.mark.parametrize(("spec_type", "marked"), [pytest.param(t, m, id=f"{t} {n}") for t, n, m in CASES])
def test_malformed_items(spec_type: str, marked: str, judge: Judge) -> None:
    judge("SL129", marked, spec_type)
