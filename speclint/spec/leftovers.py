"""What an author left of the template: found in values, cells, lines of text and lines of code."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from speclint.markdown.blocks import Heading, Paragraph
from speclint.markdown.inline import Autolink, CodeSpan, InlineHtml, Link, link_definitions, scan
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.prompts import PromptFinder, phrases
from speclint.spec.wording import is_open_word, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block, Fence, ListItem
    from speclint.spec.model import Spec

Kind = Literal["prompt", "sample", "open", "choices", "elision", "inner"]

# A label, a checkbox or a tag before the value that they announce.
_LEAD = regex(
    r"(?:\[[ xX]\]\s+|\[(?:ASSUMPTION|DECISION|NOTE|RISK|TODO)\]\s+|"
    r"(\*\*|__|\*|_)(?!\s)[^*\n]{1,60}?(?::\1|\1\s?:)\s*|[A-Z][A-Za-z ]{0,24}:\s+)"
)
_NUMBER = regex(r"\d+(?:\.\d+)*[.)]?\s+")
_BRACKET = regex(r"(?<![\w\])!\\])\[(?![\^xX ]\])([^\[\]\n]{2,160})\](?![(\[:])")
_WORDY = regex(r"e\.g\.,? .*|(?!\w+(?:, \w+)+\Z)[A-Za-z][\w'’-]+(?:[ ,/]+[a-z][\w'’-]*)+[.?]?")
_CITED = regex(r"\[(?:\^|RFC\b|ISO\b|sic\b|see\b|emphasis\b|citation\b)", re.IGNORECASE)
# Inside code a bracket is code, unless it holds a path or words with blanks between them.
_IN_CODE = regex(r"(`+)[^`]*\1")
_PROMPT_IN_CODE = regex(r"`+\[(?:[\w.-]+(?:/[\w.-]+)+|[A-Za-z][\w'-]*(?: [a-z][\w'/-]*)+)\]`+")
_NO_PROMPT = regex(r"\[(?:[\"']|[A-Za-z]+:\s)")
_ELISION = regex(r"\s*(?://|--|#|/\*)\s*(?:\.\.\.|\u2026)\s*(?:\*/)?\s*")
_TYPE_OPENS = regex(r"\b(?:interface\s+\w|type\s+\w+\s*(?:<[^>]*>\s*)?=|struct\s*\{|interface\s*\{)")
_CODE_WITH_TYPES = frozenset({"go", "golang", "ts", "tsx", "typescript"})
_CHOICES = regex(r"[/|]")
_QUOTED = frozenset({"markdown", "md", "diff"})


class Leftover(NamedTuple):
    """Something left of the template.

    Args:
        span: Where it stands.
        kind: What it is.
        whole: Whether it is all that its value, cell or line holds.
        level: None where it surely is the template's, else what it is instead.
    """

    span: Span
    kind: Kind
    whole: bool = False
    level: str | None = None


def units_of(spec: Spec, block: Block | ListItem) -> Iterator[Span]:
    """Yield the stretches of a heading or a paragraph that are looked at one by one: its content, or its lines."""
    if isinstance(block, Heading):
        start = block.content.start
        title = spec.type.title if spec.type else ""
        if title and spec.source[block.content].casefold().startswith(title.casefold()):
            start += len(title)
        elif number := _NUMBER.match(spec.source.text, start, block.content.end):
            start = number.end()
        yield Span(start, block.content.end)
    elif isinstance(block, Paragraph):
        lines = block.line_spans
        whole = Span(lines[0].start, lines[-1].end)
        if len(lines) > 1 and _is_one_prompt(spec, whole):
            yield whole
        else:
            yield from lines


def _is_one_prompt(spec: Spec, span: Span) -> bool:
    """Tell whether a paragraph of several lines is one bracketed prompt, after a label perhaps."""
    text = spec.source[span][value_start(spec.source[span]) :]
    inner = text.strip("_* \t\n")
    return inner.startswith("[") and inner.endswith("]") and not any(sign in inner[1:-1] for sign in "[]")


def value_start(text: str) -> int:
    """Return where the value begins after the checkbox, the tag or the label that leads it."""
    at = 0
    while (lead := _LEAD.match(text, at)) and lead.end() < len(text):
        at = lead.end()
    return at


class Leftovers:
    """Finds what is left of the template in one spec.

    Args:
        spec: A spec whose type is known.
    """

    def __init__(self, spec: Spec) -> None:
        assert spec.type is not None
        self._spec = spec
        self._source = spec.source
        self._prompts = PromptFinder(spec.type, spec.source.text)
        self._kind = spec.type
        self._definitions = link_definitions(spec.document.blocks)

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return phrases(self._kind)

    def in_text(self, unit: Span) -> Iterator[Leftover]:
        """Yield what is left of the template in a heading's content, a value, a cell or a line of text.

        Links, footnotes, comments and addresses are none of it, and code is only where it holds the template's own
        text.
        """
        text, prose = self._masked(unit)
        start = value_start(text)
        value = text[start:].strip()
        begin = start + len(text[start:]) - len(text[start:].lstrip())
        span = Span(unit.start + begin, unit.start + begin + len(value))
        for found in self._prompts.find_anywhere(text[:start]) if start else ():
            if found.end() > found.start():
                yield Leftover(Span(unit.start + found.start(), unit.start + found.end()), "sample")
        if is_open_word(value) and not (self._kind.free and not value[:1].isalpha()):
            yield Leftover(span, "open", whole=True)
            return
        if ("[" in value or "<" in value or "{{" in value) and self._is_prompt(value):
            yield Leftover(span, "prompt", whole=True)
            return
        for found in self._prompts.find(value):
            if found.end() > found.start():
                whole = found.end() - found.start() == len(value)
                kind: Kind = "choices" if whole and "[" not in value and _CHOICES.search(value) else "sample"
                yield Leftover(Span(span.start + found.start(), span.start + found.end()), kind, whole)
        yield from self._inner(unit.start, prose)

    def _is_prompt(self, value: str) -> bool:
        """Tell whether a value is a prompt and nothing else; a tag that is closed further on is none."""
        if self._kind.free:
            return value.lower() in self._phrases and not value[1:-1].isupper()
        closed = value[:1] == "<" and f"</{value[1:]}" in self._source.text
        return not closed and _is_whole(value, self._phrases)

    def _masked(self, unit: Span) -> tuple[str, str]:
        """Return the text with links, comments and addresses blanked, and with code blanked too, at equal length."""
        raw = self._source[unit]
        if "[" not in raw and "<" not in raw:
            return raw, raw
        without_links = list(raw)
        without_code = list(raw)
        for inline in scan(self._source, unit, self._definitions):
            here = range(inline.span.start - unit.start, inline.span.end - unit.start)
            if isinstance(inline, Link | Autolink) or (isinstance(inline, InlineHtml) and inline.comment):
                for index in here:
                    without_links[index] = without_code[index] = "\0"
            elif isinstance(inline, CodeSpan | InlineHtml):
                for index in here:
                    without_code[index] = "\0"
        return "".join(without_links), "".join(without_code)

    def _inner(self, start: int, prose: str) -> Iterator[Leftover]:
        """Yield the prompts among other text: the scaffold's own word for word, and what reads like one."""
        for found in _BRACKET.finditer(prose) if "[" in prose else ():
            span = Span(start + found.start(), start + found.end())
            if found.group().lower() in self._phrases and not found[1].isupper():
                yield Leftover(span, "prompt")
            elif not self._kind.free and _WORDY.fullmatch(found[1]) and not _CITED.match(found.group()):
                yield Leftover(span, "inner", level="inner")

    def in_fence(self, fence: Fence) -> Iterator[Leftover]:
        """Yield the template's text in a fence's lines: its sample text, prompts as comments, and what types leave out.

        An ellipsis in the body of a function is how a spec shows code; in a type it leaves the contract open.
        """
        assert self._spec.type is not None
        if fence.language in _QUOTED or not (self._spec.type.samples_in_code or fence.language == "mermaid"):
            return
        # Only a spec that tasks are built from has to give its types in full.
        typed = fence.language in _CODE_WITH_TYPES and self._spec.type.family("task") is not None
        open_types: list[bool] = []
        for line in fence.content_lines:
            text = self._source[line]
            if _ELISION.fullmatch(text):
                level = None if fence.language in {"sql", "postgresql", "postgres"} else "elision"
                if level is None or (typed and open_types and open_types[-1]):
                    yield Leftover(_trimmed(line, text), "elision" if level else "sample", whole=True, level=level)
                continue
            if typed:
                _follow(text, open_types)
            found = next((one for one in self._prompts.find(text) if one.end() > one.start()), None)
            if found is not None:
                span = Span(line.start + found.start(), line.start + found.end())
                yield Leftover(_trimmed(span, self._source[span]), "sample")
            elif fence.language in {"sql", "postgresql", "postgres"} and is_placeholder(text):
                yield Leftover(_trimmed(line, text), "prompt", whole=True)


def _is_whole(value: str, known: frozenset[str]) -> bool:
    """Tell whether a value is a prompt and nothing else."""
    if value.lower() in known:
        return not value[1:-1].isupper()
    if _CITED.match(value) or _NO_PROMPT.match(value.lstrip("`*_")):
        return False
    if _IN_CODE.fullmatch(value) and not _PROMPT_IN_CODE.fullmatch(value):
        return False
    return is_placeholder(" ".join(value.split()))


def _follow(text: str, open_types: list[bool]) -> None:
    """Follow a line's braces: each opening one begins a type's body or something else."""
    is_type = bool(_TYPE_OPENS.search(text))
    for sign in text:
        if sign == "{":
            open_types.append(is_type or (bool(open_types) and open_types[-1]))
        elif sign == "}" and open_types:
            open_types.pop()


def _trimmed(span: Span, text: str) -> Span:
    return Span(span.start + len(text) - len(text.lstrip()), span.start + len(text.rstrip()))
