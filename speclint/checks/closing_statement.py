"""Checks of the statement of traceability that closes a spec."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import HtmlBlock, LinkDefinition, Paragraph, ThematicBreak
from speclint.markdown.inline import Emphasis, scan
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.traceability import traced_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_DENIAL = regex(r"\b(?:not|un)[ -]?(?:yet )?(?:fully )?verified\b|\bnot (?:yet )?(?:been )?verified\b", re.IGNORECASE)


def false_traceability_statement(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the closing statement where it claims what other findings deny, is misplaced, or is missing."""
    if not spec.type or not spec.type.footer or not (spec.requirements and spec.tasks):
        return
    denied = sorted(_denied(spec), key=lambda related: related.span)
    footer = spec.footer
    if footer is None:
        yield from _missing_footer(spec, clean=not (denied or spec.traceability.mismatches))
        return
    text = spec.text(footer)
    if spec.is_placeholder(Span(min(footer.start + len(spec.type.footer) + 1, footer.end), footer.end)):
        return
    if denied and not _DENIAL.search(text):
        several = len(denied) > 1
        deny = f"{len(denied)} places deny" if several else "one place denies"
        yield Finding(
            footer,
            f"the closing line vouches for a traceability that {deny}",
            f"mend {'those places' if several else 'that place'} first, or drop the line",
            related=tuple(denied),
        )
        return
    yield from _misplaced_footer(spec, footer)


def _denied(spec: Spec) -> Iterator[Related]:
    """Yield what leaves a requirement or a task unmapped; where both are mapped, other tasks in a row deny nothing."""
    trace = spec.traceability
    for requirement in trace.unmapped:
        yield Related(requirement.ref.span, f"{requirement.id} is implemented by no task")
    for task in trace.orphans:
        yield Related(task.labels["implements"].span, f"{task.id} implements no {traced_word(spec)}")
    for requirement in trace.unlisted:
        yield Related(requirement.ref.span, f"{requirement.id} has no row in the mapping")
    for row in trace.undefined:
        yield Related(row.ref.span, f"{row.id} is defined nowhere")
    for unknown in (one for one in trace.unknown if one.traced):
        yield Related(unknown.places[0], f"{unknown.id} is defined nowhere")
    for ref in trace.footnoted:
        yield Related(ref.span, f"{ref.id} is defined nowhere")


def _missing_footer(spec: Spec, *, clean: bool) -> Iterator[Finding]:
    sections = spec.alignment.sections
    blocks = [block for block in spec.document.blocks if not isinstance(block, HtmlBlock | LinkDefinition)]
    if not sections or not blocks or spec.type is None:
        return
    first, last = spec.requirements[0].id, spec.requirements[-1].id
    which = first if first == last else f"{first} to {last}"
    line = (
        f"_{spec.type.footer} every {traced_word(spec)} ({which}) maps to at least one task, "
        f"and every task maps to at least one {traced_word(spec)}._"
    )
    rule = "" if isinstance(blocks[-1], ThematicBreak) or not spec.type.separators else "\n\n---"
    end = blocks[-1].span.end
    fix = Fix("add the closing line", Safety.SAFE, (Edit(Span(end, end), f"{rule}\n\n{line}"),)) if clean else None
    yield Finding(
        sections[-1].heading.span,
        "the closing statement of traceability is missing",
        f"end the spec with a line in italics that begins with `{spec.type.footer}`",
        fix=fix,
        level="wording",
    )


def _misplaced_footer(spec: Spec, footer: Span) -> Iterator[Finding]:
    behind = [
        block
        for block in spec.document.blocks
        if block.span.start >= footer.end and not isinstance(block, HtmlBlock | LinkDefinition | ThematicBreak)
    ]
    if behind:
        yield Finding(
            footer,
            "the closing statement of traceability is not the last line",
            "move it to the end of the spec",
            related=(Related(behind[0].span, "what follows it"),),
            level="wording",
        )
    elif not _is_italic(spec, footer):
        edits = (Edit(Span(footer.start, footer.start), "_"), Edit(Span(footer.end, footer.end), "_"))
        plain = not any(mark in spec.source[footer] for mark in "*_")
        yield Finding(
            footer,
            "the closing statement of traceability is not in italics",
            "set it in italics",
            fix=Fix("set it in italics", Safety.SAFE, edits) if plain else None,
            level="wording",
        )


def _is_italic(spec: Spec, footer: Span) -> bool:
    block = next((block for block in spec.document.blocks if block.span == footer), None)
    lines = block.line_spans if isinstance(block, Paragraph) else (footer,)
    spans = [inline.span for inline in scan(spec.source, lines) if isinstance(inline, Emphasis)]
    return bool(spans) and spans[0].start <= footer.start + 2 and max(span.end for span in spans) >= footer.end - 3
