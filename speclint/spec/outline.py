"""A document's sections as its type names them: what an alignment gives."""

from typing import TYPE_CHECKING

from speclint.markdown.sections import Section
from speclint.records import NamedTuple
from speclint.spec.spectype import SectionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block, Heading
    from speclint.spec.headings import HeadingKey


class SpecSection:
    """A section of the document read as a section of its type; an alignment fills in all that follows the level.

    Attributes:
        type: What the template says of it.
        section: Where it stands.
        key: Its heading, taken apart.
        level: Its level relative to the title.
        changes: Of `inexact` (near the template's words), `retitled` (other words), `renumbered`, `releveled`, `moved`.
        parent: The section that holds it in the template's tree, or None at the top.
        children: The sections it holds there, in document order.
        extra: Sections of the document that the template does not know and that stand here.
    """

    __slots__ = ("changes", "children", "extra", "key", "level", "parent", "section", "type")

    def __init__(self, kind: SectionType, section: Section, key: "HeadingKey", level: int) -> None:
        self.type = kind
        self.section = section
        self.key = key
        self.level = level
        self.changes: frozenset[str] = frozenset()
        self.parent: SpecSection | None = None
        self.children: list[SpecSection] = []
        self.extra: list[Section] = []

    @property
    def heading(self) -> "Heading":
        """The heading; a matched section always has one."""
        assert self.section.heading is not None
        return self.section.heading

    @property
    def blocks(self) -> "tuple[Block, ...]":
        """Its own blocks, up to the next heading."""
        return self.section.blocks

    @property
    def speaks_of_another(self) -> bool:
        """Whether its title is not near the template's words, so that it most likely has another subject."""
        if "retitled" not in self.changes:
            return False
        from speclint.spec.headings import are_near, heading_key

        return not are_near(self.key, heading_key(self.type.heading))

    def walk(self) -> "Iterator[SpecSection]":
        """Yield this section and those it holds, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_blocks(self) -> "list[Block]":
        """Return its own blocks and those of every section under it, in document order."""
        places = [(self.section.span.start, self.section)]
        places += [(extra.span.start, extra) for extra in self.extra]
        for child in self.children:
            places += [(part.section.span.start, part.section) for part in child.walk()]
            places += [(extra.span.start, extra) for part in child.walk() for extra in part.extra]
        return [block for _, section in sorted(places, key=lambda place: place[0]) for block in section.blocks]


class Missing(NamedTuple):
    """A section that the template requires and the document lacks.

    Args:
        type: The section.
        parent: The section that should hold it, or None at the top.
        before: The aligned sibling after which it belongs, or None when it belongs first.
    """

    type: SectionType
    parent: SpecSection | None
    before: SpecSection | None


class Duplicate(NamedTuple):
    """A second heading for a section that stands once."""

    type: SectionType
    section: Section
    first: SpecSection


class Alignment(NamedTuple):
    """The outcome.

    Args:
        sections: The aligned top-level sections in document order; each holds the deeper ones.
        missing: In the template's order; a section under a missing one is not listed besides.
        unknown: Headings that no section of the template claims; one under an unknown one is not listed besides.
        duplicates: Second headings.
    """

    sections: tuple[SpecSection, ...] = ()
    missing: tuple[Missing, ...] = ()
    unknown: tuple[Section, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()

    def walk(self) -> "Iterator[SpecSection]":
        """Yield every aligned section in document order."""
        for section in self.sections:
            yield from section.walk()
