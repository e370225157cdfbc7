"""What the texts of a template are: samples, topics, tables in words, and instructions as prompts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Paragraph, Quote
from speclint.scaffold.infer.hints import bracketed, has_slot, is_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Block
    from speclint.source import Span

_LONGEST_PROMPT = 240
_TOPIC_WORDS = 6
_TOPIC = re.compile(r"[^\W\d_][^.?!:\[\]<>{}`|]*")
_TABLE = re.compile(r"(?i)\btable\b[^()]*\(([\w -]+(?:[/,|][\w -]+)+)\)$")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_LEAST_WORDS = 4


def text_lines(block: Block) -> Sequence[Span]:
    """Return the lines of a paragraph, or of a quote's paragraphs; those of any other block are none."""
    if isinstance(block, Paragraph):
        return block.line_spans
    if isinstance(block, Quote):
        return [line for inner in block.blocks if isinstance(inner, Paragraph) for line in inner.line_spans]
    return ()


def table_of(text: str) -> list[str]:
    """Return the columns of a table that an item asks for: `Endpoints table (method/path/auth)`."""
    found = _TABLE.search(text)
    return [name.strip()[:1].upper() + name.strip()[1:] for name in re.split(r"[/,|]", found[1])] if found else []


def is_sample(text: str) -> bool:
    """Tell whether an item's text is to be replaced: it has a place to fill in, begins with an id, or trails off."""
    return has_slot(text) or is_id(text.split(":")[0]) or text.endswith(("...", "…"))


def is_topic(text: str) -> bool:
    """Tell whether an item's text is a few words that name something to speak of."""
    text = _PARENTHESIS.sub("", text).strip()
    return len(text.split()) <= _TOPIC_WORDS and bool(_TOPIC.fullmatch(text)) and text[:1].isupper()


def as_prompt(text: str) -> str:
    """Return the first words of an instruction as one prompt in brackets."""
    plain = " ".join(re.sub(r"(?m)^[ \t]*(?:>|[-*+]|\d+[.)])[ \t]+", "", text).replace("\\", "").split())
    plain = re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", plain)
    plain = re.sub(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])", r"\1", plain).replace("<!--", "").replace("-->", "")
    plain = re.sub(r"^\[(.*)\]\.?$", r"\1", plain).strip()
    if len(plain) > _LONGEST_PROMPT:
        cut = plain[:_LONGEST_PROMPT]
        end = max(cut.rfind(mark) for mark in (". ", "? ", "! ")) + 1
        plain = cut[:end] if end > _LEAST_WORDS else cut.rsplit(" ", 1)[0]
    plain = plain.rstrip(".: ").replace("<", "(").replace(">", ")").replace("{{", "").replace("}}", "")
    return bracketed(f"[{plain.replace('[', '(').replace(']', ')')}]") if re.search(r"[^\W\d_]", plain) else ""
