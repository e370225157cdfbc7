"""What a spec type is: the data that schemas/types/*.yaml holds, as plain values."""

from collections.abc import Iterator, Mapping

from speclint.records import NamedTuple
from speclint.spec.metadata_type import NOTHING, MetadataType
from speclint.spec.section_parts import DiagramType, FieldType, ForbiddenHeading, TableType, TopicType


class SectionType(NamedTuple):
    """A section of the template.

    Args:
        key: Unique in the type.
        heading: The heading's text without number; for a repeatable section the placeholder heading.
        number: The template's number ("4", "4.1") or "".
        level: Relative to the title: 1 for a section under the title (H2 below an H1).
        required: Whether its absence is a fault.
        repeatable: Whether it stands once for each thing (endpoint, table, migration); its headings are then told by
            `pattern`, or are all those that no named sibling claims.
        pattern: A regular expression for a repeatable section's heading text, or "".
        none: Whether a "not applicable" statement may be its whole content.
        group: Exactly one section of a group stands in a document; "" for none.
        excluded: Known, but not this type's own: the other branch of its group.
        variants: Other heading texts accepted as this section.
        role: What the model makes of it (`tasks`, `migration`, `endpoint`, `new-table`, `event`…), or "".
        prompt: The body that a scaffold shows; several paragraphs are separated by a blank line.
        fields: In order.
        tables: In order.
        code: Languages of prescribed fences.
        topics: What is addressed in it, in order.
        diagrams: The Mermaid diagram that stands in it, or None.
        list: `bullets`, `ordered`, `checkboxes`, `named` (each item begins with a bold name), or "".
        items: The least number of items of its list.
        item_topics: What is addressed under each item of its list, in order.
        ids: The id family of which an id begins each item of its list, or "".
        sentences: The greatest number of sentences, 0 for no limit.
        words: The greatest number of words, 0 for no limit.
        statement: The exact sentence that stands for "nothing here", or "".
        layout: The order in which a scaffold writes the parts: `prompt`, `topics`, `field:KEY`, `table:KEY`,
            `code:LANG`, `diagram`, `list`, `tasks`, and `sections` or each `section:KEY`; `rule` is a thematic break.
        samples: Ready-made body lines of a scaffold (`list`, `code:LANG`, `diagram`, `tasks`) by part name.
        compact: Whether a scaffold writes the fields without blank lines between them.
        severity: How bad its absence is, where that is not what the rule says, or "".
        form: A regular expression of a repeatable section's heading in the template, or ""; its first group is the
            number that counts them.
        bulleted: Whether its labels are the items of a list.
        required_with: The key of the section that makes an optional one necessary, or "".
        names: Whether it has to name something: in a list, a table, code, bold type, a link or a diagram.
        side: The part of the work that it is about (`frontend`) where a spec may leave that to another one, or "".
        adds: What one of its items, or one such section, is called when it is added; "" where role or key tell it.
        told: A regular expression that finds, whatever the case, what a spec says of its matter elsewhere, or "".
        matters: A regular expression that finds in a spec what makes this section matter; where it finds nothing, the
            absence is a remark; or "".
        sections: Children in order.
    """

    key: str
    heading: str
    number: str = ""
    level: int = 1
    required: bool = True
    repeatable: bool = False
    pattern: str = ""
    none: bool = False
    group: str = ""
    excluded: bool = False
    variants: tuple[str, ...] = ()
    role: str = ""
    prompt: str = ""
    fields: tuple[FieldType, ...] = ()
    tables: tuple[TableType, ...] = ()
    code: tuple[str, ...] = ()
    list: str = ""
    sentences: int = 0
    statement: str = ""
    layout: tuple[str, ...] = ()
    samples: Mapping[str, str] = NOTHING
    compact: bool = False
    severity: str = ""
    topics: tuple[TopicType, ...] = ()
    diagrams: DiagramType | None = None
    items: int = 0
    item_topics: tuple[TopicType, ...] = ()
    ids: str = ""
    words: int = 0
    form: str = ""
    bulleted: bool = False
    required_with: str = ""
    names: bool = False
    side: str = ""
    adds: str = ""
    told: str = ""
    matters: str = ""
    sections: "tuple[SectionType, ...]" = ()

    def walk(self) -> "Iterator[SectionType]":
        """Yield this section and all below it, in document order."""
        yield self
        for child in self.sections:
            yield from child.walk()


