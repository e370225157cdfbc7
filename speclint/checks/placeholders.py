"""Checks for what the template left to be replaced: prompts, sample text, lists of choices, instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import Fence, Heading, List, Paragraph, Quote, Table
from speclint.markdown.inline import plain_text
from speclint.markdown.labels import labels
from speclint.source import Span
from speclint.spec.leftovers import Leftover, Leftovers, units_of
from speclint.spec.prompts import guidance_in, may_hold_guidance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import ListItem, Row
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_SHOWN = 60
_ELLIPSES = frozenset({"...", "\u2026"})


def unfilled_placeholder(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each line on which something of the template was left to be replaced."""
    if spec.type is None:
        return
    told: set[int] = set()
    for finding in _found(spec):
        line = spec.source.line_of(finding.span.start)
        if line not in told and not any(span.contains(finding.span) for span in spec.doubtful):
            told.add(line)
            yield finding


def _found(spec: Spec) -> Iterator[Finding]:
    left = Leftovers(spec)
    deletable: dict[int, Fix] = {}
    for block in spec.walk():
        if isinstance(block, List):
            deletable.update(_blank_items(spec, block, left))
        elif isinstance(block, Table):
            yield from _in_table(spec, block, left)
        elif isinstance(block, Fence):
            yield from (_finding(spec, one) for one in left.in_fence(block))
        else:
            for unit in units_of(spec, block):
                one = _worst(left.in_text(unit))
                if one is not None:
                    yield _finding(spec, one, fix=deletable.get(unit.start))


def _worst(found: Iterator[Leftover]) -> Leftover | None:
    """Return the first that is surely the template's, else the first."""
    listed = list(found)
    return next((one for one in listed if one.level is None), listed[0] if listed else None)


def _finding(spec: Spec, one: Leftover, *, more: int = 0, fix: Fix | None = None) -> Finding:
    text = " ".join(spec.source[one.span].split())
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    message = {
        "prompt": f"the prompt {shown} is not filled in",
        "sample": f"{shown} is the template's sample text",
        "open": f"{shown} stands where a value belongs",
        "choices": f"{shown} is the template's list of choices",
        "elision": f"{shown} leaves part of a type out",
        "inner": f"{shown} looks like a prompt that was not filled in",
    }[one.kind]
    if more:
        message += f", nor {'is' if more == 1 else 'are'} {more} more in its row"
    cures = {"choices": "choose one", "elision": "write all its members"}
    return Finding(one.span, message, cures.get(one.kind, "write what belongs here"), fix=fix, level=one.level)


def _in_table(spec: Spec, table: Table, leftovers: Leftovers) -> Iterator[Finding]:
    """Yield one finding a row; a row of prompts alone may go where a row beside it is real."""
    rows: list[tuple[Row, list[Leftover], bool]] = []
    real = False
    for row in table.rows:
        cells = [cell.span for cell in row.cells if cell.span.end > cell.span.start]
        found = [_worst(leftovers.in_text(cell)) for cell in cells]
        if not all(one is not None and one.kind == "open" for one in found):
            # Beside a real cell an ellipsis says "and so on".
            found = [None if one and spec.source[one.span] in _ELLIPSES else one for one in found]
        left = [one for one in found if one is not None]
        rows.append((row, left, bool(cells) and all(one is not None and one.whole for one in found)))
        real = real or (bool(cells) and not left)
    for row, left, blank in rows:
        if not left:
            continue
        if blank and len(left) > 1:
            fix = Fix("delete the row", Safety.SAFE, (_without_line(spec, row.span.start),)) if real else None
            help_text = "fill the row in, or delete it"
            yield Finding(row.span, "the row holds nothing but prompts of the template", help_text, fix=fix)
        else:
            first = _worst(iter(left))
            assert first is not None
            yield _finding(spec, first, more=len(left) - 1 if first.kind == "prompt" else 0)


def _blank_items(spec: Spec, block: List, leftovers: Leftovers) -> Iterator[tuple[int, Fix]]:
    """Yield, by the place where its text starts, the deletion of each item that is one prompt beside a real item."""
    blank: list[ListItem] = []
    real = False
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            continue
        one = _worst(leftovers.in_text(first.line_spans[0]))
        real = real or one is None
        alone = len(item.blocks) == 1 and len(first.line_spans) == 1
        if one is not None and one.whole and alone and not labels(spec.source, [first], plain=True):
            blank.append(item)
    for item in blank if real else ():
        line = item.blocks[0]
        assert isinstance(line, Paragraph)
        yield line.line_spans[0].start, Fix("delete the item", Safety.SAFE, (_without_line(spec, item.span.start),))


