"""Variants and near misses of the rules on tasks: notation, labels, order, files and done conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

HEAD = "# Tech Spec: X\n\n## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n"


def task(name: str = "T-001", **fields: str) -> str:
    """Write a task in the template's notation; a field given as None is left out, `files` has `;` between entries."""
    files = "".join(f"    - {entry.strip()}\n" for entry in fields.get("files", "Create: `src/a.go`").split(";"))
    return (
        f"- **{name}:** Do it\n  - _Implements:_ ER-001\n  - _Description:_ Build it.\n  - _Files:_\n{files}"
        f"  - _Done condition:_ {fields.get('done', '`go test ./src/...` passes.')}\n"
        f"  - _Dependencies:_ {fields.get('needs', 'None')}\n"
    )


def plan(*rows: str) -> str:
    """Write tasks as `T-001 | files | dependencies`."""
    parts = [[part.strip() for part in row.split("|")] for row in rows]
    return HEAD + "\n".join(task(name, files=files, needs=needs) for name, files, needs in parts)


NOTATION = [
    ("a list item", HEAD + task()),
    ("a checkbox", HEAD + task().replace("- **T", "- [x] **T")),
    (
        "an ordered list",
        HEAD + task().replace("- **T", "1. **T").replace("\n  -", "\n   -").replace("\n    -", "\n     -"),
    ),
    ("stars", HEAD + task().replace("- ", "* ")),
    ("italics with asterisks", HEAD + task().replace("_Impl", "*Impl").replace("ments:_", "ments:*")),
    ("the colon outside the italics", HEAD + task().replace("ments:_", "ments_:")),
    ("a fenced example", HEAD + "```markdown\n> **T-001**: Do it\n```\n"),
    ("a quote", HEAD + "> «**T-001**: Do it»\n> - _Implements:_ ER-001\n"),
    ("a list in a quote", HEAD + "> - «**T-001:** Do it»\n>   - _Implements:_ ER-001\n"),
    ("the colon outside", HEAD + task().replace("- **T-001:** Do it", "- «**T-001**: Do it»")),
    ("all of it bold", HEAD + task().replace("- **T-001:** Do it", "- «**T-001: Do it**»")),
    ("a heading", HEAD + "#### «T-001: Do it»\n\n- _Implements:_ ER-001\n"),
    ("a paragraph", HEAD + "«**T-001:** Do it»\n\n- _Implements:_ ER-001\n"),
    ("one bold label", HEAD + task().replace("_Implements:_ ER-001", "«**Implements:** ER-001»")),
    ("one plain label", HEAD + task().replace("_Implements:_ ER-001", "«Implements: ER-001»")),
    ("other order", HEAD + "- «**T-001:** Do it»\n  - _Dependencies:_ None\n  - _Implements:_ ER-001\n"),
    ("four alike are one finding", HEAD + "- «**T-001**: a»\n- **T-002**: b\n- **T-003**: c\n- **T-004**: d\n"),
    ("three alike are three", HEAD + "- «**T-001**: a»\n- «**T-002**: b»\n- «**T-003**: c»\n"),
]

FIELDS = [
    ("all there", HEAD + task()),
    (
        "two missing are one finding",
        HEAD + "- «**T-001:** Do it»\n  - _Implements:_ ER-001\n  - _Description:_ Build it.\n  - _Files:_ None\n",
    ),
    ("none there", HEAD + "- «**T-001:** Do it»\n"),
    ("an empty one", HEAD + task().replace("_Description:_ Build it.", "«_Description:_»")),
    ("a value below the label", HEAD + task().replace("_Description:_ Build it.", "_Description:_\n\n    Build it.\n")),
    ("a placeholder", HEAD + task(done="[a command]")),
    ("no action", HEAD + task(files="`«src/a.go»`")),
    ("no files", HEAD + task().replace("_Files:_\n    - Create: `src/a.go`", "_Files:_ None")),
    (
        "one line",
        HEAD
        + task().replace("_Files:_\n    - Create: `src/a.go`", "_Files:_ Create: `src/a.go`; Modify: `b.go` — why"),
    ),
    ("a reason after a hyphen", HEAD + task(files="Modify: `src/a.go` - the route")),
    ("a reason in parentheses", HEAD + task(files="Modify: src/a.go (the route)")),
    ("two without reason are one finding", HEAD + task(files="Modify: `«src/a.go»`; Modify: `src/b.go`")),
    ("a deletion needs none", HEAD + task(files="Delete: `src/a.go`")),
    ("prompts", HEAD + task(files="Create: [path]; Modify: [path] — [the change]")),
    (
        "another word for a label",
        HEAD + task().replace("**T-001:** Do it", "«**T-001:** Do it»").replace("_Dependencies:_", "_Depends on:_"),
    ),
]

