"""The grammar of `journey`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.accessibility import ACCESSIBLE, ACCESSIBLE_STATES, unended
from speclint.mermaid.faults import (
    Fault,
    FaultsOnly,
    Site,
    first,
    other_header,
    out_of_place,
    shortened,
    syntax_faults,
)
from speclint.mermaid.lexing import BLANK, Rule, State, Unexpected, Walk, tokenize

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_STATES = {
    "start": State(
        (
            Rule(None, "%(?!\\{)[^\\n]*"),
            Rule(None, "[^}]%%[^\\n]*"),
            Rule("newline", "\\n++"),
            Rule(None, f"{BLANK}++"),
            Rule(None, "#[^\\n]*"),
            Rule("header", r"journey\b"),
            Rule("title", f"title{BLANK}[^#\\n;]++"),
            *ACCESSIBLE,
            Rule("section", f"section{BLANK}[^#:\\n;]++"),
            Rule("task", "[^#:\\n;]++"),
            Rule("score", ":[^#\\n;]++"),
            Rule("eof", "\\Z"),
            Rule("sign", "."),
        ),
        re.IGNORECASE,
    ),
    **ACCESSIBLE_STATES,
}
_ALONE = frozenset({"newline", "title", "acc", "section"})
_FORM = "write task: 5: person, person"


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a user journey; what cannot be read ends it, as in Mermaid."""
    tokens = tokenize(cleaned.text, cleaned.start, _STATES, "start")
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        kinds = self.kinds
        self.one("header", "header")
        while kinds[self.i] != "eof":
            kind = kinds[self.i]
            if kind == "task":
                self.i += 1
                self.one("score", "score")
            elif kind in _ALONE:
                self.i += 1
            else:
                raise Unexpected(self.i, "statement")
        self.i += 1
        self.one("$end", "end")


def _explain(site: Site) -> Fault:
    fault = None if site.long else first(site, unended, _header, _semicolon, _marked, _score, _stray, _second_header)
    return fault or out_of_place(site, _FORM)


def _header(site: Site) -> Fault | None:
    return other_header(site, "journey", 9)


def _semicolon(site: Site) -> Fault | None:
    if not site.text.startswith(";", site.start):
        return None
    if site.text[site.start : site.line_end].strip(" \t;"):
        comma = (site.start, site.start + 1, ",")
        message = "a ; stands in the text, which ends there"
        return Fault(site.start, site.start + 1, message, "write , for it", comma, sure=False)
    end = site.line_start + len(site.line.rstrip())
    fix = (site.start, end, "") if site.text[site.line_start : site.start].strip() else None
    return Fault(site.start, end, "a ; stands at the end of the line", "remove it", fix)


def _marked(site: Site) -> Fault | None:
    """Explain a comment that is marked with //, and a list item."""
    if site.wanted != "score":
        return None
    slashes = site.slashes()
    if slashes is not None:
        return slashes
    lead = site.line.lstrip()
    if lead[:2] in ("- ", "* "):
        place = site.line_start + len(site.line) - len(lead)
        fix = (place, place + 2, "")
        return Fault(place, place + 1, "the line begins like a list item", "remove the mark", fix)
    return None


def _score(site: Site) -> Fault | None:
    """Explain a task that has no score, or a line that is none."""
    if site.wanted != "score":
        return None
    name = site.value()
    start = site.tokens.starts[site.index - 1]
    start += len(site.tokens.value(site.index - 1)) - len(site.tokens.value(site.index - 1).lstrip())
    if site.kind == "sign" and site.text[site.start] == ":":
        message = f"the task {shortened(name)} has no score behind its colon"
        return Fault(site.start, site.start + 1, message, _FORM)
    if name.lower() in ("title", "section"):
        return Fault(start, start + len(name), f"the {name} has no text", f"write {name} text")
    keyword = _keyword(name)
    if keyword is not None:
        word = name.split()[0]
        fix = (start, start + len(word), keyword)
        return Fault(start, start + len(word), f"{word} is no keyword", f"did you mean {keyword}?", fix, sure=False)
    return site.at(start, start + len(name), f"the task {shortened(name)} has no score", _FORM)


def _keyword(name: str) -> str | None:
    """Return the keyword that the first of several words nearly is, or None."""
    words = name.split()
    if len(words) < 2:
        return None
    from difflib import get_close_matches

    close = get_close_matches(words[0].lower(), ("title", "section"), 1, 0.75)
    return close[0] if close else None


def _stray(site: Site) -> Fault | None:
    if site.kind == "score" and site.before() == "section":
        section = shortened(site.value())
        if "\n" in site.tokens.value(site.index - 1):
            return site.here("the section above has no name", "write section name")
        return site.here(f"a colon stands behind {section}", "remove it and what follows: a section has no score")
    if site.kind in ("score", "sign"):
        return site.here("a colon stands behind no task", _FORM)
    return None


def _second_header(site: Site) -> Fault | None:
    if site.kind != "header":
        return None
    word = site.tokens.value(site.index)
    if site.line.strip() != word:
        return site.here(f"the line begins with the word {word}, which is the header's", "begin it with another word")
    return site.here("a second header stands in the diagram", "remove it")
