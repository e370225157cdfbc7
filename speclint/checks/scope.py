"""Checks of what a backend spec leaves to others: user interface and tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import Heading, List, Paragraph
from speclint.markdown.sections import walk_sections
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.prose import masked, prose_of
from speclint.spec.statements import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.sections import Section
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.topics import TopicView

_INTERFACE = regex(
    r"\b(?:ui|ux|ui/ux|front[- ]?end|wireframes?|mockups?|screens|(?:ui|react|vue) components?)\b", re.IGNORECASE
)
_TESTS = regex(
    r"\b(?:(?:unit|integration|e2e|end-to-end|load|acceptance)\s+)?"
    r"(?:tests|testing|test (?:plan|strategy|cases?|tasks?))\b",
    re.IGNORECASE,
)
_TERMS = regex(
    r"\b(?:buttons?|modals?|dialogs?|page layouts?|React|Vue(?:\.js)?|CSS|Tailwind|wireframes?|mock-?ups?|UI|UX|"
    r"drop-?downs?|tooltips?)\b"
)
_WRITES_TESTS = regex(
    r"(?:write|add|create|implement|update|extend|author)\b[^.;]*?\b(?:(?:unit|integration|e2e|end-to-end|regression|handler|api)[\s/]+"
    r"(?:and\s+\w+\s+)?)?tests?\b"
    r"(?!\s+(?:data|accounts?|users?|environment|tenants?|mode|database|server|keys?|results?))",
    re.IGNORECASE,
)


def forbidden_topic(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what a backend spec plans of user interface and of test-writing."""
    allowed = [section.section.span for role in ("scope", "questions") for section in spec.by_role.get(role, ())]
    for section in walk_sections(spec.root):
        heading = section.heading
        if heading is None or section.level <= spec.title_level:
            continue
        if any(span.contains(heading.span) for span in allowed):
            continue
        found = _in_heading(spec, section)
        if found is not None:
            yield found
        else:
            yield from _in_section(spec, section)


def _in_heading(spec: Spec, section: Section) -> Finding | None:
    assert section.heading is not None
    text = spec.text(section.heading.content)
    body = " ".join(spec.text(block.span) for block in section.blocks[:1]).casefold()
    if body.startswith(("none", "n/a", "not applicable", "no ", "out of scope")):
        return None
    if _INTERFACE.search(text):
        return Finding(
            section.heading.span,
            f"{text} is about the user interface",
            "leave it to the frontend's spec and name it out of scope",
        )
    if _TESTS.search(text):
        return Finding(
            section.heading.span, f"{text} is about writing tests", "take it out and name test-writing out of scope"
        )
    return None


def _in_section(spec: Spec, section: Section) -> Iterator[Finding]:
    told = False
    for block in section.blocks:
        for lines in items_of([block]) if isinstance(block, List) else ():
            text = masked(spec.source, lines).strip()
            if _WRITES_TESTS.match(text):
                yield Finding(
                    Span(lines[0].start, lines[-1].end),
                    "the item asks for tests to be written",
                    "take it out; tests are not planned here",
                )
    for lines in prose_of(section.blocks):
        found = None if told else _TERMS.search(masked(spec.source, lines))
        if found:
            told = True
            start = lines[0].start
            span = Span(start + found.start(), start + found.end())
            yield Finding(
                span,
                f"{found.group()} is a matter of the user interface",
                "leave it to the frontend's spec",
                level="term",
            )


def missing_exclusion(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what the scope section must exclude and does not."""
    for section in spec.by_role.get("scope", ()):
        view = spec.topics_of(section).get("out-of-scope")
        if view is None or not view.filled or not view.type.mentions:
            continue
        region = _region(spec, view, section.section.span)
        text = spec.source[region]
        missing = [one.label for one in view.type.mentions if not re.search(one.pattern, text, re.IGNORECASE)]
        for label in missing:
            fix = _appended(spec, view, label) if label == missing[0] else None
            yield Finding(view.span, f"{label} is not named out of scope", f"add {label}", fix=fix)


def _region(spec: Spec, view: TopicView, section: Span) -> Span:
    """Return all that belongs to the topic: its item, or what follows its line up to the next heading or label."""
    if view.item is not None:
        return view.item.span
    rest = re.compile(r"\n(?=#{1,6}\s|\*\*In[ -]scope)", re.IGNORECASE).search(
        spec.source.text, view.span.end, section.end
    )
    return Span(view.span.start, rest.start() if rest else section.end)


def _appended(spec: Spec, view: TopicView, label: str) -> Fix | None:
    title = f"add {label}"
    nested = view.item.blocks[-1] if view.item and isinstance(view.item.blocks[-1], List) else None
    if nested is not None:
        last = nested.items[-1]
        line = spec.source.line_spans[spec.source.line_of(last.span.start)]
        indent = spec.source.text[line.start : last.span.start]
        if indent.strip() or nested.ordered:
            return None
        return Fix(
            title,
            Safety.SAFE,
            (Edit(Span(last.span.end, last.span.end), f"\n{indent}{spec.source[last.marker]} {label}"),),
        )
    first = view.item.blocks[0] if view.item and view.item.blocks else None
    if isinstance(first, Paragraph) and view.item and len(view.item.blocks) == 1:
        end = first.span.end
        text = spec.source[first.span]
        stop = text.endswith(".")
        at = end - 1 if stop else end
        separator = " " if text.endswith(":") else ", "
        return Fix(title, Safety.SAFE, (Edit(Span(at, at), f"{separator}{label}"),))
    return _after_label(spec, view, title, label)


def _after_label(spec: Spec, view: TopicView, title: str, label: str) -> Fix | None:
    """Append an item to the list that follows a heading or a label."""
    for block in spec.document.blocks:
        if block.span.start < view.span.end or isinstance(block, Heading):
            continue
        if (
            not isinstance(block, List)
            or block.ordered
            or "\n\n\n" in spec.source.text[view.span.end : block.span.start]
        ):
            return None
        last = block.items[-1]
        return Fix(
            title, Safety.SAFE, (Edit(Span(last.span.end, last.span.end), f"\n{spec.source[last.marker]} {label}"),)
        )
    return None
