"""What an outline's first unexpected token means, for mindmap and kanban, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.mermaid.lexing import END

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOSERS = {"[": "]", "(": ")", "((": "))", "{{": "}}", ")": "(", "))": "((", "(-": "-)", "-)": "(-"}


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None if site.long else first(site, _BY_WANTED.get(site.wanted, _unexplained))
    return fault or _unexplained(site)


def orphan(site_text: str, start: int, end: int, kind: str) -> Fault:
    """Make the fault of a class or an icon before every node."""
    mark = site_text.rfind("::", 0, start)
    place = mark - 1 if kind == "class" else mark
    end = min(end, start + 40)
    message = f"the {kind} {shortened(site_text[start:end])} stands before every node"
    return Fault(max(place, 0), end, message, "put it below the node that it decorates")


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, "write one node a line: id[text]")


def _header(site: Site) -> Fault | None:
    word = site.word
    right = "kanban" if word.lower().startswith("kanban") else "mindmap"
    fix = (site.start, site.start + len(word), right) if len(word) <= len(right) + 3 else None
    return site.here(f"{word} is no diagram type", f"did you mean {right}?", fix)


def _statement(site: Site) -> Fault | None:
    if site.kind in (END, "eof"):
        return site.here(f"the {site.tokens.value(0)} holds no node", "write its first node below the header")
    return _line_end(site)


def _line_end(site: Site) -> Fault | None:
    """Explain what cannot stand behind a node, nor begin one."""
    return first(site, _blank, _nameless_class, _data, _open_end, _reserved, _curly, _behind, _behind_icon)


def _blank(site: Site) -> Fault | None:
    """Explain a blank line behind the header, or blanks behind its word, which Mermaid takes for a statement."""
    if site.index != 2 or site.before() != "blank line":
        return None
    start, end = site.tokens.ends[0], site.tokens.ends[1]
    if site.text[start:end].strip():
        return None
    header = site.tokens.value(0)
    what = "a blank line follows" if site.text.startswith("\n", start) else "blanks stand behind"
    return site.at(
        start, end, f"{what} the header {header}", "put the first node on the line right below", (start, end, "\n")
    )


def _nameless_class(site: Site) -> Fault | None:
    """Explain a ::: with nothing behind it, which takes its line's end."""
    last = site.tokens.ends[site.index - 1]
    between = site.text[last : site.tokens.starts[site.index]]
    if not between.startswith(":::"):
        return None
    return site.at(last, last + 3, "the ::: names no class", "write :::name, or remove it")


def _data(site: Site) -> Fault | None:
    if site.kind != "data":
        return None
    return site.here("the metadata @{ stands behind no node", "write it right behind a node: id[text]@{ key: value }")


def _open_end(site: Site) -> Fault | None:
    if site.kind != END or site.before() not in ("icon", "data"):
        return None
    if site.before() == "icon":
        place = site.tokens.starts[site.index - 1]
        return site.at(place, place + 1, "the ::icon( is not closed", "write ::icon(fa fa-book)")
    place = site.text.rfind("@{", 0, site.start)
    return site.at(place, place + 2, "the @{ is not closed", "write @{ key: value }")


def _reserved(site: Site) -> Fault | None:
    if site.kind != "header":
        return None
    word = site.tokens.value(site.index)
    end = site.line_start + len(site.line.rstrip())
    fix = None
    if not any(sign in site.rest for sign in '[](){}"'):
        fix = (site.start, end, f'["{site.raw(site.start, end)}"]')
    message = f"a node begins with the word {word}, which is the header's"
    return Fault(site.start, site.start + len(word), message, "put its text into brackets", fix)


def _curly(site: Site) -> Fault | None:
    sign = site.text[site.start : site.start + 1]
    if site.kind != "$strange" or sign not in ("{", "}"):
        return None
    return site.here(f"a {sign} stands in a node's text", "put the text into quotes and brackets", _quoted(site))


