"""Run one check over a fragment in which «…» marks what it must report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from speclint.engine.lint import resolve
from speclint.resources import data_folder
from speclint.rules import read_pages
from speclint.source import Source, Span
from speclint.spec.reading import read_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

Judge = "Callable[..., list[Finding]]"
_MARK = re.compile("[«»]")


def unmark(marked: str) -> tuple[str, list[Span]]:
    """Return the text without marks, and the spans between them."""
    spans: list[Span] = []
    parts: list[str] = []
    length = edge = start = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[edge : mark.start()])
        length += mark.start() - edge
        edge = mark.end()
        if mark.group() == "«":
            start = length
        else:
            spans.append(Span(start, length))
    parts.append(marked[edge:])
    return "".join(parts), spans


@pytest.fixture(scope="session")
def judge() -> Callable[..., list[Finding]]:
    """Return a function that runs the check of a rule over a marked text and asserts that it reports the marks."""
    rules = {page.rule.code: page.rule for page in read_pages(data_folder("rules"))}

    def run(code: str, marked: str, spec_type: str = "engineering") -> list[Finding]:
        text, marks = unmark(marked)
        rule = rules[code]
        spec = read_spec(Source(text, "tech-specs/x.md"), spec_type=spec_type)
        found = sorted(resolve(rule.check)(spec, rule), key=lambda finding: finding.span)
        assert [(finding.span, text[finding.span.start : finding.span.end]) for finding in found] == [
            (mark, text[mark.start : mark.end]) for mark in marks
        ]
        return found

    return run
