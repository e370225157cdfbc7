"""Checks of what departs from the stack and from the patterns that finished specs follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import HtmlBlock, List, Paragraph, ThematicBreak
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.headings import within_two_edits
from speclint.spec.prose import count_sentences, masked, prose_of, sentences
from speclint.spec.technologies import language_of, may_name_any, technologies_in
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

# Words after which a technology is named without being brought in.
_NOT_BROUGHT_IN = regex(
    r"\b(?:not|no|never|without|instead of|rather than|unlike|replac\w+|remov\w+|drop(?:s|ped|ping)?|away from|legacy|"
    r"migrat\w+ (?:away )?from|existing|current(?:ly)?|today|old|already|formerly|previous(?:ly)?|compar\w+|versus|vs|"
    r"evaluat\w+|consider\w*|reject\w*|avoid\w*|deprecat\w*|retire\w*|decommission\w*|third[- ]party|partner\w*|"
    r"customer\w*|external\w*|upstream|import\w*|ingest\w*|export\w*|integrat\w*|webhooks?|connector\w*|plugin\w*|"
    r"detect\w*|parse\w*|support\w*)\b",
    re.IGNORECASE,
)
_BROUGHT_IN = regex(
    r"\b(?:us(?:e|es|ing)|adopt\w*|introduc\w*|switch\w* to|mov\w+ to|migrat\w+ to|install\w*|add(?:s|ing)?|"
    r"built (?:with|on|in)|written (?:with|in)|implemented (?:with|in)|powered by|with|via|through)\s+(?:\S+\s+){0,3}$",
    re.IGNORECASE,
)
_IGNORED_FILES = regex(
    r"\.config\.\w+$|(?:^|/)\.\w|rc\.js$|"
    r"(?:^|/)(?:scripts?|tools?|bin|hack|public|docs|e2e|tests?|testdata|fixtures|mocks?)/"
)
_REASON = regex(
    r"\b(?:because|since|rationale|reason|so|in order to|to (?:avoid|keep|allow|enable|let|make|prevent|support)|"
    r"instead of|rather than|which|therefore|need(?:s|ed)?|requires?|required|avoids?|prevents?|ensures?|as|for|"
    r"enables?|allows?)\b",
    re.IGNORECASE,
)
_NO_DEVIATION = regex(
    r"(?:none|n/?a|nil|nothing(?: new)?|not applicable|no (?:new )?(?:patterns?|deviations?|changes?)|no new\b.*|"
    r"follows? (?:the )?(?:existing|established) (?:conventions?|patterns?))\b",
    re.IGNORECASE,
)
_TURN = regex(
    r"\b(?:but|except|however|instead|introduc\w*|although|apart|beside|covers?|exists? for|so (?:we|this))\b",
    re.IGNORECASE,
)
_DASHES = regex(r"\s*(?:\u2014|\u2013|--?)\s*")
_EMPHASIS = "*_\"'\u201c\u201d` "


def undocumented_deviation(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each technology outside the stack that the spec brings in and its section on deviations does not name."""
    section = next(iter(spec.by_role.get("deviations", ())), None)
    known = spec.source[section.section.span].casefold() if section else ""
    mentions: dict[str, tuple[str, list[Span]]] = {}
    for name, instead, span in sorted(_brought_in(spec), key=lambda one: one[2]):
        if name.casefold() not in known:
            mentions.setdefault(name, (instead, []))[1].append(span)
    for name, (instead, places) in mentions.items():
        yield Finding(
            places[0],
            f"{_written(spec, places[0], name)} is not part of the stack and is no documented deviation",
            f"use {instead}, or give the reason under New Patterns or Deviations",
            related=tuple(Related(span, "here too") for span in places[1:4]),
            level="tests" if instead == "Go's `testing`" else None,
        )
    if section is not None:
        yield from _without_reason(spec, section)


def _written(spec: Spec, place: Span, name: str) -> str:
    """Return a technology's name as it is written there; a file's language has its own."""
    text = spec.source[place]
    return text if text.casefold() == name.casefold() else name


def _brought_in(spec: Spec) -> Iterator[tuple[str, str, Span]]:
    yield from _files(spec)
    for view in spec.tables_by_role("decisions"):
        for row in view.rows():
            cell = view.cell(row, "decision")
            if cell is not None:
                yield from _in_prose(spec, (cell.span,), always=True)
    for view in spec.tables_by_role("dependencies"):
        for row in view.rows():
            cell = view.cell(row, "dependency")
            if cell is None or not may_name_any(spec.source[cell.span]):
                continue
            if not _NOT_BROUGHT_IN.search(spec.text(row.span)):
                yield from _in_dependency(spec, cell.span)
    for task in spec.tasks:
        description = task.labels.get("description")
        for span in (task.title, *((description.value,) if description else ())):
            yield from _in_prose(spec, (span,), always=True)
    yield from _in_sections(spec)


def _in_sections(spec: Spec) -> Iterator[tuple[str, str, Span]]:
    for role in ("summary", "context"):
        for section in spec.by_role.get(role, ()):
            for lines in prose_of(section.blocks):
                yield from _in_prose(spec, lines, always=False)


def _in_prose(spec: Spec, lines: tuple[Span, ...], *, always: bool) -> Iterator[tuple[str, str, Span]]:
    if not may_name_any(spec.source.text[lines[0].start : lines[-1].end]):
        return
    for sentence in sentences(spec.source, lines):
        for one in technologies_in(sentence.text):
            before = sentence.text[: one.start]
            if not _NOT_BROUGHT_IN.search(sentence.text) and (always or _BROUGHT_IN.search(before)):
                start = sentence.span.start
                yield one.name, one.instead_of, Span(start + one.start, start + one.end)


