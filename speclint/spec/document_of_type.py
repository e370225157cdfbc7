"""A document seen through its type: sections by role, prescribed tables, labels, topics and list items."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from speclint.markdown.blocks import HtmlBlock
from speclint.markdown.inline import plain_text
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.choices import read_choice
from speclint.spec.tables import FieldView, TableView, fields_of, find_tables
from speclint.spec.wording import Ref, is_none_statement, is_placeholder, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speclint.markdown.blocks import Block, Document, Fence, Heading, Table
    from speclint.markdown.sections import Section
    from speclint.source import Source
    from speclint.spec.detection import Detected
    from speclint.spec.listings import ListEntry
    from speclint.spec.migration_reading import Earlier
    from speclint.spec.outline import Alignment, SpecSection
    from speclint.spec.parts import Field
    from speclint.spec.spectype import SpecType
    from speclint.spec.topics import TopicView

_PARENTHESIS = regex(r"\s*\([^()]*\)\s*$")


class DocumentOfType:
    """A document with what its type says of its sections, tables and labels.

    Args:
        source: The text.
        document: Its blocks.
        root: Its sections as Markdown has them.
        type: Its type, or None.
        detected: How the type was found.
        title: The title's section, or None.
        metadata: The labels under the title, by folded label; a type may have them in a table or in the front matter.
        metadata_table: The table that holds them, or None.
        front_matter: The keys of the front matter.
        alignment: Its sections as the type has them.
        accidental: Setext headings that are plainly none and were read as text and a rule.
        swallowed: The first code fence that holds headings of the template, with the lines of those headings: whatever
            follows it cannot be read reliably.
        wrapper: The Markdown fence that holds the whole spec.
        title_level: The level of the title's heading; without a title, the level above the type's outermost sections.
    """

    language: str | None = None  # of a file outside Markdown
    dialect = "postgres"  # of its migrations
    base: Sequence[Earlier] = ()  # the migrations that the repository has already

    def __init__(
        self,
        *,
        source: Source,
        document: Document,
        root: Section,
        type: SpecType | None,  # noqa: A002 -- the field's own word
        detected: Detected,
        title: Section | None,
        metadata: dict[str, Field],
        alignment: Alignment,
        metadata_table: Table | None = None,
        front_matter: Mapping[str, Field] | None = None,
        accidental: tuple[Heading, ...] = (),
        swallowed: tuple[Fence, tuple[Span, ...]] | None = None,
        wrapper: Fence | None = None,
        title_level: int = 1,
    ) -> None:
        self.source = source
        self.document = document
        self.root = root
        self.type = type
        self.detected = detected
        self.title = title
        self.metadata = metadata
        self.metadata_table = metadata_table
        self.front_matter = front_matter or {}
        self.alignment = alignment
        self.accidental = accidental
        self.swallowed = swallowed
        self.wrapper = wrapper
        self.title_level = title_level

    @cached_property
    def status(self) -> str | None:
        """The status in lower case without a trailing parenthesis, or None."""
        if self.type is None or not self.type.metadata.status:
            return None
        label = self.type.metadata.status
        field = self.metadata.get(label.casefold())
        if field is None:
            return None
        rules = self.type.metadata.schema.get("properties", {}).get(label, {})
        words = (*rules.get("enum", ()), *self.type.metadata.accepted.get(label, ()))
        word = read_choice(field.value, words) or field.value
        return _PARENTHESIS.sub("", word).strip().casefold()

    @cached_property
    def title_span(self) -> Span:
        """The title's heading, or the start of the text where there is none."""
        return self.title.heading.span if self.title and self.title.heading else Span(0, 0)

    @cached_property
    def by_role(self) -> dict[str, list[SpecSection]]:
        """The aligned sections by the role their type gives them, in document order."""
        found: dict[str, list[SpecSection]] = {}
        for section in self.alignment.walk():
            if section.type.role:
                found.setdefault(section.type.role, []).append(section)
        return found

    @property
    def readable(self) -> bool:
        """Whether the sections can be read: no fence swallows any of them."""
        return self.swallowed is None and self.wrapper is None

    def section(self, key: str) -> SpecSection | None:
        """Return the aligned section of that key, or None."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, SpecSection]:
        found: dict[str, SpecSection] = {}
        for section in self.alignment.walk():
            found.setdefault(section.type.key, section)
        return found

    def text(self, span: Span) -> str:
        """Return the visible text of a span."""
        return plain_text(self.source, span).strip()

    def body_text(self, section: SpecSection) -> str:
        """Return the visible text of a section's own blocks, comments left out."""
        return "\n".join(self.text(block.span) for block in section.blocks if not isinstance(block, HtmlBlock)).strip()

    def is_none(self, section: SpecSection) -> bool:
        """Tell whether the section's content begins with a statement that there is nothing."""
        texts = (self.text(block.span) for block in section.blocks if not isinstance(block, HtmlBlock))
        return is_none_statement(next((text for text in texts if words_of(text)), ""))

    def is_placeholder(self, span: Span) -> bool:
        """Tell whether a value holds nothing but template prompts; the quotes of a YAML value are no part of it."""
        return is_placeholder(self.source[span].strip("\"'"))

    @cached_property
    def tables(self) -> dict[int, dict[str, list[TableView]]]:
        """For each aligned section (by identity) its prescribed tables, by key."""
        return {
            id(section): find_tables(self.source, section, section.all_blocks())
            for section in self.alignment.walk()
            if section.type.tables or any(field.table for field in section.type.fields)
        }

    def tables_of(self, section: SpecSection) -> dict[str, list[TableView]]:
        """Return a section's prescribed tables, by key."""
        return self.tables.get(id(section), {})

    def tables_by_role(self, role: str) -> Iterator[TableView]:
        """Yield the tables with a role, in document order."""
        return iter(self._tables_by_role.get(role, ()))

    @cached_property
    def _tables_by_role(self) -> dict[str, list[TableView]]:
        found: dict[str, list[TableView]] = {}
        for section in self.alignment.walk():
            for views in self.tables_of(section).values():
                for view in views:
                    found.setdefault(view.type.role, []).append(view)
        return found

    @cached_property
    def _fields(self) -> dict[int, dict[str, FieldView]]:
        found: dict[int, dict[str, FieldView]] = {}
        for section in self.alignment.walk():
            if section.type.fields:
                runs: list[Iterable[Block]] = [section.blocks]
                runs += [extra.blocks for extra in section.extra]
                for part in section.walk():
                    if part is not section:
                        runs += [part.blocks, *(extra.blocks for extra in part.extra)]
                kinds = section.type.fields
                found[id(section)] = fields_of(self.source, section, [tuple(run) for run in runs], kinds)
        return found

    def fields_of(self, section: SpecSection) -> dict[str, FieldView]:
        """Return a section's prescribed fields, by key."""
        return self._fields.get(id(section), {})

    @cached_property
    def _topics(self) -> dict[int, dict[str, TopicView]]:
        from speclint.spec.topics import topics_of  # most types have none

        return {
            id(section): topics_of(self.source, section, section.type.topics)
            for section in self.alignment.walk()
            if section.type.topics
        }

    def topics_of(self, section: SpecSection) -> dict[str, TopicView]:
        """Return the prescribed topics that a section addresses, by key."""
        return self._topics.get(id(section), {})

    @cached_property
    def _entries(self) -> dict[int, tuple[ListEntry, ...]]:
        from speclint.spec.listings import list_entries  # most types have none

        return {
            id(section): tuple(list_entries(self.source, self.type, section))
            for section in self.alignment.walk()
            if self.type and section.type.list
        }

    def entries_of(self, section: SpecSection) -> tuple[ListEntry, ...]:
        """Return the items of a section's prescribed list, with their ids, names and topics, in document order."""
        return self._entries.get(id(section), ())

    @cached_property
    def _listed(self) -> dict[str, list[Ref]]:
        found: dict[str, list[Ref]] = {}
        for section in self.alignment.walk():
            if self.type and section.type.ids:
                from speclint.spec.listings import listed_ids  # most types have none

                found.setdefault(section.type.ids, []).extend(listed_ids(self.source, self.type, section))
        return found

    def listed_ids(self, family: str) -> list[Ref]:
        """Return the ids of a family that lists define (`- FR-1: …`), in document order."""
        return self._listed.get(family, [])
