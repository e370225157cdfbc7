"""`speclint add`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speclint.cli.streams import emit, say, wants_color
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown

if TYPE_CHECKING:
    from speclint.config import Settings


class _Command(click.Command):
    """A command whose help lists what may be added."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from speclint.config import load
        from speclint.spec.additions import names_by_type

        kinds = load(Path.cwd()).kinds
        with formatter.section("What may be added"):
            formatter.write_dl([(name, ", ".join(types)) for name, types in names_by_type(kinds).items()])


@click.command("add", cls=_Command)
@click.argument("what", metavar="WHAT")
@click.argument("spec", metavar="SPEC")
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@click.option(
    "--set", "values", multiple=True, metavar="NAME=VALUE", help="A cell or a label's value; may be repeated."
)
@click.option(
    "--under", default="", metavar="HEADING", help="The section that a task goes to.  [default: that of the last task]"
)
@click.option("--date", help="The day of a migration's version, as YYYY-MM-DD.  [default: SOURCE_DATE_EPOCH or now]")
@click.option("--diff", is_flag=True, help="Print what would change, and write nothing.")
@click.option("--type", "type_name", metavar="TYPE", help="Read the file as this type.")
def command(
    what: str,
    spec: str,
    words: tuple[str, ...],
    values: tuple[str, ...],
    under: str,
    date: str | None,
    diff: bool,
    type_name: str | None,
) -> None:
    """Add something to a spec: at its place, with the next id, in the author's manner.

    WORDS are its title, statement or name. A prompt stands for what is not given.
    """
    from speclint.config import load  # not needed for --help
    from speclint.engine.discovery import Places
    from speclint.engine.single import read_named
    from speclint.engine.writing import write_atomically
    from speclint.scaffold.add import add

    if date is not None and what != "migration":
        raise SpeclintError("only a migration has a date", "leave --date out")
    settings = load(Path.cwd())
    read, kind = read_named(spec, settings, cwd=Path.cwd(), spec_type=type_name)
    text = " ".join(words)
    path = _migration(text, settings, date) if what == "migration" and kind.family("task") and text else ""
    added = add(read, what, words=text, values=_pairs(values), under=under, path=path)
    if added.replaced:
        say(shown(f"note: it stands in place of: {added.replaced}"))
    if diff:
        from speclint.cli.diff import unified_diff

        emit(unified_diff(spec, read.source.text, added.text, color=wants_color(sys.stdout)))
        return
    write_atomically(Places(settings.root, Path.cwd()).file(spec), read.source.to_bytes(added.text))
    named = "" if added.name == what else f" {added.name}"
    emit(shown(f"added {what}{named} to {spec}") + "\n")


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in values:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise SpeclintError(f"--set {one} names no value", "write --set NAME=VALUE")
        found[name] = value
    return found


def _migration(name: str, settings: Settings, date: str | None) -> str:
    from speclint.scaffold.new import moment
    from speclint.scaffold.surroundings import Surroundings

    around = Surroundings(settings, Path.cwd())
    return around.migration_path(name, moment(os.environ, date), set(around.versions()))
