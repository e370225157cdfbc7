"""What a quadrant chart's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re

from speclint.mermaid.accessibility import unended
from speclint.mermaid.chart_faults import open_text, tight_comment
from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.mermaid.lexing import END, STRANGE

_POINT = "write Name: [0.3, 0.6]"
_FORMS = {
    "x-axis": "write x-axis low --> high",
    "y-axis": "write y-axis low --> high",
    "quadrant": "write quadrant-1 text",
}
_KEYWORDS = re.compile(r"(?i)\s*(?:([xy])[ _]?axis|(quad?rant|quadrent|quadran)[ _-]*([1-4]))(?=[\s:])[:]?")
_CURLY = str.maketrans("\u201c\u201d\u201e", '"""')
_PLAIN = re.compile(r"(?:[^\x00-\x7f]|[\w \t!#$%&'*+,.`?\\/=-])*")
_COORDINATES = re.compile(r"[\[(]?\s*([+-]?[\d.]+)\s*[,;]\s*([+-]?[\d.]+)\s*[\])]?")


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(
            site, unended, Site.comment, tight_comment, _open_text, _keyword, _header, _arrow, _coordinates, _class
        )
        fault = fault or first(site, _text, _empty, _behind)
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"expected here: {site.wanted}", ends=("end", END))


def _open_text(site: Site) -> Fault | None:
    return open_text(site, r":\s*\[.*|-+>.*")


def _keyword(site: Site) -> Fault | None:
    """Explain a keyword that is written in another way, or followed by a colon."""
    if site.kind == "colon" and site.before() in _FORMS and not site.line[: site.start - site.line_start].isspace():
        return site.here("a colon stands behind the keyword", "remove it", (site.start, site.start + 1, ""))
    found = _KEYWORDS.match(site.line)
    if found is None or site.wanted == "header":
        return None
    right = f"{found.group(1).lower()}-axis" if found.group(1) else f"quadrant-{found.group(3)}"
    start = site.line_start + len(site.line) - len(site.line.lstrip())
    end = site.line_start + found.end()
    written = site.text[start:end]
    if written.lower() == right:
        return None
    message = f"{shortened(written)} begins no statement"
    return Fault(start, end, message, f"did you mean {right}?", (start, end, right))


def _header(site: Site) -> Fault | None:
    longer = re.match(r"(?i)\s*(quadrantchart\w+)", site.line)
    if longer and not site.text[: site.line_start].strip():
        start, end = site.line_start + longer.start(1), site.line_start + longer.end(1)
        fix = (start, end, "quadrantChart")
        return Fault(start, end, f"{shortened(longer.group(1))} is no diagram type", "did you mean quadrantChart?", fix)
    if site.kind == "header" or site.wanted == "header":
        return site.here(f"{site.word} is no statement", "begin with quadrantChart once")
    if re.match(r"(?i)\s*quadrant-[05-9]", site.line):
        return site.here("there are only the quadrants 1 to 4", "write quadrant-1 text")
    return None


def _arrow(site: Site) -> Fault | None:
    """Explain an axis whose ends are joined in another way."""
    found = re.match(r"(?i)\s*[xy]-axis\b.*?(\s*(?:-+>?>|=+>|<-+>?|\u2192|<)\s*)", site.line)
    if found is None or site.wanted not in ("end of x-axis", "end of y-axis"):
        return None
    start, end = site.line_start + found.start(1), site.line_start + found.end(1)
    sign = found.group(1).strip()
    if re.fullmatch("--+>", sign) and site.kind != "-->":
        return None
    if site.kind == "-->":
        return site.here("the axis has more than two ends", _FORMS["x-axis"])
    return Fault(
        start, end, f"the ends of the axis are joined with {sign}", "join them with -->", (start, end, " --> ")
    )


def _coordinates(site: Site) -> Fault | None:
    """Explain a point whose coordinates are not two numbers from 0 to 1 in square brackets behind a colon."""
    lead = re.match(
        r'\s*+("[^"\n]*"|(?:[^"\[\n]*?[^"\[\n\s])?)\s*+(:?)\s*+(?=[\[(]?\s*+[+-]?[\d.]++\s*+[,;])', site.line
    )
    if lead is None or site.wanted in ("text", "header") or site.wanted.startswith("text of"):
        return None
    found = _COORDINATES.match(site.line, lead.end())
    if found is None or not (lead.end(1) <= site.start - site.line_start <= found.end() + 1):
        return None
    start, end = site.line_start + lead.end(1), site.line_start + found.end()
    numbers = [_coordinate(group) for group in found.groups()]
    fits = None not in numbers
    fix = (start, end, f": [{numbers[0]}, {numbers[1]}]") if fits else None
    for group, number in zip((1, 2), numbers, strict=True):
        if number is None or number != found.group(group):
            left, right = site.line_start + found.start(group), site.line_start + found.end(group)
            message = f"the coordinate {found.group(group)} is not written as a number from 0 to 1"
            return Fault(left, right, message, "write numbers from 0 to 1, such as 0.25", fix)
    if site.wanted in ("x", "y") and found.group(1) == "0":
        message = "the comma at once behind 0 is taken for its decimal point"
        return Fault(
            start,
            end,
            message,
            "put a space before the comma, or write 0.0",
            fix and (start, end, fix[2].replace(",", " ,")),
        )
    what = "is not in square brackets" if found.group()[0] != "[" else "has no closing bracket"
    if not lead.group(2):
        what = "has no colon before it"
    elif found.group().startswith("[") and found.group().endswith("]"):
        return None
    return Fault(site.line_start + found.start(), end, f"the place of the point {what}", _POINT, fix)


