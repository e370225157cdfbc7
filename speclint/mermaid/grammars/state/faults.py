"""What a state diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.mermaid.lexing import END, STRANGE
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_STEP = "write A --> B : label"
_DECLARED = 'write state Name, or state "a description" as Name'
_NOTE = "write note right of A : text, or note left of A, the text and end note on lines of their own"
_STYLE = "write classDef name fill:#eee, class A,B name, or style A fill:#eee"
_ARROW = regex(r"(?<=[\s\w\]])<?[-=.–—→⇒]*[-=–—→⇒][-=.>–—→⇒]*(?=[\s\w\[])")
_QUOTED = regex(r"([ \t]*)(state[ \t]+)?(\"[^\"\n]*\")")
_SPACED = regex(r"state[ \t]+(\w+(?:[ \t]+\w+)+)[ \t]*\{")


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(site, Site.comment, _unclosed, _two_words, _BY_WANTED.get(site.wanted, _unexplained), _sign)
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"a {site.wanted} is expected here")


def _unclosed(site: Site) -> Fault | None:
    """Explain a quote that runs to the end of the text."""
    tokens = site.tokens
    for index in range(max(site.index - 1, 0), min(site.index + 2, len(tokens.kinds))):
        start, end = tokens.starts[index], tokens.ends[index]
        if tokens.kinds[index] in ("TEXT", "description") and end >= len(site.text) > start:
            sign = site.text[start - 1] if tokens.kinds[index] == "TEXT" else "{"
            end = site.text.find("\n", start)
            message = f"the {'quote' if sign == chr(34) else sign} is not closed"
            return Fault(max(start - 1, 0), max(end, start), message, "close it on its line")
    return None


def _two_words(site: Site) -> Fault | None:
    """Explain a state's name of two words."""
    if site.kind != "two words":
        return None
    found = _SPACED.search(site.line)
    if found is None:
        message = f"the name {shortened(site.rest.strip())} runs on to a {{ on the next line"
        return site.here(message, "remove the keyword state before a name that has no { }")
    start, end = site.line_start + found.start(1), site.line_start + found.end(1)
    name = found.group(1)
    fix = (start, end, f'"{name}" as {"_".join(name.split())}')
    message = f"the state's name {shortened(name)} holds a space"
    return Fault(start, end, message, "give it a description", fix, False)


def _statement(site: Site) -> Fault | None:
    """Explain what begins no statement and follows none."""
    return first(site, _open, _brace, _arrow, _quoted, _colon, _reserved)


def _open(site: Site) -> Fault | None:
    if site.kind != END or site.opened is None:
        return None
    name = shortened(site.tokens.value(site.opened - 1).strip())
    return site.here(f"the state {name} of line {site.line_number(site.opened)} is not closed", "close it with }")


def _brace(site: Site) -> Fault | None:
    if site.text.startswith("}", site.start):
        return site.here("the } closes nothing", "remove it")
    if not site.text.startswith("{", site.start):
        return None
    if site.before() != "ID" or site.before(2) == "-->":
        return site.here("the { opens no state", "write state Name {")
    name = site.value()
    start = site.tokens.starts[site.index - 1]
    message = f"{shortened(name)} has a block but no keyword"
    return site.at(start, site.start, message, "write state", (start, start, "state "))


def _arrow(site: Site) -> Fault | None:
    """Explain an arrow that is none, or stands where none may."""
    if site.line.strip("- \t") == "" and site.text.startswith("-", site.start):
        return site.here("the -- stands outside every state's block", "put it between the states of a block")
    for found in _ARROW.finditer(site.text, site.line_start, site.line_end):
        if found.start() > site.end:
            break
        if found.group() not in ("-->", "-") and found.end() > site.start:
            message = f"{found.group()} is no arrow of a state diagram"
            return Fault(*found.span(), message, "write -->", (*found.span(), "-->"))
    if site.kind == "-->":
        return _chained(site)
    return _dash(site) if site.text.startswith("-", site.start) else None


def _chained(site: Site) -> Fault:
    """Explain an arrow behind a whole transition, whose second state may be missing if it stands on another line."""
    tokens = site.tokens
    if site.before(2) == "-->" and "\n" in site.text[tokens.ends[site.index - 2] : tokens.starts[site.index - 1]]:
        start, end = tokens.starts[site.index - 2], tokens.ends[site.index - 2]
        return site.at(start, end, "the transition has no second state", _STEP)
    if site.before() in ("ID", "[*]") and site.line[: site.start - site.line_start].strip():
        return site.here("a second arrow follows the transition", "write each transition on a line of its own")
    return site.here("the transition has no first state", _STEP)