class IdFamily(NamedTuple):
    """The form of an id.

    Args:
        name: `requirement`, `story`, `task`, `question`…
        prefix: `ER-`, `US-`, `T-`…
        digits: How many digits at least, zero-padded.
    """

    name: str
    prefix: str
    digits: int = 3


class SpecType(NamedTuple):
    """One kind of spec.

    Args:
        name: `engineering`, `prd-driven`…
        version: The template's version.
        summary: One line.
        title: The title's prefix ("Tech Spec:").
        title_prompt: The placeholder after the prefix.
        folder: Where a scaffold is written.
        filename: The file's name, with `{slug}`.
        globs: Paths whose files are of this type when nothing else decides.
        numbering: `N.`, `N)` or "" for none.
        closed: The levels (relative) at which an unknown heading is a finding.
        separators: Whether a thematic break stands between top-level sections.
        metadata: What stands before the first section.
        markers: Label → value pairs that name the type by themselves (Type → Engineering-initiated).
        ids: The id families.
        requirement_family: The family that tasks implement (`requirement` or `story`), or "".
        sections: The template's tree.
        footer: What the closing italic line begins with, or "".
        placeholders: Regular expressions of the template's own sample text, searched in every heading, label's value,
            cell, line of text and line of a fence, so that `^` and `$` mean the whole of it.
        guidance: Regular expressions of the template's instructions, searched in every line of text without its markup.
        forbidden: Headings that must not stand in a document.
        footer_prompt: What a scaffold writes after the footer's beginning.
        title_free: Whether any other title is as good, so that none tells the type.
        aliases: Other names by which the type is called.
        colon: Where the template has a label's colon: `inside` the bold type or `outside`.
        title_words: The greatest number of words after the title's prefix, 0 for no limit.
        foreign_keys: Keys of a front matter that belongs to the instructions a document was written by.
        review: What nothing in a document decides, a sentence each.
        lineage: Its name, and those of the types that it extends, nearest first.
        free: Whether documents have much of their own between the template's headings, so that a heading is a section
            by its words alone and brackets are a prompt only where they hold one of the template's.
        prose: Whether its sections are prose around topics, so that labels, levels and boxes are form.
        samples_in_code: Whether sample text that was left in a fence other than Mermaid's is a fault.
        history: Whether a scaffold says, in a comment, at which commit it was written.
    """

    name: str
    version: str
    summary: str
    title: str
    title_prompt: str
    folder: str
    filename: str
    globs: tuple[str, ...]
    numbering: str
    closed: tuple[int, ...]
    separators: bool
    metadata: MetadataType
    markers: Mapping[str, str]
    ids: tuple[IdFamily, ...]
    requirement_family: str
    sections: tuple[SectionType, ...]
    footer: str = ""
    placeholders: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    forbidden: tuple[ForbiddenHeading, ...] = ()
    footer_prompt: str = ""
    title_free: bool = False
    aliases: tuple[str, ...] = ()
    colon: str = "inside"
    title_words: int = 0
    samples_in_code: bool = True
    prose: bool = False
    free: bool = False
    foreign_keys: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()
    history: bool = False

    @property
    def untitled(self) -> bool:
        """Whether its documents begin with their first section, so that none needs a title."""
        return not self.title and not self.title_prompt

    def is_a(self, name: str) -> bool:
        """Tell whether it is the type of that name, or extends it."""
        return name in self.lineage

    def walk(self) -> Iterator[SectionType]:
        """Yield every section of the template in document order."""
        for section in self.sections:
            yield from section.walk()

    def family(self, name: str) -> IdFamily | None:
        """Return the id family of that name, or None."""
        return next((family for family in self.ids if family.name == name), None)
