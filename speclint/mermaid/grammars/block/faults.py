"""What a block diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOSERS = {
    "(": ")",
    "((": "))",
    "(((": ")))",
    "([": "])",
    "[": "]",
    "[[": "]]",
    "[(": ")]",
    "{": "}",
    "{{": "}}",
    ">": "]",
    "[/": "/]",
    "[\\": "\\]",
    "[|": "]",
    "(-": "-)",
    "-)": "(-",
    ")": "(",
    "))": "((",
    "<[": "]>(right)",
}
_LABELLED = regex(r"(.*?)([)\]}]+|[/\\]\])[ \t]*(?:$|[ \t])")
_ARROW = regex(r"(?:->|=>|<-|→|⇒|—>)+")
_RESERVED = ("default", "linkStyle", "interpolate", "end")


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None if site.long else first(site, Site.comment, _BY_WANTED.get(site.wanted, _unexplained))
    return fault or _unexplained(site)


def unknown_block(name: str, start: int, end: int, known: set[str], lost: set[str]) -> Fault:
    """Make the fault of a style for a block that Mermaid does not know there."""
    if "," in name:
        message = f"the style names {shortened(name)}, and mermaid takes that for one block"
        return Fault(start, end, message, "write a style line for each block, or give them a class")
    if name in lost:
        message = f"the style names {name}, which mermaid forgets in a chain of links"
        return Fault(start, end, message, f"name {name} in a line of its own before the chain")
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), 1, 0.75)
    help_ = f"did you mean {close[0]}?" if close else f"name the block {name} before its style"
    fix = (start, end, close[0]) if close else None
    return Fault(start, end, f"the style names {shortened(name)}, which is no block before it", help_, fix, sure=False)


def _unexplained(site: Site) -> Fault:
    wanted = "block" if site.wanted in ("statement", "first statement") else site.wanted
    return out_of_place(site, f"a {wanted} is expected here")


def _header(site: Site) -> Fault | None:
    word = site.word
    fix = (site.start, site.start + len(word), "block") if len(word) <= 12 else None
    return site.here(f"{word} is no diagram type", "did you mean block?", fix)


def _statement(site: Site) -> Fault | None:
    return first(site, _nothing_inside, _ends, _listed, _words, _stray_text, _link, _arrow, _hyphen, _bracket, _colon)


def _nothing_inside(site: Site) -> Fault | None:
    if site.wanted != "first statement":
        return None
    if site.kind == "end" and site.text.startswith("-", site.start + 3):
        return Fault(site.start, site.start + 3, "end is a reserved word and no id", "give the block another id")
    if site.opened is None:
        return site.here("the diagram holds no block", "write a block's id, such as a, or columns 3")
    return site.here(f"the block of line {site.line_number(site.opened)} holds nothing", "write a block's id into it")


def _ends(site: Site) -> Fault | None:
    if site.kind == "end":
        return site.here("the end closes no block", "remove it")
    if site.kind == "$end" and site.before() == "rest":
        return site.here("the classDef has no style", "write classDef name fill:#ddd")
    if site.kind not in ("eof", "$end") or site.opened is None:
        return None
    return site.here(f"the block of line {site.line_number(site.opened)} is not closed", "close it with end")


def _listed(site: Site) -> Fault | None:
    lead = site.line.lstrip()
    place = site.line_start + len(site.line) - len(lead)
    if lead[:2] != "- " or site.start != place:
        return None
    return Fault(place, place + 1, "the line begins like a list item", "remove the mark", (place, place + 2, ""))


def _words(site: Site) -> Fault | None:
    if site.kind == "reserved":
        word = next((each for each in _RESERVED if site.rest.startswith(each)), site.word)
        return Fault(
            site.start, site.start + len(word), f"{word} is a reserved word and no id", "give the block another id"
        )
    if site.kind == "accessibility":
        return site.here("a block diagram takes no accTitle and no accDescr", "remove it")
    return None


def _stray_text(site: Site) -> Fault | None:
    if site.kind not in ("text", "markdown"):
        return None
    if site.value(0).count("\n") or not site.value(0):
        return site.here("the quote is not closed", 'close it on its line: a["text"]')
    return site.here("a quoted text stands without its bracket", 'write an id and brackets around it: a["text"]')


def _arrow(site: Site) -> Fault | None:
    found = _ARROW.match(site.text, site.start, site.line_end) or (
        _ARROW.match(site.text, site.start - 1, site.line_end) if site.start > site.line_start else None
    )
    if found is None:
        return None
    sign = found.group()
    right = "==>" if "=" in sign or "⇒" in sign else "-->"
    fix = (*found.span(), right) if sign != "<-" else None
    return Fault(*found.span(), f"{sign} is no link of a block diagram", f"write a {right} b", fix)


def _hyphen(site: Site) -> Fault | None:
    if site.kind != "$strange" or site.text[site.start] != "-" or site.before() != "id":
        return None
    before = site.tokens.starts[site.index - 1]
    following = site.text[site.start + 1 : site.start + 2]
    if site.tokens.ends[site.index - 1] != site.start or not (following.isalnum() or following == "_"):
        return None
    end = site.start + len(site.word.split("[")[0].split("(")[0].split(":")[0])
    name = site.text[before:end]
    fix = (before, end, name.replace("-", "_"))
    return Fault(before, end, f"the id {shortened(name)} holds a -", "write _ for it", fix, sure=False)


def _link(site: Site) -> Fault | None:
    if site.kind not in ("link", "half link"):
        return None
    sign = shortened(site.value(0))
    return site.here(f"the link {sign} has no block before it", "write a --> b")


def _bracket(site: Site) -> Fault | None:
    sign = site.text[site.start : site.start + 1]
    if site.kind in ("open", "<["):
        return site.here(f"{shortened(site.value(0))} stands without an id before it", 'write a["text"]')
    if sign in ("]", "}", "<", "="):
        return site.here(f"{sign} stands in no label", 'write a["text"], or remove it')
    return None


def _colon(site: Site) -> Fault | None:
    if site.kind == "size":
        return site.here(f"the width {site.value(0)} stands behind no block", "write a:2; a link's target takes none")
    if not site.text.startswith(":", site.start):
        return None
    return site.here("the width behind : is no number", "write a:2, or space:2")


def _linked(site: Site) -> Fault | None:
    if site.wanted == "block id" and (site.over or site.kind in ("end", "eof")):
        return site.here("the block: has no id", "write block:id, or block without a colon")
    if site.over or site.kind in ("end", "eof"):
        return site.here(f"the link {shortened(site.value())} has no target", "write a --> b")
    return first(site, _words, _stray_text, _link, _arrow, _bracket, _colon) or (
        site.here(f"{site.word} is no block's id", "write a --> b")
    )


def _link_label(site: Site) -> Fault | None:
    """Explain the text of a link that is not quoted."""
    opener = site.value()
    close = regex(r"[ \t]*[xo<]?(?:-{2,}[\-xo>]|={2,}[=xo>]|-?\.+-[xo>]?)").search(site.text, site.start, site.line_end)
    if close is None or close.start() == site.start:
        return site.here(f"{opener} is no link", f'write {opener}>, or {opener} "label" {opener}>')
    start, end = site.start, close.start()
    text = site.raw(start, end, "'")
    fix = (start, end, f'"{text.strip()}"')
    return Fault(start, end, f"the link's label {shortened(text)} is not quoted", "quote the label", fix)


def _link_end(site: Site) -> Fault | None:
    if site.kind == "text":
        place = site.tokens.starts[site.index - 1] - 1
        return site.at(place, place + 1, "the quote of the link's label is not closed", 'write a -- "label" --> b')
    return site.here("the link does not go on behind its label", 'write a -- "label" --> b')


def _label(site: Site) -> Fault | None:
    opened = site.opened or 0
    opener = site.tokens.value(opened)
    start = site.tokens.starts[opened]
    inner = site.tokens.ends[opened]
    if site.kind in ("close", "markdown") and site.text.startswith('"', inner):
        what = "is empty" if site.kind == "close" else "is Markdown, which a block diagram does not take"
        fix = (inner, inner + 2, '" "') if site.kind == "close" and site.text.startswith('""', inner) else None
        return site.at(inner, inner + 2, f"the label {what}", 'write a["text"]', fix)
    if site.kind == "close":
        return site.here("the label is empty", f'write a{opener}"text"{_CLOSERS.get(opener, "]")}')
    if site.over or site.kind == "$end":
        return site.at(start, inner, f"the {opener} is not closed", 'write a["text"]')
    line_end = site.text.find("\n", inner)
    found = _LABELLED.match(site.text, inner, line_end)
    if found is None or '"' in found.group(1):
        return site.here("the label is not quoted", f'write a{opener}"text"{_CLOSERS.get(opener, "]")}')
    text = site.raw(*found.span(1), "'")
    fix = (inner, found.end(1), f'"{text}"')
    return Fault(inner, found.end(1), f"the label {shortened(text)} is not quoted", "quote the label", fix)


def _close(site: Site) -> Fault | None:
    """Explain what stands behind a label where its bracket should close."""
    opened = site.opened or 0
    opener = site.tokens.value(opened)
    start, inner = site.tokens.starts[opened], site.tokens.ends[opened]
    text = site.tokens.value(site.index - 1)
    closer = _CLOSERS.get(opener, "]")
    if site.kind in ("text", "$end") and (text.count("\n") or site.over):
        return site.at(inner, inner + 1, "the quote of the label is not closed", f'write a{opener}"text"{closer}')
    end = site.tokens.ends[site.index - 1] + 1
    last = end + 1 if opener == "<[" and site.text.startswith("]", end) else end
    message = f"the {opener} is not closed behind its label"
    return site.at(start, start + len(opener), message, f"close it with {closer}", (end, last, closer))


def _direction(site: Site) -> Fault | None:
    opened = site.opened or 0
    if site.wanted == "arrow direction" and "(" not in site.text[site.tokens.ends[opened] : site.start]:
        return _close(site)
    return site.here(
        "the block arrow has no readable direction", 'write a<["text"]>(right): right, left, up, down, x or y'
    )


def _styled(site: Site) -> Fault | None:
    word = site.wanted
    if site.kind == "reserved":
        return site.here("DEFAULT is a reserved word and no class", "write classDef default")
    forms = {"style": "style a fill:#ddd", "class": "class a name", "classDef": "classDef name fill:#ddd"}
    return site.here(f"the {word} names no {'class' if word == 'classDef' else 'block'}", f"write {forms[word]}")


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "header": _header,
    "statement": _statement,
    "first statement": _statement,
    "block id": _linked,
    "linked block": _linked,
    "link label": _link_label,
    "link text": _link_label,
    "link end": _link_end,
    "label": _label,
    "bracket": _close,
    "arrow direction": _direction,
    "arrow end": _direction,
    "style": _styled,
    "class": _styled,
    "classDef": _styled,
}
