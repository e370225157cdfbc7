"""Checks of the table that says in which order migrations run."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.source import Span
from speclint.spec.headings import nearest
from speclint.spec.migration_names import is_template_path, is_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import Migration, OrderRow

_FIRST_TIMESTAMP = 10**13


def migration_table_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield where the order table and the migrations written out differ, and where versions do not ascend."""
    rows = [row for row in spec.migration_order if not is_template_path(row.path)]
    blocks = [block for block in spec.migrations if not is_template_path(block.path)]
    ascending = list(_descents(blocks))
    yield from ascending
    if not any(spec.tables_by_role("migration-order")) or not blocks:
        return
    waiting = len(rows) < len(spec.migration_order)
    lacking = [block for block in blocks if not any(_same(row, block) for row in rows)]
    for row in rows:
        if not any(_same(row, block) for block in blocks):
            yield _unknown(row, blocks, lacking)
    if not waiting:
        for block in lacking:
            yield _without_row(spec, block, blocks, rows)
    yield from _twice(rows)
    if not ascending:
        yield from _misordered(rows, blocks)
    if not lacking and not waiting:
        yield from _misnumbered(rows)


def _same(row: OrderRow, block: Migration) -> bool:
    return row.path.lstrip("./") == block.path.lstrip("./")


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _version(block: Migration) -> int | None:
    from speclint.migrations.goose import file_version

    return file_version(block.path)


def _descents(blocks: Sequence[Migration]) -> Iterator[Finding]:
    """Yield each migration whose version is not above that of the one before it; goose runs them by version.

    A number beside timestamps, and one that is no moment in time, is a malformed name and not a wrong order besides.
    """
    before: tuple[int, Migration] | None = None
    stamped = any((_version(block) or 0) >= _FIRST_TIMESTAMP for block in blocks)
    for block in blocks:
        version = _version(block)
        if version is None or (stamped and not is_timestamp(str(version))):
            continue
        if before is not None and version <= before[0]:
            verb = "has the same version as" if version == before[0] else "has a lower version than"
            yield Finding(
                block.path_span,
                f"migration {block.name} {verb} {before[1].name}, which stands before it",
                "give it a later timestamp, or move it",
                (Related(before[1].path_span, "the migration before it"),),
            )
        before = (version, block)


def _unknown(row: OrderRow, blocks: Sequence[Migration], lacking: list[Migration]) -> Finding:
    """Report a row whose file is not written out; a block that it nearly names is no second finding."""
    twin = next((block for block in lacking if block.name == _name(row.path)), None)
    if twin is None:
        close = nearest(_name(row.path), [block.name for block in lacking]) or _by_version(row, lacking)
        twin = next((block for block in lacking if block.name == close), None)
    related: tuple[Related, ...] = ()
    if twin is not None:
        lacking.remove(twin)
        related = (Related(twin.path_span, "the migration that is written out"),)
    span = row.path_span if row.path_span.end > row.path_span.start else row.row.span
    help_text = f"did you mean `{twin.path}`?" if twin else "write the migration out, or remove the row"
    return Finding(span, f"the order table names {row.path}, which is not written out", help_text, related)


def _by_version(row: OrderRow, lacking: Sequence[Migration]) -> str | None:
    version = _name(row.path).split("_", 1)[0]
    found = [block.name for block in lacking if version.isdigit() and block.name.startswith(f"{version}_")]
    return found[0] if len(found) == 1 else None


def _without_row(spec: Spec, block: Migration, blocks: Sequence[Migration], rows: Sequence[OrderRow]) -> Finding:
    view = next(spec.tables_by_role("migration-order"))
    index = blocks.index(block)
    before = [row for row in rows if any(_same(row, other) for other in blocks[:index])]
    after = [row for row in rows if row not in before]
    place = before[-1].row.span.end if before else view.table.delimiter.end
    cells = [""] * len(view.names)
    for key, text in (("number", str(len(before) + 1)), ("file", f"`{block.path}`")):
        column = view.columns.get(key)
        if column is not None and column < len(cells):
            cells[column] = text
    new = "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"
    edits = [Edit(Span(place, place), f"\n{new}"), *_numbers(after, len(before) + 2)]
    return Finding(
        block.path_span,
        f"migration {block.name} has no row in the order table",
        "add its row",
        (Related(view.table.header.span, "the order table"),),
        Fix(f"add the row of {block.name}", Safety.SAFE, tuple(edits)),
    )


def _numbers(rows: Sequence[OrderRow], first: int) -> Iterator[Edit]:
    """Yield the edits that number rows from `first` on."""
    for number, row in enumerate(rows, first):
        cell = row.view.cell(row.row, "number")
        if cell is not None and row.number != str(number):
            yield Edit(cell.span, str(number))


def _twice(rows: Sequence[OrderRow]) -> Iterator[Finding]:
    seen: dict[str, OrderRow] = {}
    for row in rows:
        path = row.path.lstrip("./")
        if path in seen:
            yield Finding(
                row.path_span,
                f"the order table names {row.path} twice",
                "keep one row for each migration",
                (Related(seen[path].path_span, "the first row"),),
            )
        seen.setdefault(path, row)


def _misordered(rows: Sequence[OrderRow], blocks: Sequence[Migration]) -> Iterator[Finding]:
    """Yield the first row that stands elsewhere than its migration does among the others."""
    places = [(row, index) for row in rows for index, block in enumerate(blocks) if _same(row, block)]
    for (before, above), (row, index) in pairwise(places):
        if index < above:
            yield Finding(
                row.path_span,
                f"the order table names {_name(row.path)} after {_name(before.path)}, which is written out later",
                "put the rows in the order of the migrations",
                (Related(blocks[index].path_span, "the migration"),),
            )
            return


def _misnumbered(rows: Sequence[OrderRow]) -> Iterator[Finding]:
    if any("number" not in row.view.columns for row in rows):
        return
    for number, row in enumerate(rows, 1):
        if row.number != str(number):
            cell = row.view.cell(row.row, "number")
            span = cell.span if cell and row.number else row.row.span
            fix = Fix("number the rows from 1", Safety.SAFE, tuple(_numbers(rows, 1)))
            shown = f'"{row.number}"' if row.number else "empty"
            yield Finding(span, f"the number of the order table's row {number} is {shown}", f"write {number}", fix=fix)
            return
