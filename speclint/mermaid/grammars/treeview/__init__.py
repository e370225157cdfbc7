"""The grammar of `treeView`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.langium import TITLE_KINDS, TITLES, Lexer, Parser, read_with
from speclint.mermaid.lexing import END, Rule, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.faults import Fault, Site
    from speclint.mermaid.lexing import Tokens

_NOTE = ":::[ \\t]*[A-Za-z_]|icon\\(|##"
# The header is none where a bare name, which takes the whole line, is longer.
_RULES = (
    Rule("header", f"treeView-beta(?=\\n|\\Z|[ \\t]++(?:{_NOTE}))"),
    *TITLES,
    Rule("class", "[ \\t]++:::[ \\t]*+[A-Za-z_][\\w-]*+"),
    Rule("icon", "[ \\t]++icon\\([\\w-]*+(?::[\\w-]++)?\\)"),
    Rule("description", "[ \\t]++##[^\\n\\r]*+"),
    Rule("indent", "[ \\t]++"),
    Rule("quoted", "\"[^\"]*+\"|'[^']*+'"),
    Rule(None, "%%[^\\n]*+"),
    Rule(None, "\\n"),
    Rule("bare", f"(?!:::|icon\\(|##)[^ \\t\\n\\r\"'](?:[^ \\t\\n\\r]++|[ \\t]++(?!{_NOTE}))*+"),
)
_NOTES = frozenset({"class", "icon", "description"})


class _Drawing(Lexer):
    """Reads a tree that is drawn with box characters as the indented tree that Mermaid makes of it."""

    def tokens(self, text: str, start: int) -> Tokens:
        from speclint.mermaid.grammars.treeview.boxes import BOXES, boxed_tokens

        drawn = boxed_tokens(text, start, super().tokens) if BOXES.search(text) else None
        return drawn or super().tokens(text, start)


_LEXER = _Drawing(*_RULES)


class _TreeView(Parser):
    def document(self) -> None:
        self.one("header", "header")
        while self.kinds[self.i] in TITLE_KINDS:
            self.i += 1
        while self.kinds[self.i] != END:
            self.take("indent")
            if not self.take("quoted") and not self.take("bare"):
                raise Unexpected(self.i, "name")
            while self.kinds[self.i] in _NOTES:
                self.i += 1


def read(cleaned: Cleaned) -> Parser:
    """Read a tree view."""
    return read_with(cleaned, _LEXER, _TreeView, _explain)


def _explain(site: Site) -> Fault | None:
    from speclint.mermaid.grammars.treeview.faults import explain

    return explain(site)
