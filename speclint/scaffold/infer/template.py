"""The template in a file: its title, what stands before its first section, and its sections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, HtmlBlock, HtmlComment, Paragraph, Quote
from speclint.markdown.inline import Emphasis, plain_text, scan
from speclint.markdown.parser import parse
from speclint.markdown.sections import sections, walk_sections
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.scaffold.infer.hints import has_slot
from speclint.source import Source
from speclint.spec.reading import demote_accidental_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Block, Document
    from speclint.markdown.sections import Section

_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_TITLE = regex(r"(?m)^#{1,2} \S")
_LEADING = regex(r"(?m)^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||\*\*)[^\n]*<[^\n]*$")
_ANGLES = regex(
    r"(?<![\w`])<(?!(?:br|hr|kbd|sub|sup|details|summary|img|a|b|i|u|em|strong|code|pre|div|span|p|center)\b)"
    r"([A-Za-z][^<>\n=/:@`]*)>(?!`)"
)
_COMMENT = regex(r"(?s)<!--(.*?)(?:-->|$)")
_DEFINITION = regex(r"(?m)^ {0,3}\[([^\[\]\n]+)\]:[ \t]*\S")
_REFERENCE = regex(r"\[([^\[\]\n]+)\](?![(\[:])")
_MARKED = regex(r"(?i)\[(optional|if applicable|if any|required)\]")
_ANGLE_WORDS = regex(r"(?m)<[A-Za-z][\w'-]*(?: [\w'-]+)+>")
# A value, a cell, a heading or a line of its own in brackets.
_BRACKETS = regex(
    r"(?m)(?:[|:][ \t]|\*\*[ \t]|^|^#{1,6}[ \t][^\n\[]*|^[ \t]*[-*+][ \t])\[(?![ xX]\]|\^)[^\[\]\n]+\](?![(\[:])"
)
_MANY = 4
_FEW = 2
# Sections that speak to the author about the template and are no part of a document.
_ABOUT = regex(
    r"(?i)(?:notes? (?:for|to) .+|how to use .+|(?:using|about|usage of) (?:this|the) template|"
    r"(?:template )?instructions?(?: for .+)?|(?:quality|submission|review|author(?:'s|s)?) checklist|template notes?)$"
)


class Template(NamedTuple):
    """A template.

    Args:
        source: Its text.
        document: Its blocks.
        title: The section of its title, or None.
        title_level: The level of its title; one less than that of its outermost sections where it has none.
        preamble: The blocks before its first section.
        sections: Its outermost sections.
        about: Headings of sections that speak of the template itself.
        prose: Whether plain paragraphs instruct its author, since nothing else does.
        defined: The labels of link reference definitions, in lower case.
        angles: Places to fill in that it writes `<name of the thing>`.
    """

    source: Source
    document: Document
    title: Section | None
    title_level: int
    preamble: tuple[Block, ...]
    sections: tuple[Section, ...]
    about: tuple[str, ...]
    prose: bool
    defined: frozenset[str]
    angles: tuple[str, ...]

    @property
    def bracketed(self) -> bool:
        """Whether it shows in brackets what is to be filled in."""
        return len(_BRACKETS.findall(_COMMENT.sub("", self.source.text))) > _MANY

    def unlinked(self, text: str) -> str:
        """Return a sample without brackets that are no place to fill in: those of defined links and of marks."""
        text = _MARKED.sub(r"(\1)", text)
        return _REFERENCE.sub(lambda found: found[1] if found[1].casefold() in self.defined else found.group(), text)

    def text(self, block: Section | None) -> str:
        """Return a heading's visible text."""
        return plain_text(self.source, block.heading.content).strip() if block and block.heading else ""


