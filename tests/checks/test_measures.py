"""What nobody can measure is found at its cell or item; figures, commands and outcomes are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

T = "# Tech Spec: Invitations\n\n"
MOTIVE = f"{T}## 1. Overview\n\n### Requirement Mapping\n\n#### Engineering-initiated: Motivation & Requirements\n\n"
REQ = (
    f"{MOTIVE}| Req ID | Requirement | Success Criteria | Priority |\n|---|---|---|---|\n"
    "| ER-001 | Guests accept mail | "
)
BENCH = (
    f"{T}## 7. Testing Strategy\n\n### Backend Benchmarks (Go)\n\n"
    "| Benchmark | Target Threshold | Command |\n|---|---|---|\n"
)
ALERTS = (
    f"{T}## 8. Rollout & Operations\n\n### Monitoring & Alerts\n\n"
    "| Metric | Alert Threshold | Dashboard |\n|---|---|---|\n"
)
F = "# Technical Spec: Report export\n\n"
NFR = f"{F}## 3. Technical Requirements\n\n### 3.2 Non-Functional Requirements\n\n"
LOADS = f"{F}## 7. Testing Strategy\n\n### 7.3 Performance Tests\n\n"
SCALE = "# Queue limits\n\n## 7. Cross-Cutting Concerns\n\n### 7.3 Scalability and Capacity Planning\n\n"
D = "# Technical Specification: Queue limits\n\n"
PERFORMANCE = f"{D}## Performance Considerations\n\n"
GOALS = f"{T}## 1) Context & Goals\n\n- Summary: guests are invited\n"

BAD = {
    "faster": ("engineering", f"{REQ}«Accepting is faster» | must |\n"),
    "one word": ("engineering", f"{REQ}«Fast» | must |\n"),
    "works": ("engineering", f"{REQ}«Works as expected for everyone» | must |\n"),
    "cleaner": ("engineering", f"{REQ}«The code is cleaner and easier to maintain» | must |\n"),
    "version is no figure": ("engineering", f"{REQ}«Better than v1 in the usual cases, and reduced load» | must |\n"),
    "benchmark": ("engineering", f"{BENCH}| BenchmarkAccept | «fast» | `go test -bench=Accept` |\n"),
    "benchmark, other type": ("prd-driven", f"{BENCH}| BenchmarkAccept | «acceptable» | `go test -bench=Accept` |\n"),
    "alert": ("prd-driven", f"{ALERTS}| mail_delay | «too high» | Mail |\n"),
    "alert, words": ("engineering", f"{ALERTS}| mail_delay | «when it spikes» | Mail |\n"),
    "bare problem": ("engineering", f"{MOTIVE}**Problem:** «Our developers lose time with the setup.»\n"),
    "performance": ("feature", f"{NFR}- **Performance**: «Exports respond promptly»\n"),
    "scalability": ("feature", f"{NFR}- **Scalability**: «Grows with the load»\n"),
    "thresholds": ("feature", f"{LOADS}- Scenarios to benchmark: one export\n- «Acceptance thresholds: good»\n"),
    "traffic": ("rfc", f"{SCALE}- **Traffic Estimates:** «moderate»\n"),
    "storage": ("rfc", f"{SCALE}- **Storage Growth:** «grows slowly with usage»\n"),
    "requirement": ("design", f"{PERFORMANCE}**Performance Requirements** (from PRD):\n\n- «Latency: good»\n"),
    "plan": ("design", f"{PERFORMANCE}**Benchmarking Plan**:\n\n- «Measure latency»\n- Compare with the old queue\n"),
    "coverage": ("design", f"{D}## Testing Strategy\n\n### Unit Testing\n\n**Coverage Target**: «high»\n"),
    "load": ("design", f"{D}## Testing Strategy\n\n### Performance Testing\n\n**Load Testing**:\n\n- «Peak: holds»\n"),
    "metric": ("design", (f"{D}## Rollout Strategy\n\n### Monitoring & Alerts\n\n"
        "**Metrics to Monitor**:\n\n- «Queue depth: too deep»\n")),
    "criterion": ("design", f"{D}## Success Criteria\n\n**Functional**:\n\n- [ ] «Queue is better»\n"),
    "goal": ("backend-api", f"{GOALS}- «Success metrics: happier guests»\n"),
    "nested goal": ("backend-api", f"{GOALS}- Success metrics:\n  - «happier guests»\n  - 90 % accept within a day\n"),
}  # fmt: skip
GOOD = {
    "figure": ("engineering", f"{REQ}p95 < 50 ms at 100 guests | must |\n"),
    "words for figures": ("engineering", f"{REQ}No errors in the log during the migration | must |\n"),
    "command": ("engineering", f"{REQ}`go test ./invites/...` is green | must |\n"),
    "artefact": ("engineering", (f"{REQ}Open, close and error events emit JSON logs with connection_id "
        "and user_id fields | must |\n")),
    "outcome": ("engineering", f"{REQ}Middleware enforces each role | must |\n"),
    "denied growth": ("engineering", f"{REQ}Bundle size does not increase | must |\n"),
    "long and plain": ("engineering", (f"{REQ}Admin (org role, manage org), User (org role, open rooms) "
        "and Owner (both of them) | must |\n")),
    "prompt": ("engineering", f"{REQ}[measure] | must |\n"),
    "benchmark": ("engineering", f"{BENCH}| BenchmarkAccept | p95 ≤ 5 ms | `go test -bench=Accept` |\n"),
    "benchmark against main": ("prd-driven", (f"{BENCH}| BenchmarkAccept | no slower than baseline | `go "
        "test -bench=Accept` |\n")),
    "alert": ("prd-driven", f"{ALERTS}| mail_failures | any | Mail |\n| mail_delay | > 60 s | Mail |\n"),
    "no alert": ("engineering", f"{ALERTS}| mail_delay | — | Mail |\n"),
    "problem in code": ("engineering", f"{MOTIVE}**Problem:** `invite.go` reads rows one by one.\n"),
    "problem that denies": ("engineering", f"{MOTIVE}**Problem:** Guests cannot see who invited them.\n"),
    "vague problem of another rule": ("engineering", f"{MOTIVE}**Problem:** The code is messy.\n"),
    "performance": ("feature", f"{NFR}- **Performance**: 1,000 rows in 2 s\n- **Security**: Only members\n"),
    "none": ("feature", (f"{NFR}- **Scalability**: None beyond today's load\n"
        "- **Reliability**: Jobs resume after a restart\n")),
    "thresholds": ("feature", f"{LOADS}- Scenarios to benchmark: one export\n- Acceptance thresholds: 30 s\n"),
    "traffic": ("rfc", f"{SCALE}- **Traffic Estimates:** 40 messages per second\n- **Storage Growth:** negligible\n"),
    "elsewhere": ("rfc", "# Queue limits\n\n## 1. Executive Summary\n\nThe queue is faster.\n"),
    "requirement": ("design", f"{PERFORMANCE}**Performance Requirements** (from PRD):\n\n- Latency: p99 below 80 ms\n"),
    "plan": ("design", f"{PERFORMANCE}**Benchmarking Plan**:\n\n- Measure latency\n- Accept below 80 ms\n"),
    "coverage": ("design", f"{D}## Testing Strategy\n\n### Unit Testing\n\n**Coverage Target**: rounding and limits\n"),
    "metric": ("design", (f"{D}## Rollout Strategy\n\n### Monitoring & Alerts\n\n"
        "**Metrics to Monitor**:\n\n- Queue depth: > 100\n- Errors: any\n")),
    "the template's own": ("design", (f"{D}## Success Criteria\n\n**Non-Functional**:\n\n"
        "- [ ] Performance meets requirements\n- [ ] Code review completed\n")),
    "goal": ("backend-api", f"{GOALS}- Success metrics: 90 % of guests accept within a day\n"),
    "no goal": ("backend-api", f"{GOALS}- Why now: happier guests\n"),
}  # fmt: skip
LEVELS = {
    "requirement": ("engineering", f"{REQ}«Fast» | must |\n"),
    "benchmark": ("engineering", f"{BENCH}| BenchmarkAccept | «fast» | `go test -bench=Accept` |\n"),
    None: ("engineering", f"{ALERTS}| mail_delay | «too high» | Mail |\n"),
    "estimate": ("rfc", f"{SCALE}- **Traffic Estimates:** «moderate»\n"),
    "metric": ("backend-api", f"{GOALS}- «Success metrics: happier guests»\n"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_measured_is_found(judge: Callable[..., list[Finding]], name: str) -> None:
    spec_type, text = BAD[name]
    judge("SL705", text, spec_type)


@pytest.mark.parametrize("name", GOOD)
def test_what_can_be_measured_is_not(judge: Callable[..., list[Finding]], name: str) -> None:
    spec_type, text = GOOD[name]
    judge("SL705", text, spec_type)


@pytest.mark.parametrize("level", LEVELS)
def test_a_clause_has_its_own_severity(judge: Callable[..., list[Finding]], level: str | None) -> None:
    spec_type, text = LEVELS[level]
    assert [finding.level for finding in judge("SL705", text, spec_type)] == [level]
