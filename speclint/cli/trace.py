"""`speclint trace`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from speclint.cli.streams import emit, say
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown


class _Percent(click.FloatRange):
    """A share of a hundred, whose faults are told in words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return float(super().convert(value, param, ctx))
        except click.BadParameter:
            raise SpeclintError(f"--min-coverage cannot be `{value}`", "write a number from 0 to 100") from None


@click.command(
    "trace",
    epilog="Exit status: 1 where less is implemented than --min-coverage asks for, 2 for wrong use, else 0.",
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--output-format",
    type=click.Choice(["text", "markdown", "csv", "json", "mermaid"]),
    default="text",
    show_default=True,
)
@click.option(
    "--min-coverage",
    type=_Percent(0, 100),
    metavar="PERCENT",
    help="Fail where a smaller share of the requirements has a task.",
)
@click.option("--type", "type_name", metavar="TYPE", help="Read every file as this type.")
def command(paths: tuple[str, ...], output_format: str, min_coverage: float | None, type_name: str | None) -> int:
    """Print which tasks, files and tests carry each requirement; those that none carries come first."""
    from speclint.config import load  # not needed for --help
    from speclint.engine.tracing import trace
    from speclint.report.matrix import coverage, render_matrices
    from speclint.spec.matrix import percent

    specs, notes = trace(paths, load(Path.cwd()), cwd=Path.cwd(), spec_type=type_name)
    for note in notes:
        say(shown(f"note: {note.path}: {note.message}" if note.path else f"note: {note.message}"))
    emit(render_matrices(specs, output_format))
    whole, implemented, _ = coverage(specs)
    if min_coverage is None or percent(implemented, whole) >= min_coverage:
        return 0
    say(f"error: {percent(implemented, whole):.1f}% of the requirements have a task, fewer than {min_coverage:g}%")
    return 1
