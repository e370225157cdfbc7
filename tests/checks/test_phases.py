"""Variants and near misses of tasks in the wrong phase, and of tasks that are too large or too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

PHASES = {
    1: "Data Model",
    2: "Backend Logic & API",
    3: "Real-Time / Events",
    4: "Frontend",
    5: "Integration",
    6: "Tests",
}


def plan(*tasks: str) -> str:
    """Write tasks as `phase: files`, `;` between files; a phase is a number, or a number and its title."""
    parts = ["# Tech Spec: X\n\n## 6. Implementation Tasks\n"]
    last = ""
    for number, task in enumerate(tasks, 1):
        phase, _, files = task.partition(": ")
        if phase != last:
            title = phase if " " in phase else f"{phase} {PHASES[int(phase)]}"
            parts.append(f"\n### Phase {title.replace(' ', ': ', 1)}\n\n")
            last = phase
        parts.append(f"- **T-{number:03d}:** Do it\n  - _Files:_\n")
        parts += [f"    - {entry.strip()}\n" for entry in files.split(";")]
    return "".join(parts)


SQL = "migrations/20260301090000_create_a.sql"
PLACES = [
    ("each in its phase", plan(f"1: Create: `{SQL}`", "2: Create: `src/a/a.go`", "4: Create: `src/pages/A.tsx`"), None),
    ("a component in Phase 2", plan("2: Create: `src/a/a.go`; Create: `«src/pages/A.tsx»`"), "order"),
    ("a style sheet in Phase 3", plan("3: Modify: `«src/styles/a.css»` — a"), "order"),
    ("a bare path", plan("1: Create: «src/components/ui/a.ts»"), "order"),
    ("a migration in Phase 6", plan(f"6: Create: `«{SQL}»`"), "order"),
    ("a numbered migration in Phase 2", plan("2: Create: `«db/migrations/00002_add_b.sql»`"), "order"),
    ("a second step", plan("5: Create: `«migrations/20260301090000_drop_a.sql»`"), "minor"),
    ("a query is no migration", plan("2: Create: `src/queries/list.sql`"), None),
    ("a fixture is no migration", plan("6: Create: `testdata/00001_seed.sql`"), None),
    ("Go in Phase 4", plan("4: Modify: `«src/api/handlers/a.go»` — a"), None),
    ("a handler in Phase 1", plan("1: Create: `«src/api/handlers/a.go»`"), None),
    ("a model in Phase 1", plan(f"1: Create: `{SQL}`; Create: `apps/api/models/a.go`"), None),
    ("a store below an API's folder in Phase 1", plan("1: Create: `src/api/store.go`"), None),
    ("an embedded folder", plan(f"1: Create: `{SQL}`; Create: `migrations/embed.go`"), None),
    ("wiring in Phase 5", plan("5: Modify: `src/api/router.go` — a; Modify: `src/App.tsx` — b"), None),
    ("what Phase 5 changes", plan("5: Modify: `src/a/a.go` — a; Modify: `src/pages/A.tsx` — b"), None),
    ("what Phase 5 creates", plan("5: Create: `«src/a/new.go»`"), None),
    ("files alone in Phase 5", plan("5: Create: `«src/pages/A.tsx»`"), "minor"),
    ("a page in Phase 6", plan("6: Create: `«src/pages/A.tsx»`"), None),
    (
        "tests in Phase 6",
        plan("6: Create: `src/a/a_test.go`; Create: `e2e/a.spec.ts`; Create: `src/a/mock_a.go`"),
        None,
    ),
    ("a test beside its code", plan("2: Create: `src/a/a.go`; Create: `src/a/a_test.go`"), None),
    ("a test alone in Phase 2", plan("2: Create: `«src/a/a_test.go»`"), "minor"),
    ("tests phase by phase", plan("2: Create: `src/a/a_test.go`", "4: Create: `src/pages/A.test.tsx`"), None),
    ("events in Phase 2", plan("2: Create: `«src/websocket/hub.go»`"), "minor"),
    ("events in Phase 3", plan("3: Create: `src/websocket/hub.go`"), None),
    ("webhooks are no events", plan("2: Create: `src/webhooks/a.go`"), None),
    ("backend and frontend at once", plan("2: Create: `src/a/a.go`; Create: `«src/types/a.ts»`"), None),
    ("all at once in a phase of its own", plan(f"1 Everything: Create: `{SQL}`; Create: `«src/pages/A.tsx»`"), None),
    ("phases of their own", plan("2 Auth: Create: `src/pages/A.tsx`", "4 Invitations: Create: `src/a/a.go`"), None),
    ("a rename", plan("2: Rename: `src/pages/A.tsx` → `src/pages/B.tsx`"), None),
    ("a prompt", plan("2: Create: [src/pages/A.tsx]"), None),
    (
        "four alike are one finding",
        plan("4: Create: `«a/a.go»`", "4: Create: `a/b.go`", "4: Create: `a/c.go`", "4: Create: `a/d.go`"),
        None,
    ),
]


@pytest.mark.parametrize(("text", "level"), [pytest.param(text, level, id=name) for name, text, level in PLACES])
def test_misplaced_tasks_are_found(judge: Judge, text: str, level: str | None) -> None:
    assert {finding.level for finding in judge("SL503", text)} <= {level}


def described(text: str, files: str = "Create: `src/a.go`") -> str:
    """Write one task with a description."""
    listed = "".join(f"    - {entry.strip()}\n" for entry in files.split(";"))
    return (
        "# Tech Spec: X\n\n## 6. Implementation Tasks\n\n### Phase 2: Backend Logic & API\n\n"
        f"- **T-001:** Do it\n  - {text}\n  - _Files:_\n{listed}"
    )


def sentences(count: int) -> str:
    """Write that many sentences."""
    return " ".join(["`Code.Of(it). And` runs at 1.5 s, e.g. Here, in `a.go`."] * count)


SIZES = [
    ("eight sentences", described(f"_Description:_ {sentences(8)}"), None),
    ("nine", described(f"«_Description:_ {sentences(9)}»"), "border"),
    ("ten", described(f"«_Description:_ {sentences(10)}»"), "border"),
    ("eleven", described(f"«_Description:_ {sentences(11)}»"), None),
    ("eleven items", described("«_Description:_ Do so:»\n" + "    - do it at once\n" * 11), None),
    ("questions and quotes", described("«_Description:_ " + 'Is it "so?" No! ' * 6 + "»").replace(" »", "»"), None),
    (
        "an ellipsis of code",
        described("_Description:_ Call `a.B. C. D. E. F. G. H. I. J. K. L. M` once, then return."),
        None,
    ),
    ("a prompt", described("_Description:_ [what to build]"), None),
    ("too terse", described("«_Description:_ Build it.»"), "terse"),
    ("short with code", described("_Description:_ Add `Limit`."), None),
    ("a trifle", described("«_Description:_ Add the import of `limit`.»", "Modify: `src/a.go` — import"), "trifle"),
    (
        "an import among others",
        described("_Description:_ Add the import of `limit`.", "Modify: a.go — b; Create: c.go"),
        None,
    ),
    (
        "nine files",
        described(
            f"_Description:_ {sentences(2)}",
            "; ".join(f"Create: `{'«' * (n == 8)}a{n}.go{'»' * (n == 8)}`" for n in range(9)),
        ),
        "files",
    ),
    (
        "eight files",
        described(f"_Description:_ {sentences(2)}", "; ".join(f"Create: `a{n}.go`" for n in range(8))),
        None,
    ),
]


@pytest.mark.parametrize(("text", "level"), [pytest.param(text, level, id=name) for name, text, level in SIZES])
def test_oversized_tasks_are_found(judge: Judge, text: str, level: str | None) -> None:
    assert {finding.level for finding in judge("SL507", text)} <= {level}
