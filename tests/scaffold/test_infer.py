"""What a template says becomes a type: one of every feature, our own types' empty specs, and broken text."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from speclint import yaml12
from speclint.config import load
from speclint.engine.run import check
from speclint.errors import SpeclintError
from speclint.scaffold.infer import infer
from speclint.scaffold.infer.hints import choices_in, is_date, waiver, without_mark
from speclint.scaffold.infer.template import read_template
from speclint.source import Source
from speclint.spec.catalogue import from_data, spec_type, type_names
from speclint.spec.headings import heading_key
from speclint.spec.skeleton import document_text
from speclint.spec.spectype import SpecType
from speclint.spec.type_files import hold_type

TEMPLATE = """\
---
title: "[name]"
state: draft | review | done
created: YYYY-MM-DD
tags: [one, two]
owner: "[who]"  # optional
---

# Change: [what changes]

**Status:** Draft / Ready / Shipped
**Author:** [name]
**Due:** YYYY-MM-DD
**Ticket (optional):** [link]

## 1. Why

<!-- Say what hurts, and for whom. -->

**Problem:** [what is wrong]

**Size:** [Small/Medium/Large]

**Facts** (from the log):

- [fact]

## 2. Plan

### 2.1 Steps

1. [first step]
2. [second step]

### 2.2 Checks (if applicable)

- [ ] [what is looked at]

### 2.3 Parts

#### Part 1: [name]

Lorem ipsum.

#### Part 2: [name]

_Repeat for each part._

## 3. Costs

| Item | Kind | By | Sum |
|------|------|----|-----|
| [item] | one of: once, monthly | YYYY-MM-DD | |
| [item] | once / monthly | YYYY-MM-DD | |

## 4. Picture

```mermaid
flowchart LR
  a --> b
```

```sql
-- [statement]
```

## 5. Roll back

Optional: leave this section out if nothing is deployed.

## [Anything else]

## Notes for authors

