"""What a requirement diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.accessibility import unended
from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.mermaid.grammars.requirement.spelling import close, misspelt
from speclint.mermaid.grammars.requirement.tokens import (
    ELEMENT_FIELDS,
    FIELDS,
    METHODS,
    RELATIONS,
    REQUIREMENTS,
    RISKS,
)
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCKS = (*REQUIREMENTS, "element")
_KEYWORDS = frozenset((*_BLOCKS, *FIELDS, *ELEMENT_FIELDS, *RISKS, *METHODS, *RELATIONS, "style", "classDef", "class"))
_ENDING = frozenset(("eof", "$end", "{", *_BLOCKS, "style", "classDef", "class", "direction"))
_ARROW = regex(r"[-=<>~]+")
_HELP = "write a - satisfies -> b, or b <- satisfies - a"


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(site, _trailing, Site.comment, unended, _BY_WANTED.get(site.wanted, _unexplained))
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"a {site.wanted} is expected here")


def _trailing(site: Site) -> Fault | None:
    """Explain blanks at the end of a line, which take the line's end with them."""
    if site.wanted != "line end" or not site.index:
        return None
    end = site.tokens.ends[site.index - 1]
    between = site.text[end : site.tokens.starts[site.index]]
    end += 1 if between.startswith('"') else 0
    between = between.lstrip('"')
    blanks = between[: len(between) - len(between.lstrip(" \t"))]
    if not blanks or not between[len(blanks) :].startswith("\n"):
        return None
    what = site.tokens.value(site.index - 1)
    message = f"blanks stand at the end of the line behind {shortened(what)}"
    return site.at(end, end + len(blanks), message, "remove them", (end, end + len(blanks), ""))


def _header(site: Site) -> Fault | None:
    word = site.word
    if word.lower() == "requirementdiagram":
        return site.here("text stands behind the header", "put it on the next line")
    if word.lower().startswith("requirementdiagram"):
        fix = (site.start, site.start + len(word), "requirementDiagram")
        return site.here(f"{word} is no diagram type", "did you mean requirementDiagram?", fix)
    message = f"the diagram begins with {word} and not with its header"
    fix = (site.start, site.start, "requirementDiagram\n")
    return site.here(message, "begin it with requirementDiagram on a line of its own", fix)


def _line_end(site: Site) -> Fault | None:
    """Explain what stands behind a line's last word, mostly in a text that should be quoted."""
    before = site.before()
    if before == "header":
        return site.here("text stands behind the header", "put it on the next line")
    if before == "{":
        return site.here("a field stands on the line of its block's {", "put it on the next line")
    if before in ("plain", "quoted") and site.before(2) == ":":
        return _to_quote(site, site.index - 1, f"the value holds {site.text[site.start]}")
    return site.here(f"{site.word} stands behind {shortened(site.value())}", "put it on a line of its own")


def _to_quote(site: Site, index: int, message: str) -> Fault:
    """Make the fault of a value that must be quoted, from a token to the end of its line."""
    start = site.tokens.starts[index]
    end = site.line_end - (len(site.line) - len(site.line.rstrip()))
    if site.text[start - 1 : start] == '"':
        return site.here(f"{site.word} stands behind the quote", "keep one pair of quotes around the whole value")
    fix = (start, end, '"' + site.raw(start, end, "'") + '"')
    return Fault(start, end, message, "quote it", fix)


def _value(site: Site) -> Fault | None:
    field = site.value(2) if site.before() == ":" else site.value()
    if site.over:
        return site.here(f"the {field} has no value", f'write {field}: "text"')
    if site.kind in _KEYWORDS or site.kind == "title":
        word = site.word.rstrip(",;")
        return _to_quote(site, site.index, f"the value begins with the keyword {word}")
    if site.kind == "newline":
        return site.here(f"the {field} has no value", f'write {field}: "text"')
    return _to_quote(site, site.index, f"the value begins with {site.text[site.start]}")


