"""A spec as checks see it: typed parts, made when first asked for."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, ListItem, Paragraph, walk
from speclint.markdown.inline import code_spans, plain_text
from speclint.markdown.sections import walk_sections
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.contract_fences import read_contracts
from speclint.spec.document_of_type import DocumentOfType
from speclint.spec.headings import heading_key
from speclint.spec.mentions import readable
from speclint.spec.migration_reading import read_migrations
from speclint.spec.parts import MappingRow, Migration, OrderRow, Requirement
from speclint.spec.tables import TableView
from speclint.spec.tasks import read_tasks
from speclint.spec.traceability import Traceability, trace
from speclint.spec.wording import Ref, find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block
    from speclint.markdown.sections import Section
    from speclint.spec.contract_fences import ContractFences
    from speclint.spec.data_model import DataModel
    from speclint.spec.ddl import Ddl
    from speclint.spec.diagram_fences import DiagramFence
    from speclint.spec.file_lists import Changes, Listed
    from speclint.spec.migration_reading import MigrationReading
    from speclint.spec.outline import SpecSection
    from speclint.spec.parts import Task
    from speclint.spec.section_parts import ForbiddenHeading

_OTHER_FOOTER = regex(
    r"(?=[^\n]*\btasks?\b)(?=[^\n]*\b(?:requirements?|stor(?:y|ies)|ERs?|US)\b)([*_]{1,3})\S[^\n]*\S\1", re.IGNORECASE
)


class Spec(DocumentOfType):
    """A document read as a spec of its type: requirements, tasks, migrations, diagrams, what else checks ask for."""

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
    def doubtful(self) -> tuple[Span, ...]:
        """What stands between a Markdown fence and a bare one after it: the author may have meant to nest the two."""
        return tuple(
            Span(fence.span.end, after.span.start)
            for fence, after in pairwise(self.fences)
            if fence.language in {"markdown", "md"} and fence.closed and not after.language
        )

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
        return read_migrations(self.type, self.migrations, self.dialect, self.base) if self.type else ()

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
