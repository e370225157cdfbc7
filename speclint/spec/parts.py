"""The parts of a spec that checks speak of, each with its place."""

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, ListItem, Row
from speclint.markdown.labels import Label
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.wording import Ref

if TYPE_CHECKING:
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import TableView


class Field(NamedTuple):
    """A metadata label.

    Args:
        name: The label.
        name_span: Where it stands.
        value: The visible text of its value.
        span: Where the value stands; empty where there is none.
        line: The label and its value.
        place: `paragraph`, `table` or `front-matter`.
    """

    name: str
    name_span: Span
    value: str
    span: Span
    line: Span
    place: str = "paragraph"


class Requirement(NamedTuple):
    """A requirement or a user story, as the table that defines it has it.

    Args:
        id: Its id, canonical.
        ref: Where the id stands.
        row: Its row.
        view: The table.
    """

    id: str
    ref: Ref
    row: Row
    view: "TableView"


class MappingRow(NamedTuple):
    """A row that says which tasks implement a requirement.

    Args:
        id: The requirement's id, canonical.
        ref: Where it stands.
        tasks: The tasks it names.
        cell: The cell that names them; an empty span where the row has none.
        text: The cell's visible text.
        row: The row.
        view: The table.
    """

    id: str
    ref: Ref
    tasks: tuple[Ref, ...]
    cell: Span
    text: str
    row: Row
    view: "TableView"


class FileEntry(NamedTuple):
    """A path that a task names under Files.

    Args:
        action: `create`, `modify`, `delete`, `rename`, or "" where no such word stands.
        path: The path as written, without backticks.
        span: Where the path stands, backticks left out.
        whole: The entry from its action to the end of its line.
        code: Whether the path is a code span.
        reason: The text after the path; an empty span where there is none.
    """

    action: str
    path: str
    span: Span
    whole: Span
    code: bool
    reason: Span


class Task(NamedTuple):
    """An implementation task.

    Args:
        id: Its id, canonical where it has one (`T-001`), else as written (`T-XXX`).
        ref: Where the id stands.
        number: Its number, or None for a placeholder such as `T-XXX`.
        title: Where the title stands; may be empty.
        head: The line that names the task.
        span: All of it.
        notation: `list` for `- **T-001:** title`, `quote` or `heading` otherwise.
        standard: Whether the head is written as the template writes it.
        labels: Its labelled parts by folded name: `implements`, `description`, `files`, `done condition`,
            `dependencies`.
        implements: The ids it names under Implements, of any family.
        dependencies: The tasks it names under Dependencies, parentheses left out.
        files: The paths under Files.
        section: The phase it stands in.
        item: The list item, where it is one.
    """

    id: str
    ref: Ref
    number: int | None
    title: Span
    head: Span
    span: Span
    notation: str
    standard: bool
    labels: dict[str, Label]
    implements: tuple[Ref, ...]
    dependencies: tuple[Ref, ...]
    files: tuple[FileEntry, ...]
    section: "SpecSection"
    item: ListItem | None


class Migration(NamedTuple):
    """A migration written out in the spec.

    Args:
        path: The heading's path, without backticks.
        path_span: Where it stands.
        code: Whether the heading is a code span.
        fence: Its SQL, or None where there is no fence under the heading.
        text: The SQL.
        section: The section, or None in a file of its own.
    """

    path: str
    path_span: Span
    code: bool
    fence: Fence | None
    text: str
    section: "SpecSection | None"

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.rsplit("/", 1)[-1]


class OrderRow(NamedTuple):
    """A row of the migration order table.

    Args:
        number: The text of `#`.
        path: The path it names.
        path_span: Where the path stands.
        compatible: The text of Backward Compatible.
        row: The row.
        view: The table.
    """

    number: str
    path: str
    path_span: Span
    compatible: str
    row: Row
    view: "TableView"
