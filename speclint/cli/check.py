"""`speclint check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speclint.cli.job import Job, exit_status, least_shown, report
from speclint.cli.streams import emit, emit_bytes, say, wants_color
from speclint.diagnostics import Severity
from speclint.report.counts import plural
from speclint.report.render import FORMATS

if TYPE_CHECKING:
    from speclint.engine.results import RunResult

_LEVELS = click.Choice([severity.value for severity in Severity])


@click.command("check", epilog="Without PATHS the configured folders are checked, tech-specs/ at first.")
@click.argument("paths", nargs=-1)
@click.option("--fix", "mend", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: the unsafe fixes too.")
@click.option("--diff", "show_diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these codes, names or prefixes (SL204,SL4).")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these codes, names or prefixes.")
@click.option("--type", "spec_type", metavar="TYPE", help="Read every file as this type (see speclint types).")
@click.option("--output-format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--severity", type=_LEVELS, help="The least to show in text and github; json and sarif hold all.")
@click.option("--fail-on", type=_LEVELS, help="The least that exits with 1.  [default: as configured, else error]")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input; its path can tell its type.")
def command(
    paths: tuple[str, ...],
    mend: bool,
    unsafe: bool,
    show_diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    spec_type: str | None,
    output_format: str,
    severity: str | None,
    fail_on: str | None,
    stdin_filename: str | None,
) -> int:
    """Check specs: files, folders, globs, or - for standard input."""
    from speclint.config import load  # not needed for --help

    _refuse_contradictions(paths, mend, unsafe, show_diff, output_format, stdin_filename)
    settings = load(Path.cwd()).with_cli(select=_words(select), ignore=_words(ignore), fail_on=fail_on)
    threshold = settings.fail_on
    least = Severity(severity) if severity else least_shown(threshold)
    stdin = (stdin_filename or "-", sys.stdin.buffer.read()) if paths == ("-",) else None
    job = Job(() if stdin else paths, settings, spec_type, stdin, output_format, least)
    if show_diff:
        run = _show_diff(job, unsafe)
    elif mend:
        run = _mend(job, unsafe)
    else:
        run = job.check()
        report(job, run)
    return exit_status(run, threshold)


def _refuse_contradictions(
    paths: tuple[str, ...], mend: bool, unsafe: bool, show_diff: bool, output_format: str, stdin_filename: str | None
) -> None:
    if unsafe and not (mend or show_diff):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff", click.get_current_context())
    if mend and show_diff:
        raise click.UsageError("--fix writes and --diff does not: give one of them", click.get_current_context())
    if show_diff and output_format != "text":
        raise click.UsageError(f"--diff prints a diff, not {output_format}", click.get_current_context())
    if "" in paths:
        raise click.UsageError("a path is empty", click.get_current_context())
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) stands alone", click.get_current_context())
    if stdin_filename and paths != ("-",):
        raise click.UsageError("--stdin-filename needs - as the path", click.get_current_context())


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for value in values for word in value.replace(",", " ").split())


def _mend(job: Job, unsafe: bool) -> RunResult:
    result = job.fix(unsafe=unsafe, write=True)
    if job.stdin:
        from speclint.source import Source  # the engine has it already

        name, data = job.stdin
        after = next((change.after for change in result.changed), None)
        emit_bytes(data if after is None else Source.from_bytes(data, name).to_bytes(after))
    report(job, result.run, fixed=result.applied, aside=job.stdin is not None)
    return result.run


def _show_diff(job: Job, unsafe: bool) -> RunResult:
    """Print the diff and hand back the run over the texts as they stand, for they are what is judged."""
    from speclint.cli.diff import unified_diff  # only --diff needs it

    result = job.fix(unsafe=unsafe, write=False)
    color = wants_color(sys.stdout)
    emit("".join(unified_diff(change.path, change.before, change.after, color=color) for change in result.changed))
    say(f"would fix {plural(result.applied, 'finding')} in {plural(len(result.changed), 'file')}; nothing was written")
    return job.check()
