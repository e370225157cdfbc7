"""Variants and near misses of facts given twice, and of trees of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

HEADER = (
    "# Technical Specification: X\n\n**Issue**: #12\n**Status**: {status}\n**Created**: 2026-03-01\n"
    "**Last Updated**: {day}\n\n{rest}\n"
)
ROWS = "## Revision History\n\n| Date | Author | Changes | Status |\n|---|---|---|---|\n{}\n"
FIRST, SECOND = "| 2026-03-01 | Ada | a | DRAFT |", "| 2026-03-09 | Ada | b | APPROVED |"
LINKS = "## Related Documents\n\n- **Original Issue**: {}\n"
TREE = "# Technical Specification: X\n\n## Implementation Plan\n\n{}\n\n{}\n"
HEAD = "### Files to Create"


def header(rest: str = "", status: str = "APPROVED", day: str = "2026-03-09", front: str = "") -> str:
    top = f"---\ntitle: a\nlast_updated: {front}\n---\n\n" if front else ""
    return top + HEADER.format(status=status, day=day, rest=rest)


def marked_front(day: str) -> str:
    return header(front=day).replace(f"last_updated: {day}", f"«last_updated: {day}»")


FACTS = [
    ("the front matter is older", marked_front("2026-03-01")),
    ("the front matter is newer", marked_front('"2026-04-01"')),
    ("the same day in quotes", header(front='"2026-03-09"')),
    ("a day in words", header(front="9 March 2026")),
    ("an older row", header(ROWS.format("| «2026-03-01» | Ada | a | APPROVED |"))),
    ("another status", header(ROWS.format("| 2026-03-09 | Ada | a | «DRAFT» |"))),
    ("the last row agrees", header(ROWS.format(f"{FIRST}\n{SECOND}"))),
    ("the newest on top", header(ROWS.format(f"{SECOND}\n{FIRST}"))),
    ("a word that is no status", header(ROWS.format("| 2026-03-09 | Ada | a | Reviewed |"))),
    ("a prompt for a day", header(ROWS.format("| [date] | Ada | a | DRAFT |"))),
    ("another issue", header(LINKS.format("«https://github.com/a/b/issues/21»"))),
    ("another number", header(LINKS.format("«#21»"))),
    ("the same issue", header(LINKS.format("[Issue](https://github.com/a/b/issues/12)"))),
    ("no number", header(LINKS.format("the tracker's entry of 2026"))),
]  # fmt: skip

TREES = [
    ("a file without a purpose", TREE.format(HEAD, "```text\na/\n«├── b.go»\n└── c.go   # c\n```")),
    ("a path without one", TREE.format(HEAD, "```text\n«a/b.go»\na/c.go # c\n```")),
    ("a branch without a name", TREE.format(HEAD, "```text\na/\n«├──»\n└── c.go   # c\n```")),
    ("no label", TREE.format(HEAD, "«```»\na.go # a\n```")),
    ("another label", TREE.format(HEAD, "«```bash»\na/\n└── c.go   # c\n```")),
    ("a list", TREE.format(f"«{HEAD}»", "- `a.go`: a")),
    ("four without a purpose", TREE.format(HEAD, "```text\n«a.go»\nb.go\nc.go\nd.go\n```")),
    ("folders", TREE.format(HEAD, "```text\na/\n├── b/\n│   └── c.go   # c\n└── .github/\n    └── d.yml  # d\n```")),
    ("ASCII", TREE.format(HEAD, "```text\na\n|-- b.go   # b\n`-- c.go   -- c\n```")),
    ("none", TREE.format(HEAD, "None.")),
    ("a prompt", TREE.format(HEAD, "```text\n[folder]/\n└── [file]   # [what it is for]\n```")),
]  # fmt: skip


@pytest.mark.parametrize("marked", [pytest.param(marked, id=name) for name, marked in FACTS])
def test_facts_that_disagree(marked: str, judge: Judge) -> None:
    judge("SL132", marked, "design")


@pytest.mark.parametrize("marked", [pytest.param(marked, id=name) for name, marked in TREES])
def test_trees_of_files(marked: str, judge: Judge) -> None:
    judge("SL131", marked, "design")
