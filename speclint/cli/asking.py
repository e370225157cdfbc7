"""Questions to whoever sits at a terminal; in a pipe none is asked."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def at_terminal() -> bool:
    """Tell whether somebody can be asked: the questions go to standard error, the answers come from standard input."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()


def ask(question: str, default: str = "", *, choices: Sequence[str] = ()) -> str:
    """Ask for a line.

    Args:
        question: What is asked.
        default: The answer to an empty line, shown where there is one.
        choices: What the tabulator key completes.
    """
    with _completing(choices):
        answer = click.prompt(question, default=default, show_default=bool(default), err=True)
    return str(answer).strip()


def ask_choice(question: str, choices: Sequence[str]) -> str:
    """Ask for one of a few words until it is one."""
    with _completing(choices):
        return str(click.prompt(question, type=click.Choice(list(choices)), err=True))


def ask_lines(question: str) -> tuple[str, ...]:
    """Ask for lines until one is empty."""
    found: list[str] = []
    while answer := ask(f"{question} {len(found) + 1} (empty for no more)"):
        found.append(answer)
    return tuple(found)


@contextmanager
def _completing(choices: Sequence[str]) -> Iterator[None]:
    """Have the tabulator key complete one of the choices, where the terminal's library can."""
    try:
        import readline
    except ImportError:
        yield
        return
    before, breaks = readline.get_completer(), readline.get_completer_delims()

    def complete(text: str, state: int) -> str | None:
        fitting = [one for one in choices if one.startswith(text)]
        return fitting[state] if state < len(fitting) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" ,\t\n")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(breaks)
