"""Variants and near misses of file tables that differ from the tasks, and of files in unusual places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.diagnostics import Safety

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]


def table(header: str, paths: str) -> str:
    """Write a table with these paths, or `None` where there are none."""
    if not paths:
        return "None\n"
    names = header.split(", ")
    rows = "".join(f"| {path.strip()} |{' x |' * (len(names) - 1)}\n" for path in paths.split(";"))
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n{rows}"


def spec(new: str, changed: str, *tasks: str, front: str = "", handler: str = "", migration: str = "") -> str:
    """Write the file tables of the backend (and the frontend's new files) and tasks with files after `;`."""
    parts = ["# Tech Spec: X\n\n"]
    if migration:
        parts.append(f"## 3. Data Model\n\n### Goose Migrations\n\n#### {migration}\n\n```sql\n-- +goose Up\n```\n\n")
    if handler:
        parts.append(f"## 4. API Design\n\n### GET /a\n\n**Handler:** {handler}\n\n")
    parts.append("## 5. Component & Module Design\n\n### Backend (Go) — New Files\n\n")
    parts.append(table("File Path, Package, Exported Interface", new))
    parts.append("\n### Backend (Go) — Modified Files\n\n" + table("File Path, Change Description", changed))
    if front:
        parts.append("\n### Frontend (React/TypeScript) — New Files\n\n")
        parts.append(table("File Path, Type, shadcn Components Used, Props Interface", front))
    parts.append("\n## 6. Implementation Tasks\n\n### Phase 2: Backend Logic & API\n\n")
    for number, files in enumerate(tasks, 1):
        listed = "".join(f"    - {entry.strip()}\n" for entry in files.split(";"))
        parts.append(f"- **T-{number:03d}:** Do it\n  - _Files:_\n{listed}")
    return "".join(parts)


SQL = "migrations/20260301090000_create_a.sql"
LISTS = [
    ("equal", spec("`a/a.go`", "`a/b.go`", "Create: `a/a.go`; Modify: `a/b.go` — b"), None),
    ("bare and with a dot", spec("a/a.go", "./a/b.go", "Create: ./a/a.go; Modify: a/b.go — b"), None),
    ("created, then modified", spec("`a/a.go`", "", "Create: `a/a.go`", "Modify: `a/a.go` — b"), None),
    ("tests and migrations", spec("", "", f"Create: `a/a_test.go`; Create: `{SQL}`; Create: `e2e/a.spec.ts`"), None),
    ("documents and locks", spec("", "", "Modify: `README.md` — a; Modify: `go.sum` — b"), None),
    ("listed tests", spec("`a/a_test.go`", "`docs/a.md`", "Create: `a/b_test.go`"), None),
    ("a deleted file", spec("", "`a/a.go`", "Delete: `a/a.go`"), None),
    ("a renamed file", spec("`a/b.go`", "", "Rename: `a/a.go` → `a/b.go`"), None),
    ("no action", spec("`a/a.go`", "", "`a/a.go`"), None),
    ("no table", spec("", "", "Create: `a/a.go`").replace("None\n", "See below.\n"), None),
    ("no tasks", spec("`a/a.go`", "").partition("\n## 6")[0], None),
    ("an inexact path in a task", spec("`a/a.go`", "", "Create: somewhere in a"), None),
    ("a task without files", spec("`a/a.go`", "", "Create: [path]"), None),
    ("an inexact path in a table", spec("the folder a", "", "Create: `a/a.go`"), None),
    ("the frontend's files have no section", spec("", "", "Create: `src/pages/A.tsx`"), None),
    ("not listed", spec("`a/a.go`", "", "Create: `a/a.go`; Create: `«a/b.go»`"), None),
    ("none listed", spec("", "", "Modify: `«a/b.go»` — b"), None),
    ("a file of the build", spec("", "", "Modify: `«Makefile»` — a target"), None),
    ("not created", spec("`a/a.go`; `«a/b.go»`", "", "Create: `a/a.go`"), None),
    ("not modified", spec("", "`«a/b.go»`", "Create: `a/a_test.go`"), None),
    ("a slip", spec("`«a/reciepts.go»`", "", "Create: `a/receipts.go`"), None),
    ("another folder", spec("`«src/api/list.go»`", "", "Create: `src/handlers/list.go`"), None),
    ("in both tables", spec("`a/a.go`", "`«a/a.go»`", "Create: `a/a.go`"), None),
    ("created, listed as modified", spec("", "`«a/a.go»`", "Create: `a/a.go`"), None),
    ("modified, listed as new", spec("`«a/a.go»`", "", "Modify: `a/a.go` — b"), None),
    (
        "four alike are one finding",
        spec("`«a/a.go»`; `b/bcdef.go`; `c/cdefgh.go`; `d/defghij.go`", "", "Create: `a/a_test.go`"),
        None,
    ),
    ("a migration is created", spec("", "", f"Create: `{SQL}`", migration=f"`{SQL}`"), None),
    ("a migration of no task", spec("", "", "Modify: `a/a_test.go` — a", migration=f"`«{SQL}»`"), "migration"),
    (
        "a migration of another name",
        spec("", "", "Create: `migrations/20260301090000_create_b.sql`", migration=f"`«{SQL}»`"),
        "migration",
    ),
    (
        "a template's migration",
        spec("", "", "Create: `a/a_test.go`", migration="`migrations/[timestamp]_[name].sql`"),
        None,
    ),
    (
        "a second migration that is not written out",
        spec("", "", f"Create: `{SQL}`; Create: `«migrations/20260709110000_index_zebra.sql»`", migration=f"`{SQL}`"),
        None,
    ),
    ("a handler's file", spec("`a/a.go`", "", "Create: `a/a.go`", handler="`a.List` in `a/a.go`"), None),
    ("a handler below a module", spec("`b/a/a.go`", "", "Create: `b/a/a.go`", handler="`a.List` in `a/a.go`"), None),
    (
        "a handler in no file of the spec",
        spec("`a/a.go`", "", "Create: `a/a.go`", handler="`b.List` in `«b/b.go»`"),
        None,
    ),
]


@pytest.mark.parametrize(("text", "level"), [pytest.param(t, level, id=name) for name, t, level in LISTS])
def test_lists_that_differ_are_found(judge: Judge, text: str, level: str | None) -> None:
    assert {finding.level for finding in judge("SL510", text)} <= {level}


def test_hooks_stand_among_new_files(judge: Judge) -> None:
    text = spec("", "", "Create: `«src/hooks/useA.ts»`; Create: `src/pages/A.tsx`", front="`src/pages/A.tsx`")
    (finding,) = judge("SL510", text)
    assert finding.fix is not None
    assert finding.fix.safety is Safety.UNSAFE
    assert finding.fix.edits[0].text == "\n| `src/hooks/useA.ts` |  |  |  |"


def test_a_pair_is_one_finding_that_names_both(judge: Judge) -> None:
    (finding,) = judge("SL510", spec("`«src/api/list.go»`", "", "Create: `src/handlers/list.go`"))
    assert finding.help == "did you mean `src/handlers/list.go`?"
    assert [related.message for related in finding.related] == ["T-001 creates it here"]


PLACES = [
    ("beside", spec("", "", "Create: `a/a.go`; Create: `a/a_test.go`")),
    ("another package's test", spec("", "", "Create: `a/a.go`; Create: `b/a.go`; Create: `b/a_test.go`")),
    ("code of the repository", spec("", "", "Create: `a/list_test.go`")),
    (
        "a folder of its own below",
        spec("", "", "Create: `src/components/A.tsx`; Create: `src/components/__tests__/A.test.tsx`"),
    ),
    ("end to end", spec("", "", "Create: `a/a.go`; Create: `tests/e2e/a_test.go`; Create: `e2e/a.spec.ts`")),
    ("a folder of tests", spec("", "", "Create: `a/a.go`; Create: `«tests/a_test.go»`")),
    ("a component's test elsewhere", spec("", "", "Create: `src/components/A.tsx`; Create: `«src/spec/A.test.tsx»`")),
    ("a test of nothing here", spec("", "", "Create: `«test/b_test.go»`")),
    ("a hook elsewhere", spec("", "", "Create: `«src/lib/useA.ts»`")),
    ("a hook", spec("", "", "Create: `src/features/a/hooks/useA.ts`; Create: `src/lib/user.ts`")),
    (
        "a page elsewhere",
        spec("", "", "Create: `«src/components/A.tsx»`", front="`src/components/A.tsx`").replace(
            "| x | x", "| Page | x", 1
        ),
    ),
    ("types elsewhere", spec("", "", "Create: `«src/lib/billing.types.ts»`; Create: `src/types/user.ts`")),
    ("a component elsewhere", spec("", "", "Create: `«src/lib/Table.tsx»`; Modify: `src/lib/Old.tsx` — a")),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in PLACES])
def test_unusual_places_are_found(judge: Judge, text: str) -> None:
    judge("SL511", text)
