"""`speclint check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from speclint.cli.choices import chosen_job, with_choices
from speclint.cli.job import exit_status, report

if TYPE_CHECKING:
    from typing import Unpack

    from speclint.cli.choices import Choices


@click.command("check", epilog="Without PATHS the configured folders are checked, tech-specs/ at first.")
@click.option("--fix", "mends", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: the unsafe fixes too.")
@click.option("--diff", "only_show", is_flag=True, help="Print what --fix would change, and write nothing.")
@click.option("--verbose", is_flag=True, help="With --fix or --diff: name each fix that was dropped, and why.")
@with_choices
def command(mends: bool, unsafe: bool, only_show: bool, verbose: bool, **chosen: Unpack[Choices]) -> int:
    """Check specs: files, folders, globs, or - for standard input."""
    _refuse_contradictions(mends, unsafe, only_show, verbose, chosen["output_format"])
    job = chosen_job(chosen)
    if mends or only_show:
        from speclint.cli.mending import mend, show_diff  # only where something is to be mended

        run = (show_diff if only_show else mend)(job, unsafe=unsafe, verbose=verbose)
    else:
        run = job.check()
        report(job, run)
    return exit_status(run, job.settings.fail_on)


def _refuse_contradictions(mends: bool, unsafe: bool, only_show: bool, verbose: bool, output_format: str) -> None:
    for option, given in (("--unsafe-fixes", unsafe), ("--verbose", verbose)):
        if given and not (mends or only_show):
            raise click.UsageError(f"{option} needs --fix or --diff", click.get_current_context())
    if mends and only_show:
        raise click.UsageError("--fix writes and --diff does not: give one of them", click.get_current_context())
    if only_show and output_format != "text":
        raise click.UsageError(f"--diff prints a diff, not {output_format}", click.get_current_context())
