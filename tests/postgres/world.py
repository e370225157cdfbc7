"""The schema that a generated change works on, and what a change is: statements of Up, of Down, and wrong Downs."""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple, TypeVar

T = TypeVar("T")

Statements = tuple[str, ...]
Flaw = tuple[str, Statements]
Flaws = tuple[Flaw, ...]

_NOUNS: Final = (
    "account", "invoice", "team", "invite", "session", "device", "parcel", "carrier", "label", "report", "ledger",
    "payment", "refund", "webhook", "delivery", "article", "comment", "region", "quota", "plan", "audit", "channel",
)  # fmt: skip
_COLUMNS: Final = ("state", "note", "amount", "email", "code", "kind", "rank", "token", "weight", "total", "origin")
# Spellings of each type, and two constants of it.
TYPES: Final[dict[str, tuple[tuple[str, ...], tuple[str, str]]]] = {
    "int": (("int", "integer", "int4"), ("0", "7")),
    "bigint": (("bigint", "int8"), ("1", "90")),
    "smallint": (("smallint", "int2"), ("2", "5")),
    "text": (("text",), ("''", "'open'")),
    "varchar": (("varchar(40)", "character varying(40)", "VARCHAR(120)"), ("'new'", "'it''s'")),
    "boolean": (("boolean", "bool"), ("false", "true")),
    "timestamptz": (("timestamptz", "timestamp with time zone"), ("now()", "CURRENT_TIMESTAMP")),
    "timestamp": (("timestamp", "timestamp without time zone"), ("now()", "'2026-01-01'")),
    "date": (("date",), ("CURRENT_DATE", "'2026-01-31'")),
    "numeric": (("numeric(10, 2)", "decimal(10,2)", "numeric"), ("0", "1.5")),
    "uuid": (("uuid",), ("gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'")),
    "jsonb": (("jsonb",), ("'{}'", "'[]'::jsonb")),
    "textarray": (("text[]",), ("'{}'", "ARRAY[]::text[]")),
    "double": (("double precision", "float8"), ("0", "0.5")),
}
COMPARED: Final = ("int", "bigint", "smallint", "numeric", "double")
WRITTEN: Final = ("text", "varchar")


class Change(NamedTuple):
    """One change of a schema.

    Args:
        kind: What it does, as it is told in a report.
        up: The statements of Up.
        down: The statements of Down that undo them.
        flaws: Downs with something wrong in them, each with what that is.
        alone: Whether it cannot run in a transaction with others.
    """

    kind: str
    up: Statements
    down: Statements
    flaws: Flaws = ()
    alone: bool = False


class Table:
    """A table that changes may work on: its columns with their families of types, those in use apart."""

    def __init__(self, name: str, columns: dict[str, str], written: dict[str, str]) -> None:
        self.name = name
        self.columns = columns
        self.written = written
        self.used: set[str] = set()
        self.moved = False


class World:
    """What is there before a change, and where fresh names, choices and chances come from."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.base: list[str] = []
        self.undone: list[str] = []
        self.tables: list[Table] = []
        self.once: set[str] = set()
        self._taken: set[str] = set()

    def pick(self, *options: T) -> T:
        """Choose one of several."""
        return self.random.choice(options)

    def chance(self, probability: float) -> bool:
        """Tell whether something happens."""
        return self.random.random() < probability

    def word(self, *, whether: float, words: str) -> str:
        """Return words with a blank after them, or nothing."""
        return f"{words} " if self.chance(whether) else ""

    def name(self, *parts: str) -> str:
        """Return a name that nothing has yet."""
        stem = "_".join((*parts, self.random.choice(_NOUNS)))
        if self.chance(0.02):
            stem += "_with_a_name_as_long_as_some_people_write_them"
        found, number = stem, 2
        while found in self._taken:
            found, number = f"{stem}{number}", number + 1
        self._taken.add(found)
        return found

    def table_name(self) -> str:
        """Return a name for a table, in the plural and sometimes in need of quotes."""
        found = f"{self.name()}s"
        return f'"{found.capitalize()}"' if self.chance(0.04) else found

    def column_name(self, table: Table | None = None) -> str:
        """Return a name that no column of the table has."""
        taken = table.columns if table is not None else {}
        found, number = self.random.choice(_COLUMNS), 2
        stem = found
        while found in taken:
            found, number = f"{stem}_{number}", number + 1
        return found

    def family(self, *families: str) -> tuple[str, str]:
        """Return a family of types and one spelling of it."""
        family = self.random.choice(families or tuple(TYPES))
        return family, self.random.choice(TYPES[family][0])

    def constant(self, family: str) -> str:
        """Return a default for a column of a family."""
        return self.random.choice(TYPES[family][1])

    def before(self, sql: str, inverse: str) -> None:
        """Put a statement into what is there before, with what undoes it."""
        self.base.append(sql)
        self.undone.append(inverse)

    def fresh(self, *needed: str, bare: bool = False) -> Table:
        """Make a table that was there before; `needed` are families that it must have a column of."""
        name = self.table_name()
        columns = {"id": "bigint"}
        written = {"id": self.pick("bigint PRIMARY KEY", "bigserial PRIMARY KEY", "bigint NOT NULL")}
        table = Table(name, columns, written)
        for family in (*needed, *(self.random.choice(tuple(TYPES)) for _ in range(self.random.randint(1, 3)))):
            column = self.column_name(table)
            columns[column] = family
            rest = ""
            if not bare:
                rest = self.word(whether=0.3, words=f"DEFAULT {self.constant(family)}")
                rest += self.word(whether=0.3, words="NOT NULL")
            written[column] = f"{self.random.choice(TYPES[family][0])} {rest}".strip()
        body = ",\n    ".join(f"{c} {w}" for c, w in written.items())
        self.before(f"CREATE TABLE {name} (\n    {body}\n)", f"DROP TABLE {name} CASCADE")
        self.tables.append(table)
        return table

    def table(self, *needed: str) -> Table:
        """Return a table that has free columns of the families, one that others work on where there is one."""
        fitting = [t for t in self.tables if not t.moved and all(self.free(t, family) for family in needed)]
        return self.random.choice(fitting) if fitting and self.chance(0.6) else self.fresh(*needed)

    def free(self, table: Table, *families: str) -> list[str]:
        """Return the columns of a table that nothing works on."""
        return [
            c for c, f in table.columns.items() if c not in table.used and c != "id" and (f in families or not families)
        ]

    def column(self, table: Table, *families: str) -> str:
        """Take a free column of a table, to work on it alone."""
        found = self.random.choice(self.free(table, *families))
        table.used.add(found)
        return found


def bare(name: str) -> str:
    """Return a name without quotes and schema."""
    return name.rpartition(".")[2].strip('"')
