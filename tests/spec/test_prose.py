"""Sentences are told from abbreviations, figures and code; measures from promises."""

from __future__ import annotations

import pytest

from speclint.markdown.parser import parse
from speclint.source import Source
from speclint.spec.measures import is_measured, is_unmeasurable
from speclint.spec.prose import count_sentences, count_words, masked, sentences

SENTENCES = {
    "One is here. Two is here.": ["One is here.", "Two is here."],
    "Read `a. B` first. Then stop!": ["Read \ufffc\ufffc\ufffc\ufffc\ufffc\ufffc first.", "Then stop!"],
    "It takes 1.5 s, e.g. Monday vs. Tuesday.": ["It takes 1.5 s, e.g. Monday vs. Tuesday."],
    'He says "go." Then she goes (at once.) Done.': ['He says "go."', "Then she goes (at once.)", "Done."],
    "See [the mail. It is long](a.md). End": ["See  the mail.", "It is long       .", "End"],
    "**Bold.** _Next_ one": ["Bold.", "Next  one"],
    "1. First of all. 2. Second": ["1. First of all.", "2. Second"],
    "Is it? <!-- No. Yes. --> It is.": ["Is it?", "It is."],
    "...": [],
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    source = Source(text)
    found = sentences(source, source.whole)
    assert [one.text for one in found] == SENTENCES[text]
    assert [len(source[one.span]) for one in found] == [len(one.text) for one in found]


def test_a_mask_keeps_every_place() -> None:
    source = Source("> A **b** `c`\n> [d](e) f")
    lines = parse(source).blocks[0].blocks[0].line_spans  # type: ignore[union-attr]
    assert masked(source, lines) == "A   b   \ufffc\ufffc\ufffc    d     f"


def test_only_prose_is_counted() -> None:
    blocks = parse(
        Source(text := "One two. Three `x y`.\n\n- four\n  - five\n\n> six\n\n| seven |\n|---|\n\n```\neight\n```\n")
    ).blocks
    assert (count_sentences(Source(text), blocks), count_words(Source(text), blocks)) == (5, 6)


@pytest.mark.parametrize(
    ("text", "measured", "unmeasurable"),
    [
        ("A broadcast to 40 members runs at most 3 queries.", True, False),
        ("The backfill of 1M rows ends within 4 minutes. No error is logged. Old ids stay valid.", True, False),
        ("`api` tests end in under 80 seconds (today: ~3 minutes). No less coverage.", True, False),
        ("Open and close events emit JSON lines with a user_id field.", False, False),
        ("`go vet ./...` is silent", True, False),
        ("cleaner", False, True),
        ("fast", False, True),
        ("acceptable", False, True),
        ("ER-001 is better", False, True),
        ("It does not increase the load", False, False),
    ],
)
def test_a_measure_is_told_from_a_promise(text: str, measured: bool, unmeasurable: bool) -> None:
    source = Source(text)
    assert (is_measured(source, source.whole), is_unmeasurable(source, source.whole)) == (measured, unmeasurable)
