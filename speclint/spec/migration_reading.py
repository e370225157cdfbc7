"""A spec's migrations as goose and PostgreSQL read them, each judged once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.prompts import holds_prompt
from speclint.spec.wording import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Fence
    from speclint.migrations.completion import Insertion
    from speclint.migrations.goose import GooseFile
    from speclint.migrations.reversal import RoundTrip
    from speclint.migrations.summaries import MigrationSummary
    from speclint.migrations.syntax import SqlProblem
    from speclint.spec.parts import Migration
    from speclint.spec.spectype import SpecType


class Earlier(NamedTuple):
    """A migration that the repository has already.

    Args:
        version: Its version, as goose reads it from the name.
        name: The file's name.
        text: Its text, with line feeds.
    """

    version: int
    name: str
    text: str


class MigrationReading:
    """One migration and what is known of its SQL.

    Args:
        migration: The migration.
        fence: Its fence.
        waiting: Whether a prompt of the template still stands in its SQL, so that there is nothing to judge yet.
        earlier: The texts of the migrations before it.
        dialect: The SQL dialect.
    """

    def __init__(
        self,
        migration: Migration,
        fence: Fence,
        waiting: bool,
        earlier: tuple[str, ...],
        dialect: str = "postgres",
    ) -> None:
        self.migration = migration
        self.fence = fence
        self.waiting = waiting
        self.earlier = earlier
        self.dialect = dialect

    @cached_property
    def goose(self) -> GooseFile:
        """Goose's reading."""
        from speclint.migrations import goose

        return goose.parse(self.migration.text)

    @cached_property
    def syntax(self) -> tuple[SqlProblem, ...]:
        """Where the grammar refuses its statements, with offsets in the migration's text.

        Statements are judged one by one, so that an annotation in a wrong place breaks none; a body that goose cuts
        open is judged in the whole text, and a statement with goose's variables not at all.
        """
        from speclint.migrations import syntax_problems

        if any(problem.condition == "cut-body" for problem in self.goose.problems):
            return tuple(syntax_problems(self.migration.text, self.dialect))
        found: list[SqlProblem] = []
        for statement in (*self.goose.up, *self.goose.down):
            if statement.text and not statement.variables:
                at = statement.span.start
                found += [
                    problem._replace(offset=problem.offset + at, end=problem.end + at)
                    for problem in syntax_problems(statement.text, self.dialect)
                ]
        return tuple(sorted(found, key=lambda problem: problem.offset))

    @cached_property
    def summary(self) -> MigrationSummary:
        """What its Up does, with offsets in the migration's text."""
        from speclint.migrations import summary

        return summary(self.migration.text)

    @cached_property
    def roundtrip(self) -> RoundTrip:
        """Whether Down undoes Up over the schema that the spec's earlier migrations make."""
        from speclint.migrations import roundtrip
        from speclint.migrations.reversal import RoundTrip

        if self.dialect != "postgres":
            return RoundTrip(None, (), f"the schema of {self.dialect} is not simulated")
        return roundtrip(self.migration.text, self.earlier)

    @cached_property
    def completion(self) -> tuple[Insertion, ...] | None:
        """The statements that an incomplete Down lacks, or None where insertions don't mend it."""
        from speclint.migrations import complete_down

        return complete_down(self.migration.text, self.earlier) if self.dialect == "postgres" else None

    @cached_property
    def derived_down(self) -> str | None:
        """The statements that undo Up, or None where they cannot be known from it."""
        from speclint.migrations import derive_down

        if self.dialect != "postgres":
            return None
        return derive_down(self.migration.text, self.earlier)

    @property
    def annotated(self) -> bool:
        """Whether its annotations are sound; a Down without statements is."""
        return all(problem.rule != "annotation" or problem.condition == "down-empty" for problem in self.goose.problems)

    def place(self, span: Span) -> Span:
        """Return the place in the spec of a span of the migration's text."""
        return self.fence.place_span(span.start, span.end)


def read_migrations(
    kind: SpecType, migrations: Sequence[Migration], dialect: str = "postgres", base: Sequence[Earlier] = ()
) -> tuple[MigrationReading, ...]:
    """Read the migrations that have SQL.

    Args:
        kind: The spec's type, which knows the template's prompts.
        migrations: The migrations in document order.
        dialect: The SQL dialect.
        base: The repository's migrations, in order.

    Returns:
        One reading for each with a closed fence; the SQL of those before it is its base.
    """
    readings: list[MigrationReading] = []
    earlier: tuple[str, ...] = ()
    own = frozenset(migration.name for migration in migrations)
    for migration in migrations:
        if migration.fence is None or not migration.fence.closed:
            continue
        lines = migration.text.split("\n")
        waiting = any(holds_prompt(kind, line) or is_placeholder(line) for line in lines)
        before = (*texts_before(migration.name, base, own), *earlier) if base else earlier
        readings.append(MigrationReading(migration, migration.fence, waiting, before, dialect))
        if not waiting:
            earlier = (*earlier, migration.text)
    return tuple(readings)


def texts_before(name: str, base: Sequence[Earlier], own: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the texts of the migrations that goose applies before one.

    Args:
        name: The migration's file name; where it has no version, all others come before it.
        base: The repository's migrations, in order.
        own: Names that don't count: a spec's migrations may have been written out already.
    """
    from speclint.migrations.goose import file_version

    version = file_version(name)
    return tuple(one.text for one in base if one.name not in own and (version is None or one.version < version))
