"""What a class diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.mermaid.lexing import STRANGE

from .relation_faults import KEYWORDS, RELATION, line, misspelt, open_block, second_class, statement_end

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENED = {
    "STR": "quote",
    "LITERAL": "backtick",
    "GENERIC": "~",
    "description": "{",
    "arguments": "(",
    "function": "call",
}
_IN_MEMBERS = "write each member on a line of its own: +name type"
_CONTENT = "leave classes, notes and namespaces in it, and move the rest below its }"


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(
            site, Site.comment, _unclosed, _semicolon, _BY_WANTED.get(site.wanted, _unexplained), _keyword, _sign
        )
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"a {site.wanted} is expected here")


def _unclosed(site: Site) -> Fault | None:
    """Explain a quote or bracket that runs to the end of the text."""
    tokens = site.tokens
    for index in range(max(site.index - 1, 0), min(site.index + 2, len(tokens.kinds))):
        kind = tokens.kinds[index]
        if kind in _OPENED and tokens.ends[index] >= len(site.text) > tokens.starts[index]:
            start = tokens.starts[index]
            if kind == "function":
                return Fault(start, start + 1, "the call has no parentheses", "write click A call run()")
            line = site.text[start : site.text.find("\n", start)].rstrip()
            end = start + len(line)
            fix = (end, end, {"STR": '"', "LITERAL": "`", "GENERIC": "~"}[kind]) if kind.isupper() else None
            start = max(start - 1, 0)
            message = f"the {_OPENED[kind]} is not closed"
            return Fault(start, max(end, start + 1), message, "close it on its line", fix, False)
    return None


def _semicolon(site: Site) -> Fault | None:
    if not site.text.startswith(";", site.start):
        return None
    if site.rest.strip(" ;\t"):
        return site.here("a ; stands inside the text", "write #59; for it, or begin a new line")
    return site.here("a statement ends with ;", "remove it", (site.start, site.line_end, ""))


def _keyword(site: Site) -> Fault | None:
    """Explain a keyword in the place of a name."""
    if site.kind not in KEYWORDS:
        return None
    word = site.tokens.value(site.index)
    fix = (site.start, site.start + len(word), f"`{word}`")
    return site.here(f"{word} is a keyword and no class name", "write it in backticks", fix)


def _sign(site: Site) -> Fault | None:
    """Explain a sign that no token may begin with."""
    if site.kind != STRANGE and site.kind != "OTHER":
        return None
    sign = site.text[site.start]
    if sign == ":" and site.text.startswith("::", site.start):
        return site.here(":: gives no style", "write :::", (site.start, site.start + 2, ":::"))
    message = f"{sign} begins no statement and no name"
    if site.index and site.tokens.ends[site.index - 1] == site.start and site.value():
        message = f"the name {shortened(site.value())} goes on with {sign}, which no bare name may hold"
    return site.here(message, "write a name with such signs in backticks: `a (b)`")


def _header(site: Site) -> Fault | None:
    if site.wanted == "header":
        fix = (site.start, site.start + len(site.rest.split(None, 1)[0]), "classDiagram")
        return site.here(f"{site.word} is no diagram type", "write classDiagram", fix)
    return site.here(f"{site.word} stands behind the header", "begin a new line behind classDiagram")


_NO_START = {
    "EOF": ("the class diagram is empty", "write a class or a relation: A --> B"),
    "END": ("the relation has no first class", RELATION),
    "LINE": ("the relation has no first class", RELATION),
    "STR": ("a quoted text begins no statement", 'write class A["label"], or note "text"'),
    "LABEL": ("a label has no class before it", "write A : member, or A --> B : label"),
    "[*]": ("[*] is no class", "write a name, or begin the diagram with stateDiagram-v2"),
}


def _statement(site: Site) -> Fault | None:
    if site.rest.startswith(("* ", "- ")) and site.line.strip() == site.rest.strip():
        return site.here("the line begins like a list item", "remove the mark", (site.start, site.start + 2, ""))
    stated = _NO_START.get(site.kind)
    if stated is not None:
        return site.here(*stated)
    if site.text.startswith("}", site.start):
        return site.here("the } closes nothing", "remove it")
    if site.text.startswith(("+", "#", "~"), site.start):
        return site.here("a member stands outside a class's block", "move it into the block, or write A : +name type")
    return _call(site) or misspelt(site)


def _call(site: Site) -> Fault | None:
    if site.kind not in ("function", "arguments", ":::"):
        return None
    return site.here(f"{site.word} begins no statement", "write class A:::name, or click A call run()")


def _class_name(site: Site) -> Fault | None:
    if site.over or site.kind in ("{", "[", ":::", "<<"):
        return site.here("the class has no name", "write class Name")
    return None


def _label(site: Site) -> Fault | None:
    if site.kind == "STR":
        return None
    if site.wanted == "]":
        place = site.tokens.ends[site.index - 1] + 1
        return Fault(place, place, "the label's [ is not closed", "close it with ]", (place, place, "]"))
    close = site.text.find("]", site.start, site.line_end)
    fix = (site.start, close, f'"{site.raw(site.start, close, "")}"') if close > 0 else None
    return site.here("the label is not quoted", 'write class A["label"]', fix)


def _member(site: Site) -> Fault | None:
    if site.kind == "open end":
        return open_block(site)
    if site.kind == "}":
        return site.here("a class with a style has an empty block", "remove the { }")
    if site.kind == "{ inside":
        return site.here("a { stands inside a class's block", "close the block with } before it, or remove the {")
    if site.kind == "STR":
        return site.here("a member begins with a quote", _IN_MEMBERS)
    return site.here(f"{site.word} is no member", _IN_MEMBERS)


def _content(site: Site) -> Fault | None:
    if site.kind == "open end":
        return open_block(site)
    if site.kind == "}":
        return site.here("the namespace is empty", "write a class in it, or remove it")
    return site.here(f"{site.word or 'a statement'} stands in a namespace, which may not hold it", _CONTENT)


def _namespace(site: Site) -> Fault | None:
    if site.wanted == "namespace name" and (site.over or site.kind == "{"):
        return site.here("the namespace has no name", "write namespace Name {")
    if site.over:
        return site.here("the namespace has no { on its line", "write namespace Name {")
    return None


def _note(site: Site) -> Fault | None:
    if site.over:
        return site.here("the note has no text", 'write note "text", or note for A "text"')
    if site.kind in ("END", "LINE"):
        return site.here("note is a keyword and no class name", "write it in backticks: `note` --> A")
    rest = site.raw(site.start, site.line_end, "'").strip()
    fix = (site.start, site.line_end, f'"{rest}"') if site.before() == "note" else None
    return site.here("the note's text is not quoted", 'write note "text", or note for A "text"', fix)


def _annotation(site: Site) -> Fault | None:
    if site.wanted == "annotation end":
        return site.here("the annotation is not closed", "write <<interface>> A, in one word")
    return site.here("the annotation has no class", "write <<interface>> A")


def _click(site: Site) -> Fault | None:
    words = site.line.split(None, 1)
    keyword = words[0] if words and words[0] in ("link", "callback") else "click"
    shape = {"link": 'link A "https://…"', "callback": 'callback A "run"', "click": 'click A href "https://…"'}[keyword]
    return site.here(f"the {keyword} names no class and action", f"write {shape}")


def _style(site: Site) -> Fault | None:
    if site.wanted == "style" and site.over:
        return site.here("the style says nothing", "write style A fill:#eee")
    if site.kind == "LETTER":
        return site.here(f"a style may not name or hold {site.text[site.start]}", "write it with a to z, digits and _")
    if site.wanted == "styled classes":
        end = site.start + len(site.rest.split(None, 1)[0]) if site.rest.split() else site.start
        fix = (site.start, end, f'"{site.raw(site.start, end)}"') if end > site.start else None
        return site.here("the names are not quoted", 'write cssClass "A,B" name', fix)
    return site.here(f"{site.word or 'the end of the line'} is no {site.wanted}", "write style A fill:#eee")


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "header": _header,
    "header end": _header,
    "statement": _statement,
    "statement end": statement_end,
    "line": line,
    "second class": second_class,
    "class name": _class_name,
    "class label": _label,
    "namespace label": _label,
    "]": _label,
    "member": _member,
    "namespace content": _content,
    "namespace name": _namespace,
    "namespace {": _namespace,
    "note text": _note,
    "annotation": _annotation,
    "annotation end": _annotation,
    "annotated class": _annotation,
    "click action": _click,
    "linked class": _click,
    "clicked class": _click,
    "link": _click,
    "callback": _click,
    "style": _style,
    "styled class": _style,
    "styled classes": _style,
    "style class": _style,
}
