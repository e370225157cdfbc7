"""The `speclint` program: how every run begins and ends."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from speclint.cli.streams import prepare_streams, say
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown


def main() -> None:
    """Run the command with the process's arguments and end the process."""
    # Starting makes many objects and no rubbish: looking for some costs a twentieth of a short run.
    gc.set_threshold(100_000, 20, 20)
    prepare_streams()
    status = run(sys.argv[1:])
    # What is left goes with the process, so nobody need look through it for rubbish: that took a tenth of a short run.
    gc.freeze()
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run the command.

    Args:
        arguments: What follows the program's name.

    Returns:
        The exit status: 0, 1, 2, or 130 for an interruption by the keyboard. A fault of speclint's own is told with
        its traceback and ends in 2, so that nobody takes it for a verdict.
    """
    try:
        if _is_plain_check(arguments):
            from speclint.cli.job import check_plainly  # without click, which takes longer to import than to use

            return check_plainly(arguments[1:])
        from speclint.cli.commands import invoke  # everything else needs click

        return invoke(arguments)
    except SpeclintError as error:
        return _refuse(error.message, error.help)
    except KeyboardInterrupt:
        return 130
    except Exception:
        from traceback import format_exc  # only for a fault of our own

        say(format_exc().rstrip())
        return _refuse("speclint itself failed", "report the lines above together with the command")


def _is_plain_check(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are `check` and paths alone: no option, no standard input, no slip."""
    return bool(arguments) and arguments[0] == "check" and all(word and word[0] != "-" for word in arguments[1:])


def _refuse(message: str, advice: str | None) -> int:
    say(f"error: {shown(message)}")
    if advice:
        say(f"help: {shown(advice)}")
    return 2


if __name__ == "__main__":
    main()
