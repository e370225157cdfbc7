"""What an XY chart's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.accessibility import unended
from speclint.mermaid.chart_faults import open_text, tight_comment
from speclint.mermaid.faults import Fault, Site, first, out_of_place, round_quote, shortened
from speclint.mermaid.grammars.xychart.list_faults import category, category_end, number, number_end
from speclint.mermaid.lexing import END

if TYPE_CHECKING:
    from collections.abc import Callable

_STATEMENTS = "begin with title, x-axis, y-axis, bar or line"
_FORMS = {
    "x-axis": 'write x-axis "title" [a, b, c], or x-axis "title" 0 --> 100',
    "y-axis": 'write y-axis "title" 0 --> 100',
    "line": 'write line [1, 2, 3], or line "name" [1, 2, 3]',
    "bar": 'write bar [1, 2, 3], or bar "name" [1, 2, 3]',
    "title": 'write title "text"',
}
_MEANT = {
    **dict.fromkeys(("xaxis", "x_axis", "axis-x", "x"), "x-axis"),
    **dict.fromkeys(("yaxis", "y_axis", "axis-y", "y"), "y-axis"),
    **dict.fromkeys(("bars", "column", "columns"), "bar"),
    "lines": "line",
}
_WORD = re.compile(r"[\w-]+")
_RANGE = re.compile(r"(?<![\d.])([+-]?[\d.]+)(\s*+(?:->|-+>?|=+>|\.{2,3}|to|:|,|\u2192|\u2013)\s*+)([+-]?[\d.]++)\s*+$")
_CURLY = str.maketrans("\u201c\u201d\u201e", '"""')


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(
            site, unended, Site.comment, tight_comment, _curly, _open_text, _BY_WANTED.get(site.wanted, _statement)
        )
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"expected here: {site.wanted}", ends=("end", END))


def _opening(site: Site) -> str:
    return site.tokens.value(site.opened) if site.opened is not None else ""


def _curly(site: Site) -> Fault | None:
    return round_quote(site, _CURLY)


def _open_text(site: Site) -> Fault | None:
    return open_text(site, r"\[.*|[\d.]+\s*-->.*")


def _quoted_from(site: Site, place: int | None = None) -> Fault | None:
    """Explain a text that only quotes make one: from behind the keyword to the data, or to the line's end."""
    statement = re.match(r"(?i)\s*(title|x-axis|y-axis|bar|line)\b[ \t]*(.*?)[ \t;]*$", site.line)
    if statement is None or (site.over and place is None) or '"' in statement.group(2):
        return None
    word = statement.group(1).lower()
    start, end = site.line_start + statement.start(2), site.line_start + statement.end(2)
    if word != "title":
        behind = re.search(r"\s*(?:\[[^\[\]]*\]|[+-]?[\d.]+\s*-->\s*[+-]?[\d.]+)$", statement.group(2))
        end = start + behind.start() if behind else end
    place = site.start if place is None else place
    if end <= start or not start <= place <= end or site.text[start] == "[":
        return None
    text = site.text[start:end]
    if word != "title" and (_RANGE.search(text) or re.fullmatch(r"[(\d\s.,)]+", text)):
        return None
    number = re.match(r"\d", site.text[place:])
    reserved = re.match(
        r"(?i)(?:title|line|bar|[xy]-axis|xychart(?:-beta)?|vertical|horizontal)(?![a-z])", site.text[place:]
    )
    shown = "a number" if number else reserved.group() if reserved else site.text[place]
    what = "title" if word == "title" else f"title of the {word}" if "axis" in word else f"name of the {word}"
    message = f"the {what} holds {shown}, which only a quoted text may hold"
    return Fault(start, end, message, "quote it", (start, end, f'"{text}"'))


