"""HTTP status codes where a spec names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.inline import plain_text
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Row
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import TableView

_STATUS = regex(
    r"(?<![\w.$\u20ac/:-])([1-5]\d\d)(?![\w%]|[.,]\d|\s*(?:ms|s|MB|KB|GB|rows|items|bytes|chars?|characters)\b)"
)
_NUMBER = regex(r"(?<![\w.])\d+(?![\w.])")


class StatusRow(NamedTuple):
    """A row that names an HTTP status.

    Args:
        numbers: The numbers in its status cell.
        text: That cell's visible text.
        span: Where the cell stands.
        row: The row.
        view: The table.
        section: The section that holds the table.
    """

    numbers: tuple[int, ...]
    text: str
    span: Span
    row: Row
    view: TableView
    section: SpecSection


def statuses_in(text: str) -> list[int]:
    """Return the numbers in a text that can be HTTP statuses; those with a unit are none."""
    return [int(found[1]) for found in _STATUS.finditer(text)]


def status_rows(spec: Spec, role: str) -> Iterator[StatusRow]:
    """Yield the rows of the tables with a role whose status cell is filled in, in document order."""
    for view in spec.tables_by_role(role):
        for row in view.rows():
            cell = view.cell(row, "status")
            if cell is None or cell.span.end == cell.span.start or spec.is_placeholder(cell.span):
                continue
            text = plain_text(spec.source, cell.span).strip()
            numbers = tuple(int(found[0]) for found in _NUMBER.finditer(text))
            yield StatusRow(numbers, text, cell.span, row, view, view.section)
