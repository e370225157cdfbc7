"""The grammar of `quadrantChart`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, shortened
from speclint.mermaid.grammars.quadrantchart.tokens import quadrant_tokens
from speclint.mermaid.lexing import Unexpected, Walk

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_FIRST = frozenset({"word", "letters", "comma", "sign", "mark", "digits", "punctuation"})
_FURTHER = _FIRST | {"space", "minus"}
_IDS = frozenset({"word", "digits", "minus", "comma", "colon", "mark", "letters"})
_STYLES = frozenset({"word", "digits", "minus", "colon", "space"})
_ENDS = frozenset({"newline", "semicolon", "end"})
_COLOR = ("a colour code", re.compile("#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"), "#ff3300")
STYLES = {
    "radius": ("a whole number", re.compile("[0-9]+"), "12"),
    "color": _COLOR,
    "stroke-color": _COLOR,
    "stroke-width": ("a number of pixels", re.compile("[0-9]+px"), "5px"),
}


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a quadrant chart; what cannot be read ends it, as in Mermaid, and so does a style that is none."""
    tokens = quadrant_tokens(cleaned.text, cleaned.start)
    parser = _Parser(tokens)
    try:
        parser.document()
    except Unexpected as unexpected:
        if parser.faults and "\n" in tokens.text[parser.faults[0].end : tokens.starts[unexpected.index]]:
            return FaultsOnly(parser.faults)
        from speclint.mermaid.faults import Site
        from speclint.mermaid.grammars.quadrantchart.faults import explain

        return FaultsOnly([explain(Site(cleaned, tokens, unexpected))])
    return FaultsOnly(parser.faults)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.faults: list[Fault] = []

    def document(self) -> None:
        while self.kinds[self.i] in _ENDS or self.kinds[self.i] == "space":
            self.i += 1
        self.one("header", "header")
        while True:
            self._take("space")
            kind = self.kinds[self.i]
            if kind not in _ENDS:
                self._statement(kind)
            if self.any_of(_ENDS, f"end of {kind}") and self.kinds[self.i - 1] == "end":
                return

    def _take(self, kind: str) -> bool:
        first = self.i
        while self.kinds[self.i] == kind:
            self.i += 1
        return self.i > first

    def _statement(self, kind: str) -> None:
        if kind == "acc":
            self.i += 1
        elif kind == "x-axis" or kind == "y-axis":
            self.i += 1
            self._text(f"text of {kind}")
            if self.kinds[self.i] == "-->":
                self.i += 1
                if self.kinds[self.i] in _FIRST or self.kinds[self.i] == "quoted":
                    self._text("text")
        elif kind == "quadrant":
            self.i += 1
            self._text("text of quadrant")
        elif kind == "classDef":
            self._class()
        else:
            self._point()

    def _text(self, wanted: str) -> None:
        if self.kinds[self.i] not in _FIRST and self.kinds[self.i] != "quoted":
            raise Unexpected(self.i, wanted)
        self.i += 1
        while self.kinds[self.i] in _FURTHER:
            self.i += 1

    def _point(self) -> None:
        opener = self.i
        self._text("statement")
        if self.kinds[self.i] == "class":
            self.i += 1
        for kind in ("point", "x", "y"):
            if self.kinds[self.i] != kind:
                raise Unexpected(self.i, kind, opener)
            self.i += 1
        if self._styled():
            self._styles()

    def _class(self) -> None:
        self.i += 1
        self._blank()
        self.any_of(_IDS, "class name")
        while self.kinds[self.i] in _IDS:
            self.i += 1
        self._blank()
        if not self._styled():
            raise Unexpected(self.i, "style")
        self._styles()

    def _blank(self) -> None:
        """Take exactly one blank; one more is no name, but the beginning of a style."""
        index = self.one("space", "blank")
        if self.ends[index] - self.starts[index] > 1 and self.kinds[index - 1] == "classDef":
            raise Unexpected(index, "one blank")

    def _styled(self) -> bool:
        kind = self.kinds[self.i]
        return kind in _STYLES or (kind == "mark" and self.tokens.value(self.i) == "#")

    def _styles(self) -> None:
        while True:
            first = self.i
            while self._styled():
                self.i += 1
            if self.i == first:
                raise Unexpected(self.i, "style")
            self._judge(self.starts[first], self.ends[self.i - 1])
            if self.kinds[self.i] != "comma":
                return
            self.i += 1

    def _judge(self, start: int, end: int) -> None:
        """Note a style whose name or value Mermaid does not know."""
        if self.faults:
            return
        text = self.tokens.text[start:end]
        start += len(text) - len(text.lstrip())
        parts = re.split(r"\s*:\s*", text.strip())
        end = start + len(text.strip())
        key, value = parts[0], parts[1] if len(parts) > 1 else ""
        if key not in STYLES:
            from difflib import get_close_matches

            close = get_close_matches(key.lower(), list(STYLES), 1, 0.6)
            fix = (start, start + len(key), close[0]) if close else None
            advice = f"did you mean {close[0]}?" if close else "write radius, color, stroke-color or stroke-width"
            message = f"{shortened(key)} is no style of a point" if key else "a style has no name"
            self.faults.append(Fault(start, max(start + len(key), end if not key else 0), message, advice, fix))
            return
        nature, pattern, example = STYLES[key]
        if pattern.fullmatch(value):
            return
        message = f"the {key} {shortened(value)} is not {nature}" if value else f"the {key} has no value"
        mended = f"{value}px" if key == "stroke-width" and value.isdecimal() else value.removesuffix("px")
        place = end - len(value)
        fix = (place, end, mended) if value and len(parts) == 2 and pattern.fullmatch(mended) else None
        self.faults.append(Fault(place, end, message, f"write {key}: {example}", fix))
