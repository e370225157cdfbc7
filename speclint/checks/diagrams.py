"""Checks of Mermaid diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.source import Span
from speclint.spec.diagram_fences import is_mermaid
from speclint.spec.headings import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Fence
    from speclint.mermaid import Problem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec


def mermaid_syntax_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each cause for which Mermaid refuses a diagram."""
    for fence, text, diagram, _ in spec.diagrams:
        for problem in diagram.problems:
            where = fence.place_span(problem.start, problem.end)
            if not text.strip():
                where = Span(fence.marker.start, max(fence.marker.end, fence.info.end))
            yield Finding(where, problem.message, problem.help, fix=_fix(spec, fence, text, problem))


def _fix(spec: Spec, fence: Fence, text: str, problem: Problem) -> Fix | None:
    """Put a problem's edit into the file; one that runs over lines is left out where each line has a prefix."""
    edit = problem.fix
    if edit is None:
        return None
    span = fence.place_span(edit.start, edit.end)
    source = spec.source
    written = source[span].replace("\r\n", "\n")
    prefixed = any(line.start not in source.line_starts for line in fence.content_lines[:1])
    if written != text[edit.start : edit.end] or (prefixed and "\n" in edit.text):
        return None
    # Mermaid reads no further than a fault, so what stands behind a mended one is read for the first time.
    uncovers = (Span(span.end, fence.span.end),) if span.end < fence.span.end else ()
    return Fix("mend the line of the diagram", Safety.SAFE, (Edit(span, edit.text),), uncovers=uncovers)


def unlabelled_mermaid_fence(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each code fence that holds a Mermaid diagram and is not labelled as one."""
    for fence in spec.fences:
        if not fence.closed or is_mermaid(fence):
            continue
        misspelt = bool(fence.language) and nearest(fence.language, ["mermaid"]) is not None
        if (fence.language and not misspelt) or not _is_mermaid(fence.text(spec.source)):
            continue
        word = Span(fence.info.start, fence.info.start + len(fence.language))
        where = word if misspelt else Span(fence.marker.end, fence.marker.end)
        fix = Fix("label the fence `mermaid`", Safety.SAFE, (Edit(where, "mermaid"),), uncovers=(fence.span,))
        message = (
            f"the fence of a Mermaid diagram is labelled `{fence.language}`, so it is shown as text"
            if misspelt
            else "the fence of a Mermaid diagram has no label, so it is shown as text"
        )
        span = Span(fence.marker.start, max(fence.marker.end, fence.info.end))
        yield Finding(span, message, "label it `mermaid`", fix=fix)


def _is_mermaid(text: str) -> bool:
    if not text.strip():
        return False
    from speclint.mermaid import looks_like_mermaid

    return looks_like_mermaid(text)
