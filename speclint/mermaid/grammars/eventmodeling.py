"""The grammar of `eventmodeling`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.mermaid.langium import COMMENTS, TITLE_KINDS, TITLES, Lexer, Parser, misspelt, read_with, signs
from speclint.mermaid.lexing import BLANK, DARK, END, STRANGE, Rule, Unexpected

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned

_FRAMES = ("resetframe", "timeframe", "tf", "rf")
_KINDS = ("readmodel", "processor", "command", "event", "rmo", "cmd", "evt", "pcr", "ui")
_FORMATS = ("jsobj", "figma", "json", "salt", "html", "text", "uri", "md")
_OTHER = ("entity", "given", "data", "note", "when", "then", "gwt")
_LINE = "[^\\n\\r\\u2028\\u2029]*"


def _word(word: str, kind: str) -> Rule:
    return Rule(kind, rf"{word}\b")


# Words come before titles, so that a title is one only where blanks before it are no part of a line's end.
_LEXER = Lexer(
    Rule("header", f"eventmodeling(?=%%|{BLANK}|\\Z)"),
    *(_word(word, "frame") for word in _FRAMES),
    *(_word(word, "kind") for word in _KINDS),
    *(_word(word, "format") for word in _FORMATS),
    *(_word(word, word) for word in _OTHER),
    *signs("->>", "[[", "]]", "`", "."),
    Rule("name", "[A-Za-z_]\\w*+"),
    Rule("number", "[0-9]{1,3}"),
    Rule("inline", f"\\{{{_LINE}\\}}|\"{_LINE}\"|'{_LINE}'"),
    Rule("block", f"\\{{[ \\t]*\\n(?:[\\s\\S]*?\\n)?\\}}(?:\\n|(?!{DARK}))"),
    *TITLES,
    Rule(None, f"{BLANK}++"),
    *COMMENTS,
    Rule(None, "/\\*[\\s\\S]*?\\*/"),
    Rule(None, "//[^\\n\\r]*+"),
)
_FORMS = {
    "frame": "write tf 01 cmd Name ->> 02 [[Data]]",
    "entity": "write entity Name",
    "data": "write data Name {, its lines, and } on a line of its own",
    "note": "write note 01 {, its lines, and } on a line of its own",
    "gwt": "write gwt 01 given evt Name when cmd Name then evt Name",
}
_WORDS = [*_FRAMES, "entity", "data", "note", "gwt"]


class _EventModel(Parser):
    def document(self) -> None:
        self.one("header", "header")
        numbers: set[str] = set()
        while self.kinds[self.i] != END:
            kind = self.kinds[self.i]
            if kind not in TITLE_KINDS and kind not in _FORMS:
                raise Unexpected(self.i, "statement")
            self.i += 1
            if kind == "frame":
                number = self.value(self.i)
                self._frame(number in numbers)
                numbers.add(number)
            elif kind == "entity":
                self._qualified()
            elif kind == "data":
                self.one("name", "name")
                self._data("block")
            elif kind == "note":
                self.one("number", "number of a frame")
                self._data("block")
            elif kind == "gwt":
                self._example()

    def _qualified(self) -> None:
        self.one("name", "name")
        while self.take("."):
            self.one("name", "name behind the point")

    def _frame(self, known: bool) -> None:
        number = self.one("number", "number of the frame")
        if known:
            self.fault(number, f"a second frame has the number {self.value(number)}", "give each frame its own")
        self.one("kind", "kind of the frame")
        self._qualified()
        while self.take("->>"):
            self.one("number", "number of a frame")
        if self.take("[["):
            self.one("name", "name of the data")
            self.one("]]", "]]")
        if self.kinds[self.i] in ("`", "inline"):
            self._data("inline")

    def _data(self, kind: str) -> None:
        if self.take("`"):
            self.one("format", "format")
            self.one("`", "second `")
        self.one(kind, f"{kind} of data")

    def _example(self) -> None:
        self.one("number", "number of a frame")
        self.one("given", "given")
        self._steps()
        if self.take("when"):
            self._steps()
        self.one("then", "then")
        self._steps()

    def _steps(self) -> None:
        while True:
            self.one("kind", "kind of the step")
            self.one("name", "name")
            if self.kinds[self.i] != "kind":
                return


def read(cleaned: Cleaned) -> Parser:
    """Read an event model."""
    return read_with(cleaned, _LEXER, _EventModel, _explain)


def _explain(site: Site) -> Fault | None:
    explainers: tuple[Callable[[Site], Fault | None], ...] = (
        _header, _title, _number, _reserved, _braces, _arrow, _kind, _statement,
    )  # fmt: skip
    return first(site, *explainers) or _form(site)


def _form(site: Site) -> Fault:
    shown = "there is no" if site.over else f"{site.word} is no"
    words = site.line.split()
    lead = "frame" if words and words[0] in _FRAMES else words[0] if words else ""
    return site.here(f"{shown} {site.wanted}", _FORMS.get(lead))


def _header(site: Site) -> Fault | None:
    if site.wanted != "header":
        return None
    return site.here(f"{site.word} is no diagram type", "did you mean eventmodeling?")


def _title(site: Site) -> Fault | None:
    """Explain a title that does not stand on the header's line, where alone Mermaid sees it."""
    word = re.match(r"title\b|acc(?:Title|Descr)\b", site.rest)
    if word is None or site.wanted == "header" or site.kind in TITLE_KINDS or site.line[: -len(site.rest)].strip():
        return None
    message = f"mermaid reads no {word.group()} on a line of its own in an event model"
    return site.here(message, "put it behind eventmodeling on the first line, or into the front matter")


