"""The grammar of `ishikawa`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site
from speclint.mermaid.langium import Lexer, Parser, read_with
from speclint.mermaid.lexing import BLANK, END, Rule, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_LEXER = Lexer(
    Rule("blank line", f"{BLANK}*+%%[^\\n\\r\\u2028\\u2029]*+"),
    Rule("header", "(?i:ishikawa(?:-beta)?\\b)"),
    Rule("blank line", f"{BLANK}+\\n"),
    Rule("newline", "\\n++"),
    Rule("blanks", f"{BLANK}++"),
    Rule("cause", "[^\\n]++"),
)
_ENDS = frozenset({"newline", "blank line", END})


class _Ishikawa(Parser):
    def document(self) -> None:
        if self.take("blank line"):
            while self.take("blank line") or self.take("newline"):
                pass
        self.one("header", "header")
        self.take("newline")
        while True:
            self._statement()
            if self.kinds[self.i] not in _ENDS:
                raise Unexpected(self.i, "line end")
            if self.kinds[self.i] != END:
                self.i += 1
            while self.take("newline"):
                pass
            if self.kinds[self.i] == END:
                return

    def _statement(self) -> None:
        """Read an effect, a cause, or a line that holds neither."""
        if self.take("blanks"):
            self.take("cause")
        elif not self.take("cause") and not self.take("blank line"):
            raise Unexpected(self.i, "effect")


def read(cleaned: Cleaned) -> Parser:
    """Read an Ishikawa diagram."""
    return read_with(cleaned, _LEXER, _Ishikawa, _explain)


def _explain(site: Site) -> Fault:
    if site.kind == "header":
        word = re.match(r"[\w-]*", site.rest)
        end = site.start + (word.end() if word else 0)
        fix = (site.start, site.start, "The ")
        message = f"a line begins with {site.text[site.start : end]}, the header's word"
        return Fault(site.start, end, message, "begin it with another word", fix, False)
    if site.kind == END:
        return site.here("the diagram has no effect", "write the effect below the header, and its causes indented")
    start, end = site.tokens.starts[site.index], site.tokens.ends[site.index]
    above = site.tokens.ends[site.tokens.kinds.index("header")]
    message = "blanks or a blank line stand between the header and the effect"
    return Fault(start, end, message, "remove them", (above, start, "\n"))
