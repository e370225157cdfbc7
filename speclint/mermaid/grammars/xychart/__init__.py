"""The grammar of `xychart`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, Site, syntax_faults
from speclint.mermaid.grammars.xychart.tokens import TEXTS, xychart_tokens
from speclint.mermaid.lexing import END, Unexpected, Walk

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_ENDS = frozenset({"newline", "semicolon", "end"})
_PLOTS = frozenset({"line", "bar"})


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read an XY chart; what cannot be read ends it, as in Mermaid."""
    tokens = xychart_tokens(cleaned.text, cleaned.start)
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.xychart.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        while self.kinds[self.i] in _ENDS:
            self.i += 1
        self.one("header", "header")
        self._take("orientation")
        while self.kinds[self.i] in _ENDS or self._take("header"):
            self.i += self.kinds[self.i] in _ENDS
            if self.kinds[self.i - 1] == "header":
                self._take("orientation")
        while self.kinds[self.i] != END:
            self._statement()
            while self.kinds[self.i] in _ENDS:
                self.i += 1

    def _take(self, kind: str) -> bool:
        taken = self.kinds[self.i] == kind
        self.i += taken
        return taken

    def _statement(self) -> None:
        kind = self.kinds[self.i]
        opener = self.i
        self.i += 1
        if kind == "title":
            if not self._text():
                raise Unexpected(self.i, "title", opener)
        elif kind == "x-axis" or kind == "y-axis":
            named = self._text()
            if self.kinds[self.i] == "[" and kind == "x-axis":
                self._categories()
            elif self.kinds[self.i] == "number":
                self._range(opener)
            elif not named:
                raise Unexpected(self.i, kind, opener)
        elif kind in _PLOTS:
            self._text()
            self._points(opener)
        elif kind != "acc":
            self.i -= 1
            raise Unexpected(self.i, "statement")

    def _text(self) -> bool:
        """Take a quoted text or a run of words and signs, and tell whether there was one."""
        if self._take("quoted"):
            return True
        first = self.i
        while self.kinds[self.i] in TEXTS:
            self.i += 1
        return self.i > first

    def _categories(self) -> None:
        opener = self.i
        self.i += 1
        while True:
            if not self._text():
                raise Unexpected(self.i, "category", opener)
            if not self._take(","):
                break
        if not self._take("]"):
            raise Unexpected(self.i, "end of categories", opener)

    def _range(self, opener: int) -> None:
        self.i += 1
        if not self._take("-->"):
            raise Unexpected(self.i, "arrow", opener)
        if not self._take("number"):
            raise Unexpected(self.i, "end of range", opener)

    def _points(self, opener: int) -> None:
        if not self._take("["):
            raise Unexpected(self.i, "data", opener)
        opener = self.i - 1
        while True:
            if not self._take("number"):
                raise Unexpected(self.i, "number", opener)
            self._take("quoted")
            if not self._take(","):
                break
        if not self._take("]"):
            raise Unexpected(self.i, "end of data", opener)
