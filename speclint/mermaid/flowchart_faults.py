"""What a flowchart's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid import flowchart_labels
from speclint.mermaid.faults import Fault, line_around, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.faults import Site

_DIRECTIONS = ("TB", "TD", "BT", "LR", "RL")
_HEADER = re.compile(r"(flowchart-elk|flowchart|graph)([^\S\n]*)([^\s;]*)([^\S\n]*)(.*)")
_WORDS = {
    "end": "end",
    "subgraph": "subgraph",
    "STYLE": "style",
    "LINKSTYLE": "linkStyle",
    "CLASSDEF": "classDef",
    "CLASS": "class",
    "CLICK": "click",
    "CALLBACKNAME": "call",
    "HREF": "href",
    "GRAPH": "graph",
    "INTERPOLATE": "interpolate",
}
_LINKS = ("LINK", "START_LINK", "LINK_ID")
_OVER = ("NEWLINE", "EOF", "SEMI", "$end")
_STATEMENTS = {"STYLE": "style", "CLASSDEF": "classDef", "CLASS": "class", "LINKSTYLE": "linkStyle", "CLICK": "click"}
# An arrow as people write it who think of another language or whose editor mends their dashes.
_ARROWS = (
    (re.compile(r"[-—–]*[—–][-—–]*>|→|⟶"), "-->"),
    (re.compile(r"-\.+>"), "-.->"),
    (re.compile(r"-+>{2,}"), "-->"),
    (re.compile(r"->"), "-->"),
    (re.compile(r"=>{1,2}|⇒"), "==>"),
    (re.compile(r">>"), "-->"),
    (re.compile(r"—|–"), "---"),
)
_COLON = re.compile(r"(.*?\S)(\s*(?:-->|---|-\.->|==>)\s*)([\w.]+)\s*:\s*([^|\"()\[\]{}]+?)\s*")


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
    fix = (start, end, right) if right in _DIRECTIONS else None
    return Fault(start, end, f"{shortened(direction)} is no direction", "use TB, TD, BT, LR or RL", fix)


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = site.comment()
    if fault is None and site.wanted in _BY_WANTED:
        fault = _BY_WANTED[site.wanted](site)
    if fault is None and site.opened is not None and site.tokens.kinds[site.opened] == ">":
        fault = _arrow(site, site.tokens.starts[site.opened])
    if fault is None and site.opened is not None and site.wanted in flowchart_labels.CLOSERS:
        fault = flowchart_labels.explain(site)
    return fault or site.here(f"{_named(site)} cannot stand here", f"a {site.wanted} is expected here")


def _named(site: Site) -> str:
    if site.over:
        return "the end of the line"
    if site.kind == "$strange":
        char = site.text[site.start : site.start + 1]
        return f"the character {char}" if char.isprintable() else f"the character U+{ord(char or chr(0)):04X}"
    return shortened(site.tokens.value(site.index)) or site.word


def _arrow(site: Site, at: int | None = None) -> Fault | None:
    """Explain an arrow that no flowchart has, at a place (the error, if none is given) or right before it."""
    at = site.start if at is None else at
    first, last = line_around(site.text, at)
    for place in range(at, max(at - 4, first - 1), -1):
        for pattern, right in _ARROWS:
            found = pattern.match(site.text, place, last)
            if found and found.end() > at:
                start, end = found.span()
                while start > first and site.text[start - 1] in "-=":
                    start -= 1
                return Fault(start, end, f"{site.text[start:end]} is no link", f"write {right}", (start, end, right))
    return None


def _link(site: Site) -> Fault | None:
    """Explain what follows a node where a link or the end of the line should."""
    start, text, kind = site.start, site.text, site.kind
    previous = site.value(2) if site.before() == "SPACE" else site.value()
    gap = site.tokens.starts[site.index - 1] if site.before() == "SPACE" else start
    if site.before() == "SHAPE_DATA" and kind == "$end":
        opener = site.tokens.starts[site.index - 1]
        return site.at(opener, opener + 2, "the @{ is not closed", "close it with }")
    if (kind in flowchart_labels.SHAPES or kind == "SHAPE_DATA") and gap < start:
        fix = (gap, start, "")
        return Fault(gap, start, f"a space stands between {shortened(previous)} and its bracket", "remove it", fix)
    fault = _arrow(site)
    if fault is not None:
        return fault
    if kind in _WORDS:
        fix = (gap, start, "\n" + site.line[: len(site.line) - len(site.line.lstrip())])
        return site.here(f"{_WORDS[kind]} does not begin a line", f"put {_WORDS[kind]} on a line of its own", fix)
    first = site.line.lstrip()[:2]
    if first in ("- ", "* ", "+ ") and gap <= site.line_start + site.line.index(first[0]) + 2:
        place = site.line_start + site.line.index(first[0])
        return Fault(place, place + 1, "the line begins like a list item", "remove the mark", (place, place + 2, ""))
    if previous.endswith(",") and gap < start:
        fix = (gap - 1, start, " & ")
        return Fault(gap - 1, gap, "nodes are joined by a comma", "join them with &", fix)
    if previous.endswith(":"):
        return _after_colon(site, gap)
    if kind == "STR":
        help_ = f"write {shortened(previous)}[{shortened(site.tokens.value(site.index), 60)}]"
        return site.here("a quoted text stands without a bracket", help_)
    if kind == "$strange" and text[start] in "])}":
        return site.here(f"the {text[start]} closes nothing", "remove it, or open the bracket before it")
    if kind == "$strange":
        return site.here(f"{_named(site)} cannot stand in a node id", 'give the node a plain id and a label: id["…"]')
    words = f"{shortened(previous)} {site.word}"
    return site.here(
        f"{site.word} follows {shortened(previous)} without a link", f'join them with -->, or write id["{words}"]'
    )


def _after_colon(site: Site, gap: int) -> Fault:
    found = _COLON.fullmatch(site.line)
    fix = None
    if found:
        left, link, target, text = found.groups()
        shown = f"{left}{link.rstrip()}|{text}| {target}"
        fix = (site.line_start, site.line_end, shown)
    return Fault(gap - 1, site.line_end, "a text stands behind the target of a link", "write A -->|text| B", fix)


def _target(site: Site) -> Fault | None:
    """Explain what follows a link where a node should."""
    link = site.value()
    if site.kind in _WORDS or site.kind in _OVER:
        start = site.tokens.starts[site.index - 1]
        lead = site.text[start : site.tokens.ends[site.index - 1]]
        if site.kind in _OVER or "\n" in lead[len(lead.rstrip()) :]:
            start += len(lead) - len(lead.lstrip())
            return site.at(
                start,
                start + len(lead.strip()),
                f"the link {shortened(link)} has no target",
                "name the node it leads to",
            )
        return _reserved(site)
    if site.kind == "$end":
        return site.here(f"the link {shortened(link)} has no target", "name the node it leads to")
    if site.kind == ">":
        return _arrow(site)
    if site.kind == "|":
        return flowchart_labels.stray_pipe(site)
    if site.kind in ("STR", *flowchart_labels.SHAPES):
        return site.here("the target of the link has no id", 'write an id before the label: id["…"]')
    return site.here(f"{_named(site)} cannot begin a node id", 'give the node a plain id and a label: id["…"]')


def _reserved(site: Site) -> Fault:
    word = _WORDS[site.kind]
    start = site.start
    other = word.capitalize()
    return Fault(
        start, start + len(word), f"{word} is a reserved word and no node id", f"name the node {other} or {word}_node"
    )


def _statement(site: Site) -> Fault | None:
    """Explain what cannot begin a statement."""
    kind = site.kind
    following = site.tokens.kinds[site.index + 1] if site.index + 1 < len(site.tokens.kinds) else "$end"
    if kind in _WORDS and following in (*_LINKS, *flowchart_labels.SHAPES):
        return _reserved(site)
    if kind == "end":
        return Fault(site.start, site.start + 3, "the end closes no subgraph", "remove it")
    if kind == "$end":
        if site.opened is None:
            return None
        start = site.tokens.starts[site.opened]
        number = site.cleaned.source.count("\n", 0, site.cleaned.locate(start)) + 1
        return site.here(f"the subgraph of line {number} is not closed", "close it with end")
    if kind in _LINKS:
        return site.here(
            f"the link {shortened(site.tokens.value(site.index))} has no source", "name the node it comes from"
        )
    if kind == "GRAPH":
        return site.here("a second diagram begins", "put it in a fence of its own")
    if kind == "STR":
        return site.here(
            "a node has a quoted text but no id", f"write id[{shortened(site.tokens.value(site.index), 60)}]"
        )
    if kind in flowchart_labels.SHAPES:
        return site.here("a node has a label but no id", 'write an id before the bracket: id["…"]')
    if kind == "$strange" and site.text[site.start] in "])}":
        return site.here(f"the {site.text[site.start]} closes nothing", "remove it, or open the bracket before it")
    return site.here(f"{_named(site)} cannot begin a statement", "begin with a node id or a keyword")


def _title(site: Site) -> Fault | None:
    """Explain a subgraph's title."""
    if site.over:
        return site.here("the subgraph has no title", "name it: subgraph title")
    start = site.tokens.ends[site.opened] if site.opened is not None else site.start
    start += len(site.text[start : site.line_end]) - len(site.text[start : site.line_end].lstrip())
    title = site.text[start : site.line_end].rstrip().rstrip(";")
    shown = site.raw(start, start + len(title), "#quot;")
    fix = (start, start + len(title), f'"{shown}"') if title and start <= site.start else None
    return site.here(f"the subgraph's title holds {_named(site)}", 'quote the title: subgraph "…"', fix)


