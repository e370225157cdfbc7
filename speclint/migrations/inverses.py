"""What undoes one statement: what it added is dropped, what it set is set back, what it removed is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from speclint.migrations.casts import assignable
from speclint.migrations.objects import UNKNOWN, Entry, Key, Thing, describe
from speclint.migrations.wording import (
    Lacking,
    column_sql,
    constraint_sql,
    default_sql,
    listed,
    literal,
    statement_sql,
    type_sql,
)
from speclint.migrations.writing import quoted
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ON_TABLE: Final = {"trigger", "policy", "rule"}
_RANKS: Final = (
    "schema",
    "extension",
    "type",
    "sequence",
    "table",
    "column",
    "constraint",
    "index",
    "function",
    "view",
)
_ROW_SECURITY: Final = {"row security": ("ENABLE", "DISABLE"), "forced row security": ("FORCE", "NO FORCE")}
_CONCURRENTLY = regex(r"\bindex\s+concurrently\b", 2)
# A clause of ALTER TABLE on a table, or a statement where there is none.
Piece = tuple[Key | None, str]


class Writer:
    """Writes inverses.

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
        self.lacking: list[str] = []

    def undo(self, entries: list[Entry]) -> list[str]:
        """Return the statements that undo what a statement did; what cannot be written is noted in `lacking`."""
        pieces: list[Piece] = []
        for entry in reversed([e for e in entries if e.act == "add"]):
            self._collect(pieces, lambda e=entry: self._dropped(e))  # type: ignore[misc]
        first: dict[tuple[Key, str], Entry] = {}
        for entry in entries:
            if entry.act == "set":
                kept = first.setdefault((entry.key, entry.fact), entry)
                first[entry.key, entry.fact] = kept._replace(new=entry.new)
        added = {id(e.thing) for e in entries if e.act == "add"}
        for entry in reversed(list(first.values())):
            if not entry.inside and id(entry.thing) in self.alive | added and not _is_new(entry.thing):
                self._collect(pieces, lambda e=entry: self._set_back(e))  # type: ignore[misc]
        removed = [e for e in entries if e.act == "remove"]
        for entry in sorted((e for e in removed if not e.inside and not _is_new(e.thing)), key=_rank):
            self._collect(pieces, lambda e=entry: self._made_again(e, removed))  # type: ignore[misc]
        return self._joined(pieces)

    def _collect(self, pieces: list[Piece], write: Callable[[], Iterable[Piece]]) -> None:
        try:
            pieces.extend(write())
        except Lacking as lacking:
            self.lacking.append(str(lacking))

    def _joined(self, pieces: list[Piece]) -> list[str]:
        """Join the clauses that follow each other on one table."""
        found: list[str] = []
        table: Key | None = None
        clauses: list[str] = []
        for key, text in [*pieces, (None, "")]:
            if clauses and key != table:
                found.append(listed(f"{self.case('ALTER TABLE')} {self.name(table or ())}", clauses, self.indent))
                clauses = []
            if key is None:
                if text:
                    found.append(f"{text};")
            else:
                clauses.append(text)
            table = key
        return found

    def _word(self, words: str, rest: str) -> str:
        return f"{self.case(words)} {rest}"

    def _dropped(self, entry: Entry) -> Iterable[Piece]:
        key, thing = entry.key, entry.thing
        if entry.inside or id(thing) not in self.alive or thing.kind == "temporary table":
            return
        there = f"{self.case('IF EXISTS')} " if self.lenient else ""
        if key[0] in {"column", "constraint"}:
            if key[0] == "constraint" and self._goes_with_column(key, thing):
                return
            yield ("relation", *key[1:3]), self._word(f"DROP {key[0].upper()}", there + quoted(key[3]))
        elif key[0] in _ON_TABLE:
            table = self.name(("relation", *key[1:3]))
            yield None, f"{self._word(f'DROP {key[0].upper()}', there + quoted(key[3]))} {self.case('ON')} {table}"
        elif key[0] == "function":
            arguments = ", ".join(type_sql(a) for a in thing.facts.get("arguments", ()))
            arguments = arguments or ("*" if thing.kind == "aggregate" else "")
            yield None, self._word(f"DROP {thing.kind.upper()}", f"{there}{self.name(key)}({arguments})")
        elif thing.kind == "index" and self._goes_with_column(key, thing):
            return
        else:
            kind = {"statistic ext": "statistics", "fdw": "foreign data wrapper", "foreign server": "server"}
            words = f"DROP {kind.get(thing.kind, thing.kind).upper()}"
            written = thing.written.get("statement")
            if thing.kind == "index" and written and _CONCURRENTLY.search(written.sql[written.start : written.end]):
                words += " CONCURRENTLY"
            yield None, self._word(words, there + self.name(key))

    def _goes_with_column(self, key: Key, thing: Thing) -> bool:
        table = thing.owner
        columns = (*thing.facts.get("columns", ()), *thing.facts.get("uses", ()))
        return table is not None and any(("column", table[1], table[2], c) in self.new_columns for c in columns)

    new_columns: frozenset[Key] = frozenset()

    def _set_back(self, entry: Entry) -> Iterable[Piece]:
        key, fact = entry.key, entry.fact
        old = _former(entry)
        if old == entry.new:
            return
        shown = describe(key, entry.thing.kind)
        if old == UNKNOWN:
            raise Lacking(f"the former {fact} of {shown} is not known")
        if fact == "comment":
            what = literal(old) if old else self.case("NULL")
            yield None, f"{self._word('COMMENT ON', self._commented(key, entry.thing))} {self.case('IS')} {what}"
        elif fact.startswith("right "):
            granted = old == "granted" or (old is None and entry.new == "revoked")
            yield None, self._right(key, entry.thing, fact, granted=granted)
        elif key[0] == "column":
            yield ("relation", *key[1:3]), self._column_set_back(entry, old)
        elif fact in {"form", "body", "columns", "uses"} or fact.startswith(("option ", "set ")):
            yield from self._replaced(entry, fact)
        else:
            yield self._property_set_back(entry, old)

    def _property_set_back(self, entry: Entry, old: Any) -> Piece:
        key, fact, shown = entry.key, entry.fact, describe(entry.key, entry.thing.kind)
        if fact in _ROW_SECURITY:
            on, off = _ROW_SECURITY[fact]
            return key, self.case(f"{on if old else off} ROW LEVEL SECURITY")
        if fact.startswith("attribute "):
            return None, self._attribute(key, fact.removeprefix("attribute "), old, entry.new)
        if fact.startswith("option ") and key[0] == "relation" and old is None:
            return key, f"{self.case('RESET')} ({fact.removeprefix('option ')})"
        if fact.startswith("trigger ") and old is None:
            return key, self._word("ENABLE TRIGGER", quoted(fact.removeprefix("trigger ")))
        if entry.thing.kind == "domain" and fact.startswith("constraint ") and old is None:
            name = quoted(fact.removeprefix("constraint "))
            return None, f"{self._word('ALTER DOMAIN', self.name(key))} {self._word('DROP CONSTRAINT', name)}"
        if fact == "values":
            raise Lacking(f"PostgreSQL cannot remove a value of {shown}, only build the type anew")
        raise Lacking(f"the {fact} of {shown} has no inverse that is known")

    def _column_set_back(self, entry: Entry, old: Any) -> str:
        column = self._word("ALTER COLUMN", quoted(entry.key[3]))
        if entry.fact == "nullable":
            return f"{column} {self.case('DROP NOT NULL' if old else 'SET NOT NULL')}"
        if entry.fact == "default":
            if old is None:
                return f"{column} {self.case('DROP DEFAULT')}"
            former = Thing("column")
            if entry.wording is not None:
                former.written["default" if _sets_default(entry) else "column"] = entry.wording
            return f"{column} {self._word('SET DEFAULT', default_sql(former, entry.key[3]))}"
        if entry.fact == "type":
            kind = type_sql(old)
            using = "" if assignable(str(entry.new), old) else f" {self.case('USING')} {quoted(entry.key[3])}::{kind}"
            return f"{column} {self._word('TYPE', kind)}{using}"
        if entry.fact == "identity" and old is None:
            return f"{column} {self.case('DROP IDENTITY')}"
        if entry.fact == "statistics":
            return f"{column} {self._word('SET STATISTICS', old or '-1')}"
        raise Lacking(f"the former {entry.fact} of {describe(entry.key)} is not known as SQL")

    def _attribute(self, key: Key, name: str, old: Any, new: Any) -> str:
        head = self._word("ALTER TYPE", self.name(key))
        if old is None:
            return f"{head} {self._word('DROP ATTRIBUTE', quoted(name))}"
        verb = "ADD ATTRIBUTE" if new is None else "ALTER ATTRIBUTE"
        between = " " if new is None else f" {self.case('TYPE')} "
        return f"{head} {self._word(verb, quoted(name))}{between}{type_sql(old)}"

    def _replaced(self, entry: Entry, fact: str) -> Iterable[Piece]:
        """Put back the statement that was replaced; its facts are set one by one, the first of them says it."""
        if (id(entry.thing), "replaced") in self.seen:
            return
        self.seen.add((id(entry.thing), "replaced"))
        former = Thing(entry.thing.kind)
        if entry.wording is not None:
            former.written["statement"] = entry.wording
        shown = describe(entry.key, entry.thing.kind)
        if entry.thing.kind == "view":
            yield None, self._word("DROP VIEW", self.name(entry.key))
            yield None, statement_sql(former, shown)
        elif entry.key[0] == "function" and entry.thing.kind != "aggregate":
            yield None, statement_sql(former, shown, replace=True)
        else:
            raise Lacking(f"the former {fact} of {shown} is not known as SQL")

    seen: set[tuple[int, str]]

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
        if key[0] in {"constraint", *_ON_TABLE}:
            table = self.name(("relation", *key[1:3]))
            return f"{self.case(key[0].upper())} {quoted(key[3])} {self.case('ON')} {table}"
        if key[0] == "function":
            arguments = ", ".join(type_sql(a) for a in thing.facts.get("arguments", ()))
            return f"{self.case(thing.kind.upper())} {self.name(key)}({arguments})"
        return f"{self.case(thing.kind.upper())} {self.name(key)}"

    def _made_again(self, entry: Entry, removed: list[Entry]) -> Iterable[Piece]:
        key, thing = entry.key, entry.thing
        shown = describe(key, thing.kind)
        if not thing.known:
            raise Lacking(f"the definition of {shown} is not known")
        if key[0] == "column":
            yield ("relation", *key[1:3]), self._word("ADD COLUMN", column_sql(thing, key[3]))
        elif key[0] == "constraint":
            target = self.name(thing.facts["references"]) if thing.facts.get("references") else ""
            yield ("relation", *key[1:3]), self._word("ADD", constraint_sql(thing, key[3], target))
        elif thing.kind == "table":
            yield from self._table(key, thing, [e for e in removed if e.inside and e.key != key])
        elif thing.kind == "type" and "values" in thing.facts:
            values = ", ".join(literal(v) for v in thing.facts["values"])
            yield None, f"{self._word('CREATE TYPE', self.name(key))} {self.case('AS ENUM')} ({values})"
        elif thing.kind in {"extension", "schema"}:
            yield None, self._word(f"CREATE {thing.kind.upper()}", self.name(key))
        elif thing.kind in {"sequence", "type", "domain", "role"} and thing.changed:
            raise Lacking(f"the definition of {shown} is not known as SQL")
        else:
            yield None, statement_sql(thing, shown)
        yield from self._said_of(key, thing)

    def _table(self, key: Key, thing: Thing, removed: list[Entry]) -> Iterable[Piece]:
        inside = [e for e in removed if e.thing.owner == key]
        if thing.facts.get("opaque") or "Partition" in thing.facts.get("form", "") or thing.needs:
            raise Lacking(f"the definition of {describe(key)} is not known as SQL")
        columns = [e for e in reversed(inside) if e.key[0] == "column"]
        constraints = [e for e in reversed(inside) if e.key[0] == "constraint"]
        lines = [column_sql(e.thing, e.key[3]) for e in columns]
        for entry in constraints:
            target = self.name(entry.thing.facts["references"]) if entry.thing.facts.get("references") else ""
            lines.append(constraint_sql(entry.thing, entry.key[3], target))
        body = ",\n".join(f"{self.indent}{line}" for line in lines)
        yield None, f"{self._word('CREATE TABLE', self.name(key))} (\n{body}\n)"
        for entry in reversed(inside):
            if entry.key[0] not in {"column", "constraint"}:
                yield None, statement_sql(entry.thing, describe(entry.key, entry.thing.kind))
            yield from self._said_of(entry.key, entry.thing)

    def _said_of(self, key: Key, thing: Thing) -> Iterable[Piece]:
        """Yield what was said of an object after it was made: its comment, its rights, its row security."""
        for fact, value in thing.facts.items():
            if fact == "comment" and value:
                comment = f"{self.case('IS')} {literal(value)}"
                yield None, f"{self._word('COMMENT ON', self._commented(key, thing))} {comment}"
            elif fact.startswith("right ") and value:
                yield None, self._right(key, thing, fact, granted=value == "granted")
            elif fact == "row security" and value:
                yield key, self.case("ENABLE ROW LEVEL SECURITY")
            elif fact.startswith(("option fill", "trigger ", "replica ", "storage", "statistics", "forced")) and value:
                raise Lacking(f"the {fact} of {describe(key, thing.kind)} is not known as SQL")


def _former(entry: Entry) -> Any:
    """Return what stood before; what Up changed of an object that was never read is taken to have been the usual."""
    if entry.old != UNKNOWN:
        return entry.old
    if entry.fact == "nullable":
        return not entry.new
    if entry.fact == "comment" or entry.fact.startswith("right "):
        return None
    if entry.fact in _ROW_SECURITY:
        return None if entry.new else "enabled"
    return UNKNOWN


def _sets_default(entry: Entry) -> bool:
    written = entry.wording
    return written is not None and written.sql[written.start : written.end].lstrip()[:5].lower() == "alter"


def _is_new(thing: Thing) -> bool:
    return thing.known and thing.made.phase == "up"


def _rank(entry: Entry) -> tuple[int, int]:
    kind = entry.key[0] if entry.key[0] != "relation" else entry.thing.kind
    kind = {"materialized view": "view", "domain": "type"}.get(kind, kind)
    foreign = entry.thing.facts.get("kind") == "foreign"
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS), int(foreign)
