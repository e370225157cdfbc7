"""Variants and near misses of code that stands in no fence of its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

ENDPOINT = "# Tech Spec: X\n\n## 4. API Design\n\n### {} /api/v1/a\n\n{}\n"
PART = "# Tech Spec: X\n\n## 5. Component & Module Design\n\n{}\n"
MIGRATION = "# Tech Spec: X\n\n## 3. Data Model\n\n### Goose Migrations\n\n{}\n"
PATH = "#### `migrations/20260304050607_a.sql`"
API = "# RFC: X\n\n## 5. Detailed Design\n\n{}\n"
STRUCT = "```go\ntype A struct {}\n```"

CASES = [
    ("engineering", "prose", ENDPOINT.format("POST", "«**Request struct:** an address»")),
    ("engineering", "none for a POST", ENDPOINT.format("POST", "«**Request struct:** None»")),
    ("engineering", "none with a reason", ENDPOINT.format("POST", "**Request struct:** None — the token says all")),
    ("engineering", "none for a GET", ENDPOINT.format("GET", "**Request struct:** None")),
    ("engineering", "no label", ENDPOINT.format("POST", "**Request struct:**\n\n«```»\ntype A struct {}\n```")),
    ("engineering", "JSON", ENDPOINT.format("POST", "**Request struct:**\n\n«```json»\n{}\n```")),
    ("engineering", "a struct", ENDPOINT.format("POST", f"**Request struct:**\n\n{STRUCT}")),
    ("engineering", "no content", ENDPOINT.format("DELETE", "**Response struct:** 204 No Content")),
    ("engineering", "a known type", ENDPOINT.format("PUT", f"{STRUCT}\n\n**Response struct:** `A`")),
    ("engineering", "a type declared nowhere", ENDPOINT.format("GET", "«**Response struct:** `[]B`»")),
    ("engineering", "a prompt", ENDPOINT.format("POST", "**Request struct:** [the struct]")),
    ("engineering", "interfaces in prose", PART.format("«### Backend Interfaces»\n\nA store keeps rows.")),
    ("engineering", "interfaces", PART.format("### Backend Interfaces\n\n```go\ntype S interface{}\n```")),
    ("engineering", "no interfaces", PART.format("### Backend Interfaces\n\nNot applicable.")),
    ("engineering", "types as JSON", PART.format("### Frontend TypeScript Types\n\n«```json»\n{}\n```")),
    ("engineering", "types", PART.format("### Frontend TypeScript Types\n\n```ts\ntype A = string;\n```")),
    ("engineering", "a migration in prose", MIGRATION.format(f"«{PATH}»\n\nAdds a table.")),
    ("engineering", "an unlabelled one", MIGRATION.format(f"{PATH}\n\n«```»\n-- +goose Up\nCREATE TABLE a ();\n```")),
    ("engineering", "a migration", MIGRATION.format(f"{PATH}\n\nAdds a table.\n\n```sql\n-- +goose Up\n```")),
    ("prd-driven", "prose", ENDPOINT.format("PATCH", "«**Request struct:** the new name»")),
    ("rfc", "an interface in prose", API.format("«### 5.1 API Interfaces»\n\nA client sends an address.")),
    ("rfc", "an interface in a list", API.format("«### 5.1 API Interfaces»\n\n- a client sends\n- a server gets")),
    ("rfc", "an endpoint", API.format("### 5.1 API Interfaces\n\n- GET /a gives a")),
    ("rfc", "a fence", API.format("### 5.1 API Interfaces\n\n```yaml\nopenapi: 3.1.0\n```")),
    ("rfc", "no interface", API.format("### 5.1 API Interfaces\n\nNot applicable.")),
    ("rfc", "a list of tables", API.format("«### 5.2 Data Model / Schema»\n\n- `a` keeps rows")),
    ("rfc", "a schema", API.format("### 5.2 Data Model / Schema\n\n```sql\nCREATE TABLE a ();\n```")),
]  # fmt: skip


@pytest.mark.parametrize(("spec_type", "marked"), [pytest.param(t, m, id=f"{t} {n}") for t, n, m in CASES])
def test_missing_code_blocks(spec_type: str, marked: str, judge: Judge) -> None:
    judge("SL126", marked, spec_type)