def _style(site: Site) -> Fault | None:
    """Explain a broken style, class or click line."""
    first = site.index
    while first and site.tokens.kinds[first - 1] not in ("NEWLINE", "SEMI"):
        first -= 1
    keyword = _STATEMENTS.get(site.tokens.kinds[first])
    if keyword is None:
        return None
    if site.wanted == "space" and site.kind in _LINKS:
        start = site.tokens.starts[first]
        return Fault(
            start, start + len(keyword), f"{keyword} is a reserved word and no node id", f"name the node {keyword}_node"
        )
    if site.kind == "$strange" and site.text[site.start] == "=":
        fix = (site.start, site.start + 1, ":")
        return site.here("a style is given with =", "write key:value", fix)
    if site.kind == "SPACE" and site.wanted == "separator" and keyword == "class" and "," in site.line:
        place = site.line_start + site.line.index(",") + 1
        blanks = len(site.text[place : site.line_end]) - len(site.text[place : site.line_end].lstrip())
        return Fault(
            place, place + blanks, "a space stands in the list of ids", "remove it", (place, place + blanks, "")
        )
    shape = {
        "style": "style id fill:#f9f",
        "classDef": "classDef name fill:#f9f",
        "class": "class id name",
        "linkStyle": "linkStyle 0 stroke:#f00",
        "click": 'click id "https://example.org" "tip"',
    }[keyword]
    if site.over:
        return site.here(f"the {keyword} line is not complete", f"write {shape}")
    return site.here(f"{_named(site)} cannot stand in a {keyword} line", f"write {shape}")


