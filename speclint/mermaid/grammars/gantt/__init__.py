"""The grammar of `gantt`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.accessibility import ACCESSIBLE, ACCESSIBLE_STATES
from speclint.mermaid.faults import Fault, FaultsOnly, Site, syntax_faults
from speclint.mermaid.lexing import BLANK, DARK, Rule, State, Unexpected, Walk, tokenize

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_START = "start"
_STATES = {
    _START: State(
        (
            Rule("directive", "%%\\{"),
            *ACCESSIBLE,
            # A percent sign as a line's second character makes it a comment too.
            Rule(None, "%%[^\\n]*+|[^}]%[^\\n]*+|%[^\\n]*+\\n*+"),
            Rule("newline", "\\n++"),
            Rule(None, f"{BLANK}++"),
            Rule(None, f'href{BLANK}+"', 0, "link"),
            Rule(None, f"call{BLANK}++", 0, "callback"),
            Rule(None, f"click{BLANK}++", 0, "click"),
            Rule("header", r"gantt\b"),
            Rule("setting", f"(?:dateFormat|axisFormat|tickInterval|includes|excludes){BLANK}[^#\\n;]++"),
            Rule("setting", r"inclusiveEndDates\b"),
            Rule("topAxis", r"topAxis\b"),
            Rule("setting", f"todayMarker{BLANK}[^\\n;]++"),
            Rule("setting", rf"weekday{BLANK}+(?:{_DAYS})\b|weekend{BLANK}+(?:friday|saturday)\b"),
            Rule("date", r"[0-9]{4}-[0-9]{2}-[0-9]{2}\b"),
            # A title or a section without text takes the next line for it.
            Rule("setting", f"title{BLANK}[^\\n]++"),
            Rule("description", f"accDescription{BLANK}[^#\\n;]++"),
            Rule("setting", f"section{BLANK}[^\\n]++"),
            Rule("task", "[^:\\n]++"),
            Rule("data", ":[^#\\n;]++"),
            Rule("colon", ":"),
            Rule("end", "\\Z"),
        ),
        re.IGNORECASE,
    ),
    "click": State((Rule(None, BLANK, 1), Rule("click", f"{DARK}*+"))),
    "link": State((Rule(None, '"', 1), Rule("href", '[^"]*+'))),
    "callback": State(
        (
            Rule(None, f"\\({BLANK}*\\)", 1),
            Rule(None, "\\(", 1, "arguments"),
            Rule("call", "[^(]*+"),
        )
    ),
    "arguments": State((Rule(None, "\\)", 1), Rule("arguments", "[^)]*+"))),
    **ACCESSIBLE_STATES,
}
_ALONE = frozenset({"newline", "setting", "acc"})


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a Gantt chart; what cannot be read ends it, as in Mermaid, which looks at no date while it parses."""
    tokens = tokenize(cleaned.text, cleaned.start, _STATES, _START)
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.gantt.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        self.one("header", "header")
        while True:
            kind = self.kinds[self.i]
            if kind in _ALONE:
                self.i += 1
            elif kind == "task":
                self.i += 1
                self.one("data", "data")
            elif kind == "click":
                self.i += 1
                self._reaction()
            elif kind == "end":
                return
            else:
                raise Unexpected(self.i, "statement")

    def _reaction(self) -> None:
        """Take a link, a callback with or without arguments, or both."""
        linked = self._take("href")
        if self._take("call"):
            self._take("arguments")
        elif not linked:
            raise Unexpected(self.i, "reaction", self.i - 1)
        if not linked:
            self._take("href")

    def _take(self, kind: str) -> bool:
        taken = self.kinds[self.i] == kind
        self.i += taken
        return taken
