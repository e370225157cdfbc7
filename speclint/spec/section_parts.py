"""What a type prescribes for a section: labels, tables with their columns, topics, diagrams."""

from speclint.records import NamedTuple


class ColumnType(NamedTuple):
    """One column of a prescribed table.

    Args:
        name: The header cell's text.
        key: What the model calls it.
        choices: The words a cell may hold; empty where any text may stand.
        filled: Whether an empty cell is a fault.
        ids: The id family whose ids stand here (`requirement`, `story`, `task`), or "".
        format: `path`, `number`, `date`, `status`… or "".
        prompt: What a scaffold writes into the cell.
        aliases: Other headers that are as good.
        filled_where: A regular expression; an empty cell is a fault in rows in whose text it is found; or "".
        fill: What a scaffold writes into the first row where it is known: `author` or `date`; or "".
        severity: How bad its absence is, where that is not what the rule says, or "".
        side: The part of the work that it is about, where a spec may leave that to another one, or "".
    """

    name: str
    key: str
    choices: tuple[str, ...] = ()
    filled: bool = False
    ids: str = ""
    format: str = ""
    prompt: str = ""
    aliases: tuple[str, ...] = ()
    filled_where: str = ""
    fill: str = ""
    severity: str = ""
    side: str = ""


class TableType(NamedTuple):
    """A prescribed table.

    Args:
        key: Its name inside the section.
        columns: In order.
        role: What the model makes of it (`requirements`, `stories`, `mapping`, `migration-order`, `files`…), or "".
        exact: Whether further columns are a fault.
        required: Whether its absence is a fault where the section is not "not applicable".
        rows: How many rows at least.
        severity: How bad its absence is, where that is not what the rule says, or "".
        instead: Kinds of block that are as good: `ordered-list`, `named-list`, `table`, `fence`, `diagram`.
        adds: What one of its rows is called when it is added; "" where the role or the section's key tells it.
    """

    key: str
    columns: tuple[ColumnType, ...]
    role: str = ""
    exact: bool = True
    required: bool = True
    rows: int = 1
    severity: str = ""
    instead: tuple[str, ...] = ()
    adds: str = ""


class MentionType(NamedTuple):
    """Something that must be named under a topic.

    Args:
        label: What it is called.
        pattern: A regular expression that finds it, whatever the case.
    """

    label: str
    pattern: str


class TopicType(NamedTuple):
    """Something that a section speaks of, in a list item, under a heading or beside a label.

    Args:
        label: Its words, as the template has them.
        key: What the model calls it.
        synonyms: Other words that begin what addresses it.
        required: Whether its absence is a fault.
        severity: How bad its absence is, where that is not what the rule says, or "".
        blocks: Kinds of block that address it by themselves: `ordered-list`, `named-list`, `table`, `fence`, `diagram`.
        words: A regular expression that addresses it wherever the section's text has it, or "".
        mentions: What must be named under it.
        prompt: What a scaffold writes after it; with "" it leaves it out, since another topic's words speak of it.
    """

    label: str
    key: str
    synonyms: tuple[str, ...] = ()
    required: bool = True
    severity: str = ""
    blocks: tuple[str, ...] = ()
    words: str = ""
    mentions: tuple[MentionType, ...] = ()
    prompt: str = ""


class DiagramType(NamedTuple):
    """A prescribed Mermaid diagram.

    Args:
        kinds: The words of which its first line begins with one (`erDiagram`).
        required: Whether its absence is a fault.
        instead: What may stand in its place: `image`, `drawing` (of text), `fence`, `table`, `list` (of code).
        severity: How bad its absence is, where that is not what the rule says, or "".
    """

    kinds: tuple[str, ...]
    required: bool = True
    instead: tuple[str, ...] = ()
    severity: str = ""


class ForbiddenHeading(NamedTuple):
    """A heading that must not stand in a document.

    Args:
        heading: A regular expression that matches the whole of it without its number, whatever the case.
        advice: What to do about it, or "".
        digest: The SHA-256 of what stands under it in the template, its words in small letters joined by blanks, or "".
    """

    heading: str
    advice: str = ""
    digest: str = ""


class FieldType(NamedTuple):
    """A prescribed label with its value.

    Args:
        label: As the template writes it, without the colon.
        key: What the model calls it.
        required: Whether its absence is a fault.
        aliases: Other labels that are accepted.
        choices: The words it may hold; empty where any text may stand.
        content: `text`, `list`, `ordered` or `checkboxes` for a list of that kind, `table`, `block` for a fence of
            plain text, or a fence's language (`go`, `typescript`, `json`, `sql`).
        format: `date`, `path`, `duration`, `effort`, `number`… or "".
        words: The least number of words.
        table: The table that stands under it, where content is `table`.
        prompt: What a scaffold writes as its value.
        severity: How bad its absence is, where that is not what the rule says, or "".
        note: What the template has in parentheses after the label, parentheses included, or "".
        prefix: The words that the label begins with, where it may stand more than once and the rest differs, or "".
        parts: The labels that stand in the list under it.
        items: The least number of items of the list under it.
        named: Whether each of them begins with a bold name.
        fill: What a scaffold writes as its value where it is known: `author`, `date`, `issue` or `prd`; or "".
        side: The part of the work that it is about, where a spec may leave that to another one, or "".
        unless: A regular expression; a section whose heading it matches needs no such label; or "".
    """

    label: str
    key: str
    required: bool = True
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    content: str = "text"
    format: str = ""
    words: int = 0
    table: TableType | None = None
    prompt: str = ""
    severity: str = ""
    note: str = ""
    prefix: str = ""
    parts: tuple[str, ...] = ()
    items: int = 0
    named: bool = False
    fill: str = ""
    side: str = ""
    unless: str = ""
