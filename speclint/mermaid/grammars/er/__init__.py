"""The grammar of `erDiagram`."""

from typing import TYPE_CHECKING, Any

from speclint.mermaid.faults import Fault, Site, syntax_faults
from speclint.mermaid.grammars.er.tokens import er_tokens
from speclint.mermaid.lexing import Unexpected, Walk
from speclint.mermaid.model import Attribute, Entity, Relation
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

NAMES = frozenset({"ENTITY_NAME", "UNICODE_TEXT", "NAME"})
_ROLES = frozenset({"WORD", "ENTITY_NAME", "UNICODE_TEXT"})
_IDS = frozenset({"UNICODE_TEXT", "STYLE_TEXT"})
_STYLES = frozenset({"STYLE_TEXT", "NAME", "COLON", "BRKT"})
_SEPARATORS = frozenset({"SEMI", "NEWLINE", "EOF"})
_ALONE = frozenset({"NEWLINE", "direction", "acc_title", "acc_descr"})


class _Attribute(NamedTuple):
    first: int
    name: int
    keys: tuple[int, ...]
    comment: int
    last: int


class _Entity(NamedTuple):
    name: int
    alias: str | None
    attributes: list[_Attribute]
    last: int


class ErReading:
    """What was read of an entity relationship diagram.

    Args:
        tokens: The tokens from the header on.
    """

    def __init__(self, tokens: "Tokens") -> None:
        self.tokens = tokens
        self.faults: list[Fault] = []
        self.entities: list[_Entity] = []
        self.relations: list[tuple[int, int, int, int]] = []

    def parts(self, span: "Callable[[int, int], tuple[int, int]]") -> dict[str, Any]:
        """Return the fields of a `Diagram` that an entity relationship diagram has."""
        return {
            "entities": tuple(self._entity(entity, span) for entity in self.entities),
            "relations": tuple(self._relation(*relation, span) for relation in self.relations),
        }

    def _word(self, index: int) -> str:
        return self.tokens.value(index).strip('"')

    def _entity(self, entity: _Entity, span: "Callable[[int, int], tuple[int, int]]") -> Entity:
        tokens = self.tokens
        attributes = tuple(
            Attribute(
                tokens.text[tokens.starts[each.first] : tokens.ends[each.name - 1]].strip("`"),
                tokens.value(each.name),
                tuple(tokens.value(key) for key in each.keys),
                self._word(each.comment) if each.comment >= 0 else None,
                *span(tokens.starts[each.first], tokens.ends[each.last]),
            )
            for each in entity.attributes
        )
        start, end = span(tokens.starts[entity.name], tokens.ends[entity.last])
        return Entity(self._word(entity.name), entity.alias, attributes, start, end)

    def _relation(
        self, source: int, near: int, target: int, label: int, span: "Callable[[int, int], tuple[int, int]]"
    ) -> Relation:
        tokens = self.tokens
        return Relation(
            self._word(source),
            self._word(target),
            tokens.value(near),
            tokens.value(near + 1),
            tokens.value(near + 2),
            self._word(label),
            *span(tokens.starts[source], tokens.ends[label]),
        )


def read(cleaned: "Cleaned") -> ErReading:
    """Read an entity relationship diagram; what cannot be read ends it, as in Mermaid."""
    tokens = er_tokens(cleaned.text, cleaned.start)
    reading = ErReading(tokens)
    reading.faults.extend(syntax_faults(cleaned, tokens, _Parser(reading).document, _explain))
    return reading


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.er.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, reading: ErReading) -> None:
        super().__init__(reading.tokens)
        self.reading = reading

    def document(self) -> None:
        kinds = self.kinds
        self.one("erDiagram", "header")
        opened: list[int] = []
        while True:
            kind = kinds[self.i]
            if kind in NAMES:
                self._statement()
            elif kind in _ALONE:
                self.i += 1
            elif kind == "STYLE" or kind == "CLASSDEF":
                self._style()
            elif kind == "CLASS":
                self.i += 1
                self._ids("classed entity")
                self._ids("class")
            elif kind == "SUBGRAPH":
                opened.append(self.i)
                self._subgraph()
            elif kind == "end" and opened:
                opened.pop()
                self.i += 1
            elif kind == "EOF" and not opened:
                return
            else:
                raise Unexpected(self.i, "statement", opened[-1] if opened else None)

    def _ids(self, wanted: str) -> None:
        self.any_of(_IDS, wanted)
        while self.kinds[self.i] == "COMMA":
            self.i += 1
            self.any_of(_IDS, wanted)

    def _statement(self) -> None:
        kinds = self.kinds
        name = self.i
        alias = None
        self.i += 1
        aliased = kinds[self.i] == "["
        if aliased:
            self.i += 1
            alias = self.tokens.value(self.any_of(NAMES, "alias")).strip('"')
            self.one("]", "]")
        if kinds[self.i] == ":::":
            self.i += 1
            self._ids("class")
        if kinds[self.i] == "CARDINALITY" and not aliased:
            self._relation(name)
            return
        attributes: list[_Attribute] = []
        if kinds[self.i] == "{":
            opener = self.i
            self.i += 1
            while kinds[self.i] == "ATTRIBUTE":
                attributes.append(self._attribute(opener))
            if kinds[self.i] != "}":
                raise Unexpected(self.i, "attribute", opener)
            self.i += 1
        self.reading.entities.append(_Entity(name, alias, attributes, self.i - 1))

    def _relation(self, source: int) -> None:
        near = self.i
        self.i += 1
        self.one("LINE", "line")
        self.one("CARDINALITY", "second cardinality")
        target = self.any_of(NAMES, "second entity")
        if self.kinds[self.i] == ":::":
            self.i += 1
            self._ids("class")
        self.one("COLON", "label colon")
        label = self.any_of(_ROLES, "label")
        self.reading.relations.append((source, near, target, label))

    def _attribute(self, opener: int) -> _Attribute:
        kinds = self.kinds
        first = self.i
        self.i += 1
        if kinds[self.i] == "?":
            self.i += 1
        if kinds[self.i] != "ATTRIBUTE":
            raise Unexpected(self.i, "attribute name", opener)
        name = self.i
        self.i += 1
        keys: list[int] = []
        while kinds[self.i] == "KEY":
            keys.append(self.i)
            self.i += 1
            if kinds[self.i] != ",":
                break
            self.i += 1
            if kinds[self.i] != "KEY":
                raise Unexpected(self.i, "key", opener)
        comment = -1
        if kinds[self.i] == "COMMENT":
            comment = self.i
            self.i += 1
        return _Attribute(first, name, tuple(keys), comment, self.i - 1)

    def _style(self) -> None:
        self.i += 1
        self._ids("styled id")
        self.any_of(_STYLES, "style")
        while self.kinds[self.i] in _STYLES or self.kinds[self.i] == "COMMA":
            self.i += 1
            if self.kinds[self.i - 1] == "COMMA":
                self.any_of(_STYLES, "style")
        self.any_of(_SEPARATORS, "style end")

    def _subgraph(self) -> None:
        self.i += 1
        self.any_of(NAMES, "subgraph name")
        if self.kinds[self.i] == "[":
            self.i += 1
            self.any_of(NAMES, "subgraph title")
            while self.kinds[self.i] in NAMES:
                self.i += 1
            self.one("]", "]")
        self.any_of(_SEPARATORS, "subgraph end")