def _number(site: Site) -> Fault | None:
    index = site.index - (site.kind == "number" and site.before() == "number")
    if site.tokens.kinds[index] == "number" and index < site.index:
        found = re.compile("[0-9]+").match(site.text, site.tokens.starts[index])
        if found is not None and found.end() > site.start:
            fix = (found.start(), found.end(), str(int(found.group()[:300]) % 1000))
            message = f"the frame's number {shortened(found.group())} has more than three digits"
            return Fault(found.start(), found.end(), message, "write three at most", fix, False)
    return None


def _reserved(site: Site) -> Fault | None:
    """Explain a name that is a word of Mermaid's own, or holds what no name may hold."""
    if not site.wanted.startswith("name") or site.over:
        return None
    word = site.tokens.value(site.index).strip()
    if site.kind in (*_OTHER, "kind", "format", "frame"):
        return site.here(f"{word} is a reserved word and no name", "write it with a capital letter")
    if site.kind in ("inline", "number"):
        return site.here(f"{shortened(word)} is no name", "write letters, digits and _, a letter first")
    return None


def _braces(site: Site) -> Fault | None:
    """Explain data in braces that are not closed, or not as a block or a line demands."""
    if site.wanted == "block of data" and site.kind == "inline":
        inner = site.raw(site.start + 1, site.end - 1, "'").strip()
        fix = (site.start, site.end, f"{{\n  {inner}\n}}")
        return site.here("the data stands on one line", "put its lines between { and }, each on a line of its own", fix)
    if site.kind == "block":
        return site.here("a block of data cannot stand behind a frame", "name it: [[Data]] and data Name { … }")
    if site.kind == STRANGE and site.rest.startswith("{"):
        return site.here("the { of the data is not closed", "close it with } on a line of its own")
    return None


def _arrow(site: Site) -> Fault | None:
    arrow = re.match(r"<?[-=.]+>*", site.rest)
    if arrow is None or not arrow.group().strip(".") or site.wanted != "statement":
        return None
    end = site.start + arrow.end()
    fix = (site.start, end, "->>")
    return Fault(site.start, end, f"{arrow.group()} is no arrow of an event model", "write ->>", fix)


def _kind(site: Site) -> Fault | None:
    if not site.wanted.startswith("kind of") or site.over:
        return None
    close = misspelt(site.word, list(_KINDS))
    fix = (site.start, site.start + len(site.word), close) if close else None
    advice = f"did you mean {close}?" if close else f"write one of {', '.join(_KINDS)}"
    return site.here(f"{site.word} is no {site.wanted}", advice, fix)


def _statement(site: Site) -> Fault | None:
    if site.wanted != "statement":
        return None
    word = re.match(r"\w*", site.rest)
    close = misspelt(word.group(), _WORDS) if word and word.group() else None
    if close and word and not site.line[: site.start - site.line_start].strip():
        fix = (site.start, site.start + word.end(), close)
        message = f"{word.group()} is no word that mermaid knows"
        return Fault(site.start, fix[1], message, f"did you mean {close}?", fix, False)
    return site.here(f"{site.word} begins no statement", "begin with tf, rf, entity, data, note or gwt")