def _risk(site: Site) -> Fault | None:
    if site.over:
        return site.here("the risk has no value", "write risk: low, medium or high")
    return misspelt(site, RISKS, "is no risk", "write low, medium or high")


def _method(site: Site) -> Fault | None:
    form = "write analysis, demonstration, inspection or test"
    if site.over:
        return site.here("the verifymethod has no value", form)
    return misspelt(site, METHODS, "is no method", form)


def _colon(site: Site) -> Fault | None:
    field = site.value()
    place = site.tokens.ends[site.index - 1]
    fix = None if site.over else (place, place, ":")
    return Fault(place, place, f"the field {field} has no colon", f"write {field}: value", fix)


def _field(site: Site) -> Fault | None:
    """Explain what cannot stand in a block."""
    opened = site.opened or 0
    block = site.tokens.value(opened)
    following = site.tokens.kinds[site.index + 1] if site.index + 1 < len(site.tokens.kinds) else ""
    related = site.kind in ("plain", "quoted") and following in ("-", "<-")
    if related or site.kind in _ENDING:
        # Mermaid reports right behind the last line that it took, whatever blanks follow.
        place = site.start if site.over else site.tokens.ends[site.index - 1]
        message = f"the {block} of line {site.line_number(opened)} is not closed"
        return Fault(place, place, message, "close it with } before the next statement")
    fields = ELEMENT_FIELDS if block.lower() == "element" else FIELDS
    if site.kind in (*FIELDS, *ELEMENT_FIELDS):
        return site.here(f"{site.value(0)} is no field of {_article(block)}", f"its fields are {', '.join(fields)}")
    return misspelt(site, fields, f"is no field of {_article(block)}", f"its fields are {', '.join(fields)}")


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "eEiI" else f"a {word}"


def _name(site: Site) -> Fault | None:
    block = site.value()
    if site.over or site.kind in ("{", "newline"):
        return site.here(f"the {block} has no name", f"write {block} name {{")
    return _quote_name(site, site.start, f"the name begins with {_what(site)}")


def _what(site: Site) -> str:
    return f"the keyword {site.word}" if site.kind in _KEYWORDS else site.text[site.start]


def _quote_name(site: Site, start: int, message: str) -> Fault | None:
    brace = site.text.find("{", start, site.line_end)
    end = start + len(site.text[start : site.line_end if brace < 0 else brace].rstrip())
    if '"' in site.text[start:end] or end <= start:
        return site.here(message, "quote it")
    fix = (start, end, '"' + site.text[start:end] + '"')
    return Fault(start, end, message, "quote it", fix)


def _brace(site: Site) -> Fault | None:
    opened = site.opened or 0
    block = site.tokens.value(opened)
    name = site.tokens.starts[opened + 1]
    if site.over or site.kind == "newline":
        place = site.tokens.starts[site.index - 1] + len(site.value())
        place += 1 if site.text.startswith('"', place) else 0
        message = f"the {block} {shortened(site.value())} has no {{"
        return site.at(place, place, message, f"write {block} name {{", (place, place, " {"))
    if site.index == opened + 2 and site.before() == "plain":
        return _quote_name(site, name, f"the name holds {site.text[site.start]}")
    return site.here(f"{site.word} stands before the {{", f"write {block} name {{")


def _statement(site: Site) -> Fault | None:
    """Explain what cannot begin a statement."""
    fault = _stray_word(site)
    if fault is not None:
        return fault
    lead = site.line.lstrip()
    place = site.line_start + len(site.line) - len(lead)
    if lead.startswith(("- ", "* ")) and site.start <= place + 1:
        return Fault(place, place + 1, "the line begins like a list item", "remove the mark", (place, place + 2, ""))
    if site.before() in ("sign", "word"):
        return site.here(f"{shortened(site.word)} cannot stand in a style", "write style name fill:#ddd,stroke:#333")
    return site.here(f"{site.word or 'the end'} begins no statement", "write requirement name {, or " + _HELP[6:])


