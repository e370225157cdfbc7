"""Which table of the prose is which table of the migrations, and the same for their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.spec.headings import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.spec.data_model import DocColumn, DocTable
    from speclint.spec.ddl import DdlColumn, DdlTable
    from speclint.spec.model import Spec


class TablePair(NamedTuple):
    """A table in both places; their names differ where one of them is misspelt."""

    doc: DocTable
    ddl: DdlTable


def pair_tables(spec: Spec) -> list[TablePair]:
    """Return the new tables that stand in the prose and in the migrations, in the order of the prose."""
    documented, made = spec.data_model.tables, dict(spec.ddl.tables)
    names = {table.name for table in documented}
    free = [name for name in made if name not in names]
    pairs: list[TablePair] = []
    for table in documented:
        twin = table.name if table.name in made else match(table.name, free)
        if twin is not None:
            if twin in free:
                free.remove(twin)
            pairs.append(TablePair(table, made[twin]))
    return pairs


def match(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that one means: misspelt, in the other number, or in camel case."""
    candidates = list(known)
    flat = singular(name)
    return next((one for one in candidates if singular(one) == flat), None) or nearest(name, candidates)


def singular(name: str) -> str:
    """Fold a name: case, joints and a plural's ending make no difference."""
    bare = name.lower().replace("_", "").replace("-", "")
    if bare.endswith("ies"):
        return f"{bare[:-3]}y"
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") else bare


def pair_columns(pair: TablePair) -> tuple[list[tuple[DocColumn, DdlColumn]], list[DocColumn], list[DdlColumn]]:
    """Return the columns in both places, those of the prose alone, and those of the migrations alone."""
    left = {column.name: column for column in pair.doc.columns}
    right = dict(pair.ddl.columns)
    both = [(column, right.pop(name)) for name, column in list(left.items()) if name in right]
    alone = [column for name, column in left.items() if name not in pair.ddl.columns]
    unpaired: list[DocColumn] = []
    for column in alone:
        twin = match(column.name, right)
        if twin is None:
            unpaired.append(column)
        else:
            both.append((column, right.pop(twin)))
    if len(unpaired) == 1 and len(right) == 1 and not pair.doc.waiting:
        column, twin_column = unpaired[0], next(iter(right.values()))
        if _stand_alike(pair, column, twin_column):
            return sorted([*both, (column, twin_column)], key=lambda two: two[0].row.span.start), [], []
    both.sort(key=lambda two: two[0].row.span.start)
    return both, unpaired, list(right.values())


def _stand_alike(pair: TablePair, column: DocColumn, twin: DdlColumn) -> bool:
    """Tell whether the one column of either side that has no twin stands at the same place among the others."""
    names = [one.name for one in pair.doc.columns]
    return len(names) == len(pair.ddl.columns) and names.index(column.name) == list(pair.ddl.columns).index(twin.name)
