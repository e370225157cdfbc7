"""The grammar of the five C4 diagrams."""

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, Site, syntax_faults
from speclint.mermaid.grammars.c4.tokens import c4_tokens
from speclint.mermaid.lexing import Unexpected, Walk

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_OTHERS = frozenset({"title", "acc"})
_CALLS = frozenset({"element", "box"})


def read(cleaned: "Cleaned") -> FaultsOnly:
    """Read a C4 diagram; what cannot be read ends it, as in Mermaid."""
    tokens = c4_tokens(cleaned.text, cleaned.start)
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.c4.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        self.one("header", "header")
        self.one("newline", "header end")
        opened: list[int] = []
        first = titled = True
        while True:
            kind = self.kinds[self.i]
            if kind in _OTHERS and titled:
                self.i += 1
                titled = self._newline()
            elif kind in _CALLS:
                self._call(opened)
                if kind == "box":
                    opened.append(self.i)
                    self._open(self.i)
                    first, titled = True, False
                    continue
                titled = self._behind(opened)
            elif kind == "}" and opened and not first:
                opened.pop()
                self.i += 1
                titled = self._behind(opened)
            elif kind == "end" and not opened and not first:
                return
            else:
                raise Unexpected(self.i, "first statement" if first else "statement", opened[-1] if opened else None)
            first = False

    def _newline(self) -> bool:
        taken = self.kinds[self.i] == "newline"
        self.i += taken
        return taken

    def _behind(self, opened: list[int]) -> bool:
        """Take the line end behind a statement, without which only a closing brace or the end may follow."""
        if not self._newline() and self.kinds[self.i] not in ("}", "end"):
            raise Unexpected(self.i, "line end", opened[-1] if opened else None)
        return True

    def _call(self, opened: list[int]) -> None:
        word = self.i
        kinds = self.kinds
        self.i += 1
        while kinds[self.i] == "argument" or kinds[self.i] == "key":
            self.i += 1
            if kinds[self.i - 1] == "key":
                self.one("value", "value")
        if self.i == word + 1:
            raise Unexpected(self.i, "arguments", opened[-1] if opened else None)
        if kinds[word] == "box":
            if kinds[self.i] == "newline" and kinds[self.i + 1] == "{":
                self.i += 1
            if kinds[self.i] != "{":
                raise Unexpected(self.i, "block", word)

    def _open(self, brace: int) -> None:
        """Take a brace; where it stands behind its boundary, a line end must follow."""
        self.i += 1
        if not self._newline() and self.kinds[brace - 1] != "newline":
            raise Unexpected(self.i, "block line end", brace)
