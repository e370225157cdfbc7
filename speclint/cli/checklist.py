"""`speclint checklist`."""

from __future__ import annotations

from pathlib import Path

import click

from speclint.cli.streams import emit


@click.command("checklist", epilog="Paste it into the pull request that brings the spec.")
@click.argument("spec", metavar="SPEC")
@click.option("--type", "type_name", metavar="TYPE", help="Read the file as this type.")
def command(spec: str, type_name: str | None) -> None:
    """Print what no machine decides about a spec, as a Markdown checklist for its review."""
    from speclint.config import load  # not needed for --help
    from speclint.engine.single import read_named
    from speclint.scaffold.checklist import checklist

    _, kind = read_named(spec, load(Path.cwd()), cwd=Path.cwd(), spec_type=type_name)
    emit(checklist(kind, spec))
