"""The grammar of `venn`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.mermaid.langium import Lexer, Parser, misspelt, read_with
from speclint.mermaid.lexing import BLANK, END, STRANGE, Rule, State, Unexpected, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_NUMBER = "[0-9.]++"
_GAP = f"{BLANK}*+"
_BETWEEN = f"{_GAP},{_GAP}"
_COMMENTS = (Rule(None, "%%(?!\\{)[^\\n]*+"), Rule(None, "[^}]%%[^\\n]*+"))
_RULES = (
    Rule("newline", "[\\n\\r]++", 0, "line start"),
    Rule(None, "%%[^\\n]*+"),
    Rule(None, "[ \\t]++"),
    Rule("title", f"title{BLANK}[^#\\n;]++"),
    Rule("header", r"venn-beta\b"),
    *(Rule(word, rf"{word}\b") for word in ("set", "union", "text", "style")),
    Rule("label", '\\["[^"]*+"\\]|\\[[^\\]"]++\\]'),
    Rule("number", r"[+-]?(?:[0-9]++(?:\.[0-9]+)?|\.[0-9]+)"),
    Rule("colour", "#[0-9a-f]{3,8}"),
    Rule("colour", f"rgba\\({_GAP}{_BETWEEN.join([_NUMBER] * 4)}{_GAP}\\)"),
    Rule("colour", f"rgb\\({_GAP}{_BETWEEN.join([_NUMBER] * 3)}{_GAP}\\)"),
    Rule("name", r"[A-Za-z_][A-Za-z0-9\-_]*+"),
    Rule("quoted", '"[^"]*+"'),
    Rule(",", ","),
    Rule(":", ":"),
)
# At a line's start, blanks before `text` count, and the first sign of another word leaves the state.
_LINE_START = (
    Rule(None, "[ \\t]++(?=[\\n\\r])"),
    Rule("indent", "[ \\t]++(?=text\\b)", 1),
    Rule(None, "[ \\t]++"),
    Rule("first word", "(?=[^ \\t\\n\\r])", 1),
)
_STATES = {
    "": State((*_COMMENTS, *_RULES), re.IGNORECASE),
    "line start": State((*_COMMENTS, *_LINE_START, Rule("newline", "[\\n\\r]++"), *_RULES[1:]), re.IGNORECASE),
}
_IDS = frozenset({"name", "quoted"})
_VALUES = frozenset({"name", "number", "colour"})
_FORMS = {
    "set": 'write set A["Label"] : 20',
    "union": 'write union A,B["Label"] : 5',
    "text": 'write text A,B word["Label"]',
    "style": "write style A,B fill:#fd0, stroke:red",
}


class _States(Lexer):
    """Reads the two lexical states of Mermaid's."""

    def tokens(self, text: str, start: int) -> Tokens:
        """Split a text into tokens."""
        return tokenize(text, start, _STATES, "")


_LEXER = _States()


class _Venn(Parser):
    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.sets: set[str] = set()
        self.inside = False

    def document(self) -> None:
        while self.kinds[self.i] in ("newline", "first word", "indent"):
            self.i += 1
        self.one("header", "header")
        while self.kinds[self.i] != END:
            kind = self.kinds[self.i]
            self.i += 1
            if kind == "first word":
                self.inside = False
            elif kind == "indent":
                if self.inside:
                    self.i += 1
                    self._word()
            elif kind == "set":
                name = self.any_of(_IDS, "name of the set")
                self.sets.add(self.value(name).strip('"'))
                self._measured()
            elif kind == "union":
                self._union()
            elif kind == "text":
                self._list()
                self._word()
            elif kind == "style":
                self._list()
                self._styles()
            elif kind != "title" and kind != "newline":
                raise Unexpected(self.i - 1, "statement")

    def _list(self) -> list[int]:
        names = [self.any_of(_IDS, "name of a set")]
        while self.take(","):
            names.append(self.any_of(_IDS, "name of a set"))
        return names

    def _measured(self) -> None:
        """Read the label and the size of a set or union; texts may stand indented below it."""
        self.take("label")
        if self.take(":"):
            self.one("number", "size")
        self.inside = True

    def _union(self) -> None:
        names = self._list()
        if len(names) < 2:
            self.fault(names[0], "a union names one set alone", _FORMS["union"])
        for index in names:
            name = self.value(index).strip('"')
            if name not in self.sets and len(names) > 1 and not self.full:
                close = misspelt(name, sorted(self.sets))
                advice = f"did you mean {close}?" if close else f"declare it above: set {shortened(name)}"
                self.fault(index, f"there is no set {shortened(name)} above the union", advice)
        self._measured()

    def _word(self) -> None:
        """Read a text's own name and its label."""
        if not self.take("number"):
            self.any_of(_IDS, "word")
            self.take("label")

    def _styles(self) -> None:
        while True:
            self.one("name", "style")
            self.one(":", "colon")
            if not self.take("quoted"):
                self.any_of(_VALUES, "value")
                while self.kinds[self.i] in _VALUES:
                    self.i += 1
            if not self.take(","):
                return


