"""What is wrong around a flowchart's link: its arrow, its text, what it leads to, what follows a node."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, first, line_around, shortened
from speclint.mermaid.grammars.flowchart import labels as flowchart_labels
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.faults import Site

WORDS = {
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
_OVER = ("NEWLINE", "EOF", "SEMI", "$end")
_PLAIN_ID = 'give the node a plain id and a label: id["…"]'
# An arrow as people write it who think of another language or whose editor mends their dashes.
_ARROWS = (
    (regex(r"[-—–]*[—–][-—–]*>|→|⟶"), "-->"),
    (regex(r"-\.+>"), "-.->"),
    (regex(r"-+>{2,}"), "-->"),
    (regex(r"->"), "-->"),
    (regex(r"=>{1,2}|⇒"), "==>"),
    (regex(r">>"), "-->"),
    (regex(r"—|–"), "---"),
)
_COLON = regex(r"(.*?\S)(\s*(?:-->|---|-\.->|==>)\s*)([\w.]+)\s*:\s*([^|\"()\[\]{}]+?)\s*")


def named(site: Site) -> str:
    """Name the unexpected token for a message."""
    if site.over:
        return "the end of the line"
    if site.kind == "$strange":
        char = site.text[site.start : site.start + 1]
        return f"the character {char}" if char.isprintable() else f"the character U+{ord(char or chr(0)):04X}"
    return shortened(site.tokens.value(site.index)) or site.word


def arrow(site: Site, at: int | None = None) -> Fault | None:
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


def after_node(site: Site) -> Fault | None:
    """Explain what follows a node where a link or the end of the line should."""
    return first(
        site,
        _open_metadata,
        _space_before_bracket,
        arrow,
        _keyword,
        _list_item,
        _comma,
        _colon,
        _no_bracket,
        stray_closer,
    ) or _no_link(site)


def _previous(site: Site) -> tuple[str, int]:
    """Return the text before the error and where the blanks behind it start."""
    if site.before() == "SPACE":
        return shortened(site.value(2)), site.tokens.starts[site.index - 1]
    return shortened(site.value()), site.start


def _open_metadata(site: Site) -> Fault | None:
    if site.before() != "SHAPE_DATA" or site.kind != "$end":
        return None
    opener = site.tokens.starts[site.index - 1]
    _, end = line_around(site.text, opener)
    fix = (end, end, " }")
    return site.at(opener, opener + 2, "the @{ is not closed", "close it with }", fix)


def _space_before_bracket(site: Site) -> Fault | None:
    previous, gap = _previous(site)
    if gap == site.start or (site.kind not in flowchart_labels.SHAPES and site.kind != "SHAPE_DATA"):
        return None
    message = f"a space stands between {previous} and its bracket"
    return Fault(gap, site.start, message, "remove it", (gap, site.start, ""))


def _keyword(site: Site) -> Fault | None:
    word = WORDS.get(site.kind)
    if word is None:
        return None
    _, gap = _previous(site)
    fix = (gap, site.start, "\n" + site.line[: len(site.line) - len(site.line.lstrip())])
    return site.here(f"{word} does not begin a line", f"put {word} on a line of its own", fix)


def _list_item(site: Site) -> Fault | None:
    lead = site.line.lstrip()
    place = site.line_start + len(site.line) - len(lead)
    if lead[:2] not in ("- ", "* ", "+ ") or _previous(site)[1] > place + 2:
        return None
    return Fault(place, place + 1, "the line begins like a list item", "remove the mark", (place, place + 2, ""))


def _comma(site: Site) -> Fault | None:
    previous, gap = _previous(site)
    if not previous.endswith(",") or gap == site.start:
        return None
    return Fault(gap - 1, gap, "nodes are joined by a comma", "join them with &", (gap - 1, site.start, " & "))


def _colon(site: Site) -> Fault | None:
    previous, gap = _previous(site)
    if not previous.endswith(":"):
        return None
    found = _COLON.fullmatch(site.line)
    fix = None
    if found:
        left, link, target, text = found.groups()
        fix = (site.line_start, site.line_end, f"{left}{link.rstrip()}|{text}| {target}")
    return Fault(gap - 1, site.line_end, "a text stands behind the target of a link", "write A -->|text| B", fix)


def _no_bracket(site: Site) -> Fault | None:
    if site.kind != "STR":
        return None
    previous, gap = _previous(site)
    text = site.tokens.value(site.index)
    fix = (gap, site.end, f"[{site.raw(site.start, site.end, chr(34))}]") if "\n" not in text else None
    return site.here("a quoted text stands without a bracket", f"write {previous}[{shortened(text, 60)}]", fix)


def stray_closer(site: Site) -> Fault | None:
    """Explain a closing bracket that nothing opens."""
    if site.kind != "$strange" or site.text[site.start] not in "])}":
        return None
    return site.here(f"the {site.text[site.start]} closes nothing", "remove it, or open the bracket before it")


def _no_link(site: Site) -> Fault:
    if site.kind == "$strange":
        return site.here(f"{named(site)} cannot stand in a node id", _PLAIN_ID)
    previous, _ = _previous(site)
    help_ = f'join them with -->, or write id["{previous} {site.word}"]'
    return site.here(f"{site.word} follows {previous} without a link", help_)


def target(site: Site) -> Fault | None:
    """Explain what follows a link where a node should."""
    fault = first(site, _no_target, _reserved_target)
    if fault is None and site.kind in (">", "$strange"):
        fault = arrow(site)
    if fault is None and site.kind == "|":
        return flowchart_labels.stray_pipe(site)
    if fault is None and site.kind in ("STR", *flowchart_labels.SHAPES):
        return site.here("the target of the link has no id", 'write an id before the label: id["…"]')
    return fault or site.here(f"{named(site)} cannot begin a node id", _PLAIN_ID)


def _no_target(site: Site) -> Fault | None:
    start = site.tokens.starts[site.index - 1]
    link = site.text[start : site.tokens.ends[site.index - 1]]
    if site.kind not in _OVER and not (site.kind in WORDS and "\n" in link[len(link.rstrip()) :]):
        return None
    start += len(link) - len(link.lstrip())
    link = link.strip()
    return site.at(start, start + len(link), f"the link {shortened(link)} has no target", "name the node it leads to")


def _reserved_target(site: Site) -> Fault | None:
    return reserved(site, site.start, WORDS[site.kind]) if site.kind in WORDS else None


def reserved(site: Site, start: int, word: str) -> Fault:
    """Explain a reserved word that stands where a node id should."""
    end = start + len(word)
    fix = (start, end, word.capitalize() if word.islower() else f"{word}_")
    message = f"{word} is a reserved word and no node id"
    return Fault(start, end, message, f"name the node {word.capitalize()} or {word}_node", fix, False)


def edge_text(site: Site) -> Fault | None:
    """Explain a text inside a link that no second half follows."""
    opener = site.tokens.starts[site.opened] if site.opened is not None else site.start
    end = site.tokens.ends[site.opened] if site.opened is not None else site.end
    stretch = site.text[opener:end]
    opener += len(stretch) - len(stretch.lstrip())
    sign = stretch.strip()
    _, line_end = line_around(site.text, opener)
    closing = {"=": "==>", ".": ".->"}.get(sign[-1:], "-->")
    fix = None
    wrong = re.compile(r"-\.>|(?<![-.])->|—>|–>|→").search(site.text, opener, line_end)
    if wrong:
        right = "-.->" if wrong.group() == "-.>" and wrong.start() == opener else closing
        fix = (wrong.start(), wrong.end(), right)
        return site.at(wrong.start(), wrong.end(), f"{wrong.group()} is no link", f"write {right}", fix)
    message = f"the text of the link {sign} is not closed"
    return site.at(opener, opener + len(sign), message, f"write A {sign} text {closing} B, or A --> B without a text")
