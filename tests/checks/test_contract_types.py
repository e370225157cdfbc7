"""TypeScript in a spec: syntax, Go twins and the values of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

TITLE = "# Tech Spec: Invitations\n\n"
API = TITLE + "## 4. API Design\n\n### POST /api/invites\n\n"
TYPES = pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])


def contract(go: str, ts: str) -> str:
    return (
        f"{API}**Response struct:**\n\n```go\n{go}\n```\n\n**TypeScript request/response types:**\n\n```ts\n{ts}\n```\n"
    )


def column(check: str, ts: str) -> str:
    return (
        f"{TITLE}## 3. Data Model\n\n### Goose Migrations\n\n#### `migrations/20260304090000_create_invites.sql`\n\n"
        f"```sql\n-- +goose Up\n{check}\n-- +goose Down\nDROP TABLE invites;\n```\n\n"
        f"## 5. Component & Module Design\n\n### Frontend TypeScript Types\n\n```ts\n{ts}\n```\n"
    )


CHECK = "CREATE TABLE invites (\n    status TEXT CHECK (status IN ('open', 'used'))\n);"
ENUM = (
    "CREATE TYPE invite_status AS ENUM ('open', 'used');\nCREATE TABLE invites (\n    status invite_status NOT NULL\n);"
)


@TYPES
@pytest.mark.parametrize(
    ("text", "level"),
    [
        (TITLE + "```ts\ninterface A {\n  «email»;\n}\n```\n", None),
        (TITLE + "```ts\ninterface A «{»\n  email: string;\n```\n", None),
        (TITLE + "```tsx\nfunction f(«a», b: string) {}\n```\n", "parameter"),
        (TITLE + "```ts\ninterface A {\n  email?: string; // as in Go\n  ...\n}\n```\n", None),
        (TITLE + "```ts\nemail: string;\nrole: 'a' | 'b';\n```\n", None),
        (TITLE + "```js\nfunction f(a) {}\n```\n", None),
    ],
)
def test_syntax(judge: Callable[..., list[Finding]], text: str, level: str | None, spec_type: str) -> None:
    assert all(one.level == level for one in judge("SL607", text, spec_type))


A_GO = 'type A struct {\n    ID string `json:"id"`\n}'
A_TS = "interface A {\n  id: string;\n}"
B_GO = '\ntype «B» struct {\n    Name string `json:"name"`\n}'
B_TS = "\ninterface «B» {\n  name: string;\n}"


@TYPES
@pytest.mark.parametrize(
    ("go", "ts", "message"),
    [
        (A_GO + B_GO, A_TS, "struct B has no TypeScript type of its name"),
        (A_GO, A_TS + B_TS, "interface B has no Go struct of its name"),
        (A_GO.replace("A", "«A»"), A_TS.replace("A", "InviteA"), "struct A is InviteA in TypeScript"),
        (A_GO, "type A = { id: string };", None),
        (A_GO, 'import type { A } from "@/types/a";', None),
        (A_GO, A_TS + "\ninterface TableProps {\n  size: number;\n}\ntype Role = 'a' | 'b';", None),
        ('type A struct {\n    Items []struct{ ID string `json:"id"` } `json:"items"`\n}', A_TS + B_TS, None),
        ("type A struct (\n}", A_TS + B_TS, None),
    ],
)
def test_twins(judge: Callable[..., list[Finding]], go: str, ts: str, message: str | None, spec_type: str) -> None:
    text = contract(go, ts)
    found = judge("SL608", text if message else text.replace("«", "").replace("»", ""), spec_type)
    assert [one.message for one in found] == ([message] if message else [])


def test_an_endpoint_without_typescript_is_another_rules(judge: Callable[..., list[Finding]]) -> None:
    judge(
        "SL608",
        f"{API}**Response struct:**\n\n```go\n{A_GO}\n```\n\n## 5. Component & Module Design\n\n```ts\n{A_TS}\n```\n",
    )


@pytest.mark.parametrize(
    ("cell", "declared"), [("«RowProps»", ""), ("RowProps", "interface RowProps {}"), ("None", "")]
)
def test_props(judge: Callable[..., list[Finding]], cell: str, declared: str) -> None:
    head = "## 5. Component & Module Design\n\n### Frontend (React/TypeScript) — New Files\n\n"
    table = "| File Path | Type | shadcn Components Used | Props Interface |\n|---|---|---|---|\n"
    row = f"| `src/Row.tsx` | Feature | Button | {cell} |\n\n```ts\n{declared}\n```\n"
    assert all(one.level == "props" for one in judge("SL608", TITLE + head + table + row))


@TYPES
@pytest.mark.parametrize(
    ("sql", "ts", "message"),
    [
        (
            CHECK,
            'interface Invite {\n  «status»: "open";\n}'.replace('"open"', '"open" | "lost"'),
            'lacks "used" and has "lost" besides',
        ),
        (ENUM, 'interface InviteResponse {\n  «status»: "open" | "used" | "lost";\n}', 'has "lost" besides'),
        (ENUM, 'type «InviteStatus» = "open" | "lost";', 'lacks "used" and has "lost" besides'),
        (CHECK, "interface Invite {\n  «status»: string;\n}", "is a string"),
        (CHECK, 'interface Invite {\n  status: "used" | "open" | null;\n}', None),
        (ENUM, 'interface UpdateInviteRequest {\n  status: "used";\n}', None),
        (ENUM, 'interface InviteFilters {\n  status: "all" | "open";\n}', None),
        (CHECK, 'interface Job {\n  status: "queued" | "done";\n}', None),
        (CHECK, 'type Status = "used" | "open";\ninterface Invite {\n  status: Status;\n}', None),
        (CHECK, "interface Invite {\n  status: InviteStatus;\n  state: string;\n}", None),
    ],
)
def test_values(judge: Callable[..., list[Finding]], sql: str, ts: str, message: str | None, spec_type: str) -> None:
    found = judge("SL610", column(sql, ts), spec_type)
    assert len(found) == bool(message)
    assert all(message in one.message and one.related for one in found if message)


def test_values_in_a_table_of_columns(judge: Callable[..., list[Finding]]) -> None:
    table = "#### invites\n\n| Column | Type | Constraints | Notes |\n|---|---|---|---|\n"
    row = "| role | TEXT | NOT NULL, CHECK (role IN ('admin', 'member')) | |\n"
    ts = '\n```ts\ninterface Invite {\n  «role»: "admin" | "owner";\n}\n```\n'
    found = judge("SL610", f"{TITLE}## 3. Data Model\n\n### New Tables\n\n{table}{row}{ts}")
    assert found[0].fix is not None
    assert found[0].fix.edits[0].text == '"admin" | "member"'