def _stray_word(site: Site) -> Fault | None:
    """Explain a keyword where no statement begins with it."""
    stray = {
        "title": ("a requirement diagram takes no title line", "put title: into the front matter"),
        "}": ("the } closes no block", "remove it"),
        "header": ("a second header stands in the diagram", "remove it"),
    }
    if site.kind in stray:
        return site.here(*stray[site.kind])
    if site.kind not in _KEYWORDS:
        return None
    word = site.value(0)
    end = site.start + len(word)
    if site.kind in (*FIELDS, *ELEMENT_FIELDS) and site.text[end:].lstrip()[:1] == ":":
        return site.here(f"the field {word} stands outside a block", "put it into the { } of its requirement")
    return Fault(site.start, end, f"{word} is a keyword and no name", "quote it", (site.start, end, f'"{word}"'))


def _relation(site: Site) -> Fault | None:
    """Explain a name that begins neither a relation nor a class."""
    start = site.tokens.starts[site.index - 1]
    name = site.value()
    if site.kind == "{":
        word = name.split()[0] if name else ""
        right = close(site, word, _BLOCKS)
        end = start + len(word)
        if right is None:
            return site.at(start, end, f"{shortened(word)} is no kind of requirement", "write requirement name {")
        fix = (start, end, right) if right != word and " " in name else None
        return site.at(start, end, f"{shortened(word)} is no kind of block", f"did you mean {right}?", fix)
    message = f"{site.word} is no relation"
    if site.kind == "->":
        message = "the relation has no kind before its arrow"
    elif name.lower().startswith("direction"):
        return site.at(
            start, start + len(name), f"{shortened(name)} is no direction", "write direction TB, BT, LR or RL"
        )
    elif site.over or site.kind in ("newline", "eof"):
        return site.at(start, start + len(name), f"{shortened(name)} is no statement", _HELP)
    elif site.kind == ":":
        message = f"{shortened(name)} is followed by a colon but stands outside a block"
    return site.here(message, _HELP)


def _kind(site: Site) -> Fault | None:
    if site.over:
        return site.here("the relation has no kind", _HELP)
    return misspelt(site, RELATIONS, "is no kind of relation", "write " + ", ".join(RELATIONS[:-1]) + " or traces")


def _arrow(site: Site) -> Fault | None:
    right = "->" if site.before(2) == "-" else "-"
    found = _ARROW.match(site.text, site.start, site.line_end)
    if found is None:
        return site.here(f"the relation lacks its {right}", _HELP)
    return Fault(*found.span(), f"{found.group()} ends no relation here", f"write {right}", (*found.span(), right))


def _target(site: Site) -> Fault | None:
    if site.over or site.kind == "newline":
        return site.here("the relation has no target", _HELP)
    if site.kind in _KEYWORDS:
        word = site.value(0)
        fix = (site.start, site.start + len(word), f'"{word}"')
        return site.here(f"the target begins with the keyword {word}", "quote it", fix)
    return site.here(f"{site.word} is no target", _HELP)


def _styling(site: Site) -> Fault | None:
    forms = {"styled id": "style name fill:#ddd", "style": "style name fill:#ddd", "classed id": "class name important"}
    form = forms.get(site.wanted, "name:::important")
    if site.kind == "$strange":
        sign = site.text[site.start]
        return site.here(f"{'a tab' if sign == chr(9) else sign} cannot stand in a style or a class", f"write {form}")
    missing = {"styled id": "the name of what is styled", "classed id": "the name of what gets the class"}
    return site.here(f"{missing.get(site.wanted, f'the {site.wanted}')} is missing", f"write {form}")


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "header": _header,
    "line end": _line_end,
    "value": _value,
    "risk": _risk,
    "verify method": _method,
    "colon": _colon,
    "field": _field,
    "name": _name,
    "{": _brace,
    "statement": _statement,
    "relation": _relation,
    "relation kind": _kind,
    "arrow": _arrow,
    "target": _target,
    "styled id": _styling,
    "style": _styling,
    "classed id": _styling,
    "class": _styling,
}