def _edge_text(site: Site) -> Fault | None:
    """Explain a text inside a link that no second half follows."""
    opener = site.tokens.starts[site.opened] if site.opened is not None else site.start
    end = site.tokens.ends[site.opened] if site.opened is not None else site.end
    stretch = site.text[opener:end]
    opener += len(stretch) - len(stretch.lstrip())
    sign = stretch.strip()
    _, line_end = line_around(site.text, opener)
    closing = {"-": "-->", "=": "==>", ".": ".->"}[sign[-1]]
    fix = None
    wrong = re.compile(r"-\.>|(?<![-.])->|—>|–>|→").search(site.text, opener, line_end)
    if wrong:
        right = "-.->" if wrong.group() == "-.>" and wrong.start() == opener else closing
        fix = (wrong.start(), wrong.end(), right)
        return site.at(wrong.start(), wrong.end(), f"{wrong.group()} is no link", f"write {right}", fix)
    message = f"the text of the link {sign} is not closed"
    return site.at(opener, opener + len(sign), message, f"write A {sign} text {closing} B, or A --> B without a text")


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "link": _link,
    "target": _target,
    "node": _target,
    "statement": _statement,
    "subgraph title": _title,
    "subgraph separator": _title,
    "link end": _edge_text,
    "edge text": _edge_text,
    **dict.fromkeys(("space", "space before style", "space before class", "separator"), _style),
    **dict.fromkeys(("style", "styled id", "classed id", "class", "link number", "curve"), _style),
    **dict.fromkeys(("tooltip", "link target", "click target"), _style),
}