DEPENDENCIES = [
    ("none", plan("T-001 | Create: `a.go` | None", "T-002 | Create: `b.go` | —")),
    ("an earlier one", plan("T-001 | Create: `a.go` | None", "T-002 | Create: `b.go` | T-001 (for `pkg.T`)")),
    ("a later one", plan("T-001 | Create: `a.go` | «T-002»", "T-002 | Create: `b.go` | None")),
    ("a later one twice", plan("T-001 | Create: `a.go` | «T-002», T-002", "T-002 | Create: `b.go` | None")),
    ("itself", plan("T-001 | Create: `a.go` | «T-001»")),
    ("an unknown one", plan("T-001 | Create: `a.go` | «T-009»")),
    ("an unknown one in a note", plan("T-001 | Create: `a.go` | None (T-009 is another spec's)")),
    (
        "a range",
        plan("T-001 | Create: `a.go` | None", "T-002 | Create: `b.go` | None", "T-003 | Create: `c.go` | T-001–T-002"),
    ),
    (
        "a circle of three",
        plan("T-001 | Create: `a.go` | «T-003»", "T-002 | Create: `b.go` | T-001", "T-003 | Create: `c.go` | T-002"),
    ),
    (
        "two circles",
        plan(
            "T-001 | Create: `a.go` | «T-002»",
            "T-002 | Create: `b.go` | T-001",
            "T-003 | Create: `c.go` | «T-004»",
            "T-004 | Create: `d.go` | T-003",
        ),
    ),
    ("ids out of order", plan("T-002 | Create: `a.go` | T-001", "T-001 | Create: `b.go` | None")),
    ("a missing one in the sequence", plan("T-001 | Create: `a.go` | None", "T-003 | Create: `b.go` | T-002")),
    ("words", plan("T-001 | Create: `a.go` | Everything of the last release")),
]

USE = [
    ("declared", plan("T-001 | Create: `a.go` | None", "T-002 | Modify: `a.go` — x | T-001")),
    (
        "through another",
        plan("T-001 | Create: `a.go` | None", "T-002 | Create: `b.go` | T-001", "T-003 | Delete: `a.go` | T-002"),
    ),
    ("not declared", plan("T-001 | Create: `a.go` | None", "T-002 | Modify: `«a.go»` — x | None")),
    ("a deletion", plan("T-001 | Create: `a.go` | None", "T-002 | Delete: `«a.go»` | None")),
    ("written with a dot", plan("T-001 | Create: `./a.go` | None", "T-002 | Modify: «a.go» — x | None")),
    (
        "two files of one task",
        plan(
            "T-001 | Create: `a.go`; Create: `b.go` | None", "T-002 | Modify: `«a.go»` — x; Modify: `b.go` — y | None"
        ),
    ),
    (
        "files of two tasks",
        plan(
            "T-001 | Create: `a.go` | None",
            "T-002 | Create: `b.go` | None",
            "T-003 | Modify: `«a.go»` — x; Modify: `«b.go»` — y | None",
        ),
    ),
    ("the creator comes later", plan("T-001 | Modify: `a.go` — x | None", "T-002 | Create: `a.go` | None")),
    ("an unknown dependency", plan("T-001 | Create: `a.go` | None", "T-002 | Modify: `a.go` — x | T-009")),
    ("dependencies in words", plan("T-001 | Create: `a.go` | None", "T-002 | Modify: `a.go` — x | All of the above")),
    (
        "a task before it in words",
        plan(
            "T-001 | Create: `a.go` | None",
            "T-002 | Create: `b.go` | all of the above",
            "T-003 | Modify: `a.go` — x | T-002",
        ),
    ),
    ("a file of the repository", plan("T-001 | Modify: `a.go` — x | None", "T-002 | Modify: `a.go` — y | None")),
]

