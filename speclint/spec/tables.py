"""Tables and labelled fields of a section, found by what its type prescribes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Cell, HtmlBlock, List, Table, ThematicBreak
from speclint.markdown.inline import plain_text
from speclint.markdown.labels import Label, labels
from speclint.markdown.tables import pipes_in_code
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.headings import heading_key, within_two_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, Row
    from speclint.source import Source
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import FieldType, TableType


def fold(text: str) -> str:
    """Fold a label or a header cell: case and white space make no difference."""
    return " ".join(text.casefold().replace("&", " and ").split()).rstrip(":")


class TableView(NamedTuple):
    """A table of the document read as a prescribed one.

    Args:
        type: What is prescribed.
        table: Where it stands.
        names: The header cells' visible texts.
        columns: For each prescribed column's key, the index of the column that carries it.
        section: The section it was found in.
    """

    type: TableType
    table: Table
    names: tuple[str, ...]
    columns: dict[str, int]
    section: SpecSection

    @property
    def matches(self) -> bool:
        """Whether the header is the prescribed one to the letter, in order; an open table only has to have each."""
        if self.type.exact:
            return self.names == tuple(column.name for column in self.type.columns)
        return len(self.columns) == len(self.type.columns)

    def cell(self, row: Row, key: str) -> Cell | None:
        """Return a row's cell of a column, or None where the table or the row lacks it.

        Of a row that has more or fewer cells than the header only the first is surely that of its column.
        """
        index = self.columns.get(key)
        if index is None or index >= len(row.cells) or (index and len(row.cells) != len(self.names)):
            return None
        return row.cells[index]

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank."""
        return (row for row in self.table.rows if any(cell.span.end > cell.span.start for cell in row.cells))


def view_table(source: Source, table: Table, kind: TableType, section: SpecSection) -> tuple[int, TableView]:
    """Read a table as a prescribed one; the first value says how many of its columns were found."""
    names = tuple(plain_text(source, cell.span).strip() for cell in table.header.cells)
    folded = [fold(name) for name in names]
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for near in (False, True):
        for column in kind.columns:
            if column.key in columns:
                continue
            wanted = {fold(name) for name in (column.name, *column.aliases)}
            for index, name in enumerate(folded):
                if index not in taken and (any(_is_slip(name, one) for one in wanted) if near else name in wanted):
                    columns[column.key] = index
                    taken.add(index)
                    break
    wider = _wider(kind, names, columns, taken)
    return len(columns), TableView(kind, _joined(source, table), names, {**columns, **wider}, section)


def _is_slip(name: str, wanted: str) -> bool:
    """Tell whether a header is a wanted one but for a slip of the pen, which leaves the first letter."""
    return name[:1] == wanted[:1] and within_two_edits(name, wanted)


def _wider(kind: TableType, names: Sequence[str], columns: dict[str, int], taken: set[int]) -> dict[str, int]:
    """Return the columns that stand under a wider or shorter name of the same words.

    So does `Technology` for its stack, and what stands before or after a slash (`Technology / Origin`).
    """
    found: dict[str, int] = {}
    left = {
        index: [heading_key(part).stems for part in (name, *(name.split("/") if "/" in name else ()))]
        for index, name in enumerate(names)
        if index not in taken
    }
    for column in kind.columns:
        wanted = heading_key(column.name).stems
        near = [
            index
            for index, parts in left.items()
            if any(stems and (stems < wanted or wanted < stems or stems == wanted) for stems in parts)
        ]
        if column.key not in columns and len(near) == 1:
            found[column.key] = near[0]
            del left[near[0]]
    return found


def _joined(source: Source, table: Table) -> Table:
    """Read rows as they are meant where a pipe inside code, for want of a backslash, splits a cell."""
    width = len(table.header.cells)
    if all(len(row.cells) <= width for row in table.rows):
        return table
    return table._replace(rows=tuple(_join(source, row, width) for row in table.rows))


def _join(source: Source, row: Row, width: int) -> Row:
    surplus = len(row.cells) - width
    pipes = pipes_in_code(source.text, row.span.start, row.span.end) if surplus > 0 else ()
    if surplus <= 0 or len(pipes) != surplus:
        return row
    cells = [row.cells[0]]
    for cell in row.cells[1:]:
        before = cells[-1].span
        if any(before.end <= pipe < cell.span.start for pipe in pipes):
            cells[-1] = Cell(Span(before.start, cell.span.end))
        else:
            cells.append(cell)
    return row._replace(cells=tuple(cells))


