"""The grammar of `requirementDiagram`."""

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, Site, syntax_faults
from speclint.mermaid.grammars.requirement.tokens import (
    ELEMENT_FIELDS,
    FIELDS,
    METHODS,
    RELATIONS,
    REQUIREMENTS,
    RISKS,
    requirement_tokens,
)
from speclint.mermaid.lexing import Unexpected, Walk

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_ALONE = frozenset({"newline", "acc", "direction"})
_NAMES = frozenset({"plain", "quoted"})
_IDS = frozenset({"word", *_NAMES})
_STYLES = frozenset({"word", "sign"})
_BLOCKS = {**dict.fromkeys(REQUIREMENTS, FIELDS), "element": ELEMENT_FIELDS}
_VALUES = {"risk": (frozenset(RISKS), "risk"), "verifyMethod": (frozenset(METHODS), "verify method")}
_RELATIONS = frozenset(RELATIONS)


def read(cleaned: "Cleaned") -> FaultsOnly:
    """Read a requirement diagram; what cannot be read ends it, as in Mermaid."""
    tokens = requirement_tokens(cleaned.text, cleaned.start)
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.requirement.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        kinds = self.kinds
        self.one("header", "header")
        self.one("newline", "line end")
        while kinds[self.i] != "eof":
            kind = kinds[self.i]
            if kind in _ALONE:
                self.i += 1
            elif kind in _BLOCKS:
                self._block(_BLOCKS[kind])
            elif kind in _NAMES:
                self._relation()
            elif kind == "style" or kind == "classDef":
                self.i += 1
                self._ids("styled id")
                self._styles()
            elif kind == "class":
                self.i += 1
                self._ids("classed id")
                self._ids("class")
            else:
                raise Unexpected(self.i, "statement")
        self.i += 1
        self.one("$end", "end")

    def _ids(self, wanted: str) -> None:
        self.any_of(_IDS, wanted)
        while self.kinds[self.i] == ",":
            self.i += 1
            self.any_of(_IDS, wanted)

    def _styles(self) -> None:
        self.many(_STYLES, "style")
        while self.kinds[self.i] == ",":
            self.i += 1
            self.many(_STYLES, "style")

    def _block(self, fields: tuple[str, ...]) -> None:
        kinds = self.kinds
        opener = self.i
        self.i += 1
        self.any_of(_NAMES, "name")
        if kinds[self.i] == ":::":
            self.i += 1
            self._ids("class")
        if kinds[self.i] != "{":
            raise Unexpected(self.i, "{", opener)
        self.i += 1
        self.one("newline", "line end")
        while kinds[self.i] != "}":
            if kinds[self.i] == "newline":
                self.i += 1
            elif kinds[self.i] in fields:
                self._field(kinds[self.i])
            else:
                raise Unexpected(self.i, "field", opener)
        self.i += 1

    def _field(self, field: str) -> None:
        self.i += 1
        self.one(":", "colon")
        allowed, wanted = _VALUES.get(field, (_NAMES, "value"))
        self.any_of(allowed, wanted)
        self.one("newline", "line end")

    def _relation(self) -> None:
        kinds = self.kinds
        self.i += 1
        kind = kinds[self.i]
        if kind == ":::":
            self.i += 1
            self._ids("class")
            return
        if kind not in ("<-", "-"):
            raise Unexpected(self.i, "relation")
        self.i += 1
        self.any_of(_RELATIONS, "relation kind")
        self.one("-" if kind == "<-" else "->", "arrow")
        self.any_of(_NAMES, "target")