def read_template(source: Source) -> Template:
    """Find the template in a file.

    Args:
        source: The file. Where it instructs whoever writes a document, the template stands in a Markdown fence or under
            the heading that holds most sections.

    Returns:
        The template.
    """
    given = _CONTROL.sub("", source.text)
    source = Source(_in_brackets(given), source.path)
    document = parse(source)
    for block in document.blocks:
        if isinstance(block, Fence) and block.language in {"markdown", "md"}:
            inner = block.text(source)
            if _TITLE.match(inner.lstrip("\n")) and len(_TITLE.findall(inner)) > _FEW:
                return read_template(Source(inner, source.path))
    document, _ = demote_accidental_headings(document)
    root = sections(document)
    title = _title(source, root)
    children = title.children if title else root.children
    level = title.level if title else min((child.level for child in children), default=2) - 1
    names = [plain_text(source, child.heading.content).strip() for child in children if child.heading]
    about = [bool(_ABOUT.match(name)) for name in names]
    kept = tuple(child for child, is_about in zip(children, about, strict=True) if not is_about)
    return Template(
        source=source,
        document=document,
        title=title,
        title_level=level,
        preamble=title.blocks if title else root.blocks,
        sections=kept,
        about=tuple(name for name, is_about in zip(names, about, strict=True) if is_about),
        prose=_instructs_in_prose(source, kept),
        defined=frozenset(found[1].casefold() for found in _DEFINITION.finditer(source.text)),
        angles=tuple(dict.fromkeys(_ANGLE_WORDS.findall(given))),
    )


def _in_brackets(text: str) -> str:
    """Write `<name>` in headings, labels, items and rows as `[name]`: to Markdown it is a tag, which nobody sees."""
    return _LEADING.sub(lambda found: _ANGLES.sub(r"[\1]", found.group()), text)


def _title(source: Source, root: Section) -> Section | None:
    """Return the section of the title: it holds all others, or most of those there are."""
    every = [section for section in walk_sections(root) if section.heading is not None]
    if not every:
        return None
    below = {id(section): sum(1 for _ in walk_sections(section)) - 1 for section in every}
    named = [one for one in every if has_slot(_text(source, one)) and len(one.children) > 1]
    best = max(named, key=lambda one: below[id(one)], default=None)
    if best is not None and 2 * below[id(best)] > len(every):
        return best
    top = max(root.children, key=lambda one: below[id(one)])
    alone = len(root.children) == 1 or 2 * below[id(top)] > len(every)
    return top if alone and (len(top.children) > 1 or len(every) == 1) and (top.level == 1 or top is every[0]) else None


def _text(source: Source, section: Section) -> str:
    return plain_text(source, section.heading.content) if section.heading else ""


def _instructs_in_prose(source: Source, found: Sequence[Section]) -> bool:
    """Tell whether a template's instructions are plain paragraphs: nothing else in its sections instructs."""
    kinds: Counter[str] = Counter()
    for section in found:
        for part in walk_sections(section):
            kinds.update(instruction_kind(source, block) for block in part.blocks)
    return not (kinds["comment"] or kinds["italic"] or kinds["bracket"] > kinds["prose"] or kinds["quote"] > _FEW)


def instruction_kind(source: Source, block: Block) -> str:
    """Tell what a block is to the author: `comment`, `italic`, `bracket`, `quote`, `prose`, or "" for a part."""
    if isinstance(block, HtmlBlock):
        return "comment" if source[block.span].lstrip().startswith("<!--") else ""
    if isinstance(block, Quote):
        return "quote"
    if not isinstance(block, Paragraph):
        return ""
    text = source[block.span].strip()
    if text.startswith(("[", "\\[")) and text.rstrip(".").endswith("]"):
        return "bracket"
    if text[:1] in "*_" and any(
        isinstance(one, Emphasis) and one.span == block.span for one in scan(source, block.line_spans)
    ):
        return "italic"
    return "prose"


def comment_text(source: Source, block: Block | HtmlComment) -> str:
    """Return what the comments of a block say."""
    return "\n\n".join(found[1].strip() for found in _COMMENT.finditer(source[block.span]))
