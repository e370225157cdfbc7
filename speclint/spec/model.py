"""A spec as checks see it: typed parts, made when first asked for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, HtmlBlock, ListItem, Paragraph, walk
from speclint.markdown.inline import code_spans, plain_text
from speclint.markdown.sections import walk_sections
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.choices import read_choice
from speclint.spec.contract_fences import read_contracts
from speclint.spec.headings import heading_key
from speclint.spec.mentions import readable
from speclint.spec.migration_reading import read_migrations
from speclint.spec.parts import MappingRow, Migration, OrderRow, Requirement
from speclint.spec.tables import FieldView, TableView, fields_of, find_tables
from speclint.spec.tasks import read_tasks
from speclint.spec.traceability import Traceability, trace
from speclint.spec.wording import Ref, find_refs, is_none_statement, is_placeholder, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from speclint.markdown.blocks import Block, Document, Heading, Table
    from speclint.markdown.sections import Section
    from speclint.source import Source
    from speclint.spec.contract_fences import ContractFences
    from speclint.spec.data_model import DataModel
    from speclint.spec.ddl import Ddl
    from speclint.spec.detection import Detected
    from speclint.spec.diagram_fences import DiagramFence
    from speclint.spec.file_lists import Changes, Listed
    from speclint.spec.listings import ListEntry
    from speclint.spec.migration_reading import MigrationReading
    from speclint.spec.outline import Alignment, SpecSection
    from speclint.spec.parts import Field, Task
    from speclint.spec.spectype import ForbiddenHeading, SpecType
    from speclint.spec.topics import TopicView

_OTHER_FOOTER = regex(
    r"(?=[^\n]*\btasks?\b)(?=[^\n]*\b(?:requirements?|stor(?:y|ies)|ERs?|US)\b)([*_]{1,3})\S[^\n]*\S\1", re.IGNORECASE
)
_PARENTHESIS = regex(r"\s*\([^()]*\)\s*$")


class Spec:
    """A document read as a spec of its type.

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
    """

    language: str | None = None  # of a file outside Markdown

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

    @cached_property
    def forbidden(self) -> tuple[tuple[Section, ForbiddenHeading], ...]:
        """The sections whose headings must not stand in a document of its type, in document order."""
        if self.type is None or not self.type.forbidden:
            return ()
        found: list[tuple[Section, ForbiddenHeading]] = []
        for section in walk_sections(self.root):
            if section.heading is not None:
                words = {
                    plain_text(self.source, section.heading.content),
                    heading_key(self.text(section.heading.content)).words,
                }
                found += [
                    (section, one)
                    for one in self.type.forbidden
                    if any(re.fullmatch(one.heading, text, re.IGNORECASE) for text in words)
                ][:1]
        return tuple(found)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements that the spec defines, or the stories that it maps."""
        role = {"requirement": "requirements", "story": "stories"}.get(
            self.type.requirement_family if self.type else "", ""
        )
        return tuple(
            Requirement(ref.id, ref, row, view)
            for view in self.tables_by_role(role)
            for row in view.rows()
            for ref in self._first_ref(view, row)
        )

    def _first_ref(self, view: TableView, row: object) -> Iterator[Ref]:
        column = next((column for column in view.type.columns if column.key == "id"), None)
        family = self.type.family(column.ids) if self.type and column and column.ids else None
        cell = view.cell(row, "id")  # type: ignore[arg-type]
        if family and cell:
            yield from list(find_refs(self.source[cell.span], family, cell.span.start))[:1]

    @cached_property
    def mapping(self) -> tuple[MappingRow, ...]:
        """The rows that say which tasks implement a requirement or a story."""
        rows: list[MappingRow] = []
        family = self.type.family("task") if self.type else None
        if self.type is None or family is None:
            return ()
        role = "stories" if self.type.requirement_family == "story" else "mapping"
        for view in self.tables_by_role(role):
            for row in view.rows():
                for ref in self._first_ref(view, row):
                    cell = view.cell(row, "tasks")
                    span = cell.span if cell else Span(row.span.end, row.span.end)
                    tasks = tuple(find_refs(readable(self.source, span), family, span.start, parentheses=False))
                    rows.append(MappingRow(ref.id, ref, tasks, span, self.text(span), row, view))
        return tuple(rows)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The implementation tasks in document order."""
        if self.type is None:
            return ()
        holders = [part for section in self.by_role.get("tasks", []) for part in section.walk()]
        found = read_tasks(self.source, self.type, holders)
        return tuple(sorted(found, key=lambda task: task.ref.span.start))

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The migrations written out, in document order."""
        return tuple(self._migration(section) for section in self.by_role.get("migration", []))

    def _migration(self, section: SpecSection) -> Migration:
        content = section.heading.content
        codes = code_spans(self.source, content)
        whole = len(codes) == 1 and codes[0].span == content
        span = codes[0].content if whole else content
        fence = next(
            (
                block
                for block in section.blocks
                if isinstance(block, Fence)
                and (block.language in {"sql", "postgresql", "postgres", "pgsql"} or self._is_goose(block))
            ),
            None,
        )
        text = fence.text(self.source) if fence else ""
        return Migration(self.source[span].strip(), span, whole, fence, text, section)

    def _is_goose(self, fence: Fence) -> bool:
        return not fence.language and fence.text(self.source).lstrip().startswith("-- +goose")

    @cached_property
    def migration_order(self) -> tuple[OrderRow, ...]:
        """The rows of the migration order table."""
        rows: list[OrderRow] = []
        for view in self.tables_by_role("migration-order"):
            for row in view.rows():
                cells = {key: view.cell(row, key) for key in view.columns}
                file = cells.get("file")
                span = file.span if file else Span(row.span.end, row.span.end)
                codes = code_spans(self.source, span)
                path = codes[0].content if codes else span
                number, compatible = cells.get("number"), cells.get("compatible")
                rows.append(
                    OrderRow(
                        self.text(number.span) if number else "",
                        self.source[path].strip(),
                        path,
                        self.text(compatible.span) if compatible else "",
                        row,
                        view,
                    )
                )
        return tuple(rows)

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """Every fenced code block, nested ones included, in document order."""
        return tuple(block for block in walk(self.document.blocks) if isinstance(block, Fence))

    @cached_property
    def diagrams(self) -> tuple[DiagramFence, ...]:
        """Its Mermaid diagrams, prompts left out, in document order."""
        from speclint.spec.diagram_fences import read_diagrams

        return tuple(read_diagrams(self.source, self.type, self.fences))

    @cached_property
    def changes(self) -> Changes:
        """What its tasks do to files."""
        from speclint.spec.file_lists import changes_of

        return changes_of(self)

    @cached_property
    def listed_files(self) -> Listed:
        """The paths that its file tables list."""
        from speclint.spec.file_lists import listed_files

        return listed_files(self)

    @cached_property
    def contracts(self) -> ContractFences:
        """What its Go and TypeScript fences declare."""
        return read_contracts(self.source, self.fences)

    @cached_property
    def migration_readings(self) -> tuple[MigrationReading, ...]:
        """Its migrations that have SQL, with what goose and PostgreSQL make of them."""
        return read_migrations(self.type, self.migrations) if self.type else ()

    @cached_property
    def ddl(self) -> Ddl:
        """What its migrations make, all together."""
        from speclint.spec.ddl import read_ddl

        return read_ddl(self.migration_readings, len(self.migrations))

    @cached_property
    def data_model(self) -> DataModel:
        """What its New Tables and Modified Tables say."""
        from speclint.spec.data_model import read_data_model

        return read_data_model(self)

    @cached_property
    def traceability(self) -> Traceability:
        """What the requirements, the mapping and the tasks say of each other."""
        return trace(self)

    @cached_property
    def footer(self) -> Span | None:
        """The paragraph in which the spec vouches for its traceability, or None."""
        marker = self.type.footer.rstrip(":").casefold() if self.type else ""
        if not marker:
            return None
        sections = self.alignment.sections
        tail = sections[-1].heading.span.end if sections else 0
        paragraphs = [block for block in self.document.blocks if isinstance(block, Paragraph)]
        for block in reversed(paragraphs):
            text = self.text(block.span).casefold()
            if text.startswith(marker) or (
                block.span.start > tail and text.split()[:1] == marker.split()[:1] and len(text) < 400
            ):
                return block.span
        last = paragraphs[-1].span if paragraphs else None
        if last and last.start > tail and _OTHER_FOOTER.fullmatch(self.source[last]):
            return last
        return None

    def walk(self) -> Iterator[Block | ListItem]:
        """Yield every block, nested ones included, in document order."""
        return walk(self.document.blocks)
