"""Leading labels and their values."""

from __future__ import annotations

import pytest

from speclint.markdown.blocks import List
from speclint.markdown.labels import Label, labels
from speclint.markdown.parser import parse
from speclint.source import Source


def found(text: str, *, plain: bool = False) -> tuple[Source, tuple[Label, ...]]:
    source = Source(text)
    return source, labels(source, parse(source).blocks, plain=plain)


@pytest.mark.parametrize(
    ("text", "name", "style", "inside", "value"),
    [
        ("**Status:** Draft", "Status", "strong", True, "Draft"),
        ("**Status**: Draft", "Status", "strong", False, "Draft"),
        ("__Status:__ Draft", "Status", "strong", True, "Draft"),
        ("_Files:_ `a.go`, `b.go`", "Files", "emphasis", True, "`a.go`, `b.go`"),
        ("*Files*:", "Files", "emphasis", False, ""),
        ("***Both:*** a", "Both", "strong", True, "a"),
        ("**Unit tests (Go):** a", "Unit tests", "strong", True, "a"),
        ("**Table** (new): a", "Table", "strong", False, "a"),
        ("**Table (x)** (new) : a", "Table", "strong", False, "a"),
        ("**(all):** a", "(all)", "strong", True, "a"),
        ("**Table `users`:** a", "Table users", "strong", True, "a"),
        ("**Status:**\n  Draft\nmore", "Status", "strong", True, "Draft\nmore"),
        ("**Status:**Draft", "Status", "strong", True, "Draft"),
        ("**Status:**`x`", "Status", "strong", True, "`x`"),
        ("**Status:**Draft **b**", "Status", "strong", True, "Draft **b**"),
        ("**Status**Draft", None, "", False, ""),
        ("**Status: ** Draft", None, "", False, ""),
        ("**Status** Draft", None, "", False, ""),
        ("**Status** \u2014 a: b", None, "", False, ""),
        ("a **Status:** Draft", None, "", False, ""),
        ("**:** a", None, "", False, ""),
        ("`**Status:**` a", None, "", False, ""),
        ("\\*Status:* a", None, "", False, ""),
        ("Status: Draft", None, "", False, ""),
    ],
)
def test_one_label(text: str, name: str | None, style: str, inside: bool, value: str) -> None:
    source, result = found(text)
    described = [(item.name, item.style, item.colon_inside, source[item.value]) for item in result]
    assert described == ([] if name is None else [(name, style, inside, value)])


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Status: Draft", "Status", "Draft"),
        ("Open questions (if any): none", "Open questions", "none"),
        ("Status:", "Status", ""),
        ("\u00c9tat: x", "\u00c9tat", "x"),
        ("Status:Draft", None, ""),
        ("see https://a.b: c", None, ""),
        ("This is a sentence that has a colon: here", None, ""),
        ("`a`: b", None, ""),
        ("1: b", None, ""),
        ("[a]: b c", None, ""),
    ],
)
def test_one_plain_label(text: str, name: str | None, value: str) -> None:
    source, result = found(text, plain=True)
    described = [(item.name, item.style, source[item.value]) for item in result]
    assert described == ([] if name is None else [(name, "plain", value)])


def test_labels_on_consecutive_lines_end_each_others_values() -> None:
    source, result = found("**A:** one\n  two\n**B** (x): three\n_C:_\n**D:**\nfour\n")
    values = [(item.name, source[item.name_span], source[item.value], source[item.span]) for item in result]
    assert values == [
        ("A", "A", "one\n  two", "**A:** one\n  two"),
        ("B", "B", "three", "**B** (x): three"),
        ("C", "C", "", "_C:_"),
        ("D", "D", "four", "**D:**\nfour"),
    ]


def test_an_empty_value_stands_behind_the_label() -> None:
    source, result = found("**A:**  \n**B**: \n")
    assert [item.value for item in result] == [(6, 6), (source.text.index(": ") + 1,) * 2]


def test_owner_tells_what_follows() -> None:
    text = "x\n\n**A:**\n\n```go\n```\n\n**B:** b\n\n- **C:** c\n- [ ] **E**: e\n  _F:_ f\n\n  **G:** g\n  - **H:** h\n"
    _, result = found(text)
    assert [(item.name, item.owner) for item in result] == [("A", 1), ("B", 3), ("C", 4), ("E", 4), ("F", 4), ("G", 4)]


def test_labels_of_items_name_their_item() -> None:
    source = Source("**A:** a\n\n- [x] **T-1:** b\n  - _Files:_ c\n    d\n")
    blocks = parse(source).blocks
    first, second = labels(source, blocks)
    listing = blocks[1]
    assert isinstance(listing, List)
    assert (first.item, second.item) == (None, listing.items[0])
    assert (second.name, source[second.span]) == ("T-1", "**T-1:** b")
    (nested,) = labels(source, listing.items[0].blocks)
    assert (nested.name, nested.owner, source[nested.value]) == ("Files", 1, "c\n    d")
