"""Variants and near misses of a design's plan: components, phases, lists of files, gravest risks, hours, components."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

TITLE = "# Technical Specification: X\n\n"


def component(name: str = "Limit", **parts: str) -> str:
    """Write a component with a location, changes and dependencies; a part given as "-" is left out."""
    known = {"location": "`a/limit.go`", "changes": "Count.", "dependencies": "None", **parts}
    written = (f"   - {key.title()}: {value}\n" for key, value in known.items() if value != "-")
    return f"1. **{name}**\n" + "".join(written)


def plan(*phases: str, testing: str = "`go test ./a` passes.", files: str = "") -> str:
    """Write phases with these components, and the lists of files."""
    parts = [f"{TITLE}## Implementation Plan\n\n"]
    for number, components in enumerate(phases, 1):
        parts.append(
            f"### Phase {number}: Build\n\n**Goal**: It holds.\n\n**Components**:\n\n{components}\n"
            f"**Testing**: {testing}\n\n**Estimated Effort**: 4 hours\n\n"
        )
    return "".join(parts) + files


def lists(create: str, modify: str = "None", delete: str = "None") -> str:
    """Write the three lists of files; the first is a tree."""
    return (
        f"### Files to Create\n\n```text\n{create}\n```\n\n### Files to Modify\n\n{modify}\n\n"
        f"### Files to Delete\n\n{delete}\n"
    )


TREE = "a/\n├── limit.go   # the limit\n└── sub/\n    └── store.go   # rows"
BOTH = component() + component("Store", location="`a/sub/store.go`").replace("1.", "2.")
CASES = (
    TITLE + "## Testing Strategy\n\n### Unit Testing\n\n**Coverage Target**: 80 %\n\n**Key Test Cases**:\n\n"
    "- Limit: counting\n  - Happy path: five\n{}  - Edge cases: zero\n"
)
PLANS = [
    ("SL502", "complete", plan(component())),
    ("SL502", "bold labels", plan(component().replace("Location:", "**Location**:"))),
    ("SL502", "changes as a list", plan(component(changes="\n     - Count.\n     - Refuse."))),
    ("SL502", "no components", plan("None\n")),
    ("SL502", "a prompt", plan(component("[component or file]", location="-"))),
    ("SL502", "no location", plan(component("«Limit»", location="-"))),
    ("SL502", "two missing are one finding", plan(component("«Limit»", location="-", changes="-"))),
    ("SL502", "an empty one", plan(component().replace("Changes: Count.", "«Changes:»"))),
    ("SL502", "four alike are one finding", plan(component("«A»", changes="-"), *[component("B", changes="-")] * 3)),
    ("SL502", "test cases", CASES.format("  - Error cases: six\n")),
    ("SL502", "a test case without errors", CASES.format("").replace("- Limit:", "- «Limit»:")),
    ("SL504", "an earlier phase", plan(component(), component("Guard", dependencies="Phase 1"))),
    ("SL504", "its own phase", plan(component(), component("Guard", dependencies="Phase 2, Limit"))),
    ("SL504", "a later phase", plan(component(dependencies="«Phase 2»"), component("Guard"))),
    ("SL504", "a phase that is not there", plan(component(), component("Guard", dependencies="«phase 7»"))),
    ("SL504", "a later component", plan(component(dependencies="the «Guard»"), component("Guard"))),
    (
        "SL504",
        "a component of both phases",
        plan(component() + component("Guard"), component("Guard", dependencies="Limit")),
    ),
    ("SL504", "who needs it", plan(component(dependencies="None; needed by Phase 2"), component("Guard"))),
    ("SL504", "a note", plan(component(dependencies="None (Phase 2 adds Guard)"), component("Guard"))),
    ("SL506", "each file once", plan(component(), files=lists(TREE, "- `b/b.go`: why", "- `c/c.go`: why"))),
    ("SL506", "created and modified", plan(component(), files=lists(TREE, "- `«a/limit.go»`: why"))),
    ("SL506", "modified and deleted", plan(component(), files=lists(TREE, "- `b/b.go`: why", "- «b/b.go»: gone"))),
    ("SL506", "one name in two folders", plan(component(), files=lists(TREE, "- `b/limit.go`: why"))),
    ("SL508", "a command", plan(component())),
    ("SL508", "a list", plan(component(), testing="\n\n- A sixth session answers 409.")),
    ("SL508", "a bare word", plan(component(), testing="«Write tests.»")),
    ("SL508", "a claim", plan(component(), testing="«Everything works well.»")),
    ("SL508", "a prompt", plan(component(), testing="[command or assertion]")),
    ("SL509", "a code span", plan(component())),
    ("SL509", "a bare path", plan(component(location="«a/limit.go»"))),
    ("SL509", "a folder", plan(component(location="`«a/»`"))),
    ("SL509", "words", plan(component(location="«somewhere in the API»"))),
    ("SL509", "a prompt", plan(component(location="[path]"))),
    ("SL509", "several", plan(component(location="`a/limit.go`, `a/limit_test.go` (new)"))),
    ("SL509", "a pattern to modify", plan(component(), files=lists(TREE, "- `«a/*.go»`: all of them"))),
    ("SL510", "equal", plan(BOTH, files=lists(TREE))),
    (
        "SL510",
        "below a module",
        plan(
            BOTH,
            files=lists(
                "backend/\n"
                + TREE.replace("a/\n", "└── a/\n")
                .replace("├", "    ├")
                .replace("└── sub", "    └── sub")
                .replace("    └── store", "        └── store")
            ),
        ),
    ),
    ("SL510", "a file of no component", plan(component(), files=lists(TREE.replace("store.go", "«store.go»")))),
    ("SL510", "tests stand beside", plan(BOTH, files=lists(TREE + "\n    └── store_test.go   # its test"))),
    ("SL510", "no lists", plan(component())),
    ("SL510", "an inexact location", plan(component(location="the API"), files=lists(TREE))),
    (
        "SL510",
        "a location of no list",
        plan(BOTH + component("B", location="`«b/b.go»`").replace("1.", "3."), files=lists(TREE)),
    ),
    (
        "SL510",
        "a slip",
        plan(BOTH.replace("a/limit", "«a/limits").replace("limits.go", "limits.go»"), files=lists(TREE)),
    ),
]


@pytest.mark.parametrize(("code", "text"), [pytest.param(c, t, id=f"{c} {name}") for c, name, t in PLANS])
def test_a_plan_is_reported_at_its_marks(judge: Judge, code: str, text: str) -> None:
    judge(code, text, "design")


def risks(rows: str, critical: str) -> str:
    """Write rows as `risk, impact, probability` and the critical risks."""
    table = "".join(f"| {row.strip().replace(', ', ' | ')} | plan | Ana |\n" for row in rows.split(";"))
    return (
        f"{TITLE}## Technical Risks & Mitigations\n\n| Risk | Impact | Probability | Mitigation | Owner |\n"
        f"|---|---|---|---|---|\n{table}\n{critical}"
    )


GRAVE = "**Critical Risks** (High Impact + High Probability):\n\n"


def effort(total: str, *phases: str, parts: str = "") -> str:
    """Write phases with these efforts, the total, and a breakdown."""
    text = f"{TITLE}## Implementation Plan\n\n" + "".join(
        f"### Phase {number}: Build\n\n**Estimated Effort**: {hours}\n\n" for number, hours in enumerate(phases, 1)
    )
    listed = "".join(f"- {part.strip()}\n" for part in parts.split(";")) if parts else ""
    return f"{text}## Effort Estimate\n\n**Estimated Hours**: {total}\n\n" + (
        f"**Breakdown by Component** (optional):\n\n{listed}" if listed else ""
    )


def overview(key: str, involved: str) -> str:
    """Write the key components and the components involved."""
    items = "".join(f"- {item.strip()}: its part\n" for item in involved.split(";"))
    return (
        f"{TITLE}## Overview\n\n**Key Components**: {key}\n\n## Architecture Overview\n\n### System Context\n\n"
        f"**Components Involved**:\n\n{items}"
    )


TWICE = [
    ("SL513", "covered", risks("Counter drifts, H, H", GRAVE + "- Counter drifts: recount.\n")),
    (
        "SL513",
        "in other words",
        risks("The session counter drifts, High, High", GRAVE + "- Session counters that drift: recount.\n"),
    ),
    ("SL513", "none is grave", risks("Counter drifts, H, M", GRAVE + "None\n")),
    ("SL513", "no list and none grave", risks("Counter drifts, L, H", "")),
    (
        "SL513",
        "another line drawn",
        risks("Counter drifts, H, M", GRAVE.replace("+ High", "+ Medium/High") + "- Counter drifts: recount.\n"),
    ),
    ("SL513", "a prompt", risks("[Technical risk], H, H", GRAVE + "- [risk]: [plan in detail]\n")),
    (
        "SL513",
        "left out",
        risks("Counter drifts, H, H; «Eviction loses rows», H, H", GRAVE + "- Counter drifts: recount.\n"),
    ),
    ("SL513", "no list", risks("«Counter drifts», High, High", "")),
    ("SL513", "an item without a row", risks("Counter drifts, M, M", GRAVE + "- «Disks fill up: alarm.»\n")),
    ("SL513", "an item that is not grave", risks("Counter drifts, H, L", GRAVE + "- «Counter drifts: recount.»\n")),
    ("SL514", "the sum", effort("10", "4 hours", "6h")),
    ("SL514", "no plain hours", effort("12", "4 hours", "1-2 days")),
    ("SL514", "a range", effort("10-14", "4 hours", "4 hours")),
    ("SL514", "phases that add up to less", effort("«12 hours»", "4 hours", "6 hours")),
    ("SL514", "a breakdown that adds up to more", effort("«10»", parts="Limit: 6; Tests: 5h (with review)")),
    ("SL514", "a breakdown", effort("10", parts="Limit: 6 hours; Tests: 4")),
    ("SL515", "equal", overview("Session store, the `LimitGuard`", "LimitGuard (new); **Session Store**")),
    ("SL515", "prose", overview("Whatever a user of ours touches in order to sign in", "LimitGuard")),
    ("SL515", "one is missing", overview("«Session store, LimitGuard, Cache»", "Session store; LimitGuard")),
    ("SL515", "one besides", overview("«Session store»", "Session store; LimitGuard")),
]


@pytest.mark.parametrize(("code", "text"), [pytest.param(c, t, id=f"{c} {name}") for c, name, t in TWICE])
def test_what_is_said_twice_is_reported_at_its_marks(judge: Judge, code: str, text: str) -> None:
    judge(code, text, "design")


def schema(first: str, second: str) -> str:
    """Write a migration, a task that speaks of its table, and the task that creates it; each may stand first."""
    migration = (
        "## 3. Data Model\n\n### Goose Migrations\n\n#### `migrations/20260301090000_a.sql`\n\n```sql\n-- +goose Up\n"
        "CREATE TABLE IF NOT EXISTS sessions (id int);\n-- +goose Down\nDROP TABLE sessions;\n```\n\n"
    )
    return f"# Tech Spec: X\n\n{migration}## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n{first}{second}"


def uses(number: int, text: str, needs: str = "None") -> str:
    """Write a task that has this description."""
    return f"- **T-00{number}:** Do it\n  - _Description:_ {text}\n  - _Dependencies:_ {needs}\n"


def makes(number: int) -> str:
    """Write the task that creates the migration."""
    files = "    - Create: `migrations/20260301090000_a.sql`\n"
    return f"- **T-00{number}:** Migrate\n  - _Files:_\n{files}  - _Dependencies:_ None\n"


TABLES = [
    ("after it", schema(makes(1), uses(2, "Insert a row into `sessions`."))),
    ("before it", schema(uses(1, "Count. Insert a row into `«sessions»`. Count."), makes(2))),
    ("a column of it", schema(uses(1, "Query the rows by `«sessions.id»`."), makes(2))),
    ("a name alone", schema(uses(1, "Add the package `sessions`."), makes(2))),
    ("what comes later", schema(uses(1, "T-002 inserts a row into `sessions`."), makes(2))),
    ("a fake", schema(uses(1, "Read rows of `sessions` from an in-memory store."), makes(2))),
    ("a dependency on it is SL504", schema(uses(1, "Insert a row into `sessions`.", "T-002"), makes(2))),
    ("ids out of order are SL202", schema(uses(2, "Insert a row into `sessions`."), makes(1))),
    ("code", schema(uses(1, "Run `SELECT 1 FROM sessions` on rows."), makes(2))),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TABLES])
def test_a_table_is_not_used_before_its_migration(judge: Judge, text: str) -> None:
    judge("SL506", text)


FEATURE = (
    "## Technical Spec: X\n\n## 3. Technical Requirements\n\n### 3.1 Functional Requirements\n\n{}\n"
    "## 7. Testing Strategy\n\n### 7.1 Unit Tests\n\n- Key units to test: {}\n"
)
LISTED = [
    ("named", FEATURE.format("- FR-1: A\n- FR-2: B\n", "FR-1 and FR-2")),
    ("all of them", FEATURE.format("- FR-1: A\n- FR-2: B\n", "every functional requirement")),
    ("one is not", FEATURE.format("- FR-1: A\n- «FR-2»: B\n", "FR-1")),
    ("neither is", FEATURE.format("- **«FR-1»:** A\n- **FR-2:** B\n", "the parser")),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LISTED])
def test_requirements_of_a_feature_are_named_elsewhere(judge: Judge, text: str) -> None:
    judge("SL212", text.replace("## Technical Spec", "# Technical Spec", 1), "feature")