def _dash(site: Site) -> Fault:
    place = site.start
    if site.line.lstrip().startswith("- ") and not site.text[site.line_start : place].strip():
        return site.here("the line begins like a list item", "remove the mark", (place, place + 2, ""))
    if site.before() == "ID" and site.tokens.ends[site.index - 1] == place:
        fix = (place, place + 1, "_")
        return Fault(place, place + 1, "a state's name holds -", "write _ for it", fix, False)
    return site.here("- cannot stand here", _STEP)


def _quoted(site: Site) -> Fault | None:
    if site.kind != "STRING":
        return None
    found = _QUOTED.match(site.line)
    fix = None
    if found and found.group(2) is None and site.start == site.line_start + found.start(3):
        fix = (site.start, site.start, "state ") if " as " in site.rest else None
    return site.here("a quoted text stands where a state should", 'write state "a description" as Name', fix)


def _colon(site: Site) -> Fault | None:
    if site.kind == "DESCR":
        if site.before() == "DESCR":
            return site.here("the label holds a second colon", "write #58; for it", None)
        return site.here("a label stands where none may", "write A : description, or A --> B : label")
    if site.text.startswith(":", site.start):
        return site.here("the : has no text", "write the label behind it, or remove it", (site.start, site.end, ""))
    if site.text.startswith(";", site.start):
        return site.here("the label holds ;", "write #59; for it")
    return None


def _reserved(site: Site) -> Fault | None:
    if site.kind not in ("default", "click", "href", "stateDiagram"):
        return None
    word = site.tokens.value(site.index).strip()
    return site.here(f"{word} is a keyword and no state", f"give the state another name: {word}_state")


def _target(site: Site) -> Fault | None:
    if site.over or site.kind in ("DESCR", END, "}"):
        return site.here("the transition has no second state", _STEP)
    if site.kind == "-->":
        return site.here("a second arrow follows the first", _STEP)
    return first(site, _arrow, _quoted, _reserved) or site.here(f"{site.word} is no state", _STEP)


def _note(site: Site) -> Fault | None:
    if site.wanted == "note place":
        if site.line.strip().lower() == "end note" or (site.before(2) == "ID" and site.value(2).lower() == "end"):
            return site.here("the end note closes no note", "remove it, or remove the : of the note above")
        return site.here("the note has no place", _NOTE)
    if site.wanted == "noted state":
        return site.here("the note stands at no state", _NOTE)
    if site.wanted in ("note as", "note id"):
        return site.here("the floating note has no name", 'write note "text" as Name')
    number = site.line_number(max(site.index - 1, 0))
    return site.here(f"the note of line {number} has no text or is not closed", _NOTE)


def _description(site: Site) -> Fault | None:
    return site.here("the description has no state", _DECLARED)


def _style(site: Site) -> Fault | None:
    if site.kind == "default":
        return site.here("default cannot be defined as a style in a state diagram", "give the style another name")
    if site.over or site.kind == END:
        return site.here("the style statement is not whole", _STYLE)
    return site.here(f"{site.word} is no list of plain names", _STYLE)


def _click(site: Site) -> Fault | None:
    if site.wanted == "line end":
        return site.here("something stands behind the click", "end the line right behind the last quote")
    return site.here("the click statement is not whole", 'write click A href "https://…", or click A "https://…" "tip"')


def _header(site: Site) -> Fault | None:
    return site.here(f"{site.line.strip()} is no header", "write stateDiagram-v2 on a line of its own")


def _width(site: Site) -> Fault | None:
    return site.here("the scale is no number", "write scale 350 width")


def _sign(site: Site) -> Fault | None:
    """Explain a sign that no token may begin with."""
    if site.kind not in (STRANGE, "INVALID") or site.over:
        return None
    return site.here(f"{site.text[site.start]} cannot stand here", f"a {site.wanted} is expected here")


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "statement": _statement,
    "target": _target,
    "header": _header,
    "width": _width,
    "as": _description,
    "state id": _description,
    **dict.fromkeys(("note place", "noted state", "note as", "note id", "note text"), _note),
    **dict.fromkeys(("style name", "style names", "class names", "styles"), _style),
    **dict.fromkeys(("link", "tooltip", "line end", "clicked state"), _click),
}
