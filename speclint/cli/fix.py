"""`speclint fix`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from speclint.cli.choices import chosen_job, with_choices
from speclint.cli.job import exit_status
from speclint.cli.mending import mend, show_diff

if TYPE_CHECKING:
    from typing import Unpack

    from speclint.cli.choices import Choices


@click.command("fix", epilog="A safe fix adds or normalises and keeps every word; an unsafe one may rewrite them.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Apply the unsafe fixes too.")
@click.option("--diff", "only_show", is_flag=True, help="Print what would change, and write nothing.")
@click.option("--verbose", is_flag=True, help="Name each fix that was dropped, and why.")
@with_choices
def command(unsafe: bool, only_show: bool, verbose: bool, **chosen: Unpack[Choices]) -> int:
    """Mend specs, and say what is left: files, folders, globs, or - for standard input."""
    if only_show and chosen["output_format"] != "text":
        raise click.UsageError(f"--diff prints a diff, not {chosen['output_format']}", click.get_current_context())
    job = chosen_job(chosen)
    run = (show_diff if only_show else mend)(job, unsafe=unsafe, verbose=verbose)
    return exit_status(run, job.settings.fail_on)
