"""`speclint init`."""

from __future__ import annotations

from pathlib import Path

import click

from speclint.cli.streams import emit, say
from speclint.errors import SpeclintError


@click.command("init", epilog="What is there already is left as it is, to the last byte.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
def command(dry_run: bool) -> None:
    """Set a repository up: a commented configuration, a commit hook, and a workflow for pull requests."""
    from importlib.metadata import version  # not needed for --help

    from speclint.config import load
    from speclint.engine.survey import survey
    from speclint.scaffold.init import CONFIGURATION, prepare

    settings = load(Path.cwd())
    root = Path(settings.root)
    for file in prepare(survey(root, settings.kinds), version("speclint")):
        target = root / file.path
        configured = file.path == CONFIGURATION and settings.file is not None
        if configured or target.exists():
            name = settings.file if configured else file.path
            emit(f"kept {name}\n")
            if file.stanza and "speclint" not in target.read_text("utf-8", "replace"):
                emit(f"  add to its `repos:`\n\n{file.stanza}\n")
        elif dry_run:
            emit(f"would create {file.path}\n\n{file.text}\n")
        else:
            _write(target, file.text, file.path)
            emit(f"created {file.path}\n")
    if not dry_run:
        say("note: the hook is run by pre-commit; `pre-commit install` puts it into this clone")


def _write(target: Path, text: str, shown: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise SpeclintError(f"{shown} cannot be written: {(error.strerror or str(error)).lower()}") from None
