"""Checks of the document as a whole: its type, its fences, its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec


def unknown_type(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield one finding where nothing tells which type the spec is of."""
    if spec.type is not None:
        return
    help_text = (
        "state it under the title (**Type:** Engineering-initiated), or write <!-- speclint: type=engineering -->"
    )
    line = spec.source.line_spans[0]
    where = spec.title_span if spec.title else line
    if not spec.source.text.strip():
        yield Finding(where, "the file is empty", "write one with `speclint new --type engineering`")
    elif spec.detected.tied:
        names = " and ".join(spec.detected.tied)
        yield Finding(where, f"the spec's type is not clear: its title fits {names}", help_text)
    else:
        yield Finding(
            where, "the spec's type is not clear: neither its labels nor its headings are of a known type", help_text
        )


def unclosed_fence(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each code fence that runs to the end of the file or swallows a heading of the template."""
    if spec.swallowed is not None:
        fence, lines = spec.swallowed
        below = "it" if len(lines) == 1 else "them"
        related = tuple(Related(line, "this heading is read as code") for line in lines[:3])
        yield Finding(
            _opening(spec, fence.marker, fence.info),
            f"the code fence swallows {_count(len(lines), 'heading')} of the spec: nothing closes it before {below}",
            f"close it with a line of {spec.source[fence.marker]} after its code",
            related,
        )
        return
    for fence in spec.fences:
        if not fence.closed:
            yield Finding(
                _opening(spec, fence.marker, fence.info),
                "the code fence is never closed: it runs to the end of what holds it",
                f"close it with a line of {spec.source[fence.marker]} after its code",
            )


def _opening(spec: Spec, marker: Span, info: Span) -> Span:
    return Span(marker.start, max(marker.end, info.end))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def wrapped_document(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield one finding where a Markdown fence holds the whole spec."""
    fence = spec.wrapper
    if fence is None:
        return
    source = spec.source
    first = source.line_of(fence.span.start)
    edits = [Edit(Span(source.line_starts[first], _next_line(spec, first)), "")]
    last = next(
        (i for i in range(len(source.line_spans) - 1, first, -1) if source[source.line_spans[i]].strip()), first
    )
    if source[source.line_spans[last]].strip() == source[fence.marker]:
        edits.append(Edit(Span(source.line_starts[last], _next_line(spec, last)), ""))
    fix = Fix("unwrap the document", Safety.SAFE, tuple(edits), uncovers=(source.whole,))
    yield Finding(
        _opening(spec, fence.marker, fence.info),
        "the whole spec stands inside a Markdown code fence",
        "delete the fence's opening and closing lines",
        fix=fix,
    )


def _next_line(spec: Spec, index: int) -> int:
    starts = spec.source.line_starts
    return starts[index + 1] if index + 1 < len(starts) else len(spec.source)


def malformed_title(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for a title that is missing, lacks the type's prefix or names nothing."""
    if spec.type is None:
        return
    prefix = spec.type.title
    if spec.type.untitled:
        return
    if spec.title is None or spec.title.heading is None:
        yield Finding(Span(0, 0), "the spec has no title", f"begin with `# {prefix} <name>`")
        return
    content = spec.title.heading.content
    text = spec.text(content)
    if spec.type.title_free:
        if not text.strip() or text.strip().casefold() == prefix.casefold():
            yield Finding(spec.title_span, "the title names nothing", "write what the spec is about")
        return
    if text.casefold().startswith(prefix.casefold()):
        if not text[len(prefix) :].strip():
            yield Finding(spec.title_span, f'the title "{text}" names nothing', "write the name after the prefix")
        elif not text.startswith(prefix):
            written = spec.source[content]
            at = written.casefold().find(prefix.casefold())
            start = content.start + at
            edits = (Edit(Span(start, start + len(prefix)), prefix),) if at >= 0 else ()
            fix = Fix("write the prefix as the template does", Safety.SAFE, edits) if edits else None
            yield Finding(spec.title_span, f'the title begins with "{text[: len(prefix)]}", not "{prefix}"', fix=fix)
        return
    if prefix.endswith(("-", "#")):  # a number that nobody but the author knows goes on from it
        advice = f"begin it with `{prefix}` and go on as in `{prefix}{spec.type.title_prompt.strip('[]')}`"
        yield Finding(spec.title_span, f'the title "{text}" does not begin with "{prefix}"', advice)
        return
    fix = Fix(f'add the prefix "{prefix}"', Safety.SAFE, (Edit(Span(content.start, content.start), f"{prefix} "),))
    yield Finding(
        spec.title_span,
        f'the title "{text}" lacks the prefix "{prefix}"',
        f"write `# {prefix} {text}`",
        fix=fix if text else None,
    )


def accidental_heading(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each text that the rule directly under it turns into a heading."""
    for heading in spec.accidental:
        line = spec.source.line_of(heading.marker.start)
        start = spec.source.line_starts[line]
        fix = Fix(
            "put a blank line above the rule",
            Safety.SAFE,
            (Edit(Span(start, start), "\n"),),
            uncovers=(heading.span,),
        )
        mark = spec.source[heading.marker]
        shown = mark if len(mark) <= 8 else f"{mark[:8]}…"
        yield Finding(
            heading.marker,
            f"`{shown}` directly under text turns that text into a heading",
            "put a blank line between the text and the rule",
            (Related(Span(heading.content.start, heading.content.start), "the text begins here"),),
            fix,
        )
