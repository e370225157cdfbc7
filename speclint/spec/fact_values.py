"""What is known of a file beyond its own text: small values that go from process to process."""

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.spec.components import Components
    from speclint.spec.habits import Habit
    from speclint.spec.inputs import Inputs


class Target(NamedTuple):
    """Something in the file that names another file or a place.

    Args:
        text: The path and fragment as resolved from escapes.
        span: Where it is written.
        kind: `link` (resolved from the file's own folder) or `path` (resolved from the root).
    """

    text: str
    span: Span
    kind: str


class StoryFact(NamedTuple):
    """A user story where it is mapped or defined.

    Args:
        id: Its id, canonical.
        span: Where the id stands.
        title: Its title, where it is defined.
    """

    id: str
    span: Span
    title: str = ""


class Definition(NamedTuple):
    """Something that only one spec should bring in.

    Args:
        kind: `table` or `endpoint`.
        name: The table's name in lower case, or the endpoint's method and path with its parameters folded.
        span: Where it is defined.
    """

    kind: str
    name: str
    span: Span


class Step(NamedTuple):
    """A path that a task which is not done yet creates, modifies or deletes.

    Args:
        action: `create`, `modify` or `delete`.
        path: The path.
        span: Where it stands.
    """

    action: str
    path: str
    span: Span


class Facts(NamedTuple):
    """What other files may need to know of a spec.

    Args:
        path: Its path, as the run names it.
        type: Its type's name.
        status: Its status in lower case, or None.
        title: Where its title stands.
        targets: The relative links and the PRD's path.
        anchors: The fragments that a link into it may name.
        prd: The PRD's path, or None.
        stories: The stories it maps.
        stories_place: The heading over the story mapping, or the title.
        stories_end: Where a further row of the story mapping belongs, or None where there is no such table.
        migrations: The paths of its migrations.
        inputs: What it cites of what it was to be written from, where its type names such.
        components: The shadcn/ui components that it uses and installs, where its type names such.
        definitions: The tables and endpoints that it brings in.
        steps: What its open tasks do to files.
        questioned: The stories that its open questions name.
        habits: What it does throughout in one way, where it does not say that it departs from what others do.
        unkeyed: The new tables whose columns hold no primary key, or no time of creation: name, what lacks, place.
        updated: The day that it names as that of its last update, or None.
    """

    path: str
    type: str
    status: str | None
    title: Span
    targets: tuple[Target, ...]
    anchors: frozenset[str]
    prd: Target | None
    stories: tuple[StoryFact, ...]
    stories_place: Span
    stories_end: int | None
    migrations: tuple[Target, ...]
    inputs: "Inputs | None" = None
    components: "Components | None" = None
    definitions: tuple[Definition, ...] = ()
    steps: tuple[Step, ...] = ()
    questioned: frozenset[str] = frozenset()
    habits: "tuple[Habit, ...]" = ()
    unkeyed: tuple[tuple[str, str, Span], ...] = ()
    updated: Target | None = None


class PrdFacts(NamedTuple):
    """What a spec needs to know of a PRD.

    Args:
        path: Its path, as the run names it.
        stories: The stories it defines, in order.
        status: Its status as written, or None.
        bare: The ids of the stories that state no acceptance criteria.
    """

    path: str
    stories: tuple[StoryFact, ...]
    status: str | None = None
    bare: frozenset[str] = frozenset()
