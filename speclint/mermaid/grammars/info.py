"""The grammar of `info`."""

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site
from speclint.mermaid.langium import HIDDEN, NEWLINE, TITLE_KINDS, TITLES, Lexer, Parser, alone, misspelt, read_with
from speclint.mermaid.lexing import END, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_LEXER = Lexer(alone("showInfo"), alone("info"), *TITLES, NEWLINE, *HIDDEN)


class _Info(Parser):
    def document(self) -> None:
        self.newlines()
        self.one("info", "header")
        self.newlines()
        if self.take("showInfo"):
            self.newlines()
        while self.kinds[self.i] in TITLE_KINDS:
            self.titled()
        if self.kinds[self.i] != END:
            raise Unexpected(self.i, "statement")


def read(cleaned: "Cleaned") -> _Info:
    """Read an info diagram."""
    reading = read_with(cleaned, _LEXER, _Info, _explain)
    assert isinstance(reading, _Info)
    return reading


def _explain(site: Site) -> Fault | None:
    if site.wanted == "header":
        return site.here(f"{site.word} is no diagram type", "did you mean info?")
    close = misspelt(site.word, ["showInfo"])
    if close:
        fix = (site.start, site.start + len(site.word), close)
        return site.here(f"{site.word} is no word that mermaid knows", f"did you mean {close}?", fix)
    if site.kind == "showInfo":
        return site.here("showInfo stands behind a title or another showInfo", "write it once, above the title")
    return site.here(
        f"{site.word} cannot stand in an info diagram",
        "write nothing below info but showInfo, then title, accTitle: or accDescr:",
    )
