"""Read `speclint:` comments: what they suppress and where, and what is wrong with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding
from speclint.markdown.blocks import HtmlBlock, walk
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.rules import did_you_mean, select
from speclint.source import Span
from speclint.spec.headings import nearest
from speclint.spec.known_types import KNOWN_TYPES, KnownTypes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.markdown.blocks import Block, Document, HtmlComment, ListItem
    from speclint.rules import Rule
    from speclint.source import Source

_DIRECTIVE = regex(r"\s*speclint\s*:")
_BODY = regex(r"\s*(?P<key>[\w-]+)\s*(?:=(?P<names>[^(]*))?(?P<reason>\(.*\))?\s*", re.DOTALL)
_KEYS = ("disable-next", "disable-line", "disable", "enable", "type")


class Selector(NamedTuple):
    """One of the names in a directive.

    Args:
        text: As it is written.
        span: Where it is written.
        codes: The codes it means; none where it is unknown.
    """

    text: str
    span: Span
    codes: tuple[str, ...]


class Directive(NamedTuple):
    """A comment that switches rules off or on.

    Args:
        key: `disable-next`, `disable-line`, `disable` or `enable`.
        span: The comment.
        names: The list of selectors in the source.
        selectors: The selectors.
        removal: What takes the comment out of the text.
    """

    key: str
    span: Span
    names: Span
    selectors: tuple[Selector, ...]
    removal: Edit


class Stretch(NamedTuple):
    """Where one selector of one directive hides the findings of one code: those that begin inside the span.

    Args:
        code: The code.
        span: From where to where; a finding at its very end is inside.
        directive: The index of the directive.
        selector: The index of the selector in it.
    """

    code: str
    span: Span
    directive: int
    selector: int


class Directives(NamedTuple):
    """All directives of a file.

    Args:
        directives: Those that name rules, in order.
        stretches: What they hide.
        ended: For each `enable` the selectors that end something, as (directive, selector).
        problems: What is wrong with them in themselves.
    """

    directives: tuple[Directive, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    ended: frozenset[tuple[int, int]] = frozenset()
    problems: tuple[Finding, ...] = ()


def read_directives(document: Document, rules: Mapping[str, Rule], kinds: KnownTypes = KNOWN_TYPES) -> Directives:
    """Read the directives of a document.

    Args:
        document: The parsed document; comments inside code are none.
        rules: The known rules.
        kinds: The known spec types.

    Returns:
        The directives with the stretches they cover. A stretch of `disable` for a rule that is already off is empty.
    """
    source = document.source
    comments = [comment for comment in document.comments if _DIRECTIVE.match(source[comment.content])]
    if not comments:
        return Directives()
    problems: list[Finding] = []
    found: list[Directive] = []
    typed = False
    for comment in comments:
        read = _read(source, comment, rules, kinds, problems, typed=typed)
        if isinstance(read, Directive):
            found.append(read)
        typed = typed or read == "type"
    stretches, ended = _stretches(document, found, frozenset(comment.span.start for comment in comments))
    return Directives(tuple(found), stretches, ended, tuple(problems))


def _read(
    source: Source,
    comment: HtmlComment,
    rules: Mapping[str, Rule],
    kinds: KnownTypes,
    problems: list[Finding],
    *,
    typed: bool,
) -> Directive | str:
    """Read one directive; return it, or its key where it names no rule, and add what is wrong with it."""
    start = comment.content.start + source[comment.content].index(":") + 1
    body = _BODY.fullmatch(source.text, start, comment.content.end)
    span = comment.span
    if body is None:
        problems.append(
            Finding(span, "the directive cannot be read", "write it as `speclint: disable-next=SL404 (why)`")
        )
        return ""
    key = body["key"]
    if key not in _KEYS:
        near = nearest(key, _KEYS)
        hint = f"did you mean {near}?" if near else f"use one of {', '.join(_KEYS)}"
        problems.append(Finding(Span(*body.span("key")), f"no directive is called `{key}`", hint))
        return ""
    names = Span(*body.span("names")) if body["names"] is not None else Span(body.end("key"), body.end("key"))
    if not source[names].strip():
        what = "type" if key == "type" else "rule"
        problems.append(
            Finding(span, f"the directive `{key}` names no {what}", f"write `{key}=` and the {what}'s name")
        )
        return ""
    if key == "type":
        problems.extend(_type_problems(source, body, names, kinds, typed=typed))
        return key
    selectors = tuple(_selectors(source, names, rules))
    problems.extend(_unknown(selector, rules) for selector in selectors if not selector.codes)
    return Directive(key, span, _trimmed(source, names), selectors, _removal(source, span))


def _type_problems(
    source: Source, body: re.Match[str], names: Span, kinds: KnownTypes, *, typed: bool
) -> list[Finding]:
    place, name = _trimmed(source, names), source[names].strip()
    if body["reason"] is not None:
        return [
            Finding(
                Span(*body.span("reason")),
                "a type directive takes no reason",
                "write the reason in a comment of its own",
            )
        ]
    if name not in kinds and name not in kinds.aliases:
        near = nearest(name, kinds.names)
        hint = f"did you mean {near}?" if near else f"use one of {', '.join(kinds.names)}"
        return [Finding(place, f"no spec type is called `{name}`", hint)]
    return [Finding(place, "the type is named twice", "delete one of the two directives")] if typed else []


def _selectors(source: Source, names: Span, rules: Mapping[str, Rule]) -> list[Selector]:
    found = []
    start = names.start
    for part in source[names].split(","):
        span = _trimmed(source, Span(start, start + len(part)))
        found.append(Selector(source[span], span, select(source[span], rules) if source[span] else ()))
        start += len(part) + 1
    return found


def _unknown(selector: Selector, rules: Mapping[str, Rule]) -> Finding:
    if not selector.text:
        return Finding(selector.span, "a name is missing between two commas", "delete the comma")
    near = did_you_mean(selector.text, rules)
    hint = f"did you mean {near}?" if near else "list the rules with `speclint rules`; a reason stands in parentheses"
    return Finding(selector.span, f"no rule has the code, name or prefix `{selector.text}`", hint)


def _trimmed(source: Source, span: Span) -> Span:
    text = source[span]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def _removal(source: Source, span: Span) -> Edit:
    """Return the edit that takes a comment out, with its line where it stands alone on it.

    A line between two lines of text stays as a blank one: they would run together.
    """
    text = source.text
    first, last = source.line_of(span.start), source.line_of(span.end)
    line_start, line_end = source.line_starts[first], source.line_spans[last].end
    before, after = text[line_start : span.start], text[span.end : line_end]
    if before.strip() or after.strip():
        start = line_start + len(before.rstrip()) if not after.strip() else span.start
        return Edit(Span(start, line_end if not after.strip() else span.end), "")
    blank_above = first == 0 or not source[source.line_spans[first - 1]].strip()
    if not text[line_end:].strip():
        return Edit(Span(source.line_starts[first - 1] if first and blank_above else line_start, len(text)), "")
    blank_below = not source[source.line_spans[last + 1]].strip()
    if not blank_above and not blank_below:
        return Edit(Span(line_start, line_end), "")
    return Edit(Span(line_start, source.line_starts[last + 1 + (blank_above and blank_below)]), "")


def _stretches(
    document: Document, directives: list[Directive], comment_starts: frozenset[int]
) -> tuple[tuple[Stretch, ...], frozenset[tuple[int, int]]]:
    source = document.source
    stretches: list[Stretch] = []
    ended: set[tuple[int, int]] = set()
    running: dict[str, tuple[int, int, int]] = {}
    blocks = [
        block
        for block in walk(document.blocks)
        if not (isinstance(block, HtmlBlock) and block.span.start in comment_starts)
    ]
    starts = [block.span.start for block in blocks]
    for number, directive in enumerate(directives):
        if directive.key in ("disable-line", "disable-next"):
            where = _line(source, directive.span.start)
            if directive.key == "disable-next":
                following = bisect_left(starts, directive.span.end)
                where = _extent(source, blocks[following]) if following < len(blocks) else None
            if where is not None:
                stretches += [
                    Stretch(code, where, number, index)
                    for index, selector in enumerate(directive.selectors)
                    for code in selector.codes
                ]
            continue
        for index, selector in enumerate(directive.selectors):
            for code in selector.codes:
                if directive.key == "disable":
                    running.setdefault(code, (directive.span.end, number, index))
                elif code in running:
                    begin, opener, opening = running.pop(code)
                    stretches.append(Stretch(code, Span(begin, directive.span.start), opener, opening))
                    ended.add((number, index))
    stretches += [
        Stretch(code, Span(begin, len(source)), opener, opening) for code, (begin, opener, opening) in running.items()
    ]
    return tuple(stretches), frozenset(ended)


def _line(source: Source, offset: int) -> Span | None:
    line = source.line_of(offset)
    return Span(source.line_starts[line], source.line_spans[line].end)


def _extent(source: Source, block: Block | ListItem) -> Span:
    """Return a block's extent from the beginning of its first line to the end of its last one."""
    first, last = source.line_of(block.span.start), source.line_of(block.span.end)
    return Span(source.line_starts[first], source.line_spans[last].end)
