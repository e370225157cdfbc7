"""What is left of the template is found once a line; what only looks like it is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.lint import lint_source
from speclint.engine.run import fix
from speclint.scaffold.new import scaffold
from speclint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

TITLE = "# Tech Spec: Invitations\n\n"
RISKS = "| Risk | Impact | Mitigation |\n|---|---|---|\n"

LEFT = {
    "whole paragraph": "«[what this spec is for]»",
    "paragraph of two lines": "«[what this spec is for\nand why]»",
    "label": "**Author:** «[name]»",
    "label, colon outside": "**Author**: «[name]»",
    "metadata choices": "**Status:** «Draft | In Review | Approved»",
    "escaped choices": "**Status:** «Draft \\| In Review \\| Approved»",
    "heading": "### Rollback «[of what]»".replace("Rollback ", ""),
    "numbered heading": "## 4. «[name]»",
    "tag": "- [ASSUMPTION] «[what is assumed]»",
    "box": "- [ ] «[what to try]»",
    "italic label": "- _Dependencies:_ «[Prior tasks]»",
    "sample id in a label": "- **«T-00X»:** Send the mail",
    "sample id and a prompt": "- **«T-00X»:** [title of the task]",
    "sample id": "- _Dependencies:_ «T-XXX»",
    "known prompt among text": "    - Modify: src/a.go — «[the change]»".strip(),
    "reads like a prompt": "It is sent to «[name of the queue]» at once.",
    "open word": "**Channel:** «TBD»",
    "open word in an item": "- «TODO»",
    "angle brackets": "**Author:** «<your name>»",
    "mustache": "**Author:** «{{AUTHOR}}»",
    "path in code": "**Handler:** «`[exact/path/to/file.go]`»",
    "row": f"{RISKS}«| [risk] | [impact] | [mitigation] |»\n| Slow | Late | Alert at 60 s |",
    "cell": f"{RISKS}| Slow mail | «[what it breaks]» | Alert at 60 s |",
    "two cells, one finding": f"{RISKS}| Slow mail | «[what it breaks]» | [what is done] |",
    "choices in a cell": "| A | Priority |\n|---|---|\n| b | «must/should/may» |",
    "go comment": "```go\n«// [the struct]»\n```",
    "sql": "```sql\n-- +goose Up\n«[SQL statements]»\n```",
    "sql elision": "```sql\n-- +goose Up\n«-- ...»\n```",
    "type elision": "```typescript\ninterface A {\n  id: string;\n  «// ...»\n}\n```",
    "nested type elision": "```go\ntype A struct {\n    B struct {\n        «// …»\n    }\n}\n```",
    "command": "```bash\nnpx shadcn@latest «add [component-name]»\n```",
    "crlf": "**Author:** «[name]»\r\n**Status:** Draft\r\n",
}

FINE = {
    "citation": "Dates follow [RFC 7231] and [1], [sic].",
    "citation alone": "- [RFC 7231]",
    "generic types": "A `map[string]int` of `[]string`, or map[string]int of []string.",
    "route": "The page is `app/[id]/page.tsx` or app/[id]/page.tsx.",
    "index": "Then arr[i] and items[last item] are read.",
    "link": "- [the mail spec](mail.md)",
    "image": "![a diagram of it](a.png)",
    "reference link": "- [the mail spec][mail]\n- [mail]\n\n[mail]: mail.md",
    "footnote": "It holds.[^note]\n\n[^note]: Since March, [see the log](log.md).",
    "boxes": "- [ ] Open the page\n- [x] Close it",
    "box in a cell": f"{RISKS}| [x] | [ ] | [X] |",
    "tag": "- [ASSUMPTION] Mail arrives",
    "comment": "<!-- [name of the thing] TBD -->",
    "comment among text": "It is sent. <!-- [name of the thing] -->",
    "array in code": f'{RISKS}| `["a", "b"]` | `[worker, queue]` | `[id]` |',
    "break": f"{RISKS}| a<br>b | <br> | c |",
    "autolink": "**Author:** <ada@example.org>",
    "and so on": f"{RISKS}| Slow mail | Late | Alert |\n| … | (as above) | Alert |",
    "body of a function": "```go\nfunc f() error {\n    // ...\n}\n```",
    "rust attribute": "```rust\n#[derive(Debug)]\n#[test]\n```",
    "toml": "```toml\n# [package]\n[package]\n```",
    "yaml elision": "```yaml\na: 1\n# ...\n```",
    "quoted template": "```markdown\n**Author:** [name]\n```",
    "word in a sentence": "The TODO list, TBD by nobody, is T-001 to T-003.",
    "one choice": "**Status:** In Review",
    "interval": "Values in [0, 1] and [a, b] are taken.",
}


@pytest.mark.parametrize("name", LEFT)
def test_left_text_is_found_once_a_line(judge: Callable[..., list[Finding]], name: str) -> None:
    judge("SL701", TITLE + LEFT[name])


@pytest.mark.parametrize("name", FINE)
def test_near_misses_are_silent(judge: Callable[..., list[Finding]], name: str) -> None:
    judge("SL701", TITLE + FINE[name])


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("It is sent to «[name of the queue]».", ["inner"]),
        ("```go\ntype A struct {\n    «// ...»\n}\n```", ["elision"]),
        ("**Author:** «[name]»", [None]),
    ],
)
def test_levels(judge: Callable[..., list[Finding]], text: str, levels: list[str | None]) -> None:
    assert [finding.level for finding in judge("SL701", TITLE + text)] == levels


@pytest.mark.parametrize(("language", "marks"), [("markdown", ("", "")), ("sh", ("«", "»"))])
def test_text_between_fences_that_were_meant_to_nest_is_not_judged(
    judge: Callable[..., list[Finding]], language: str, marks: tuple[str, str]
) -> None:
    prompt = "[optional body]".join(marks)
    judge("SL701", f"{TITLE}```{language}\nWrite it so:\n```\n\n{prompt}\n\n```\nend\n```\n")


@pytest.mark.parametrize("name", ["engineering", "prd-driven"])
def test_each_prompt_of_a_scaffold_is_found_and_nothing_else(name: str) -> None:
    source = Source(scaffold(name).text, "tech-specs/x.md")
    found = lint_source(source, Settings.defaults("/repo"), named=True).diagnostics
    assert {(one.code, one.severity.value) for one in found} == {("SL701", "warning")}
    prompt = re.compile(r"\[(?!ASSUMPTION\]| \])")
    expected = [number for number, line in enumerate(source.line_spans, 1) if prompt.search(source[line])]
    assert [source.position(one.span.start).line for one in found] == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{RISKS}| [risk] | [impact] | TBD |\n| a | b | c |\n", f"{RISKS}| a | b | c |\n"),
        (f"{RISKS}| a | b | c |\n| [risk] | [impact] | [cure] |", f"{RISKS}| a | b | c |"),
        (f"{RISKS}| [risk] | [impact] | [cure] |\n", f"{RISKS}| [risk] | [impact] | [cure] |\n"),
        (f"{RISKS}| a | b | [cure] |\n| c | d | e |\n", f"{RISKS}| a | b | [cure] |\n| c | d | e |\n"),
        ("- a\n- [what else]\n- [more]\n", "- a\n"),
        ("- [what else]\n", "- [what else]\n"),
        ("- a\n- [what else]\n  - b\n", "- a\n- [what else]\n  - b\n"),
    ],
)
def test_only_blank_rows_and_items_beside_real_ones_go(before: str, after: str, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes((TITLE + before).encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL701"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert path.read_bytes().decode() == TITLE + after
    assert fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering").changed == ()


@pytest.mark.parametrize(
    "text",
    [
        "«_Use the section that matches the spec type. Delete the other._»",
        "«Use exactly this structure and headings when producing the final document:»",
        "«<!-- Use the section that matches the spec type. -->»",
        "> «Use the section that matches the spec type.»",
        "Both tables use the section of the mail spec.",
    ],
)
def test_instructions(judge: Callable[..., list[Finding]], text: str) -> None:
    judge("SL702", TITLE + text)
