"""What undoes one statement: what it added is dropped, what it set is set back, what it removed is made again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclint.migrations.objects import Entry, Key, Thing, describe
from speclint.migrations.phrases import ON_TABLE, Piece
from speclint.migrations.settings_back import SettingsBack
from speclint.migrations.wording import (
    Lacking,
    column_sql,
    constraint_sql,
    listed,
    literal,
    statement_sql,
    type_sql,
)
from speclint.migrations.writing import quoted
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
_CONCURRENTLY = regex(r"\bindex\s+concurrently\b", re.IGNORECASE)


class Writer(SettingsBack):
    """Writes inverses."""

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
        self.wordings = {}
        for entry in first.values():
            self.wordings.setdefault(id(entry.thing), entry.wording)
        added = {id(e.thing) for e in entries if e.act == "add"}
        for entry in reversed(list(first.values())):
            if not entry.inside and id(entry.thing) in self.alive | added and not _is_new(entry.thing):
                self._collect(pieces, lambda e=entry: self._set_back(e))  # type: ignore[misc]
        removed = [e for e in entries if e.act == "remove"]
        for entry in sorted(
            (e for e in removed if not e.inside and not _is_new(e.thing) and not e.thing.facts.get("owned")), key=_rank
        ):
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

    def _dropped(self, entry: Entry) -> Iterable[Piece]:
        key, thing = entry.key, entry.thing
        if entry.inside or id(thing) not in self.alive or thing.kind == "temporary table" or thing.facts.get("owned"):
            return
        there = f"{self.case('IF EXISTS')} " if self.lenient else ""
        if key[0] in {"column", "constraint"}:
            if key[0] == "constraint" and self._goes_with_column(key, thing):
                return
            yield ("relation", *key[1:3]), self._word(f"DROP {key[0].upper()}", there + quoted(key[3]))
        elif key[0] in ON_TABLE:
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
            for part in removed:
                if part.inside and part.thing.owner == key and part.thing.kind == "index":
                    yield None, statement_sql(part.thing, describe(part.key, "index"))
        yield from self._said_of(key, thing)

    def _table(self, key: Key, thing: Thing, removed: list[Entry]) -> Iterable[Piece]:
        inside = [e for e in removed if e.thing.owner == key]
        if thing.facts.get("partition of") and not any(e.thing.made != thing.made for e in inside):
            yield None, statement_sql(thing, describe(key))
            return
        if thing.facts.get("opaque") or "Partition" in thing.facts.get("form", "") or thing.needs:
            raise Lacking(f"the definition of {describe(key)} is not known as SQL")
        columns = [e for e in reversed(inside) if e.key[0] == "column"]
        constraints = [e for e in reversed(inside) if e.key[0] == "constraint"]
        lines = [column_sql(e.thing, e.key[3]) for e in columns]
        for entry in constraints:
            target = self.name(entry.thing.facts["references"]) if entry.thing.facts.get("references") else ""
            lines.append(constraint_sql(entry.thing, entry.key[3], target))
        body = ",\n".join(f"{self.indent}{line}" for line in lines)
        words = "CREATE UNLOGGED TABLE" if thing.facts.get("persistence") else "CREATE TABLE"
        yield None, f"{self._word(words, self.name(key))} (\n{body}\n)"
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


def _is_new(thing: Thing) -> bool:
    return thing.known and thing.made.phase == "up"


def _rank(entry: Entry) -> tuple[int, int]:
    kind = entry.key[0] if entry.key[0] != "relation" else entry.thing.kind
    kind = {"materialized view": "view", "domain": "type"}.get(kind, kind)
    # A foreign key needs the other table's key, and a generated column the columns that it is made of.
    late = entry.thing.facts.get("kind") == "foreign" or bool(entry.thing.facts.get("generated"))
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS), int(late)