Be brief.
"""
EXPECTED: dict[str, Any] = {
    "title": "Change:",
    "title_prompt": "[what changes]",
    "numbering": "N.",
    "metadata": {
        "placement": "paragraph",
        "status": "Status",
        "fill": {"Author": "author"},
        "formats": {"Due": "date"},
        "schema": {
            "type": "object",
            "properties": {
                "Status": {"type": "string", "enum": ["Draft", "Ready", "Shipped"]},
                "Author": {"type": "string", "minLength": 1},
                "Due": {"type": "string", "minLength": 1},
                "Ticket": {"type": "string", "minLength": 1},
            },
            "required": ["Status", "Author", "Due"],
        },
        "prompts": {
            "Status": "Draft",
            "Author": "[name]",
            "Due": "[date as YYYY-MM-DD]",
            "Ticket": "[link]",
        },
        "front_matter": {
            "fill": {"title": "title", "created": "date"},
            "formats": {"created": "date"},
            "schema": {
                "type": "object",
                "properties": {
                    "title": {"type": "string", "minLength": 1},
                    "state": {"type": "string", "enum": ["draft", "review", "done"]},
                    "created": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "owner": {"type": "string", "minLength": 1},
                },
                "required": ["title", "state", "created", "tags"],
            },
            "prompts": {"title": "[name]", "state": "draft", "created": "[date as YYYY-MM-DD]", "owner": "[who]"},
        },
    },
    "sections": [
        {
            "heading": "Why",
            "number": "1",
            "prompt": "[Say what hurts, and for whom]",
            "fields": [
                {"label": "Problem", "prompt": "[what is wrong]"},
                {"label": "Size", "choices": ["Small", "Medium", "Large"]},
                {"label": "Facts", "note": "(from the log)", "content": "list", "prompt": "[fact]"},
            ],
        },
        {
            "heading": "Plan",
            "number": "2",
            "sections": [
                {"heading": "Steps", "number": "2.1", "list": "ordered", "samples": {"list": "1. [first step]"}},
                {
                    "heading": "Checks",
                    "number": "2.2",
                    "required": False,
                    "variants": ["Checks (if applicable)", "Checks (Optional)", "Checks [optional]"],
                    "list": "checkboxes",
                    "samples": {"list": "- [ ] [what is looked at]"},
                },
                {
                    "heading": "Parts",
                    "number": "2.3",
                    "sections": [
                        {
                            "heading": "Part 1: [name]",
                            "key": "part",
                            "repeatable": True,
                            "pattern": r"(?i)Part\b",
                            "form": r"Part (\d+): \S",
                            "prompt": "[Lorem ipsum]",
                        }
                    ],
                },
            ],
        },
        {
            "heading": "Costs",
            "number": "3",
            "tables": [
                {
                    "columns": [
                        {"name": "Item", "filled": True, "prompt": "[item]"},
                        {"name": "Kind", "choices": ["once", "monthly"], "filled": True},
                        {"name": "By", "filled": True, "format": "date", "prompt": "[date as YYYY-MM-DD]"},
                        {"name": "Sum"},
                    ]
                }
            ],
        },
        {
            "heading": "Picture",
            "number": "4",
            "code": ["sql"],
            "diagrams": {"kinds": ["flowchart"]},
            "samples": {"diagram": "flowchart LR\n  a --> b", "code:sql": "-- [statement]"},
            "layout": ["diagram", "code:sql"],
        },
        {
            "heading": "Roll back",
            "number": "5",
            "required": False,
            "prompt": "[Optional: leave this section out if nothing is deployed]",
        },
        {"heading": "[Anything else]", "repeatable": True, "prompt": "[text]"},
    ],
    "forbidden": [{"heading": "Notes for authors", "advice": "delete it; it instructs the author"}],
}


def _inferred(text: str, name: str = "change") -> SpecType:
    return from_data(hold_type(infer(Source(text, "t.md"), name), name))


def test_a_template_of_every_feature() -> None:
    text = infer(Source(TEMPLATE, "change.md"), "change")
    data = yaml12.load(text)
    assert {key: data[key] for key in EXPECTED} == EXPECTED
    assert set(data) - set(EXPECTED) == {"name", "summary"}
    assert 'required: false  # guess: the template says "Optional"' in text
    assert "# guess: once for each thing" in text
    assert max(map(len, text.splitlines())) <= 160


def test_its_empty_document_is_a_template_of_the_same_type(tmp_path: Path) -> None:
    text = infer(Source(TEMPLATE, "t.md"), "change")
    (tmp_path / ".speclint" / "types").mkdir(parents=True)
    (tmp_path / ".speclint" / "types" / "change.yaml").write_text(text, "utf-8")
    settings = load(tmp_path)
    empty = document_text(settings.kinds["change"])
    (tmp_path / "x.md").write_text(empty, "utf-8")
    run = check(["x.md"], settings, cwd=tmp_path, spec_type="change")
    assert [(one.code, one.message) for one in run.diagnostics if one.code != "SL701"] == []
    assert len(run.diagnostics) > 8
    again = _inferred(empty)
    assert (again.title, again.metadata.labels) == ("Change:", settings.kinds["change"].metadata.labels)
    assert _outline(again) == _outline(settings.kinds["change"])


def _outline(kind: SpecType) -> list[tuple[object, ...]]:
    return [
        (
            heading_key(section.heading).bare if not section.repeatable else "",
            section.number,
            section.level,
            section.repeatable,
            [[column.name for column in table.columns] for table in section.tables],
            [(field.label, field.note) for field in section.fields],
        )
        for section in kind.walk()
        if not section.excluded
    ]


@pytest.mark.parametrize("name", type_names())
def test_the_empty_spec_of_each_type_gives_that_type(name: str) -> None:
    ours = spec_type(name)
    mine = _inferred(document_text(ours), f"my-{name}")
    assert (mine.title, mine.numbering, mine.metadata.labels, mine.metadata.placement) == (
        ours.title,
        ours.numbering,
        tuple(label for label in ours.metadata.labels if ours.metadata.schema["properties"][label] is not False),
        ours.metadata.placement,
    )
    assert _tables(mine) == _tables(ours)
    assert [row[:4] for row in _outline(mine)] == [row[:4] for row in _outline(ours)]
    assert sorted(_labels(mine)) == sorted(_labels(ours))


def _tables(kind: SpecType) -> list[list[str]]:
    found = [
        [column.name for column in table.columns]
        for section in kind.walk()
        if not section.excluded
        for table in (*section.tables, *(field.table for field in section.fields if field.table))
    ]
    return sorted(found)


def _labels(kind: SpecType) -> list[str]:
    return [field.label for section in kind.walk() if not section.excluded for field in section.fields]


@pytest.mark.parametrize(
    ("value", "choices"),
    [
        ("[High/Medium/Low]", ("High", "Medium", "Low")),
        ("must | should", ("must", "should")),
        ("must \\| should", ("must", "should")),
        ("One of: red, green or blue", ("red", "green", "blue")),
        ("[Draft (WIP) / Approved]", ("Draft (WIP)", "Approved")),
        ("[Easy/Moderate/Hard - how hard is it?]", ("Easy", "Moderate", "Hard")),
        ("yes/no", ("yes", "no")),
        ("[path/to/file]", ()),
        ("[Hours/Points]", ()),
        ("[name]", ()),
        ("see https://example.org/a/b", ()),
        ("", ()),
    ],
)
def test_choices_are_read(value: str, choices: tuple[str, ...]) -> None:
    assert choices_in(value) == choices


@pytest.mark.parametrize(
    ("heading", "rest", "mark"),
    [
        ("User Stories (Optional)", "User Stories", "(Optional)"),
        ("Risks [if applicable]", "Risks", "[if applicable]"),
        ("Optional: Notes", "Notes", "Optional"),
        ("Optional Features", "Optional Features", ""),
        ("Scope (in and out)", "Scope (in and out)", ""),
    ],
)
def test_optional_marks_are_read(heading: str, rest: str, mark: str) -> None:
    assert without_mark(heading) == (rest, mark)


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        ("If applicable, describe:", "If applicable"),
        ("**Note:** *Not required until it ships.*", "Not required"),
        ("This section must be completed when it ships.", "This section must be completed when"),
        ("Delete this section if there is no API.", "Delete this section if"),
        ("Describe what happens if the server is down.", ""),
        ("Explain the options that are not required reading.", ""),
    ],
)
def test_waivers_are_read(instruction: str, words: str) -> None:
    assert waiver([instruction]) == words


def test_days_are_told_by_their_form_or_their_label() -> None:
    assert is_date("Due", "YYYY-MM-DD")
    assert is_date("Last updated", "[when]")
    assert not is_date("Candidate", "[name]")


def test_a_template_without_a_title_has_its_labels_in_a_list() -> None:
    text = "- Name: (what it is called)\n- Start: YYYY-MM-DD\n\n## Summary\n\nOne paragraph that says what it is.\n"
    text += "\n## Cost\n\nSay what it costs.\n"
    kind = _inferred(text)
    assert (kind.untitled, kind.free, kind.metadata.placement) == (True, True, "list")
    assert kind.metadata.labels == ("Name", "Start")
    assert kind.guidance == (r"^One paragraph that says what it is\.$", r"^Say what it costs\.$")
    assert document_text(kind).startswith("- Name: [what it is called]\n- Start: [date as YYYY-MM-DD]\n\n## Summary\n")


def test_a_heading_may_skip_levels_and_the_template_may_stand_in_a_fence() -> None:
    text = (
        "# How to write one\n\nCopy this:\n\n````markdown\n# Note: <subject>\n\n## One\n\n#### Deep\n\n## Two\n````\n"
    )
    kind = _inferred(text)
    assert (kind.title, kind.title_prompt) == ("Note:", "[subject]")
    assert [(section.heading, section.level) for section in kind.walk()] == [("One", 1), ("Deep", 3), ("Two", 1)]


def test_any_text_gives_a_valid_type_or_is_refused() -> None:
    picker = random.Random(6)
    whole = TEMPLATE + document_text(spec_type("design"))
    signs = "[]<>{}|#*_-`:\\\n\t\x00\ufeff\u2028'\"%&!?~ "
    for _ in range(120):
        start = picker.randrange(len(whole))
        text = list(whole[start : start + picker.randrange(1500)])
        for _ in range(picker.randrange(30)):
            if text:
                text[picker.randrange(len(text))] = picker.choice(signs)
        given = Source("".join(text), "t.md")
        if read_template(given).sections and any(map(str.isalnum, "".join(text))):
            assert infer(given, "any").startswith("# yaml-language-server: ")
        else:
            with pytest.raises(SpeclintError, match="has no sections"):
                infer(given, "any")