def find_tables(source: Source, section: SpecSection, blocks: Sequence[Block]) -> dict[str, list[TableView]]:
    """Pair a section's tables with the prescribed ones, by their columns.

    Args:
        source: The text.
        section: The section.
        blocks: Its blocks and those under it.

    Returns:
        For each prescribed table's key the tables read as it, in document order; a table that shares fewer than half
        of the columns (and is not the only one where the only one is prescribed) is no such table.
    """
    kinds = [*section.type.tables, *(field.table for field in section.type.fields if field.table)]
    found: dict[str, list[TableView]] = {}
    if not kinds:
        return found
    tables = [block for block in blocks if isinstance(block, Table)]
    for table in tables:
        scored = [view_table(source, table, kind, section) for kind in kinds]
        score, view = max(scored, key=lambda pair: (pair[0] / len(pair[1].type.columns), pair[0]))
        alone = len(kinds) == len(tables) == 1 and view.type.required
        if 2 * score >= len(view.type.columns) or alone:
            found.setdefault(view.type.key, []).append(view)
    return found


class FieldView(NamedTuple):
    """A labelled value read as a prescribed field.

    Args:
        type: What is prescribed.
        label: Where the label and the text beside it stand.
        blocks: What follows it, up to the next label or heading.
        section: The section it was found in.
    """

    type: FieldType
    label: Label
    blocks: tuple[Block, ...]
    section: SpecSection

    @property
    def filled(self) -> bool:
        """Whether a text stands beside the label or a block under it; a rule across the page says nothing."""
        return self.label.value.end > self.label.value.start or any(
            not isinstance(block, ThematicBreak | HtmlBlock) for block in self.blocks
        )


def fields_of(
    source: Source, section: SpecSection, runs: Sequence[Sequence[Block]], kinds: Sequence[FieldType]
) -> dict[str, FieldView]:
    """Find a section's prescribed fields.

    Args:
        source: The text.
        section: The section.
        runs: Its own blocks first, then those of each section under it, since a label that follows the last
            sub-heading belongs, for Markdown, to that sub-heading.
        kinds: The fields.

    Returns:
        The fields found, by key; the first of two counts.
    """
    names = {fold(name): kind for kind in kinds for name in (kind.label, *kind.aliases)}
    prefixed = [kind for kind in kinds if kind.prefix]
    found: dict[str, FieldView] = {}
    others: list[tuple[Sequence[Block], Sequence[Label], int]] = []
    for blocks in runs:
        here = labels(source, blocks)
        for index, label in enumerate(here):
            kind = names.get(fold(label.name))
            if kind is None and prefixed:
                kind = next((one for one in prefixed if fold(label.name).startswith(f"{fold(one.prefix)} ")), None)
            if kind is None:
                others.append((blocks, here, index))
            elif kind.key not in found:
                found[kind.key] = FieldView(kind, label, _following(blocks, here, index), section)
    for run, known, index in others:
        near = _near([kind for kind in kinds if kind.key not in found], known[index].name)
        if near is not None:
            found[near.key] = FieldView(near, known[index], _following(run, known, index), section)
    return found


def _near(kinds: Sequence[FieldType], name: str) -> FieldType | None:
    """Return the one field that a label means: a slip of the pen, or fewer of the same words (`Request`)."""
    key = heading_key(name)
    wanted = [(kind, heading_key(kind.label)) for kind in kinds]
    for near in (
        [kind for kind, other in wanted if within_two_edits(key.words, other.words)],
        [kind for kind, other in wanted if other.words.startswith(f"{key.words} ")],
        [kind for kind, other in wanted if key.stems and key.stems < other.stems],
    ):
        if len(near) == 1:
            return near[0]
    return None


def _following(blocks: Sequence[Block], here: Sequence[Label], index: int) -> tuple[Block, ...]:
    label = here[index]
    rest = here[index + 1 :]
    if label.item is not None:
        own = tuple(block for block in label.item.blocks[1:])
        if own or label.value.end > label.value.start or any(other.owner == label.owner for other in rest):
            return own
        # The last item's value may stand below the list, for want of indentation.
    if any(other.owner == label.owner for other in rest):
        return ()
    # The items of a list under the label may begin with labels of their own.
    rest = [other for other in rest if other.item is None]
    end = rest[0].owner if rest else len(blocks)
    return tuple(blocks[label.owner + 1 : end])


def prefixed_fields(
    source: Source, section: SpecSection, blocks: Sequence[Block], kind: FieldType
) -> Iterator[FieldView]:
    """Yield every label that begins with a field's prefix, for such a field may stand more than once."""
    here = labels(source, blocks)
    for index, label in enumerate(here):
        if fold(label.name).startswith(f"{fold(kind.prefix)} "):
            yield FieldView(kind, label, _following(blocks, here, index), section)


def list_items(blocks: Sequence[Block]) -> list[List]:
    """Return the lists among the blocks."""
    return [block for block in blocks if isinstance(block, List)]
