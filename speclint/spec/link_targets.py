"""The links of a document to other files, and the anchors that others may link to."""

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading, HtmlBlock, LinkDefinition, Paragraph, walk
from speclint.markdown.inline import links, plain_text
from speclint.regex import regex
from speclint.spec.fact_values import Target
from speclint.spec.mentions import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Document

_SCHEME = regex(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ANCHOR = regex(r"""<[a-z][^<>]*?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_NOT_IN_SLUG = regex(r"[^\w\- ]", re.UNICODE)


def link_targets(document: "Document") -> "Iterator[Target]":
    """Yield the relative targets of a document's links, images and link definitions."""
    source = document.source
    for block in walk(document.blocks):
        if isinstance(block, LinkDefinition):
            text = source[block.destination]
            # `[^1]: text` is a footnote on every host that reads specs.
            if text and not block.label.startswith("^") and not _SCHEME.match(text):
                yield Target(text, block.destination, "link")
            continue
        for where in texts(block):
            for link in links(source, where):
                if link.target and not _SCHEME.match(link.target):
                    yield Target(link.target, link.destination, "link")


def anchors(document: "Document") -> "Iterator[str]":
    """Yield the fragments that GitHub gives to a document's headings, and those that its HTML names."""
    source = document.source
    seen: dict[str, int] = {}
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            slug = _NOT_IN_SLUG.sub("", plain_text(source, block.content).strip().lower()).replace(" ", "-")
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            yield f"{slug}-{count}" if count else slug
        elif isinstance(block, HtmlBlock | Paragraph):
            text = source[block.span]
            yield from _ANCHOR.findall(text) if "<" in text else ()
