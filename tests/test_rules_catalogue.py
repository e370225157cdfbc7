"""The catalogue: pages, selectors, severities, and the generated index."""

from __future__ import annotations

import json
from typing import Any

import pytest

from speclint.diagnostics import Severity
from speclint.engine import index
from speclint.errors import SpeclintError
from speclint.resources import index_file
from speclint.rules import Rule, catalogue, did_you_mean, select
from speclint.rules.page import parse_page

RULES = {
    rule.code: rule
    for rule in (
        Rule("SL001", "unreadable-file", "One."),
        Rule("SL204", "unmapped-requirement", "Two."),
        Rule("SL205", "unknown-requirement", "Three."),
        Rule("SL401", "malformed-migration-name", "Four."),
    )
}

PAGE = """---
code: SL204
name: unmapped-requirement
summary: A requirement that no task implements.
severity: {default: error, status: {draft: warning}, levels: {borderline: info}}
types: [engineering]
check: traceability.unmapped_requirement
fix: [safe]
options: {limit: 3}
clauses: [S2-162]
---
# SL204 unmapped-requirement

Why it matters.

## Bad

````markdown type=engineering finds=2,4 status=Approved
# A
```text
## Bad
```
````

```markdown file=prds/x.md
# P
```

```markdown finds=1
x
```

## Good

```markdown type=engineering path=docs/a.md
fine
```

## Fixed

```markdown type=engineering
mended
```
"""


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("SL204", ("SL204",)),
        ("sl204", ("SL204",)),
        (" unmapped-requirement ", ("SL204",)),
        ("SL2", ("SL204", "SL205")),
        ("SL20", ("SL204", "SL205")),
        ("SL", ("SL001", "SL204", "SL205", "SL401")),
        ("SL9", ()),
        ("S", ()),
        ("", ()),
        ("unmapped", ()),
    ],
)
def test_selectors(selector: str, codes: tuple[str, ...]) -> None:
    assert select(selector, RULES) == codes


@pytest.mark.parametrize(
    ("selector", "near"),
    [("unmaped-requirement", "unmapped-requirement"), ("SL024", "SL204"), ("colour", None)],
)
def test_the_nearest_rule_is_named(selector: str, near: str | None) -> None:
    assert did_you_mean(selector, RULES) == near


@pytest.mark.parametrize(
    ("spec_type", "status", "level", "severity"),
    [
        (None, None, None, Severity.ERROR),
        ("rfc", None, None, Severity.INFO),
        ("rfc", "draft", None, Severity.INFO),
        ("feature", "draft", None, Severity.WARNING),
        ("feature", "approved", None, Severity.ERROR),
        ("rfc", "draft", "grave", Severity.ERROR),
        ("feature", "draft", "unheard-of", Severity.WARNING),
    ],
)
def test_level_stands_above_type_above_status(
    spec_type: str | None, status: str | None, level: str | None, severity: Severity
) -> None:
    words: dict[str, Any] = {
        "default": "error",
        "status": {"draft": "warning"},
        "types": {"rfc": "info"},
        "levels": {"grave": "error"},
    }
    assert Rule("SL204", "x", "X.", severity=words).severity_of(spec_type, status, level) is severity


def test_a_page_is_taken_apart() -> None:
    page = parse_page(PAGE, "2xx-traceability/SL204-unmapped-requirement.md")
    assert page.rule == Rule(
        code="SL204",
        name="unmapped-requirement",
        summary="A requirement that no task implements.",
        severity={"default": "error", "status": {"draft": "warning"}, "levels": {"borderline": "info"}},
        types=("engineering",),
        check="traceability.unmapped_requirement",
        fix=("safe",),
        options={"limit": 3},
        clauses=("S2-162",),
        page="2xx-traceability/SL204-unmapped-requirement.md",
    )
    assert page.why == "Why it matters."
    first, second = page.bad
    assert [(file.path, file.text, file.line) for file in first.files] == [
        ("tech-specs/example.md", "# A\n```text\n## Bad\n```\n", 19),
        ("prds/x.md", "# P\n", 26),
    ]
    assert (first.spec_type, first.finds, first.status) == ("engineering", (2, 4), "Approved")
    assert (second.spec_type, second.finds, second.main.text) == (None, (1,), "x\n")
    assert page.good[0].main.path == "docs/a.md"
    assert page.fixed[0].main.text == "mended\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("---\ncode", "code", ":1: the rule page has no front matter"),
        ("name: unmapped-requirement", "nam: x", ":2: front matter: "),
        ("severity: {default: error,", "severity: {default: fatal,", ":5: severity: "),
        ("severity: {", "severity: [", ":5: the front matter is not YAML: "),
        ("# SL204 unmapped-requirement", "# SL204 other", ":12: the page's first heading is not "),
        ("finds=2,4", "finds=two", ":18: `finds=` names no line numbers"),
        ("finds=2,4", "lines=2", ":18: unknown fence option `lines`"),
        (
            "```markdown type=engineering\nmended",
            "```markdown file=x.md\nmended",
            ":41: a fence with `file=` has no ",
        ),
        ("mended\n```", "mended", ":41: the fence is not closed"),
    ],
)
def test_a_broken_page_says_where(old: str, new: str, message: str) -> None:
    assert old in PAGE
    with pytest.raises(SpeclintError) as caught:
        parse_page(PAGE.replace(old, new, 1), "SL204-unmapped-requirement.md")
    assert caught.value.message.startswith(f"SL204-unmapped-requirement.md{message}")


def test_the_file_name_is_the_rule_s() -> None:
    with pytest.raises(SpeclintError, match=r"the page's file name is not SL204-unmapped-requirement\.md"):
        parse_page(PAGE, "2xx/SL205-unmapped-requirement.md")


def test_a_rule_comes_back_from_data() -> None:
    rule = parse_page(PAGE, "SL204-unmapped-requirement.md").rule
    assert Rule.from_data(json.loads(json.dumps(rule.as_data()))) == rule


def test_the_index_is_what_the_pages_and_types_say() -> None:
    assert index_file().read_text("utf-8") == index.rendered(), "run `make golden`"


def test_the_catalogue_is_in_code_order() -> None:
    codes = list(catalogue())
    assert codes == sorted(codes)
    assert {"SL001", "SL005", "SL006"} <= set(codes)
    assert all(rule.code == code for code, rule in catalogue().items())
