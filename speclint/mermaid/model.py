"""What a Mermaid text is found to be: its problems, and its diagram's parts with their offsets."""

from speclint.records import NamedTuple


class Replacement(NamedTuple):
    """Text that takes the place of the half-open range `start`..`end` (code points into the given source)."""

    start: int
    end: int
    text: str


class Problem(NamedTuple):
    """One cause for which Mermaid refuses the diagram.

    Args:
        line: 1-based line in the given source.
        column: 1-based column in code points.
        message: One lower-case clause that names the fault.
        help: What to do, with the mended line where one can be shown, or None.
        fix: The edit that makes the text valid where its meaning is certain, or None.
        start: Offset of the faulty stretch.
        end: Offset of its end; equal to `start` where something is missing.
    """

    line: int
    column: int
    message: str
    help: str | None
    fix: Replacement | None
    start: int
    end: int


class Node(NamedTuple):
    """A flowchart node where it stands; `label` and `shape` are None where only the id stands."""

    id: str
    label: str | None
    shape: str | None
    start: int
    end: int


class Edge(NamedTuple):
    """A flowchart edge from one node to another; `start`..`end` is the link's own text."""

    source: str
    target: str
    label: str | None
    start: int
    end: int


class Subgraph(NamedTuple):
    """A flowchart subgraph from its keyword to its `end`; `id` is its title where it has no id of its own."""

    id: str
    title: str
    start: int
    end: int


class Participant(NamedTuple):
    """A participant of a sequence diagram; `declared` is False where only a message or a note names it."""

    id: str
    alias: str | None
    kind: str
    declared: bool
    start: int
    end: int


class Message(NamedTuple):
    """A message of a sequence diagram; `arrow` as it is written."""

    source: str
    target: str
    arrow: str
    text: str
    start: int
    end: int


class Attribute(NamedTuple):
    """An attribute of an entity; `keys` holds PK, FK and UK as they are written."""

    type: str
    name: str
    keys: tuple[str, ...]
    comment: str | None
    start: int
    end: int


class Entity(NamedTuple):
    """An entity where it stands alone or with a block of attributes."""

    name: str
    alias: str | None
    attributes: tuple[Attribute, ...]
    start: int
    end: int


class Relation(NamedTuple):
    """A relation between two entities; cardinalities and line as they are written (`||`, `--`, `o{`)."""

    source: str
    target: str
    source_cardinality: str
    line: str
    target_cardinality: str
    label: str
    start: int
    end: int


class Member(NamedTuple):
    """A member of a class as it is written, without the blanks around it."""

    text: str
    start: int
    end: int


class ClassBox(NamedTuple):
    """A class with its block where it is declared, else where it is first named; `name` is without its generic type.

    `members` and `annotations` come from every place that adds some.
    """

    name: str
    label: str | None
    annotations: tuple[str, ...]
    members: tuple[Member, ...]
    start: int
    end: int


class ClassRelation(NamedTuple):
    """A relation between two classes; `link` as it is written (`<|--`), the cardinalities without their quotes."""

    source: str
    target: str
    link: str
    source_cardinality: str | None
    target_cardinality: str | None
    label: str | None
    start: int
    end: int


class StateNode(NamedTuple):
    """A state where it is first named, with its block; `kind` is state, start, end, choice, fork or join.

    `parent` is the state whose block names it first; `[*]` is one start and one end in each block.
    """

    id: str
    description: str | None
    kind: str
    parent: str | None
    start: int
    end: int


class Transition(NamedTuple):
    """A transition from one state to another; `[*]` stands for the start or the end."""

    source: str
    target: str
    label: str | None
    start: int
    end: int


class Diagram(NamedTuple):
    """A diagram's type and parts; every part's `start` and `end` are offsets into the given source.

    Args:
        type: Mermaid's own name of the type (`flowchart`, `sequence`, `er`…), or None where no header is known.
        header: The header word as it is written.
        start: Offset of the header word.
        end: Offset of its end.
        problems: What `validate` reports.
    """

    type: str | None
    header: str
    start: int
    end: int
    problems: tuple[Problem, ...] = ()
    direction: str | None = None
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    subgraphs: tuple[Subgraph, ...] = ()
    participants: tuple[Participant, ...] = ()
    messages: tuple[Message, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    classes: tuple[ClassBox, ...] = ()
    class_relations: tuple[ClassRelation, ...] = ()
    states: tuple[StateNode, ...] = ()
    transitions: tuple[Transition, ...] = ()
