"""Checks for a team's own rule pages: what they look for stands in the page's options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.markdown.blocks import Fence, Paragraph, Table, walk
from speclint.markdown.sections import walk_sections
from speclint.source import Span
from speclint.spec.headings import heading_key, nearest
from speclint.spec.mentions import texts
from speclint.spec.prose import count_sentences, count_words, masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from speclint.markdown.blocks import Block, ListItem, Row
    from speclint.markdown.sections import Section
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec


def pattern(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each match of a regular expression, or the place that lacks one where `required` is set."""
    options = rule.options
    expression = re.compile(options["pattern"], re.MULTILINE | (re.IGNORECASE if options.get("ignore-case") else 0))
    for section in _sections(spec, options):
        found = False
        for start, text in _stretches(spec, section, options.get("in", "prose")):
            for match in expression.finditer(text):
                found = True
                if not options.get("required") and match.end() > match.start():
                    span = Span(start + match.start(), start + match.end())
                    yield _finding(rule, span, f"{_shown(match.group())} stands here", match.group())
        if options.get("required") and not found:
            yield _finding(rule, _head(spec, section), f"{_name(spec, section)} lacks what the rule asks for")


def forbidden_phrase(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place where one of the phrases stands as whole words in prose, whatever its case."""
    phrases = sorted(rule.options["phrases"], key=lambda phrase: (-len(phrase), phrase))
    joined = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    expression = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
    for section in _sections(spec, rule.options):
        for start, text in _stretches(spec, section, rule.options.get("in", "prose")):
            for match in expression.finditer(text):
                span = Span(start + match.start(), start + match.end())
                yield _finding(rule, span, f"the phrase {_shown(match.group())} is not to be used", match.group())


def required_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield a section that is missing, from the spec or from each section named by `section`."""
    wanted = heading_key(rule.options["heading"]).bare
    for place in _sections(spec, rule.options):
        under = [one for one in walk_sections(place) if one is not place]
        names = [_text(spec, one) for one in under]
        if any(heading_key(name).bare == wanted for name in names):
            continue
        near = nearest(rule.options["heading"], names)
        message = f'the section "{rule.options["heading"]}" is missing'
        advice = f'is it meant by "{near}"?' if near else None
        yield _finding(rule, _head(spec, place), message, help_text=advice)


def word_limit(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section whose prose holds more words than `max`, or fewer than `min`."""
    yield from _limited(spec, rule, "word", lambda blocks: count_words(spec.source, blocks))


def sentence_limit(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section whose prose holds more sentences than `max`, or fewer than `min`."""
    yield from _limited(spec, rule, "sentence", lambda blocks: count_sentences(spec.source, blocks))


def _limited(spec: Spec, rule: Rule, unit: str, count: Any) -> Iterator[Finding]:
    for section in _sections(spec, rule.options):
        blocks = [block for one in walk_sections(section) for block in one.blocks]
        number = count(blocks)
        most, least = rule.options.get("max"), rule.options.get("min", 0)
        if most is not None and number > most:
            limit = f"at most {most}"
        elif number < least:
            limit = f"at least {least}"
        else:
            continue
        units = unit if number == 1 else f"{unit}s"
        yield _finding(rule, _head(spec, section), f"{_name(spec, section)} has {number} {units}, not {limit}")


def table_cell(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each cell of a column that is empty, none of the choices, or does not match the pattern."""
    options = rule.options
    column = heading_key(options["column"]).bare
    expression = re.compile(options["pattern"]) if "pattern" in options else None
    for section in _sections(spec, options):
        for table in _tables(section):
            names = [heading_key(spec.text(cell.span)).bare for cell in table.header.cells]
            if column not in names:
                continue
            for row in table.rows:
                yield from _judged_cell(spec, rule, row, names.index(column), expression)


def _judged_cell(spec: Spec, rule: Rule, row: Row, index: int, expression: re.Pattern[str] | None) -> Iterator[Finding]:
    cell = row.cells[index].span if index < len(row.cells) else Span(row.span.end, row.span.end)
    text = spec.text(cell)
    choices = rule.options.get("choices")
    name = rule.options["column"]
    if not text:
        if rule.options.get("filled"):
            yield _finding(rule, cell if cell.end > cell.start else row.span, f"{name} is empty")
    elif spec.is_placeholder(cell):
        return
    elif choices is not None and text.casefold() not in {choice.casefold() for choice in choices}:
        near = nearest(text, choices)
        advice = f"did you mean {near}?" if near else f"use one of {', '.join(choices)}"
        yield _finding(rule, cell, f"{name} is {_shown(text)}, which is none of the choices", text, advice)
    elif expression is not None and not expression.search(text):
        yield _finding(rule, cell, f"{name} is {_shown(text)}, which has not the form asked for", text)


def metadata(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each violation of a JSON Schema by the labels under the title and the keys of the front matter."""
    from speclint.json_schema import violations  # only a rule of this kind needs it

    fields = {**{field.name: field for field in spec.metadata.values()}, **spec.front_matter}
    data = {name: field.value for name, field in fields.items()}
    for violation in violations(data, {"type": "object", **rule.options["schema"]}):
        name = str(violation.where[0]) if violation.where else ""
        field = fields.get(name)
        if violation.keyword == "required":
            missing = next((key for key in violation.schema if key not in violation.value), "")
            yield _finding(rule, spec.title_span, f"{missing} is missing")
        elif field is not None:
            span = field.span if field.span.end > field.span.start else field.line
            yield _finding(rule, span, f"{name}: {violation.message}", field.value)
        else:
            yield _finding(rule, spec.title_span, violation.message)


def _finding(rule: Rule, span: Span, message: str, match: str = "", help_text: str | None = None) -> Finding:
    """Make a finding with the words of the page where it has some; `{match}` in them is what was found."""
    words = rule.options.get("message")
    said = words.replace("{match}", match) if words else message
    return Finding(span, said, rule.options.get("help") or help_text)


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= 60 else flat[:59] + "…"}"'


def _sections(spec: Spec, options: Mapping[str, Any]) -> Iterator[Section]:
    """Yield the sections that `section` names by their headings or their key in the type; without it the whole spec."""
    wanted = options.get("section")
    if wanted is None:
        yield spec.root
        return
    bare = heading_key(wanted).bare
    keyed = spec.section(wanted)
    for section in walk_sections(spec.root):
        if section.heading is None:
            continue
        if heading_key(_text(spec, section)).bare == bare or (keyed is not None and keyed.section is section):
            yield section


def _text(spec: Spec, section: Section) -> str:
    return spec.text(section.heading.content) if section.heading else ""


def _name(spec: Spec, section: Section) -> str:
    return f'the section "{_text(spec, section)}"' if section.heading else "the spec"


def _head(spec: Spec, section: Section) -> Span:
    return section.heading.span if section.heading else spec.title_span


def _blocks(section: Section) -> Iterator[Block | ListItem]:
    for one in walk_sections(section):
        yield from walk(one.blocks)


def _tables(section: Section) -> Iterator[Table]:
    return (block for block in _blocks(section) if isinstance(block, Table))


def _stretches(spec: Spec, section: Section, where: str) -> Iterator[tuple[int, str]]:
    """Yield the stretches of text to look at, each with its offset.

    Args:
        spec: The spec.
        section: The section with all that stands under it.
        where: `prose` (paragraphs, list items, table cells; code left out), `headings`, `code` (fences) or `text` (all
            of it, as it stands).
    """
    if where == "text":
        yield section.span.start, spec.source[section.span]
    elif where == "headings":
        for one in walk_sections(section):
            if one.heading is not None:
                yield one.heading.content.start, spec.source[one.heading.content]
    elif where == "code":
        for block in _blocks(section):
            if isinstance(block, Fence) and block.content_lines:
                span = Span(block.content_lines[0].start, block.content_lines[-1].end)
                yield span.start, spec.source[span]
    else:
        for block in _blocks(section):
            if isinstance(block, (Paragraph, Table)):
                for spans in texts(block):
                    first = spans if isinstance(spans, Span) else spans[0]
                    yield first.start, masked(spec.source, spans)
