"""What a statement set is set back, in a statement or a clause of ALTER TABLE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclint.migrations.casts import assignable, is_known
from speclint.migrations.objects import UNKNOWN, Entry, Key, Thing, describe
from speclint.migrations.phrases import ON_TABLE, Phrases, Piece
from speclint.migrations.wording import Lacking, default_sql, literal, next_value_sql, statement_sql, type_sql
from speclint.migrations.writing import quoted
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROW_SECURITY: Final = {"row security": ("ENABLE", "DISABLE"), "forced row security": ("FORCE", "NO FORCE")}
_REPLACED: Final = {"form", "body", "columns", "uses", "roles", "qual", "with_check"}
_SEQUENCE: Final = {
    "increment": "INCREMENT BY",
    "minvalue": "MINVALUE",
    "maxvalue": "MAXVALUE",
    "start": "START WITH",
    "cache": "CACHE",
    "as": "AS",
}
_BOUND = regex(r"\b(?:for\s+values\b.*|default)\s*$", re.IGNORECASE | re.DOTALL)


class SettingsBack(Phrases):
    """Writes what undoes the setting of a fact."""

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
        elif fact in _REPLACED or (key[0] == "function" and fact.startswith(("option ", "set "))):
            yield from self._replaced(entry, fact)
        else:
            yield self._property_set_back(entry, old)

    def _property_set_back(self, entry: Entry, old: Any) -> Piece:
        """Set back a property of an object that is no column."""
        key, fact, thing = entry.key, entry.fact, entry.thing
        if fact in _ROW_SECURITY:
            on, off = _ROW_SECURITY[fact]
            return key, self.case(f"{on if old else off} ROW LEVEL SECURITY")
        if fact == "persistence":
            return key, self.case("SET UNLOGGED" if old else "SET LOGGED")
        if fact == "values":
            shown = describe(key, thing.kind)
            raise Lacking(f"PostgreSQL cannot remove a value of {shown}, only build the type anew")
        if fact.startswith("attribute "):
            return None, self._attribute(key, fact.removeprefix("attribute "), old, entry.new)
        if thing.kind in {"sequence", "domain"}:
            change = self._sequence(fact, old) if thing.kind == "sequence" else self._domain(entry, old)
            return None, f"{self._word(f'ALTER {thing.kind.upper()}', self.name(key))} {change}"
        if fact == "partition of":
            return self._partition(entry, old)
        if old is None:
            return self._property_reset(entry)
        raise Lacking(f"the {fact} of {describe(key, thing.kind)} has no inverse that is known")

    def _partition(self, entry: Entry, old: Any) -> Piece:
        key = entry.key
        if entry.new is not None and old is None:
            return entry.new[:3], self._word("DETACH PARTITION", self.name(key))
        if old is not None and entry.wording is not None:
            bound = _BOUND.search(entry.wording.sql[entry.wording.start : entry.wording.end].rstrip("; \n\t"))
            if bound is not None:
                return old[:3], f"{self._word('ATTACH PARTITION', self.name(key))} {' '.join(bound[0].split())}"
        raise Lacking(f"the bound of partition {key[2]} is not known")

    def _property_reset(self, entry: Entry) -> Piece:
        """Give back what was as from the start."""
        key, fact, thing = entry.key, entry.fact, entry.thing
        if fact.startswith("option ") and key[0] == "relation":
            words = f"{self.case('RESET')} ({fact.removeprefix('option ')})"
            if thing.kind == "table":
                return key, words
            return None, f"{self._word(f'ALTER {thing.kind.upper()}', self.name(key))} {words}"
        if fact.startswith("trigger "):
            name = fact.removeprefix("trigger ")
            every = str(entry.new).removeprefix("AT_DisableTrig").upper()
            return key, self._word("ENABLE TRIGGER", self.case(every) if every else quoted(name))
        if fact == "replica identity":
            return key, self.case("REPLICA IDENTITY DEFAULT")
        raise Lacking(f"the {fact} of {describe(key, thing.kind)} has no inverse that is known")

    def _sequence(self, fact: str, old: Any) -> str:
        if fact == "owner":
            owner = f"{self.name(('relation', *old[1:3]))}.{quoted(old[3])}" if old else self.case("NONE")
            return self._word("OWNED BY", owner)
        if fact == "cycle":
            return self.case("CYCLE" if old == "true" else "NO CYCLE")
        if fact in _SEQUENCE and old is not None:
            return self._word(_SEQUENCE[fact], type_sql(old) if fact == "as" else str(old))
        if fact in {"minvalue", "maxvalue"}:
            return self.case(f"NO {fact.upper()}")
        raise Lacking(f"the former {fact} of a sequence is not known")

    def _domain(self, entry: Entry, old: Any) -> str:
        if entry.fact == "nullability":
            return self.case("SET NOT NULL" if old else "DROP NOT NULL")
        if entry.fact == "default" and old is None:
            return self.case("DROP DEFAULT")
        if entry.fact.startswith("constraint ") and old is None:
            return self._word("DROP CONSTRAINT", quoted(entry.fact.removeprefix("constraint ")))
        raise Lacking(f"the former {entry.fact} of {describe(entry.key, 'domain')} is not known as SQL")

    def _column_set_back(self, entry: Entry, old: Any) -> str:
        return f"{self._word('ALTER COLUMN', quoted(entry.key[3]))} {self._column_change(entry, old)}"

    def _column_change(self, entry: Entry, old: Any) -> str:
        match entry.fact:
            case "nullable":
                return self.case("DROP NOT NULL" if old else "SET NOT NULL")
            case "default":
                return self._default(entry, old)
            case "type":
                kind = type_sql(old)
                plain = is_known(old) and is_known(str(entry.new)) and assignable(str(entry.new), old)
                using = "" if plain else f" {self.case('USING')} {quoted(entry.key[3])}::{kind}"
                return f"{self._word('TYPE', kind)}{using}"
            case "identity":
                when = "ALWAYS" if old == "a" else "BY DEFAULT"
                verb = f"ADD GENERATED {when} AS IDENTITY" if entry.new is None else f"SET GENERATED {when}"
                return self.case(verb if old else "DROP IDENTITY")
            case "statistics":
                return self._word("SET STATISTICS", old or "-1")
        raise Lacking(f"the former {entry.fact} of {describe(entry.key)} is not known as SQL")

    def _default(self, entry: Entry, old: Any) -> str:
        if old is None:
            return self.case("DROP DEFAULT")
        if old.startswith("nextval of "):
            return self._word("SET DEFAULT", next_value_sql(old))
        former = Thing("column")
        if entry.wording is not None:
            former.written["default" if _sets_default(entry) else "column"] = entry.wording
        return self._word("SET DEFAULT", default_sql(former, entry.key[3]))

    def _attribute(self, key: Key, name: str, old: Any, new: Any) -> str:
        head = self._word("ALTER TYPE", self.name(key))
        if old is None:
            return f"{head} {self._word('DROP ATTRIBUTE', quoted(name))}"
        verb = "ADD ATTRIBUTE" if new is None else "ALTER ATTRIBUTE"
        between = " " if new is None else f" {self.case('TYPE')} "
        return f"{head} {self._word(verb, quoted(name))}{between}{type_sql(old)}"

    def _replaced(self, entry: Entry, fact: str) -> Iterable[Piece]:
        """Put back the statement that was replaced; its facts are set one by one, the first of them says it."""
        former = Thing(entry.thing.kind)
        wording = self.wordings.pop(id(entry.thing), None)
        if wording is None:
            return
        former.written["statement"] = wording
        shown = describe(entry.key, entry.thing.kind)
        if entry.thing.kind == "view":
            yield None, self._word("DROP VIEW", self.name(entry.key))
            yield None, statement_sql(former, shown)
        elif entry.key[0] in ON_TABLE:
            table = self.name(("relation", *entry.key[1:3]))
            kind = f"DROP {entry.key[0].upper()}"
            yield None, f"{self._word(kind, quoted(entry.key[3]))} {self.case('ON')} {table}"
            yield None, statement_sql(former, shown)
        elif entry.key[0] == "function" and entry.thing.kind != "aggregate":
            yield None, statement_sql(former, shown, replace=True)
        else:
            raise Lacking(f"the former {fact} of {shown} is not known as SQL")


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