def _without_line(spec: Spec, offset: int) -> Edit:
    source = spec.source
    index = source.line_of(offset)
    if index + 1 < len(source.line_starts):
        return Edit(Span(source.line_starts[index], source.line_starts[index + 1]), "")
    return Edit(Span(source.line_spans[index - 1].end if index else 0, len(source)), "")


def leftover_instructions(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each instruction of the template that still stands in the document, its own comments included."""
    if spec.type is None or not spec.type.guidance:
        return
    matter = spec.document.front_matter
    keys = _front_matter_keys(spec)
    foreign = keys & set(spec.type.foreign_keys)
    told = matter and any(guidance_in(spec.type, line) for line in spec.source[matter.content].splitlines())
    if matter is not None and (told or foreign):
        fix = None
        if told or foreign == keys:
            fix = Fix("delete the front matter", Safety.SAFE, (_without_block(spec, matter.span),))
        message = "the front matter is that of the instructions the spec was written by"
        yield Finding(matter.span, message, "delete it", fix=fix)
    for comment in spec.document.comments:
        if guidance_in(spec.type, " ".join(spec.source[comment.content].split())):
            yield _instruction(spec, comment.span, None)
    examples = _examples(spec)
    if not examples and not may_hold_guidance(spec.type, spec.source.text):
        return
    apart = [section.span for section, _ in spec.forbidden]
    for block in spec.walk():
        if any(span.contains(block.span) for span in apart):
            continue  # The whole section must not stand, which another rule says.
        if block.span in examples:
            yield _instruction(spec, block.span, None)
        elif isinstance(block, Paragraph):
            yield from _in_paragraph(spec, block)
        elif isinstance(block, Heading) and guidance_in(spec.type, plain_text(spec.source, block.content).strip()):
            yield _instruction(spec, block.span, None)


def _examples(spec: Spec) -> set[Span]:
    """Return the paragraphs quoted as an example in the overview, which a template has and a spec has no use for."""
    return {
        first.span
        for section in spec.by_role.get("summary", [])
        for block in section.blocks
        if isinstance(block, Quote) and block.blocks and isinstance(first := block.blocks[0], Paragraph)
        if spec.text(first.span).startswith("Example:")
    }


def _front_matter_keys(spec: Spec) -> set[str]:
    """Return the keys at the front matter's outermost level; only a type with foreign ones asks."""
    matter = spec.document.front_matter
    if matter is None or spec.type is None or not spec.type.foreign_keys:
        return set()
    lines = spec.source[matter.content].splitlines()
    return {
        line.split(":", 1)[0].strip("\"' ") for line in lines if ":" in line and not line.startswith((" ", "#", "-"))
    }


def _in_paragraph(spec: Spec, block: Paragraph) -> Iterator[Finding]:
    assert spec.type is not None
    for line in block.line_spans:
        text = plain_text(spec.source, line).strip()
        found = guidance_in(spec.type, text)
        if found is None:
            continue
        exact = found.start() == 0 and found.end() == len(text)
        top = any(block is one for one in spec.document.blocks)
        fix = None
        if exact and top and len(block.line_spans) == 1:
            fix = Fix("delete the instruction", Safety.SAFE, (_without_block(spec, block.span),))
        yield _instruction(spec, line, fix)


def _instruction(spec: Spec, span: Span, fix: Fix | None) -> Finding:
    text = " ".join(spec.source[span].split())
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return Finding(span, f"{shown} is an instruction of the template", "follow it and delete it", fix=fix)


def _without_block(spec: Spec, span: Span) -> Edit:
    """Delete a block's lines and the blank lines after it."""
    source = spec.source
    first, last = source.line_of(span.start), source.line_of(span.end)
    after = last + 1
    while after < len(source.line_spans) and not source[source.line_spans[after]].strip():
        after += 1
    end = source.line_starts[after] if after < len(source.line_starts) else len(source)
    return Edit(Span(source.line_starts[first], end), "")
