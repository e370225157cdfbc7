"""A file of one language outside Markdown, seen as a spec that holds nothing but one fence of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Document, Fence, line_starts
from speclint.markdown.sections import sections
from speclint.source import Span
from speclint.spec.detection import Detected
from speclint.spec.migration_reading import MigrationReading, texts_before
from speclint.spec.model import Spec
from speclint.spec.outline import Alignment
from speclint.spec.parts import Migration

if TYPE_CHECKING:
    from speclint.source import Source


class LanguageFile(Spec):
    """A diagram or a migration in a file of its own.

    Args:
        source: The text.
        language: `mermaid` or `goose`.
    """

    def __init__(self, source: Source, language: str) -> None:
        document = Document(source, None, (_whole(source, language),), ())
        super().__init__(
            source=source,
            document=document,
            root=sections(document),
            type=None,
            detected=Detected(None),
            title=None,
            metadata={},
            alignment=Alignment(),
        )
        self.language = language

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The migration."""
        if self.language != "goose":
            return ()
        fence = self.fences[0]
        return (Migration(self.source.path, Span(0, 0), True, fence, fence.text(self.source), None),)

    @cached_property
    def migration_readings(self) -> tuple[MigrationReading, ...]:
        """The migration as goose and PostgreSQL read it."""
        return tuple(
            MigrationReading(each, each.fence, False, texts_before(each.name, self.base), self.dialect)
            for each in self.migrations
            if each.fence
        )


def _whole(source: Source, language: str) -> Fence:
    """Make a fence without markers of all the lines of a text."""
    lines = source.line_spans[:-1] if source.text.endswith(("\n", "\r")) else source.line_spans
    start = Span(0, 0)
    return Fence(source.whole, start, start, language, lines, True, 0, line_starts(lines))
