"""`speclint new`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from speclint.cli.streams import emit
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown


@click.command("new", epilog="Without -o the file is written to the type's own folder, under a name that is free.")
@click.option("--type", "type_name", metavar="TYPE", help="The spec type (see speclint types).")
@click.option("--title", help="What the spec is about; asked for on a terminal.")
@click.option("--author", help="Who writes it.  [default: git's user.name]")
@click.option("--date", help="The day it is written, as YYYY-MM-DD.  [default: today]")
@click.option("-o", "--output", metavar="PATH", help="The file or folder to write to; - is standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(
    type_name: str | None, title: str | None, author: str | None, date: str | None, output: str | None, force: bool
) -> None:
    """Write an empty spec of a type."""
    from speclint.scaffold.new import git_author, scaffold, today  # not needed for --help
    from speclint.spec.catalogue import spec_type, type_names

    if type_name is None:
        raise SpeclintError("--type is missing", f"name one of {', '.join(type_names())}")
    spec_type(type_name)  # a slip is told before a title is asked for
    if title is None and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty():
        title = (
            click.prompt("Title (empty for a placeholder)", default="", show_default=False, err=True).strip() or None
        )
    known_author = git_author(Path.cwd()) if author is None else author
    made = scaffold(type_name, title=title, author=known_author, date=today(os.environ) if date is None else date)
    if output == "-":
        emit(made.text)
        return
    emit(
        f"created {shown(_write(made.text, _target(made.suggested_path, output), free=output is None, force=force))}\n"
    )


def _target(suggested: str, output: str | None) -> Path:
    if output is None:
        from speclint.config import load  # only the root is needed

        root = load(Path.cwd()).root
        return _from_here(Path(root, suggested))
    path = Path(output)
    return path / Path(suggested).name if path.is_dir() else path


def _from_here(path: Path) -> Path:
    # Path.relative_to climbs no folders before Python 3.12.
    return Path(os.path.relpath(path))


def _write(text: str, path: Path, *, free: bool, force: bool) -> str:
    """Write the file, never over another unless forced; with `free`, under the next name that no file has."""
    number = 1
    target = path
    while True:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("w" if force else "x", encoding="utf-8", newline="") as file:
                file.write(text)
            return target.as_posix()
        except FileExistsError:
            if not free or target.parent.is_file():
                advice = "name another file, or give --force to write over it"
                raise SpeclintError(f"`{target.as_posix()}` is there already", advice) from None
            number += 1
            target = path.with_name(f"{path.stem}-{number}{path.suffix}")
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SpeclintError(f"`{target.as_posix()}` cannot be written: {reason}") from None
