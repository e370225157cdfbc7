"""What is wrong behind a class's name: its relation, its label, and what follows a whole statement."""

from __future__ import annotations

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.regex import regex

RELATION = "write A --> B : label, with <|--, *--, o--, -->, --, ..>, ..|> or .. between the classes"
_ARROW = regex(r"(?<=[\s\w\"`~])[-=.<>|*–—→⇒]*[-=.–—→⇒][-=.<>|*–—→⇒]*(?=[\s\w\"`])")
_RIGHT = regex(r"(?:<\||[<*])?(?:--|\.\.)(?:\|>|[>*])?")
_NAMED = regex(r"(\s*)([\w.~-]+)(\s*)\{")
KEYWORDS = frozenset(
    {
        "note",
        "note for",
        "link",
        "click",
        "callback",
        "cssClass",
        "href",
        "style",
        "classDef",
        "class",
        "namespace",
        "target",
    }
)
_STARTS = KEYWORDS - {"href", "target"}
_LEADING = ("class", "namespace", "note", "click", "style", "classDef", "cssClass", "direction", "link", "callback")


def open_block(site: Site) -> Fault:
    """Explain a block that the end of the text leaves open."""
    opened = site.opened or 0
    kind = "namespace" if site.tokens.kinds[opened] == "namespace" else "class"
    name = shortened(site.tokens.value(opened + 1 if kind == "namespace" else opened - 1))
    return site.here(f"the {kind} {name} of line {site.line_number(opened)} is not closed", "close it with }")


def statement_end(site: Site) -> Fault | None:
    """Explain what stands behind a whole statement."""
    if site.kind in ("open end", "EOF") and site.opened is not None:
        return open_block(site)
    return first(site, misspelt, _brace, _annotated, _second_colon, arrow, _second_statement, _behind)


def misspelt(site: Site) -> Fault | None:
    """Explain a first word that is nearly a keyword."""
    from difflib import get_close_matches

    words = site.line.split(None, 1)
    if len(words) < 2 or words[0] in _LEADING:
        return None
    close = get_close_matches(words[0], _LEADING, 1, 0.75)
    if not close:
        return None
    start = site.line_start + site.line.index(words[0])
    fix = (start, start + len(words[0]), close[0])
    return Fault(start, start + len(words[0]), f"{words[0]} is no keyword", f"did you mean {close[0]}?", fix, False)


def _brace(site: Site) -> Fault | None:
    """Explain a block behind a name without `class`."""
    found = _NAMED.match(site.line)
    if found is None or not site.text.startswith("{", site.start) or site.start != site.line_start + found.end() - 1:
        return None
    place = site.line_start + found.end(1)
    name = shortened(found.group(2))
    return site.at(place, site.start, f"{name} has a block but no keyword", "write class", (place, place, "class "))


def _annotated(site: Site) -> Fault | None:
    if site.kind != "<<":
        return None
    return site.here("an annotation stands behind a name", "write class A <<interface>>, or <<interface>> A")


def _second_colon(site: Site) -> Fault | None:
    """Explain a colon in a label, which would begin another one."""
    if site.kind not in ("LABEL", "COLON", ":::") or "LABEL" not in (site.before(), site.kind):
        return None
    if site.before() != "LABEL":
        return site.here("a label stands where none may", "write A : member, or A --> B : label")
    size = 3 if site.kind == ":::" else 1
    fix = (site.start, site.start + size, "#58;" * size)
    return Fault(site.start, site.start + size, "the label holds a second colon", "write #58; for it", fix, False)


def arrow(site: Site) -> Fault | None:
    """Explain a relation's sign that is none."""
    for found in _ARROW.finditer(site.text, site.line_start, site.line_end):
        sign = found.group()
        if found.start() > site.end:
            return None
        if _RIGHT.fullmatch(sign):
            continue
        dotted = sign.count(".") > 1
        line = ".." if dotted else "--"
        left = "<|" if "<|" in sign else "<" if "<" in sign else "*" if sign.startswith("*") else ""
        right = "|>" if "|>" in sign else ">" if set(sign) & set(">→⇒") else "*" if sign.endswith("*") else ""
        mended = left + line + right
        return Fault(*found.span(), f"{sign} is no relation", f"write {mended}", (*found.span(), mended))
    return None


def _second_statement(site: Site) -> Fault | None:
    if site.kind not in _STARTS and site.kind not in ("END", "LINE"):
        return None
    if site.kind in _STARTS and site.text.startswith(("link", "_"), site.start):
        return None
    return site.here("a second statement begins on the line", "write each statement on a line of its own")


def _behind(site: Site) -> Fault | None:
    if site.before() == "STR" and site.kind == "ALPHA":
        return site.here(f"{site.word} stands behind the quoted text", "remove it, or put it inside the quotes")
    if site.text.startswith("{", site.start):
        return site.here("the { opens no class", "write class Name { on one line")
    if site.kind == "STR":
        return site.here("a quoted text stands behind the statement", 'write class A["label"], or A "1" --> "2" B')
    if site.text.startswith(("}", "]", ")"), site.start):
        return site.here(f"the {site.text[site.start]} closes nothing", "remove it, or open it before")
    return None


def line(site: Site) -> Fault | None:
    """Explain a relation without a line."""
    if site.kind in ("END", "LINE") or site.before() in ("END", "STR", "LINE"):
        return arrow(site) or site.here("the relation has no line between its classes", RELATION)
    return None


def second_class(site: Site) -> Fault | None:
    """Explain what stands where the second class should."""
    if site.over or site.kind == "LABEL":
        return site.here("the relation has no second class", RELATION)
    if site.kind == "[*]":
        return site.here("[*] is no class", "write a name, or begin the diagram with stateDiagram-v2")
    return arrow(site) or (site.here(f"{site.word} is no relation's end", RELATION) if site.kind == "END" else None)