CREATION = [
    ("created first", plan("T-001 | Create: `a.go` | None", "T-002 | Modify: `a.go` — x | T-001")),
    ("created later", plan("T-001 | Modify: `«a.go»` — x | None", "T-002 | Create: `a.go` | None")),
    ("created twice", plan("T-001 | Create: `a.go` | None", "T-002 | Create: `«a.go»` | T-001")),
    ("created twice in one task", plan("T-001 | Create: `a.go`; Create: `«a.go»` | None")),
    ("deleted, then created", plan("T-001 | Delete: `a.go` | None", "T-002 | Create: `a.go` | T-001")),
    ("deleted, then modified", plan("T-001 | Delete: `a.go` | None", "T-002 | Modify: `«a.go»` — x | T-001")),
    (
        "another rule's: depends on the later one",
        plan("T-001 | Modify: `a.go` — x | T-002", "T-002 | Create: `a.go` | None"),
    ),
    ("another rule's: ids out of order", plan("T-002 | Modify: `a.go` — x | T-001", "T-001 | Create: `a.go` | None")),
    ("two folders", plan("T-001 | Create: `x/a.go` | None", "T-002 | Create: `y/a.go` | None")),
    (
        "renamed",
        plan(
            "T-001 | Modify: `b.go` — x | None",
            "T-002 | Rename: `a.go` → `b.go` | T-001",
            "T-003 | Create: `b.go` | None",
        ),
    ),
    ("prompts", plan("T-001 | Create: [path] | None", "T-002 | Create: [path] | None")),
]

MIGRATION = "Create: `migrations/20260301090000_x.sql`"
SUBJECTIVE = [
    "It works.",
    "Works as expected",
    "Done",
    "Code is complete and reviewed.",
    "`Store` works correctly.",
    "The endpoint returns correctly.",
    "The page looks and feels better than the old one.",
    "Implemented and tested",
    "The endpoint returns the correct result.",
    "Everything is fine now",
    "The dialog is user-friendly.",
]
VERIFIABLE = [
    "`go test ./src/... -run TestX` passes.",
    "`make lint`",
    "All unit tests pass.",
    "POST returns 201.",
    "An admin can revoke an invite.",
    "The list shows the new row.",
    "No row is left in `invites`.",
    "It builds and works.",
    "The handler returns `ErrX` for a duplicate.",
    "p95 < 50 ms",
    "A member does not see the table.",
    "The old column is gone.",
    "It works: `curl localhost/x` prints ok.",
]
DONE = [
    *((text, HEAD + task(done=f"«{text}»")) for text in SUBJECTIVE),
    *((text, HEAD + task(done=text)) for text in VERIFIABLE),
    ("a placeholder", HEAD + task(done="[a command]")),
    ("empty", HEAD + task(done="")),
    ("a migration", HEAD + task(files=MIGRATION, done="«`goose up` exits 0.»")),
    ("goose status", HEAD + task(files=MIGRATION, done="`goose status` shows it.")),
    (
        "goose with options",
        HEAD + task(files=MIGRATION, done='`goose -dir migrations postgres "$DB" status` shows it.'),
    ),
    ("in words", HEAD + task(files=MIGRATION, done="goose status shows it applied.")),
    ("the project's own command", HEAD + task(files=MIGRATION, done="`make migrate-status` shows it.")),
    ("SQL that is no migration", HEAD + task(files="Create: `queries/list.sql`", done="`sqlc generate` exits 0.")),
]

