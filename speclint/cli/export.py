"""`speclint export`."""

from __future__ import annotations

from pathlib import Path

import click

from speclint.cli.streams import emit, say
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown


@click.command("export", epilog="The form is schemas/model.schema.json; it keeps its version.")
@click.argument("spec", metavar="SPEC")
@click.option("--migrations", "folder", metavar="DIR", help="Write the goose files of the spec into a folder instead.")
@click.option("--type", "type_name", metavar="TYPE", help="Read the file as this type.")
def command(spec: str, folder: str | None, type_name: str | None) -> None:
    """Print what a spec says as JSON: requirements, tasks in execution order, migrations, endpoints, types."""
    from speclint.config import load  # not needed for --help
    from speclint.engine.single import read_named
    from speclint.report.model import render_model

    found, kind = read_named(spec, load(Path.cwd()), cwd=Path.cwd(), spec_type=type_name)
    if not found.readable:
        raise SpeclintError(f"{spec}: a code fence swallows its sections", f"see speclint check {spec}")
    if folder is None:
        emit(render_model(found, kind, Path(spec).as_posix()))
        return
    from speclint.scaffold.migration_files import migration_files, write_migrations

    files = migration_files(found)
    if not files:
        waiting = bool(found.migration_readings)
        raise SpeclintError(
            f"{spec} writes no migration out" + (" in full" if waiting else ""),
            f"fill in its prompts; see speclint check {spec}" if waiting else None,
        )
    for name, written in write_migrations(files, Path(folder)):
        emit(f"{'created' if written else 'kept'} {shown((Path(folder) / name).as_posix())}\n")
    for reading in found.migration_readings:
        if not reading.goose.accepted:
            say(shown(f"note: {reading.migration.name}: goose refuses it; see speclint check {spec}"))