def _in_dependency(spec: Spec, cell: Span) -> Iterator[tuple[str, str, Span]]:
    text = re.sub(r"\.(?:io|com|org|dev)\b|[`/@*]", lambda found: " " * len(found.group()), spec.source[cell])
    for one in technologies_in(text):
        yield one.name, one.instead_of, Span(cell.start + one.start, cell.start + one.end)
        return


def _files(spec: Spec) -> Iterator[tuple[str, str, Span]]:
    """Yield the new files in a language that the stack does not write."""
    places = [(entry.path, entry.span) for task in spec.tasks for entry in task.files if entry.action in {"create", ""}]
    for role in ("backend-new", "frontend-new"):
        for view in spec.tables_by_role(role):
            cells = [cell for row in view.rows() if (cell := view.cell(row, "path"))]
            places += [(spec.text(cell.span), cell.span) for cell in cells]
    for path, span in places:
        language = language_of(path) if " " not in path else None
        if language is not None and not _IGNORED_FILES.search(path) and not spec.is_placeholder(span):
            yield *language, span


def _without_reason(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    blocks = _content(spec, section)
    text = spec.body_text(section)
    if (
        not blocks
        or section.children
        or section.extra
        or _NO_DEVIATION.match(text.lstrip(_EMPHASIS))
        or is_none_statement(text)
    ):
        return
    if any(not isinstance(block, Paragraph | List) for block in blocks) or spec.is_placeholder(blocks[0].span):
        return
    prose = " ".join(masked(spec.source, lines) for lines in prose_of(blocks))
    if not _REASON.search(prose) and count_sentences(spec.source, blocks) < 2:
        yield Finding(
            blocks[0].span, "the deviation has no reason", "add why the established pattern does not do", level="reason"
        )


def inexact_no_deviation_statement(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield a statement that nothing departs from the patterns, in other words than the template's."""
    for section in spec.alignment.walk():
        if section.type.statement:
            yield from _inexact(spec, section, section.type.statement)


def _inexact(spec: Spec, section: SpecSection, statement: str) -> Iterator[Finding]:
    blocks = _content(spec, section)
    if len(blocks) != 1 or section.children or section.extra:
        return
    block = blocks[0]
    span = block.span
    if isinstance(block, List):
        if len(block.items) != 1 or len(block.items[0].blocks) != 1:
            return
        span = Span(block.items[0].content_start, block.span.end)
    elif not isinstance(block, Paragraph):
        return
    text = " ".join(spec.text(span).split()).strip(_EMPHASIS)
    if _folded(text) == _folded(statement) and text[:1] == statement[:1]:
        return
    if not _says_none(text, statement):
        return
    first = statement.partition(" \u2014 ")[0]
    near = text.casefold().startswith(first.casefold()) or within_two_edits(text.casefold(), statement.casefold())
    fix = Fix("write the template's sentence", Safety.SAFE if near else Safety.UNSAFE, (Edit(span, statement),))
    yield Finding(
        span,
        f"the statement that nothing deviates is not the template's: {statement}",
        "write exactly that sentence",
        fix=fix,
    )


def _content(spec: Spec, section: SpecSection) -> list[Block]:
    return [
        block
        for block in section.blocks
        if not isinstance(block, ThematicBreak)
        and not (isinstance(block, HtmlBlock) and spec.source[block.span].lstrip().startswith("<!--"))
    ]


def _folded(text: str) -> str:
    return _DASHES.sub("-", text)


def _says_none(text: str, statement: str) -> bool:
    """Tell whether a text says in few words that nothing deviates, and nothing else."""
    if len(text.split()) > 14:
        return False
    if text.casefold().startswith(statement.casefold().rstrip(".")):
        return len(text) <= len(statement) + 1
    return bool(_NO_DEVIATION.match(text)) and not _TURN.search(text)


_NO_COMPONENTS = regex(r"(?:none|n/?a|no|nil|custom|-+|\u2013|\u2014)?[.\s]*", re.IGNORECASE)
_COMPONENT_FILE = regex(r"([\w-]+)\.(?:tsx|jsx)$")


def unexplained_custom_component(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each new user interface component that is built from no shadcn component and gives no reason."""
    for view in spec.tables_by_role("frontend-new"):
        for row in view.rows():
            path, cell = view.cell(row, "path"), view.cell(row, "shadcn")
            found = _COMPONENT_FILE.search(spec.text(path.span)) if path else None
            if path is None or cell is None or found is None or not _NO_COMPONENTS.fullmatch(spec.text(cell.span)):
                continue
            name = found[1]
            if not _explained(spec, name):
                span = cell.span if cell.span.end > cell.span.start else path.span
                help_text = "name the shadcn components it is built from, or write `None` with the reason"
                yield Finding(span, f"{name} uses no shadcn component and gives no reason", help_text)


def _explained(spec: Spec, name: str) -> bool:
    pattern = re.compile(
        rf"\b{re.escape(name)}\b[^.\n]*\bshadcn\b|\bshadcn\b[^.\n]*\b{re.escape(name)}\b", re.IGNORECASE
    )
    return any(pattern.search(spec.source[block.span]) for block in spec.walk() if isinstance(block, Paragraph))