def _coordinate(text: str) -> str | None:
    """Return a number as Mermaid reads it, or None where it is not from 0 to 1."""
    found = re.fullmatch(r"\+?(?:0*(\.\d+)|0+(\.\d*)?|0*1\.?0*)", text)
    if found is None:
        return None
    fraction = found.group(1) or found.group(2) or ""
    if fraction.strip(".0") or fraction.strip("."):
        return f"0{fraction}" if "1." not in text else "1"
    return "1" if "1" in text else "0"


def _class(site: Site) -> Fault | None:
    """Explain a class that is not defined as Mermaid has it, and what a style cannot hold."""
    if site.wanted in ("blank", "one blank", "class name"):
        return site.here(
            "classDef is not followed by one space, a name and one space", "write classDef name radius: 12"
        )
    if site.wanted == "style":
        return site.here("a style is missing", "write radius: 12, color: #ff3300")
    if site.before() in ("colon", "digits", "word", "minus", "space") and re.search(r"\]\s*\S|classDef", site.line):
        message = f"a style holds {site.word[:1] or 'the end of the line'}, which no style may hold"
        return site.here(message, "write radius: 12, color: #ff3300, stroke-color: #00ff00, stroke-width: 5px")
    if site.wanted == "point" and site.text[: site.start].endswith(":::") and site.kind == STRANGE:
        return site.here("the class has no name", "write Name:::class: [0.3, 0.6]")
    return None


def _text(site: Site) -> Fault | None:
    """Explain a text that only quotes make one."""
    if site.over:
        return None
    straight = site.line.translate(_CURLY)
    if straight != site.line and straight.count('"') % 2 == 0 and '"' not in site.line:
        fix = (site.line_start, site.line_end, straight)
        return site.here("the quotes are round, which mermaid takes for letters", "write straight quotes", fix)
    found = re.match(r"(?i)\s*(?:[xy]-axis\s+|quadrant-[1-4]\s+)?", site.line)
    start = site.line_start + (found.end() if found else 0)
    rest = site.text[start : site.line_end]
    point = re.search(r"(?:\s*:::\s*\w+)?\s*:\s*\[[^\[\]]*\].*$", rest)
    end = start + (point.start() if point else len(rest.rstrip(" \t;")))
    arrow = re.search(r"\s*--+>", site.text[start:end])
    if arrow and site.start <= start + arrow.start():
        end = start + arrow.start()
    elif arrow:
        start += (
            arrow.end() + len(site.text[start + arrow.end() : end]) - len(site.text[start + arrow.end() : end].lstrip())
        )
    text = site.text[start:end].rstrip()
    if not start <= site.start < end or '"' in text or not (point or (found and found.group().strip())):
        return None
    plain = _PLAIN.match(text)
    sign = text[plain.end()] if plain and plain.end() < len(text) else site.word
    message = f"the text {shortened(text)} holds {sign}, which only a quoted text may hold"
    return Fault(start, end, message, "quote it", (start, start + len(text), f'"{text}"'))


def _empty(site: Site) -> Fault | None:
    if site.wanted.startswith("text of "):
        word = site.wanted[8:]
        return site.here(f"the {word} has no text", _FORMS[word]) if site.over else None
    if site.wanted == "point" and site.over:
        return site.here("the line is neither a point nor another statement", _POINT)
    if site.wanted in ("x", "y"):
        return site.here("the place of the point is not two numbers", _POINT)
    return None


def _behind(site: Site) -> Fault | None:
    if site.kind == "acc":
        return site.here("the words title, accTitle and accDescr cannot stand inside a text", "quote the text")
    if site.wanted.startswith("end of "):
        return site.here(
            f"{site.word or 'this'} stands behind a whole statement", "put it on the next line, or remove it"
        )
    if site.wanted == "statement":
        return site.here(f"{site.word or 'this'} begins no statement", _POINT)
    return None
