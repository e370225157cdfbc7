"""The options that `check` and `fix` share: which files, which rules, and how to report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from speclint.cli.job import Job, least_shown
from speclint.diagnostics import Severity
from speclint.report.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

_LEVELS = click.Choice([severity.value for severity in Severity])


class Choices(TypedDict):
    """What the shared options say."""

    paths: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    spec_type: str | None
    output_format: str
    severity: str | None
    fail_on: str | None
    stdin_filename: str | None


def with_choices(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the shared options, after its own."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1),
            click.option("--select", multiple=True, metavar="RULES", help="Only these codes, names or prefixes (SL4)."),
            click.option("--ignore", multiple=True, metavar="RULES", help="Not these codes, names or prefixes."),
            click.option("--type", "spec_type", metavar="TYPE", help="Read every file as this type (speclint types)."),
            click.option("--output-format", type=click.Choice(FORMATS), default="text", show_default=True),
            click.option(
                "--severity", type=_LEVELS, help="The least to show in text and github; json and sarif hold all."
            ),
            click.option(
                "--fail-on", type=_LEVELS, help="The least that exits with 1.  [default: as configured, else error]"
            ),
            click.option(
                "--stdin-filename", metavar="NAME", help="What to call standard input; its path can tell its type."
            ),
        )
    ):
        command = option(command)
    return command


def chosen_job(chosen: Choices) -> Job:
    """Return the job that the shared options ask for.

    Raises:
        click.UsageError: They contradict one another.
        SpeclintError: The configuration is broken, or a selector means nothing.
    """
    from speclint.config import load  # not needed for --help

    paths = chosen["paths"]
    if "" in paths:
        raise click.UsageError("a path is empty", click.get_current_context())
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) stands alone", click.get_current_context())
    if chosen["stdin_filename"] and paths != ("-",):
        raise click.UsageError("--stdin-filename needs - as the path", click.get_current_context())
    settings = load(Path.cwd()).with_cli(
        select=_words(chosen["select"]), ignore=_words(chosen["ignore"]), fail_on=chosen["fail_on"]
    )
    least = Severity(chosen["severity"]) if chosen["severity"] else least_shown(settings.fail_on)
    stdin = (chosen["stdin_filename"] or "-", sys.stdin.buffer.read()) if paths == ("-",) else None
    return Job(() if stdin else paths, settings, chosen["spec_type"], stdin, chosen["output_format"], least)


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for value in values for word in value.replace(",", " ").split())
