"""What a flowchart's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.mermaid.grammars.flowchart import labels as flowchart_labels
from speclint.mermaid.grammars.flowchart.links import (
    WORDS,
    after_node,
    arrow,
    edge_text,
    named,
    reserved,
    stray_closer,
    target,
)
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned

_DIRECTIONS = ("TB", "TD", "BT", "LR", "RL")
_HEADER = regex(r"(flowchart-elk|flowchart|graph)([^\S\n]*)([^\s;]*)([^\S\n]*)(.*)")
_LINKS = ("LINK", "START_LINK", "LINK_ID")
_STATEMENTS = {"STYLE": "style", "CLASSDEF": "classDef", "CLASS": "class", "LINKSTYLE": "linkStyle", "CLICK": "click"}


def header_fault(cleaned: Cleaned) -> Fault:
    """Explain a header line that Mermaid cannot read."""
    found = _HEADER.match(cleaned.text, cleaned.start)
    if found is None:
        return Fault(cleaned.start, cleaned.start + 1, "the header is not readable", "write flowchart TD")
    word, gap, direction, space, rest = found.groups()
    start, end = found.span(3)
    if not gap:
        whole = shortened(word + direction)
        help_ = f"put a space behind {word}, or rename {whole}"
        return Fault(found.start(), end, f"{whole} is no diagram type", help_)
    if direction.upper() in _DIRECTIONS and direction not in _DIRECTIONS:
        fix = (start, end, direction.upper())
        return Fault(start, end, f"the direction {direction} is not in capitals", f"write {direction.upper()}", fix)
    if direction in _DIRECTIONS or direction in ("BR", "v", "<", ">", "^"):
        start, end = found.span(5)
        fix = (found.start(4), start, "\n    ")
        return Fault(start, end, "a statement stands on the header line", "begin it on a line of its own", fix)
    if re.search(r"[-=~.]{2}|[\[({]", direction + space + rest):
        fix = (found.start(2), start, "\n    ")
        return Fault(start, found.end(), "a statement stands on the header line", "begin it on a line of its own", fix)
    low = direction.upper().replace("DT", "TD").replace("TOPDOWN", "TD").replace("TOP-DOWN", "TD")
    right = {"DU": "BT", "UD": "TD", "UP": "BT", "DOWN": "TD", "LEFT": "RL", "RIGHT": "LR"}.get(low, low)
    known = (start, end, right) if right in _DIRECTIONS else None
    return Fault(start, end, f"{shortened(direction)} is no direction", "use TB, TD, BT, LR or RL", known)


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None if site.long else _explained(site)
    return fault or site.here(f"{named(site)} cannot stand here", f"a {site.wanted} is expected here")


def _explained(site: Site) -> Fault | None:
    fault = first(site, Site.comment, _BY_WANTED.get(site.wanted, arrow))
    if fault is None and site.opened is not None and site.tokens.kinds[site.opened] == ">":
        fault = arrow(site, site.tokens.starts[site.opened])
    if fault is None and site.opened is not None and site.wanted in flowchart_labels.CLOSERS:
        fault = flowchart_labels.explain(site)
    return fault or arrow(site)


def _statement(site: Site) -> Fault | None:
    """Explain what cannot begin a statement."""
    return first(site, _reserved_source, _stray_end, _open_subgraph, _no_source, stray_closer) or site.here(
        f"{named(site)} cannot begin a statement", "begin with a node id or a keyword"
    )


def _reserved_source(site: Site) -> Fault | None:
    following = site.tokens.kinds[site.index + 1] if site.index + 1 < len(site.tokens.kinds) else "$end"
    if site.kind not in WORDS or following not in (*_LINKS, *flowchart_labels.SHAPES):
        return None
    return reserved(site, site.start, WORDS[site.kind])


def _stray_end(site: Site) -> Fault | None:
    if site.kind == "end":
        return Fault(site.start, site.start + 3, "the end closes no subgraph", "remove it")
    if site.kind == "GRAPH":
        return site.here("a second diagram begins", "put it in a fence of its own")
    return None


def _open_subgraph(site: Site) -> Fault | None:
    if site.kind != "$end" or site.opened is None:
        return None
    return site.here(f"the subgraph of line {site.line_number(site.opened)} is not closed", "close it with end")


def _no_source(site: Site) -> Fault | None:
    shown = shortened(site.tokens.value(site.index), 60)
    if site.kind in _LINKS:
        return site.here(f"the link {shown} has no source", "name the node it comes from")
    if site.kind == "STR":
        return site.here("a node has a quoted text but no id", f"write id[{shown}]")
    if site.kind in flowchart_labels.SHAPES:
        return site.here("a node has a label but no id", 'write an id before the bracket: id["…"]')
    return None


def _title(site: Site) -> Fault | None:
    """Explain a subgraph's title."""
    if site.over:
        return site.here("the subgraph has no title", "name it: subgraph title")
    start = site.tokens.ends[site.opened] if site.opened is not None else site.start
    start += len(site.text[start : site.line_end]) - len(site.text[start : site.line_end].lstrip())
    title = site.text[start : site.line_end].rstrip().rstrip(";")
    shown = site.raw(start, start + len(title), "#quot;")
    fix = (start, start + len(title), f'"{shown}"') if title and start <= site.start else None
    return site.here(f"the subgraph's title holds {named(site)}", 'quote the title: subgraph "…"', fix)


def _styling(site: Site) -> Fault | None:
    """Explain a broken style, class or click line."""
    opener = site.index
    while opener and site.tokens.kinds[opener - 1] not in ("NEWLINE", "SEMI"):
        opener -= 1
    while site.tokens.kinds[opener] == "SPACE":
        opener += 1
    keyword = _STATEMENTS.get(site.tokens.kinds[opener])
    if keyword is None:
        return None
    if site.wanted == "space" and site.kind in _LINKS:
        return reserved(site, site.tokens.starts[opener], keyword)
    if site.kind == "$strange" and site.text[site.start] == "=":
        return site.here("a style is given with =", "write key:value", (site.start, site.start + 1, ":"))
    if site.over and keyword == "class" and site.wanted == "line end" and "," in site.line:
        place = site.line_start + site.line.index(",") + 1
        end = place + len(site.text[place : site.line_end]) - len(site.text[place : site.line_end].lstrip())
        return Fault(place, end, "a space stands in the list of ids", "remove it", (place, end, ""))
    shape = {
        "style": "style id fill:#f9f",
        "classDef": "classDef name fill:#f9f",
        "class": "class id name",
        "linkStyle": "linkStyle 0 stroke:#f00",
        "click": 'click id "https://example.org" "tip"',
    }[keyword]
    message = f"the {keyword} line is not complete" if site.over else f"{named(site)} cannot stand in a {keyword} line"
    return site.here(message, f"write {shape}")


def _after_and(site: Site) -> Fault | None:
    if site.kind == "AMP" or site.before() == "AMP":
        return site.here("the & has no space behind it", "write A & B")
    return None


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "link": after_node,
    "target": target,
    "node": target,
    "statement": _statement,
    "subgraph title": _title,
    "subgraph separator": _title,
    "link end": edge_text,
    "edge text": edge_text,
    "space after &": _after_and,
    **dict.fromkeys(("space", "space before style", "space before class", "line end"), _styling),
    **dict.fromkeys(("style", "styled id", "classed id", "class", "link number", "curve"), _styling),
    **dict.fromkeys(("tooltip", "link target", "click target", "click link"), _styling),
}