PATHS = [
    *(
        (path, HEAD + task(files=f"Create: {tick}{path}{tick}"))
        for tick in ("", "`")
        for path in (
            "src/api/router.go",
            "go.mod",
            "Makefile",
            "backend/Makefile",
            ".env.example",
            "web/app/[id]/page.tsx",
            "app/(admin)/page.tsx",
            "pages/[...slug].tsx",
            "src/routes/$id.tsx",
            ".github/workflows/ci.yml",
            "scripts/deploy",
            "Dockerfile.dev",
            "src/etc/limits.go",
            "src/a.go:42",
        )
    ),
    *(
        (path, HEAD + task(files=f"Create: `«{path}»`"))
        for path in (
            "src/*.go",
            "src/",
            "src/api",
            "src/.../a.go",
            "path/to/a.go",
            "src/{a,b}.go",
            "<dir>/a.go",
            "src/a b.go",
        )
    ),
    ("words", HEAD + task(files="Create: «somewhere in the api folder»")),
    ("words after the path", HEAD + task(files="Modify: src/a.go add the route")),
    ("a link", HEAD + task(files="Modify: [a.go](src/a.go) — the route")),
    ("a prompt", HEAD + task(files="Create: [path of the file]")),
    ("a rename", HEAD + task(files="Rename: `src/old` → `src/new`")),
    ("one path twice is one finding", HEAD + task(files="Create: `«src/api»`; Modify: `src/api` — x")),
    (
        "a table",
        (
            "# Tech Spec: X\n\n## 5. Component & Module Design\n\n### Backend (Go) — Modified Files\n\n"
            "| File Path | Change Description |\n|---|---|\n| «the router» | x |\n"
            "| src/a.go | y |\n| `b.go`, `«src/c/»` | z |\n"
            "| None | |\n| [path] | [change] |\n"
        ),
    ),
]

CASES = [
    pytest.param(code, text, id=f"{code} {name}")
    for code, table in (
        ("SL501", NOTATION),
        ("SL502", FIELDS),
        ("SL504", DEPENDENCIES),
        ("SL505", USE),
        ("SL506", CREATION),
        ("SL508", DONE),
        ("SL509", PATHS),
    )
    for name, text in table
]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_tasks_are_reported_at_their_marks(judge: Judge, code: str, text: str) -> None:
    judge(code, text)


MESSAGES = [
    (
        "SL501",
        HEAD + "> «**T-001**: Do it»\n> - **Implements:** ER-001\n",
        "task T-001 stands in a block quote and has labels in bold instead of italics",
    ),
    (
        "SL501",
        HEAD + "- «**T-001**: a»\n- **T-002**: b\n- **T-003**: c\n- **T-004**: d\n",
        "task T-001 has its colon outside the bold id, as do 3 other tasks",
    ),
    (
        "SL502",
        HEAD + "- «**T-001:** Do it»\n  - _Files:_ None\n",
        "task T-001 has no Implements, Description, Done condition and Dependencies",
    ),
    (
        "SL504",
        plan("T-001 | Create: `a.go` | «T-003»", "T-002 | Create: `b.go` | T-001", "T-003 | Create: `c.go` | T-002"),
        "tasks T-001, T-002 and T-003 depend on each other in a circle",
    ),
    (
        "SL505",
        plan("T-001 | Create: `a.go` | None", "T-002 | Delete: `«a.go»` | None"),
        "task T-002 deletes `a.go`, which T-001 creates, without depending on T-001",
    ),
    (
        "SL506",
        plan("T-001 | Modify: `«a.go»` — x | None", "T-002 | Create: `a.go` | None"),
        "task T-001 modifies `a.go` before T-002 creates it",
    ),
    ("SL509", HEAD + task(files="Create: `«src/»`"), "`src/` names a folder, not a file"),
]


@pytest.mark.parametrize(("code", "text", "message"), MESSAGES)
def test_a_message_names_the_thing(judge: Judge, code: str, text: str, message: str) -> None:
    (finding,) = judge(code, text)
    assert finding.message == message


def test_another_word_for_a_label_is_asked_about(judge: Judge) -> None:
    text = HEAD + task().replace("**T-001:** Do it", "«**T-001:** Do it»").replace("_Dependencies:_", "_Depends on:_")
    (finding,) = judge("SL502", text)
    assert finding.help == "is `Depends on` meant? write it Dependencies"
    assert finding.fix is None


LEVELS = [
    ("SL501", HEAD + "- «**T-001**: a»\n", "colon"),
    ("SL501", HEAD + "> «**T-001**: a»\n", None),
    ("SL502", HEAD + task(files="Modify: `«src/a.go»`"), "reason"),
    ("SL502", HEAD + task(files="`«src/a.go»`"), None),
    ("SL508", HEAD + task(files=MIGRATION, done="«`goose up` exits 0.»"), "migration"),
    ("SL508", HEAD + task(files=MIGRATION, done="«It works.»"), None),
]


@pytest.mark.parametrize(("code", "text", "level"), LEVELS)
def test_a_lesser_fault_has_a_level_of_its_own(judge: Judge, code: str, text: str, level: str | None) -> None:
    (finding,) = judge(code, text)
    assert finding.level == level
