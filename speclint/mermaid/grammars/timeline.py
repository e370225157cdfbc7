"""The grammar of `timeline`."""

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

_EVENT_END = f":(?!{BLANK})"
_STATES = {
    "start": State(
        (
            Rule(None, "%(?!\\{)[^\\n]*"),
            Rule(None, "[^}]%%[^\\n]*"),
            Rule("newline", "\\n++"),
            Rule(None, f"{BLANK}++"),
            Rule(None, "#[^\\n]*"),
            Rule("header", r"timeline(?:[ \t]+(?:LR|TD))?\b"),
            Rule("title", f"title{BLANK}[^\\n]++"),
            *ACCESSIBLE,
            Rule("section", f"section{BLANK}[^:\\n]++"),
            Rule("event", f":{BLANK}(?:[^:\\n]|{_EVENT_END})++"),
            Rule("period", "[^#:\\n]++"),
            Rule("eof", "\\Z"),
            Rule("colon", "."),
        ),
        re.IGNORECASE,
    ),
    **ACCESSIBLE_STATES,
}
_ALONE = frozenset({"newline", "title", "acc", "section"})


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a timeline; what cannot be read ends it, as in Mermaid."""
    tokens = tokenize(cleaned.text, cleaned.start, _STATES, "start")
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        kinds = self.kinds
        self.one("header", "header")
        periods = False
        while kinds[self.i] != "eof":
            kind = kinds[self.i]
            if kind == "period":
                periods = True
            elif kind == "event" and not periods:
                # Mermaid adds an event to the last period, which there must be.
                raise Unexpected(self.i, "period before the event")
            elif kind != "event" and kind not in _ALONE:
                raise Unexpected(self.i, "statement")
            self.i += 1
        self.i += 1
        self.one("$end", "end")


def _explain(site: Site) -> Fault:
    fault = None if site.long else first(site, unended, _header, _early_event, _second_header, _colon)
    return fault or out_of_place(site, "write period : event : event")


def _header(site: Site) -> Fault | None:
    return other_header(site, "timeline", 10)


def _early_event(site: Site) -> Fault | None:
    if site.wanted != "period before the event":
        return None
    text = shortened(site.tokens.value(site.index)[1:])
    return site.here(f"the event {text or ':'} has no period before it", "write a period first: period : event")


def _second_header(site: Site) -> Fault | None:
    if site.kind != "header":
        return None
    word = site.tokens.value(site.index)
    if len(site.line.split()) > len(word.split()):
        message = f"the line begins with the word {word}, which is the header's"
        return site.here(message, "begin it with another word")
    return site.here("a second header stands in the diagram", "remove it")


def _colon(site: Site) -> Fault | None:
    """Explain a colon that begins no event."""
    if site.kind != "colon" or site.text[site.start] != ":":
        return None
    following = site.text[site.start + 1 : site.line_end]
    if not following.strip(": \t"):
        end = site.line_start + len(site.line.rstrip())
        place = len(site.text[: site.start].rstrip(" \t"))
        fix = (place, end, "") if place > site.line_start else None
        return Fault(site.start, end, "no event stands behind the colon", "write one, or remove the colon", fix)
    place = site.start + 1
    run = len(following) - len(following.lstrip(":"))
    if run:
        fix = (place, place + run, "" if following[run : run + 1] in (" ", "\t") else " ")
        return Fault(site.start, place + run, "two colons stand together", "write one before each event", fix)
    return Fault(site.start, place, "no blank stands behind the colon", "put one there", (place, place, " "))
