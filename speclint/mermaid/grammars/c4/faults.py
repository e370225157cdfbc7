"""What a C4 diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re

from speclint.mermaid.accessibility import unended
from speclint.mermaid.faults import Fault, Site, first, line_around, out_of_place, shortened
from speclint.mermaid.lexing import END, STRANGE

_SUFFIXES = ("", "Db", "Queue", "_Ext", "Db_Ext", "Queue_Ext")
WORDS = (
    *("Person", "Person_Ext", *(f"{one}{end}" for one in ("System", "Container", "Component") for end in _SUFFIXES)),
    *("Boundary", "Enterprise_Boundary", "System_Boundary", "Container_Boundary"),
    *("Deployment_Node", "Node", "Node_L", "Node_R", "Rel", "BiRel", "RelIndex", "Rel_Back"),
    *(f"Rel_{side}" for side in ("Up", "Down", "Left", "Right", "U", "D", "L", "R")),
    *("UpdateElementStyle", "UpdateRelStyle", "UpdateLayoutConfig", "title", "accTitle", "accDescr"),
)
_FORM = 'write Person(id, "label"), with the last argument in quotes'
_UNQUOTED = re.compile(r'([^",()]*?)(\s*\)[ \t]*\{?[ \t]*)')


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(
            site, unended, _direction, _run_on, _comment, _called, _value, _blocks, _braces, _title, _word, _behind
        )
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"a {site.wanted} is expected here", ends=("end", END))


def _direction(site: Site) -> Fault | None:
    if site.kind != "direction":
        return None
    return site.here("mermaid takes a line with the word direction for a direction, which C4 has none of", "remove it")


def _run_on(site: Site) -> Fault | None:
    """Explain an argument that runs over the end of its line, for want of a quote."""
    for index in range(site.index - 1, max(site.index - 6, 0), -1):
        if site.tokens.kinds[index] not in ("argument", "key", "value") or "\n" not in site.tokens.value(index):
            continue
        start = site.tokens.starts[index]
        start += len(site.tokens.value(index)) - len(site.tokens.value(index).lstrip(" "))
        end = line_around(site.text, start)[1]
        shown = shortened(site.text[start:end], 30) or "the argument"
        line = site.line_number(index)
        if site.text[start - 1 : start] == '"':
            bracket = re.search(r"\s*\)[ \t]*\{?[ \t]*\Z", site.text[start:end])
            stop = start + bracket.start() if bracket else end
            message = f"the quote before {shown}, line {line}, is not closed"
            return _early(site, start - 1, end, message, 'close it with "', (stop, stop, '"'))._replace(sure=False)
        bare = _UNQUOTED.fullmatch(site.text[start:end])
        label = bare.group(1).strip("\u201c\u201d\u201e") if bare else ""
        fix = (start, start + bare.end(1), f'"{label}"') if bare and label else None
        message = f"the last argument of line {line}, {shown}, is not in quotes, so that it runs on over the next lines"
        return _early(site, start, end, message, "quote the last argument", fix)
    return None


def _early(site: Site, start: int, end: int, message: str, advice: str, fix: tuple[int, int, str] | None) -> Fault:
    """Make a fault of an earlier range if Mermaid stops at most one line further on, else of where it stops."""
    stop = min(site.tokens.ends[site.index], len(site.text.rstrip()) + 1)
    if site.text.count("\n", start, stop) <= 1:
        return Fault(start, end, message, advice, fix)
    return site.here(message, advice, fix)


def _comment(site: Site) -> Fault | None:
    """Explain a comment behind a statement, which takes the line end with it, or one marked with `//`."""
    before = site.tokens.ends[site.index - 1] if site.index else 0
    place = site.text.find("%%", before, site.start)
    if place < 0:
        return site.comment()
    start, end = line_around(site.text, place)
    line = site.raw(start, place)
    indent = line[: len(line) - len(line.lstrip())]
    fix = (start, end, f"{indent}{site.raw(place, end).strip()}\n{line.rstrip()}")
    message = "a comment stands behind a statement and takes the line end with it"
    return site.at(place, end, message, "put the comment on a line of its own", fix)


def _called(site: Site) -> Fault | None:
    """Explain a keyword whose arguments are missing or do not follow at once."""
    if site.wanted != "arguments":
        return None
    word, end = site.value(), site.tokens.ends[site.index - 1]
    rest = site.text[end : line_around(site.text, end)[1]]
    gap = len(rest) - len(rest.lstrip())
    if rest.lstrip().startswith("("):
        if gap:
            fix = (end, end + gap, "")
            return Fault(end, end + gap, f"a space stands between {word} and its bracket", "remove it", fix)
        return site.at(end, end + 1, f"{word} has no arguments", _FORM)
    opened = (end, end + gap, "(") if rest.rstrip().endswith(")") else None
    return site.at(end - len(word), end, f"{word} has no opening bracket", _FORM, opened)._replace(sure=False)


def _value(site: Site) -> Fault | None:
    """Explain a named argument without a value in quotes."""
    if site.wanted != "value" or site.before() != "key":
        return None
    start, end = site.tokens.starts[site.index - 1], site.tokens.ends[site.index - 1]
    name = shortened(site.value())
    behind = site.text[end : line_around(site.text, end)[1]]
    if not behind.startswith("="):
        return site.at(start - 1, end, f"${name} has no value", f'write ${name}="value"')
    if re.match('= *""', behind):
        return site.at(start - 1, end, f"${name} has an empty value, which mermaid cannot read", "remove the argument")
    bare = re.match(r"= *([^\s,()\"]+) *(?=[,)])", behind)
    fix = (end, end + bare.end(), f'="{bare.group(1)}"') if bare else None
    return site.at(start - 1, end, f"the value of ${name} is not in quotes", f'write ${name}="value"', fix)


def _blocks(site: Site) -> Fault | None:
    """Explain a block that is missing or not closed."""
    if site.wanted == "block" and site.opened is not None:
        word = site.tokens.value(site.opened)
        message = f"the {word} of line {site.line_number(site.opened)} has no block"
        return site.here(message, f'write {word}(id, "label") {{ on its line and }} below its elements')
    if site.kind in ("end", END) and site.opened is not None:
        message = f"the block that line {site.line_number(site.opened)} opens with {{ is not closed"
        return site.here(message, "close it with }", (site.start, site.start, "\n}"))._replace(sure=False)
    return None


def _braces(site: Site) -> Fault | None:
    """Explain a brace that stands where none may, and what stands behind one."""
    if site.kind == "}":
        if site.opened is not None:
            return site.here("the block holds nothing", "put an element into it, or remove the boundary")
        return site.here("a } closes no block", "remove it, or open the block with {")
    if site.kind == "{":
        return site.here("only a boundary or a node has a block", "make it a boundary, or remove the {")
    if site.wanted == "block line end":
        fix = (site.start, site.start, "\n")
        return site.here("a statement stands behind { on the same line", "put it on the next line", fix)
    return None


def _title(site: Site) -> Fault | None:
    if site.kind == "acc" and site.tokens.starts[site.index] >= len(site.text):
        place = site.text.rfind("accDescr", 0, site.start)
        return site.at(place, place + 8, "the braces of accDescr are not closed", "close them with }")
    if site.kind in ("title", "acc"):
        message = "a title cannot stand here" if site.kind == "title" else "accTitle and accDescr cannot stand here"
        return site.here(message, "put it on a line of its own before the first element of the diagram")
    if site.kind != STRANGE:
        return None
    if site.before() == "title" and site.text[site.start] in "#;":
        sign = site.text[site.start]
        return site.here(f"the title holds {sign}, which no title may hold", "remove it")
    if re.fullmatch(r"title\s*", site.rest):
        return site.here("the title has no text", "write title text")
    return None


def _word(site: Site) -> Fault | None:
    """Explain a word that is no keyword of C4."""
    if site.kind != STRANGE or site.text[site.line_start : site.start].strip():
        return None
    if site.wanted == "header":
        return None
    found = re.match(r"\w+", site.rest)
    if found is None:
        return None
    from difflib import get_close_matches

    word = found.group()
    shown = shortened(word)
    folded = {each.lower(): each for each in WORDS}
    close = get_close_matches(word.lower(), list(folded), 1, 0.75)
    start, end = site.start, site.start + found.end()
    if not close:
        return Fault(start, end, f"{shown} is no element of C4", 'write Person(id, "label"), System, Container, Rel…')
    right = folded[close[0]]
    sure = bool(get_close_matches(word.lower(), close, 1, 0.85))
    return Fault(start, end, f"{shown} is no element of C4", f"did you mean {right}?", (start, end, right), sure)


def _behind(site: Site) -> Fault | None:
    if site.wanted == "header end":
        return site.here(
            f"{site.word} stands behind the header", "put it on the next line", (site.start, site.start, "\n")
        )
    if site.kind == "newline" and re.search(r"accDescr\s*\{\s*\}", site.line):
        return site.here("the braces of accDescr hold nothing", "write a description, or remove accDescr")
    if site.wanted == "first statement":
        return site.here("the diagram holds nothing", 'write Person(id, "label") below the header')
    if site.wanted == "line end" and not site.over:
        message = f"{site.word} stands behind a whole statement"
        return site.here(message, "put it on the next line, or remove it")
    return None
