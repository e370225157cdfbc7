"""What is wrong with a flowchart's label: characters that need quotes, brackets that are not closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, shortened
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.faults import Site

SHAPES = ("[", "(((", "(-", "([", "[[", "[(", "(", "{", ">", "[/", "[\\", "[|")
CLOSERS = frozenset({"label", "]", ")))", "-)", "])", "]]", ")]", ")", "}", "/]", "\\]", "|"})
_CLOSING = {
    "[": "]",
    "(((": ")))",
    "(-": "-)",
    "([": "])",
    "[[": "]]",
    "[(": ")]",
    "(": ")",
    "{": "}",
    ">": "]",
    "[/": "]",
    "[\\": "]",
    "|": "|",
}
# What may follow a closing bracket: the end, a class, another node, a link.
_AFTER = regex(r"\s*(?:$|;|:::|&\s|@\{|%%|[<ox]?(?:--|==|-\.|[-=]>)|~~~|\w+@[-=<ox])")
_AFTER_PIPE = regex(r"\s*[^\s|]")


def explain(site: Site) -> Fault | None:
    """Explain a label that the grammar cannot read to its end."""
    if site.opened is None:
        return None
    opened = site.opened
    kind = site.tokens.kinds[opened]
    closer = _CLOSING.get(kind)
    if closer is None:
        return None
    start, inner = site.tokens.starts[opened], site.tokens.ends[opened]
    if site.tokens.kinds[opened + 1] == kind and kind in ("(", "{"):
        inner, closer = site.tokens.ends[opened + 1], closer * 2
    line_end = site.text.find("\n", inner)
    line_end = len(site.text) if line_end < 0 else line_end
    close = _close(site.text, inner, line_end, closer, site.start if site.start < line_end else inner)
    what = "link's label" if kind == "|" else "label"
    if close is None:
        opener = site.text[start:inner]
        help_ = f"close it with {closer}"
        fix, sure = _closed(site, inner, line_end, closer)
        fault = site.at(start, inner, f"the {opener} of the {what} is not closed", help_, fix)
        return fault._replace(sure=sure)
    label = site.text[inner:close]
    if not label.strip(' "'):
        end = close + len(closer)
        return Fault(
            start, end, f"the {what} is empty", "remove it, or write a text in it", (start, end, ""), sure=False
        )
    return _quoted(site, what, kind, inner, close)


def _quoted(site: Site, what: str, kind: str, inner: int, close: int) -> Fault:
    """Explain a label that holds what only a quoted one may."""
    first, last = inner, close
    text = site.text[inner:close]
    stripped = text.strip()
    if kind in ("[/", "[\\"):
        first -= 1
        stripped = site.text[first:close].strip()
        message = f"a label that begins with {kind[1]} draws a slanted shape, which {kind[1]}] or its mirror closes"
    else:
        sign = site.text[site.start : site.start + 1]
        message = (
            f"the {what} holds {sign}, which only a quoted label may hold"
            if sign.strip()
            else f"the {what} is not readable"
        )
        first += len(text) - len(text.lstrip())
    last = first + len(stripped)
    shown = site.raw(first, last, "#quot;")
    if shown.startswith("#quot;") and shown.endswith("#quot;") and len(shown) > 12:
        shown = shown[6:-6]
    elif shown.startswith("#quot;") and shown.count("#quot;") == 1:
        shown = shown[6:]
    elif shown.endswith("#quot;") and shown.count("#quot;") == 1:
        shown = shown[:-6]
    start = site.start if first <= site.start <= last else first
    return site.at(start, start + 1, message, "quote the label", (first, last, f'"{shown}"'))


def _close(text: str, inner: int, line_end: int, closer: str, at_least: int) -> int | None:
    """Find the closer that an author most likely meant: the first behind the error that a link or an end follows."""
    position = text.find(closer, max(inner, at_least), line_end)
    after = _AFTER_PIPE if closer == "|" else _AFTER
    while position >= 0:
        if after.match(text[position + len(closer) : line_end]):
            return position
        position = text.find(closer, position + 1, line_end)
    return None


def _closed(site: Site, inner: int, line_end: int, closer: str) -> tuple[tuple[int, int, str] | None, bool]:
    """Make the fix of a bracket that is not closed; it is sure where the label runs to the end of the line."""
    label = site.text[inner:line_end].rstrip()
    label = label.removesuffix(";")
    link = re.search(r"\s+(?:<?--|<?==|<?-\.|~~~)", label)
    label = label[: link.start()] if link else label
    if not label.strip() or re.search(r"--|==|-\.|[\[\](){}|\"]", label):
        return None, False
    end = inner + len(label)
    return (end, end, closer), link is None


def stray_pipe(site: Site) -> Fault:
    """Explain a second pair of pipes behind a link."""
    if site.text.startswith("||", site.start):
        return site.here(
            "the link's label is empty", "remove ||, or write a text in it", (site.start, site.start + 2, "")
        )
    return site.here(f"the link {shortened(site.value())} has a stray |", "write one text between two |")
