"""The tree of sections."""

from __future__ import annotations

import pytest

from speclint.markdown.parser import parse
from speclint.markdown.sections import Section, sections, walk_sections
from speclint.source import Source


def outline(source: Source, section: Section, depth: int = 0) -> list[str]:
    heading = source[section.heading.content] if section.heading else "-"
    own = ",".join(source[block.span] for block in section.blocks)
    lines = [f"{'.' * depth}{section.level} {heading} [{own}]"]
    for child in section.children:
        lines += outline(source, child, depth + 1)
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["0 - []"]),
        ("a\n", ["0 - [a]"]),
        ("a\n# b\nc\n\nd\n## e\n# f\n", ["0 - [a]", ".1 b [c,d]", "..2 e []", ".1 f []"]),
        ("### a\n# b\n### c\n## d\n###### e\n", [
            "0 - []", ".3 a []", ".1 b []", "..3 c []", "..2 d []", "...6 e []",
        ]),
        ("a\n=\nb\n-\n", ["0 - []", ".1 a []", "..2 b []"]),
        ("# a\n> # b\n\n- # c\n", ["0 - []", ".1 a [> # b,- # c]"]),
        ("---\nx: y\n---\n# a\n", ["0 - []", ".1 a []"]),
    ],
)  # fmt: skip
def test_sections(text: str, expected: list[str]) -> None:
    source = Source(text)
    assert outline(source, sections(parse(source))) == expected


def test_spans_run_to_the_last_block_under_the_heading() -> None:
    source = Source("a\n\n# b\n\nc\n\n## d\n\ne\n\n# f\n\n")
    root = sections(parse(source))
    assert root.span == source.whole
    texts = [source[section.span] for section in walk_sections(root)]
    assert texts == [source.text, "# b\n\nc\n\n## d\n\ne", "## d\n\ne", "# f"]