def read(cleaned: Cleaned) -> Parser:
    """Read a Venn diagram."""
    return read_with(cleaned, _LEXER, _Venn, _explain)


def _explain(site: Site) -> Fault | None:
    explainers: tuple[Callable[[Site], Fault | None], ...] = (_label, _spaced, _statement, _style)
    return first(site, *explainers) or _form(site)


def _form(site: Site) -> Fault:
    words = site.line.split()
    advice = _FORMS.get(words[0].lower()) if words else None
    if site.wanted == "word" and site.over:
        return site.here("the text names a set but holds no word", advice)
    shown = "there is no" if site.over else f"{site.word} is no"
    return site.here(f"{shown} {site.wanted}", advice)


def _label(site: Site) -> Fault | None:
    """Explain a label that is not closed, or holds a quote or a bracket."""
    if not site.rest.startswith("["):
        return None
    end = site.text.rfind("]", site.start, site.line_end)
    if site.kind == "label":
        return site.here("a label cannot stand here", "put it behind a set, a union or a text")
    if end < 0:
        stop = site.line_start + len(site.line.rstrip())
        return Fault(site.start, stop, "the label's bracket is not closed", "close it with ]", (stop, stop, "]"), False)
    inner = site.raw(site.start + 1, end, "'").strip().strip("'")
    what = "is empty" if not inner else "holds a quote or a bracket"
    fix = (site.start + 1, end, f'"{inner}"')
    return Fault(site.start, end + 1, f"the label {what}", "quote it", fix)


def _spaced(site: Site) -> Fault | None:
    """Explain a name of more than one word, or with a sign that no name may hold."""
    before = site.before()
    if before not in _IDS or site.wanted != "statement" or site.over:
        return None
    found = re.compile(r"[^\[\]:,\"\n%]*").match(site.text, site.tokens.starts[site.index - 1])
    name = found.group().strip() if found else ""
    start = site.tokens.starts[site.index - 1]
    words = site.line.split()
    plain = " " not in name and site.kind != STRANGE
    if words[0].lower() not in ("set", "union") or plain or before == "quoted":
        return None
    if words[0].lower() == "union":
        gap = site.tokens.ends[site.index - 1]
        found = re.compile(r"\s*(?:&|\+|\||and\b|with\b|)\s*").match(site.text, gap)
        fix = (gap, found.end() if found else gap, ",")
        return Fault(gap, fix[1], "the sets of a union stand without a comma", "write union A,B", fix)
    fix = (start, start + len(name), f'"{name}"')
    return Fault(start, start + len(name), f"the name {shortened(name)} is not quoted", "quote it", fix)


def _statement(site: Site) -> Fault | None:
    if site.wanted == "header":
        return site.here(f"{site.word} is no diagram type", "did you mean venn-beta?")
    if site.wanted != "statement":
        return None
    if site.kind == "," and site.line.lstrip().lower().startswith("set"):
        start = site.line_start + site.line.lower().index("set")
        fix = (start, start + 3, "union")
        return Fault(start, start + 3, "a set has more than one name", "write union for an overlap", fix, False)
    if site.kind in ("quoted", "number") and site.before() in _IDS:
        return site.here(f"{site.word} stands behind the name", 'write ["Label"] for a label, and : 20 for a size')
    word = re.match(r"\w*", site.rest)
    close = misspelt(word.group(), ["set", "union", "text", "style", "title"]) if word and word.group() else None
    if close and word and not site.line[: site.start - site.line_start].strip():
        fix = (site.start, site.start + word.end(), close)
        message = f"{word.group()} is no word that mermaid knows"
        return Fault(site.start, fix[1], message, f"did you mean {close}?", fix, False)
    return site.here(
        f"{site.word or 'the end of the text'} begins no statement", "begin with set, union, text or style"
    )


def _style(site: Site) -> Fault | None:
    if site.wanted == "colon" and site.rest.startswith("="):
        return site.here("a style is written with =", "write :", (site.start, site.start + 1, ":"))
    if site.wanted == "value" and site.rest.startswith("#"):
        return site.here(f"{site.word} is no colour", "write # and three to eight of 0-9 and a-f")
    return None
