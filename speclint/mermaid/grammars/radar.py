"""The grammar of `radar`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, shortened
from speclint.mermaid.langium import (
    HIDDEN,
    NAME,
    NEWLINE,
    NUMBER,
    TEXT,
    TITLES,
    Lexer,
    Parser,
    alone,
    keyword,
    misspelt,
    read_with,
    signs,
)
from speclint.mermaid.lexing import END, Rule, Unexpected

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_OPTIONS = {"showLegend": "truth", "ticks": "number", "max": "number", "min": "number", "graticule": "shape"}
_VALUES = {"truth": "true or false", "number": "number", "shape": "circle or polygon"}
_LEXER = Lexer(
    *signs("radar-beta:"), alone("radar-beta"),
    *(keyword(word) for word in ("showLegend", "graticule", "curve", "ticks", "axis", "max", "min")),
    *signs(":", ",", "[", "]", "{", "}"),
    Rule("shape", "circle|polygon"), Rule("truth", "true|false"),
    *TITLES, NUMBER, TEXT, NAME, NEWLINE, *HIDDEN,
)  # fmt: skip
_CHOICES = frozenset({"true or false", "circle or polygon"})
_CURVE = "write curve id{1, 2, 3}, or curve id{axis: 1, other: 2}"


class _Radar(Parser):
    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.axes: dict[str, str] = {}
        self.curves: list[tuple[int, set[str]]] = []

    def document(self) -> None:
        self.newlines()
        if not self.take("radar-beta:"):
            self.one("radar-beta", "header")
            self.take(":")
        for kind in self.statements():
            if kind == "axis":
                self._axes()
            elif kind == "curve":
                self._curves()
            elif kind in _OPTIONS:
                self._options()
            else:
                raise Unexpected(self.i, "statement")
        self._check()

    def _label(self) -> str | None:
        if not self.take("["):
            return None
        label = self.one("text", "quoted label")
        self.one("]", "]")
        return self.value(label)[1:-1]

    def _axes(self) -> None:
        while True:
            self.i += 1
            name = self.value(self.one("name", "axis name"))
            self.axes[name] = self._label() or name
            if self.kinds[self.i] != ",":
                return

    def _curves(self) -> None:
        while True:
            self.i += 1
            name = self.one("name", "curve name")
            self._label()
            self.one("{", "{")
            self._entries(name)
            if self.kinds[self.i] != ",":
                return

    def _entries(self, curve: int) -> None:
        first = self.i
        self.newlines()
        kind = self.kinds[self.i]
        if kind not in ("number", "name"):
            below = self.tokens.text.count("\n", self.starts[first], self.starts[self.i])
            raise Unexpected(first if below > 1 else self.i, "entry")
        names: set[str] = set()
        while True:
            if kind == "name":
                names.add(self.value(self.one("name", "axis of the entry")))
                self.take(":")
            self.one("number", "value")
            if not self.take(","):
                break
            self.newlines()
        self.newlines()
        self.one("}", "}")
        if kind == "name":
            self.curves.append((curve, names))

    def _options(self) -> None:
        while True:
            value = _OPTIONS.get(self.kinds[self.i])
            if value is None:
                raise Unexpected(self.i, "option")
            self.i += 1
            self.one(value, _VALUES[value])
            if not self.take(","):
                return

    def _check(self) -> None:
        for curve, names in self.curves:
            if self.full:
                return
            shown = shortened(self.value(curve))
            if not self.axes:
                self.fault(curve, f"the curve {shown} names axes, but there is none", "declare them: axis a, b, c")
            missing = next((label for name, label in self.axes.items() if name not in names), None)
            if missing is not None:
                message = f"the curve {shown} has no entry for the axis {shortened(missing)}"
                self.fault(curve, message, "give each axis an entry")


def read(cleaned: Cleaned) -> Parser:
    """Read a radar diagram."""
    return read_with(cleaned, _LEXER, _Radar, _explain)


def _explain(site: Site) -> Fault | None:
    wanted = site.wanted
    if wanted == "header":
        return site.here(f"{site.word} is no diagram type", "did you mean radar-beta?")
    explainer = _BY_WANTED.get(wanted)
    if explainer is not None:
        return explainer(site)
    if wanted == "]":
        return site.here("the label's bracket is not closed", "close it with ]", (site.start, site.start, "]"))
    if wanted in _CHOICES:
        return site.here(f"{site.word or 'this'} is neither {wanted.replace(' or ', ' nor ')}", f"write {wanted}")
    advice = "write a number such as 5" if wanted == "number" else None
    return site.here(f"{'there is no' if site.over else f'{site.word} is no'} {wanted}", advice)


def _statement(site: Site) -> Fault | None:
    word = re.match(r"[\w-]*", site.rest)
    close = misspelt(word.group(), ["axis", "curve", *_OPTIONS, "title"]) if word and word.group() else None
    if close and word:
        end = site.start + word.end()
        fix = (site.start, end, close)
        return Fault(
            site.start, end, f"{word.group()} is no word that mermaid knows", f"did you mean {close}?", fix, False
        )
    if site.kind == ",":
        return site.here("a comma stands at the start of a line", "end the line before with it, or write a new line")
    if site.kind == "name" and site.before() == "name" and not site.over:
        gap = len(site.text[: site.start].rstrip())
        return site.here("two names stand side by side", "put a comma between them", (gap, gap, ","))
    advice = "begin with axis, curve, showLegend, ticks, max, min or graticule"
    if site.over:
        return site.here("nothing stands behind the comma", advice)
    return site.here(f"{site.word} begins no statement", advice)


def _label(site: Site) -> Fault | None:
    end = site.text.find("]", site.start, site.line_end)
    if end < 0:
        return site.here("the label's bracket is not closed", 'write id["Label"]')
    label = site.raw(site.start, end, "'").strip().strip("'")
    message = f"the label {shortened(label)} is not quoted" if label else "the label is empty"
    return Fault(site.start, end, message, "quote it", (site.start, end, f'"{label}"'))


def _name(site: Site) -> Fault | None:
    if site.over:
        return site.here(f"there is no {site.wanted}", "write axis a, b, c" if "axis" in site.wanted else _CURVE)
    word = site.tokens.value(site.index).strip()
    message = f"{shortened(word)} is no {site.wanted}"
    if site.kind in _OPTIONS or site.kind in ("shape", "truth", "title", "axis", "curve"):
        message = f"{site.word.rstrip(',')} begins with a reserved word and is no {site.wanted}"
    elif site.kind == "text":
        bare = re.sub(r"\W+", "-", word.strip("\"'")).strip("-")
        fix = (site.start, site.end, f'{bare}["{word[1:-1]}"]')
        return site.here(f"the {site.wanted} is quoted", "put a label in brackets behind the name", fix)
    return site.here(message, "write letters, digits, _ and - alone")


def _entry(site: Site) -> Fault | None:
    if site.wanted == "}" and site.kind in ("number", "name"):
        gap = len(site.text[: site.start].rstrip())
        return Fault(site.start, site.end, "two entries stand without a comma", "put one between them", (gap, gap, ","))
    said = {
        "{": ("the curve has no { with its values", _CURVE),
        END: ("the curve's { is not closed", "close it with }"),
        "}": ("the curve has no entry" if site.wanted == "entry" else "the last entry has no value", _CURVE),
        ",": ("a comma stands where an entry should", "put it behind the entry above"),
    }
    found = said["{"] if site.wanted == "{" else said.get(site.kind)
    if found is None and site.rest.startswith("-"):
        found = ("a value is negative", "write 0 or more")
    if found is None:
        found = ("a value is missing" if site.over else f"{site.word} is no {site.wanted}", _CURVE)
    return site.here(*found)


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "statement": _statement,
    "option": _statement,
    "quoted label": _label,
    "axis name": _name,
    "curve name": _name,
    "axis of the entry": _name,
    "entry": _entry,
    "value": _entry,
    "}": _entry,
    "{": _entry,
}
