"""Check of the JSON in a spec: fences and the bodies of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.prompts import holds_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.contracts.syntax import Problem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_BODY = regex(r"\s*[\[{]\s*(?:[\"}\]'{\[]|\w+\s*:)")
_NOTATION = regex(r"is no JSON value|is no key")


def json_syntax_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the first place of each JSON fence, and of each error's body, that is not JSON (RFC 8259).

    A fence that nothing closes is another rule's, and so is a prompt of the template.
    """
    from speclint.contracts.json_text import json_problem

    assert spec.type is not None
    for fence in spec.fences:
        if fence.language != "json" or not fence.closed:
            continue
        problem = json_problem(fence.text(spec.source))
        if problem is None or _is_notation(spec, problem):
            continue
        place = fence.place_span(*problem.span)
        if not holds_prompt(spec.type, spec.source[_line(spec, place)]):
            yield Finding(place, f"the JSON is broken: {problem.message}", problem.help)
    for view in spec.tables_by_role("errors"):
        for row in view.rows():
            cell = view.cell(row, "body")
            for code in code_spans(spec.source, cell.span) if cell else ():
                text = spec.source[code.content].replace("\\|", " |")
                problem = json_problem(text) if _BODY.match(text) else None
                if problem is not None and not holds_prompt(spec.type, text):
                    start = code.content.start
                    place = Span(start + problem.span.start, start + problem.span.end)
                    yield Finding(place, f"the body is no JSON: {problem.message}", problem.help, level="body")


def _is_notation(spec: Spec, problem: Problem) -> bool:
    """Tell whether an RFC's block describes types rather than shows a value, as its template leaves open."""
    return bool(spec.type and spec.type.is_a("rfc") and _NOTATION.search(problem.message))


def _line(spec: Spec, place: Span) -> Span:
    text = spec.source.text
    start = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", place.start)
    return Span(start, end if end >= 0 else len(text))
