"""Checks of what a spec takes for granted, asks and fears: said where a reader looks for it, and tagged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List, Paragraph
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.prose import prose_of, sentences
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_TAG = "[ASSUMPTION]"
_TAGGED = regex(r"[*_`~]*\[ASSUMPTION\]")
_NEARLY = regex(
    r"[*_`]*(?:\[\s*assumptions?(?:[\s:#-]*\d+)?\s*:?\s*\]|\(assumption\)|assumption(?:\s+\d+)?(?=\s*[:.*_]))"
    r"\s*[:.]?[*_`]*\s*:?\s*(?:[\u2013\u2014-]\s+)?",
    re.IGNORECASE,
)
_ASSUMES = regex(
    r"\b(?:we assume|we(?: are|'re) assuming|assuming that|presumably|should probably|I think|I assume)\b",
    re.IGNORECASE,
)
_ASSUMPTION = regex(r"[*_`]*\[?assumptions?\b", re.IGNORECASE)
_FEARS = regex(
    r"\b(?:(?:might|may|could) break\b|risky\b|(?:a|the|some|main|big|high) risks?\b"
    r"(?! (?:score|level|engine|model|profile|rating|assessment|matrix|table|service|flag|factor))"
    r"|risks? (?:of|that)\b|unknowns?\b(?= (?:is|are|remains?|how|whether)|[.,;])|(?:it is |still )unclear\b"
    r"|not (?:yet )?sure\b)",
    re.IGNORECASE,
)
_FEARFUL = ("break", "risk", "unknown", "unclear", "sure")  # one of them stands in all that `_FEARS` finds
_MANY = 3


def untagged_assumption(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each assumption without its tag: items of the section on assumptions, or sentences that assume."""
    if spec.by_role.get("assumptions"):
        yield from _untagged_items(spec)
    elif spec.type is not None and not any(kind.role == "assumptions" for kind in spec.type.walk()):
        yield from _assuming_sentences(spec)


def _untagged_items(spec: Spec) -> Iterator[Finding]:
    bare: list[tuple[Span, Edit]] = []
    for section in spec.by_role["assumptions"]:
        for block in section.blocks:
            for item in block.items if isinstance(block, List) else ():
                found = _untagged(spec, item)
                if found is not None:
                    bare.append(found)
    if len(bare) <= _MANY:
        for span, edit in bare:
            fix = Fix(f"begin it with {_TAG}", Safety.SAFE, (edit,))
            yield Finding(span, f"the assumption does not begin with {_TAG}", f"begin it with {_TAG}", fix=fix)
        return
    fix = Fix(f"begin them with {_TAG}", Safety.SAFE, tuple(edit for _, edit in bare))
    yield Finding(
        bare[0][0],
        f"{len(bare)} assumptions do not begin with {_TAG}",
        f"begin each with {_TAG}",
        related=tuple(Related(span, "here neither") for span, _ in bare[1:]),
        fix=fix,
    )


def _untagged(spec: Spec, item: ListItem) -> tuple[Span, Edit] | None:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return None
    line = Span(max(item.content_start, first.line_spans[0].start), first.line_spans[0].end)
    text = spec.source[line]
    if line.end <= line.start or _TAGGED.match(text) or is_none_statement(spec.text(line)) or spec.is_placeholder(line):
        return None
    near = _NEARLY.match(text)
    lead = (
        Span(line.start, line.start + near.end()) if near and near.end() < len(text) else Span(line.start, line.start)
    )
    return line, Edit(lead, f"{_TAG} ")


def _assuming_sentences(spec: Spec) -> Iterator[Finding]:
    for lines in prose_of(spec.document.blocks):
        if _ASSUMPTION.match(spec.source[lines[0]]):
            continue
        for sentence in sentences(spec.source, lines):
            found = _ASSUMES.search(sentence.text)
            if found and not _under_assumptions(spec, sentence.span.start):
                span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
                phrase = " ".join(spec.source[span].split())
                help_text = "begin it with `Assumption:` in an item of its own"
                yield Finding(span, f'"{phrase}" hides an assumption in a sentence', help_text, level="sentence")


def _under_assumptions(spec: Spec, offset: int) -> bool:
    """Tell whether a place stands under a heading or a label that announces assumptions."""
    before = spec.source.text[max(0, offset - 2000) : offset]
    heads = list(re.finditer(r"^(?:#{1,6}\s.*|\s*(?:[-*+]\s+)?\*\*[^*\n]+\*\*.*)$", before, re.MULTILINE))
    return bool(heads) and "assumption" in heads[-1].group().casefold()


def misplaced_question(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each question or fear that stands where nobody looks for one."""
    if spec.tasks:
        yield from _fears(spec)
    elif spec.type is not None and spec.by_role.get("questions") and spec.type.family("task") is None:
        yield from _questions(spec)


def _may_fear(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _FEARFUL) and bool(_FEARS.search(text))


def _fears(spec: Spec) -> Iterator[Finding]:
    for task in spec.tasks:
        label = task.labels.get("description")
        if label is None or not _may_fear(spec.source[label.value]):
            continue
        for sentence in sentences(spec.source, label.value):
            found = _FEARS.search(sentence.text)
            if found:
                span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
                yield Finding(
                    span, f"task {task.id} holds a risk that no reader of the risks sees", "move it to Technical Risks"
                )
                break


def _questions(spec: Spec) -> Iterator[Finding]:
    allowed = [section.section.span for section in spec.by_role["questions"]]
    for lines in prose_of(spec.document.blocks):
        for sentence in sentences(spec.source, lines):
            text = sentence.text.rstrip("\"'\u201d) ")
            if text.endswith("?") and not any(span.contains(sentence.span) for span in allowed):
                yield Finding(sentence.span, "a question stands outside Open Questions", "move it there")
