"""How the statements of a derived Down are spelt: names, keywords and indentation as their author has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from speclint.migrations.objects import Key, Thing, Written
from speclint.migrations.wording import Lacking, type_sql
from speclint.migrations.writing import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

ON_TABLE: Final = {"trigger", "policy", "rule"}
# A clause of ALTER TABLE on a table, or a statement where there is none.
Piece = tuple[Key | None, str]


class Phrases:
    """Spells parts of statements.

    Args:
        name: How a key's object is written, with or without its schema.
        case: How keywords are written.
        indent: What clauses are indented by.
        lenient: Whether the author writes IF EXISTS.
    """

    def __init__(
        self, name: Callable[[Key], str], case: Callable[[str], str], indent: str = "    ", *, lenient: bool = False
    ) -> None:
        self.name = name
        self.case = case
        self.indent = indent
        self.lenient = lenient
        self.alive: set[int] = set()
        self.new_columns: frozenset[Key] = frozenset()
        self.wordings: dict[int, Written | None] = {}
        self.lacking: list[str] = []

    def _word(self, words: str, rest: str) -> str:
        return f"{self.case(words)} {rest}"

    def _right(self, key: Key, thing: Thing, fact: str, *, granted: bool) -> str:
        right, _, role = fact.removeprefix("right ").rpartition(" of ")
        who = self.case("PUBLIC") if role == "PUBLIC" else quoted(role)
        if key[0] == "default rights":
            raise Lacking("default rights are not undone")
        kind = {"relation": "", "type": "TYPE "}.get(key[0], f"{thing.kind.upper()} ")
        kind = "SEQUENCE " if thing.kind == "sequence" else kind
        what = self.name(key) + (
            f"({', '.join(type_sql(a) for a in thing.facts.get('arguments', ()))})" if key[0] == "function" else ""
        )
        verb, to = ("GRANT", "TO") if granted else ("REVOKE", "FROM")
        return f"{self._word(verb, self.case(right))} {self._word(f'ON {kind}'.strip(), what)} {self.case(to)} {who}"

    def _commented(self, key: Key, thing: Thing) -> str:
        if key[0] == "column":
            return f"{self.case('COLUMN')} {self.name(('relation', *key[1:3]))}.{quoted(key[3])}"
        if key[0] in {"constraint", *ON_TABLE}:
            table = self.name(("relation", *key[1:3]))
            return f"{self.case(key[0].upper())} {quoted(key[3])} {self.case('ON')} {table}"
        if key[0] == "function":
            arguments = ", ".join(type_sql(a) for a in thing.facts.get("arguments", ()))
            return f"{self.case(thing.kind.upper())} {self.name(key)}({arguments})"
        return f"{self.case(thing.kind.upper())} {self.name(key)}"
