"""The rules on what a template has hold for a type of a repository's own that extends none."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.config import load
from speclint.engine.run import check
from speclint.source import Source

TYPE = """\
name: own
summary: Ours.
title: "Note:"
closed: [1]
metadata:
  placement: list
  schema: {type: object, properties: {Name: {type: string}, State: {enum: [new, done]}}, required: [Name, State]}
  front_matter: {schema: {type: object, properties: {kind: {enum: [a, b]}}, required: [kind]}}
sections:
  - heading: Facts
    topics: [Cost]
    list: checkboxes
    prompt: "[facts]"
  - {heading: Picture, diagrams: {kinds: [pie]}, samples: {diagram: pie}, code: [sql]}
  - {heading: Steps, fields: [{label: First, content: ordered}]}
forbidden: [{heading: How to, advice: delete it}]
"""
GOOD = """\
---
kind: a
---

# Note: x

- Name: one
- State: new

## Facts

- [ ] Cost: none to speak of

## Picture

```mermaid
pie
  "a": 1
```

```sql
SELECT 1;
```

## Steps

**First:**

1. This.
"""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("---\nkind: a\n---\n\n", "", ["SL007"]),
        ("- State: new\n", "", ["SL109"]),
        ("State: new", "State: old", ["SL110"]),
        ("- [ ] Cost: none to speak of", "- [ ] Colour: red, as ever", ["SL119"]),
        ("- [ ] Cost", "- Cost", ["SL120"]),
        ("1. This.", "- This.", ["SL120"]),
        ('```mermaid\npie\n  "a": 1\n```\n', "It is round.\n", ["SL303"]),
        ("```sql\nSELECT 1;\n```\n", "", ["SL126"]),
        ("## Steps", "## How to\n\nBe brief.\n\n## Steps", ["SL122"]),
        ("## Steps", "## More\n\nText.\n\n## Steps", ["SL102"]),
    ],
)
def test_a_template_of_its_own_is_held(old: str, new: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / ".speclint" / "types").mkdir(parents=True)
    (tmp_path / ".speclint" / "types" / "own.yaml").write_text(TYPE, "utf-8")
    assert old in GOOD
    (tmp_path / "x.md").write_text(GOOD.replace(old, new, 1) if old else GOOD, "utf-8")
    run = check(["x.md"], load(tmp_path), cwd=tmp_path, spec_type="own")
    assert sorted({one.code for one in run.diagnostics}) == found


def test_a_label_that_lacks_is_put_into_the_list(tmp_path: Path) -> None:
    (tmp_path / ".speclint" / "types").mkdir(parents=True)
    (tmp_path / ".speclint" / "types" / "own.yaml").write_text(TYPE, "utf-8")
    text = GOOD.replace("- State: new\n", "")
    (tmp_path / "x.md").write_text(text, "utf-8")
    (one,) = check(["x.md"], load(tmp_path), cwd=tmp_path, spec_type="own").diagnostics
    assert one.fix is not None
    (edit,) = one.fix.edits
    assert Source(text)[edit.span] == ""
    assert text[: edit.span.start].endswith("- Name: one")
    assert edit.text == "\n- State:"