def _statement(site: Site) -> Fault | None:
    """Explain what begins no statement, nor goes on with the one before."""
    if site.kind == "orientation":
        return site.here(
            f"{site.word} does not stand behind the header", f"write xychart {site.word} on the first line"
        )
    if site.text[site.line_start : site.start].strip():
        return (
            _quoted_from(site)
            or _listed(site)
            or site.here(
                f"{site.word or 'this'} stands behind a whole statement", "put it on the next line, or remove it"
            )
        )
    if site.before(2) == "colon" or site.kind in ("[", ",", "number", "]"):
        message = f"{site.word} stands on a line of its own"
        return site.here(message, "write each list on the line of its statement")
    found = _WORD.match(site.rest)
    if found is None:
        return None
    word = found.group()
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), list(_FORMS), 1, 0.7)
    right = _MEANT.get(word.lower()) or (close[0] if close else None)
    start, end = site.start, site.start + found.end()
    spaced = re.match(r"(?i)[xy] axis\b", site.rest)
    if spaced:
        end = start + spaced.end()
        right = f"{word.lower()}-axis"
    message = f"{shortened(site.text[start:end])} begins no statement"
    if site.index == 0:
        message, right = f"{word} is no diagram type", "xychart"
    if right is None:
        return Fault(start, end, message, _STATEMENTS)
    return Fault(start, end, message, f"did you mean {right}?", (start, end, right))


def _listed(site: Site) -> Fault | None:
    if site.kind != "[":
        return None
    if re.match(r"(?i)\s*y-axis\b", site.line):
        return site.here("the y-axis has categories", _FORMS["y-axis"])
    return site.here("a second list stands in the statement", "write each list in a statement of its own")


def _title(site: Site) -> Fault | None:
    return _quoted_from(site) or (site.here("the title has no text", _FORMS["title"]) if site.over else None)


def _axis(site: Site) -> Fault | None:
    """Explain an axis that has neither a title nor a scale."""
    word = site.wanted
    if site.over:
        return site.here(f"the {word} has neither a title nor a scale", _FORMS[word])
    if site.kind == "[" and word == "y-axis":
        return site.here("the y-axis has categories", _FORMS[word])
    return _quoted_from(site)


def _arrow(site: Site) -> Fault | None:
    """Explain a range that is written in another way."""
    found = _RANGE.search(site.line)
    if found and found.start() <= site.start - site.line_start <= found.end():
        start, end = site.line_start + found.start(2), site.line_start + found.end(2)
        sign = found.group(2).strip()
        message = f"a range is written with {sign}"
        return Fault(start, end, message, "write 0 --> 100", (start, end, " --> "))
    quoted = _quoted_from(site) or _quoted_from(site, site.tokens.starts[site.index - 1])
    if quoted is not None:
        return quoted
    if site.over:
        return site.here("the range has no end", "write 0 --> 100")
    return None


def _data(site: Site) -> Fault | None:
    """Explain a plot without its list."""
    word = _opening(site).lower()
    inside = _quoted_from(site, site.tokens.starts[site.opened or 0]) if site.opened else None
    if inside is not None:
        return inside
    if site.over:
        return site.here(f"the {word} has no data", _FORMS.get(word, "write bar [1, 2, 3]"))
    found = re.match(
        rf"(?i)\s*+{word}\b\s*+:?\s*+[(]?\s*+([+-]?[\d.]++(?:\s*+,\s*+[+-]?[\d.]++)*+)\s*+[)]?\s*+$", site.line
    )
    if found:
        start = site.line_start + re.match(rf"(?i)\s*{word}", site.line).end()  # type: ignore[union-attr]
        fix = (start, site.line_end, f" [{found.group(1)}]")
        return site.here(f"the data of the {word} is not in square brackets", _FORMS[word], fix)
    return _quoted_from(site) or site.here(f"{site.word} stands where the data of the {word} should", _FORMS[word])


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "title": _title,
    "x-axis": _axis,
    "y-axis": _axis,
    "arrow": _arrow,
    "end of range": _arrow,
    "category": category,
    "end of categories": category_end,
    "data": _data,
    "number": number,
    "end of data": number_end,
}
