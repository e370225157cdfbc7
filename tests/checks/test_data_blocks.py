"""Variants and near misses of data models written in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

FEATURE = "# Technical Spec: X\n\n## 4. Technical Design\n\n{}\n\n{}\n"
HEAD = "### 4.3 Data Model"
DESIGN = (
    "# Technical Specification: X\n\n## Integration Points\n\n### Data Schema Changes\n\n**Database Changes**:\n\n{}\n"
)
FIELDS = "Table: a\n- id: uuid - key\n- b: text\n"


def block(text: str, language: str = "") -> str:
    return FEATURE.format(HEAD, f"```{language}\n{text}\n```")


CASES = [
    ("feature", "no type", block("Table: a\n- id: uuid\n- «b»")),
    ("feature", "a purpose and no type", block("Entity: a\n- «b - what for»\n- c: int")),
    ("feature", "four without a type", block("Entity: a\n- «b»\n- c\n- d\n- e")),
    ("feature", "no entity", block("«- id: uuid - key»\n- b: text")),
    ("feature", "no field", block("«Entity/Table: a»\n\nIndexes:\n- none")),
    ("feature", "an index without fields", block(f"{FIELDS}\nIndexes:\n- «a_b»")),
    ("feature", "an index on another field", block(f"{FIELDS}\nIndexes:\n- «a_c: id, c - search»")),
    ("feature", "no relationship", block(f"{FIELDS}\n«Relationships:»\n\nTable: b\n- id: uuid")),
    ("feature", "prose", FEATURE.format(f"«{HEAD}»", "A table keeps the rows.")),
    ("feature", "all of it", block(f"{FIELDS}\nIndexes:\n- a_b: b, id - search\n\nRelationships:\n- a has many c")),
    ("feature", "types in brackets", block("Table: a\n- id (uuid)\n- b text\n- `c`: int, not null")),
    ("feature", "an index by an expression", block(f"{FIELDS}\nIndexes:\n- a_b: lower(b) - search")),
    ("feature", "none", FEATURE.format(HEAD, "Not applicable: nothing is stored.")),
    ("feature", "a table", FEATURE.format(HEAD, "| Field | Type |\n|---|---|\n| id | uuid |")),
    ("feature", "SQL", block("CREATE TABLE a (id uuid);", "sql")),
    ("feature", "a drawing", block("a --> b\n- c")),
    ("feature", "a prompt", block("Entity/Table: [name]\n- [field]: [type - what it means]")),
    ("design", "no type", DESIGN.format("- **Table**: `a`\n  - New columns: «`b` - what for»")),
    ("design", "no type below", DESIGN.format("- **Table**: `a`\n  - **New columns**:\n    - «`b`»")),
    ("design", "no name", DESIGN.format("- «**Table**:»\n  - New columns: `b` (text)")),
    ("design", "a type", DESIGN.format("- **Table**: `a`\n  - New columns: `b` (text) - what for")),
    ("design", "a type in the code", DESIGN.format("- **Table**: `a`\n  - New columns:\n    - `b TEXT NOT NULL`")),
    ("design", "no new column", DESIGN.format("- **Table**: `a`\n  - New columns: None\n  - Modified columns: `b`")),
    ("design", "no changes", DESIGN.format("- None")),
]  # fmt: skip


@pytest.mark.parametrize(("spec_type", "marked"), [pytest.param(t, m, id=f"{t} {n}") for t, n, m in CASES])
def test_malformed_data_models(spec_type: str, marked: str, judge: Judge) -> None:
    judge("SL130", marked, spec_type)
