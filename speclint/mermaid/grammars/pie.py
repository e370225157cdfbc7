"""The grammar of `pie`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, shortened
from speclint.mermaid.langium import (
    HIDDEN,
    NEWLINE,
    TEXT,
    TITLES,
    Lexer,
    Parser,
    alone,
    misspelt,
    read_with,
    signs,
)
from speclint.mermaid.lexing import STRANGE, Rule, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_NUMBER = Rule("number", r"-?(?<![0-9])[0-9]++\.[0-9]+(?!\.)|-?(?:0|[1-9][0-9]*)(?!\.)")
_LEXER = Lexer(alone("showData"), alone("pie"), *signs(":"), _NUMBER, *TITLES, TEXT, NEWLINE, *HIDDEN)
_SLICE = 'write "label" : 42'


class _Pie(Parser):
    def document(self) -> None:
        self.newlines()
        self.one("pie", "header")
        self.take("showData")
        negative: list[int] = []
        for kind in self.statements():
            if kind == "text":
                self.i += 1
                self.one(":", "colon")
                value = self.one("number", "value")
                if float(self.value(value)[:300]) < 0:
                    negative.append(value)
                self.line_end()
            else:
                raise Unexpected(self.i, "slice")
        for value in negative:
            start, end = self.starts[value], self.ends[value]
            fix = (start, start + 1, "")
            message = f"the value {shortened(self.value(value))} is negative, which no slice may be"
            self.faults.append(Fault(start, end, message, "give it a value of 0 or more", fix, False))


def read(cleaned: Cleaned) -> Parser:
    """Read a pie chart."""
    return read_with(cleaned, _LEXER, _Pie, _explain)


def _explain(site: Site) -> Fault | None:
    if site.wanted == "header":
        message = f"{site.word} is no diagram type"
        return site.here(message, "did you mean pie?", (site.start, site.start + len(site.word), "pie"))
    if site.wanted == "colon":
        return _colon(site)
    if site.wanted == "value":
        return _value(site)
    if site.wanted in ("line end", "title end"):
        return _behind(site)
    return _statement(site)


def _colon(site: Site) -> Fault | None:
    """Explain a label that no colon follows."""
    if site.kind == "number":
        place = site.tokens.ends[site.index - 1]
        return Fault(place, place, "the slice has no colon behind its label", _SLICE, (place, place, " :"))
    if site.over:
        return site.here(f"the slice {shortened(site.value())} has no value", _SLICE)
    found = re.match(r"[=,|-]>?|->", site.rest)
    if found is None:
        return site.here(f"{site.word} stands where the colon of the slice should", _SLICE)
    end = site.start + found.end()
    message = f"{found.group()} stands where the colon of the slice should"
    return Fault(site.start, end, message, _SLICE, (site.start, end, ":"))


def _value(site: Site) -> Fault | None:
    """Explain what is no number that Mermaid reads."""
    if site.over:
        return site.here("the slice has no value behind its colon", _SLICE)
    if site.kind == ":":
        return site.here("a second colon stands before the value", "remove it", (site.start, site.end, ""))
    found = re.match(r"\"[^\"\n]*\"|'[^'\n]*'|[^\s\"']+", site.rest)
    if found is None:
        return None
    start, end = site.start, site.start + found.end()
    shown = shortened(found.group())
    return Fault(
        start, end, f"{shown} is no number", "write a number such as 42 or 4.5", _number(start, end, found.group())
    )


def _number(start: int, end: int, text: str) -> tuple[int, int, str] | None:
    """Return the edit that writes a value in the way that Mermaid reads it, where its meaning is certain."""
    found = re.fullmatch(r"[\"'$\u20ac\u00a3+]?(\d*)(?:\.(\d*))?[\"'%;,]?", text)
    if found is None or not (found.group(1) or found.group(2)):
        return None
    whole, fraction = found.group(1).lstrip("0") or "0", found.group(2)
    return start, end, f"{whole}.{fraction}" if fraction else whole


def _behind(site: Site) -> Fault | None:
    """Explain what stands behind a whole statement."""
    start = site.tokens.starts[site.index - 1]
    if site.before() == "number":
        found = re.match(r"[^\s\"']+", site.text[start : site.line_end])
        end = start + (found.end() if found else 0)
        if found and end > site.start:
            text = found.group()
            message = f"{shortened(text)} is no number"
            if text.endswith(";"):
                message = "a statement ends with ;"
            return Fault(start, end, message, "write a number such as 42 or 4.5", _number(start, end, text))
    if site.text.startswith((",", ";"), site.start):
        sign = site.text[site.start]
        fix = (site.start, site.start + 1, "" if not site.rest[1:].strip() else "\n")
        return site.here(f"a statement ends with {sign}", "end it with the line", fix)
    if site.kind == "text":
        message = "a second slice stands on the line"
        return site.here(message, "put it on the next line", (site.start, site.start, "\n"))
    return site.here(f"{site.word} stands behind a whole statement", "put each statement on a line of its own")


def _statement(site: Site) -> Fault | None:
    """Explain what begins no statement."""
    if site.kind == "showData":
        return site.here("showData does not stand behind the word pie", "write pie showData on the first line")
    bare = re.match(r"(?:[-*+]\s+)?([^\"':\n]*?\S|\"[^\"\n]*\")\s*:\s*(?=-?[\d.$\u20ac])", site.rest)
    if bare and site.kind in (STRANGE, "number", "title", "pie"):
        end = site.start + bare.end(1)
        label = bare.group(1).strip('"')
        listed = bare.start(1) > 0
        message = (
            f"the slice {shortened(label)} is written as a list item"
            if listed
            else f"the label {shortened(label)} is not in quotes"
        )
        fix = (site.start, end, f'"{label}"')
        return Fault(site.start, end, message, "remove the mark" if listed else "quote it", fix)
    found = re.match(r"[A-Za-z]+", site.rest)
    if found is None:
        return site.here(f"{site.word} begins no statement", _SLICE)
    word = found.group()
    end = site.start + len(word)
    right = misspelt(word, ["title", "showData", "accTitle", "accDescr"])
    message = f"{shortened(word)} begins no statement"
    if right is None:
        return Fault(site.start, end, message, _SLICE)
    return Fault(site.start, end, message, f"did you mean {right}?", (site.start, end, right))