def _behind(site: Site) -> Fault | None:
    """Explain text behind a node's closing bracket."""
    if site.before() != "close":
        return None
    opened = max(index for index in range(site.index) if site.tokens.kinds[index] == "open")
    if site.text.count("\n", site.tokens.starts[opened], site.start):
        return _unclosed(site, opened)
    behind = site.rest.lstrip()
    if behind.startswith("@{"):
        fix = (site.start, site.line_end - len(behind), "")
        return site.here("a blank stands between the node and its @{", "remove it", fix)
    message = f"{site.word} stands behind the node's bracket"
    return site.here(message, "put the whole text into quotes and brackets", _quoted(site))


def _behind_icon(site: Site) -> Fault | None:
    if site.before() not in ("icon", "class"):
        return None
    return site.here(f"{site.word} stands behind the {site.before()}", "put it on a line of its own")


def _quoted(site: Site) -> tuple[int, int, str] | None:
    """Return the edit that puts the whole text of a line into quotes and brackets."""
    lead = len(site.line) - len(site.line.lstrip())
    start, end = site.line_start + lead, site.line_start + len(site.line.rstrip())
    if end <= start or "@{" in site.line:
        return None
    return start, end, '["' + site.raw(start, end, "'") + '"]'


def _unclosed(site: Site, opened: int) -> Fault:
    opener = site.tokens.value(opened)
    start = site.tokens.starts[opened]
    closer = _CLOSERS.get(opener, "]")
    message = f"the {opener} of line {site.line_number(opened)} is not closed on its line"
    end = site.text.find("\n", start)
    data = site.text.find("@{", start, end)
    end = start + len(site.text[start : end if data < 0 else data].rstrip())
    return site.at(start, start + len(opener), message, f"close it with {closer}", (end, end, closer))


def _text(site: Site) -> Fault | None:
    opened = site.opened or 0
    opener = site.tokens.value(opened)
    start, inner = site.tokens.starts[opened], site.tokens.ends[opened]
    closer = _CLOSERS.get(opener, "]")
    if site.kind == END:
        return site.at(start, inner, f"the {opener} is not closed", f"close it with {closer}")
    if site.text.startswith('""', inner):
        message = "the node's text is empty"
        return site.at(start, inner + 2, message, f"write {opener}text{closer}", (inner, inner + 2, '" "'))
    if site.kind != "close":
        return None
    value = site.tokens.value(site.index)
    if value.startswith("("):
        return site.at(
            start,
            inner + len(value),
            f"{opener}{value} stands for two brackets of a node",
            f"write {opener}text{closer}, or put the text into quotes",
        )
    return site.at(start, inner + len(value), "the node's brackets hold no text", f"write {opener}text{closer}")


def _close(site: Site) -> Fault | None:
    opened = site.opened or 0
    inner = site.tokens.ends[opened]
    text = site.tokens.value(site.index - 1)
    quoted = site.text.startswith('"', inner)
    if quoted and site.kind == END and site.text.count('"', inner) % 2:
        return site.at(inner, inner + 1, "the quote of the node's text is not closed", 'write id["text"]')
    if site.kind == END or text.count("\n") or "@{" in text:
        return _unclosed(site, opened)
    if quoted:
        message = f"{site.word} stands behind the quote"
        return site.here(message, "keep the quotes around the whole text and no quote inside it")
    return site.here(f"a {site.text[site.start]} stands in a node's text", "put the text into quotes", _requoted(site))


def _requoted(site: Site) -> tuple[int, int, str] | None:
    """Return the edit that puts the text of the open bracket into quotes."""
    opened = site.opened or 0
    inner = site.tokens.ends[opened]
    closer = _CLOSERS.get(site.tokens.value(opened), "]")
    end = site.text.rfind(closer, inner, site.line_end)
    if end <= inner:
        return None
    return inner, end, '"' + site.raw(inner, end, "'") + '"'


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "header": _header,
    "statement": _statement,
    "line end": _line_end,
    "text": _text,
    "close": _close,
}
