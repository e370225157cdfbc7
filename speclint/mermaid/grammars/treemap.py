"""The grammar of `treemap`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, shortened
from speclint.mermaid.langium import TITLE_KINDS, TITLES, Lexer, Parser, read_with, signs
from speclint.mermaid.lexing import BLANK, END, Rule

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_LEXER = Lexer(
    *TITLES,
    Rule("header", "treemap(?:-beta)?"),
    Rule("classDef", f"classDef{BLANK}++[A-Za-z_]\\w++(?:{BLANK}++[^;\\r\\n]*+)?;?"),
    *signs(":::", ":", ","),
    Rule("indent", "[ \\t]++"),
    Rule(None, "%%[^\\n]*+"),
    Rule(None, "\\n"),
    Rule("class", "[A-Za-z_]\\w*+"),
    Rule("number", "[0-9_.,]++"),
    Rule("text", "\"[^\"]*+\"|'[^']*+'"),
)
_LEAF = 'write "Name" for a section, or "Name": 12 for a leaf'


class _Treemap(Parser):
    def document(self) -> None:
        self.one("header", "header")
        while self.kinds[self.i] != END:
            if self.kinds[self.i] in TITLE_KINDS:
                self.i += 1
                continue
            self.take("indent")
            if not self.take("classDef"):
                self._item()

    def _item(self) -> None:
        self.one("text", "name")
        sign = self.i + (self.kinds[self.i] == "indent")
        if self.kinds[sign] == ":" or self.kinds[sign] == ",":
            self.i = sign + 1
            self.take("indent")
            self.one("number", "value")
        if self.take(":::"):
            self.one("class", "class")


def read(cleaned: Cleaned) -> Parser:
    """Read a treemap."""
    return read_with(cleaned, _LEXER, _Treemap, _explain)


def _explain(site: Site) -> Fault | None:
    if site.wanted == "header":
        return site.here(f"{site.word} is no diagram type", "did you mean treemap-beta?")
    if site.wanted == "value":
        return _value(site)
    if site.wanted == "class":
        return site.here("there is no class behind :::", 'write "Name":::class')
    return _blanks(site) or _item(site)


def _blanks(site: Site) -> Fault | None:
    """Explain blanks at the end of a line, which Mermaid takes for an indentation of its own."""
    if site.kind not in ("indent", END) or site.before() != "indent":
        return None
    start, end = site.tokens.starts[site.index - 1], site.tokens.ends[site.index - 1]
    message = "blanks stand at the end of the line, which mermaid takes for a row's indentation"
    fix = (start, end, "")
    if site.text[site.text.rfind("\n", 0, start) + 1 : end].strip():
        return Fault(start, end, message, "remove them", fix)
    return Fault(
        start, end, "a line holds blanks alone, which mermaid takes for a row's indentation", "remove them", fix
    )


def _value(site: Site) -> Fault | None:
    number = re.match(r"[-+$\u20ac\u00a3]?\s*(\d[\d.,_]*)\S*", site.rest)
    if number is None:
        what = "there is no value" if site.over else f"{site.word} is no number"
        return site.here(what, _LEAF)
    end = site.start + number.end()
    message = f"{shortened(number.group())} is no number that a treemap may hold"
    fix = (site.start, end, number.group(1))
    return Fault(site.start, end, message, "write digits and a point alone", fix, False)


def _item(site: Site) -> Fault | None:
    """Explain a row that is no quoted name."""
    if site.kind == ":::" and site.before() == "indent":
        start = site.tokens.starts[site.index - 1]
        return site.here("a blank stands before :::", "remove it", (start, site.start, ""))
    if site.kind == "number" or site.kind == ":":
        return site.here(f"{site.word} stands without a name", _LEAF)
    if site.kind == "class" and site.start == site.cleaned.start + len("treemap"):
        return site.here("the header goes on behind treemap", "write treemap-beta")
    if site.line.lstrip().startswith("classDef"):
        return site.here(
            "the class's name is missing or too short", "write classDef name fill:red, with two letters or more"
        )
    lead = len(site.line) - len(site.line.lstrip())
    bare = re.fullmatch(r"\s*([^\"':]*[^\"':\s])(\s*:\s*[\d.,_]+)?(\s*:::\s*\w+)?\s*", site.line)
    if bare is None:
        return site.here(f"{site.word or 'the end of the text'} begins no row", _LEAF)
    start, end = site.line_start + lead, site.line_start + bare.end(1)
    name = bare.group(1).lstrip()
    fix = (start, end, f'"{name}"')
    return Fault(start, end, f"the name {shortened(name)} is not quoted", "quote it", fix)
