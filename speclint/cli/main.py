"""The `speclint` command: its subcommands, and how every run ends."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from speclint.cli.streams import emit, prepare_streams, say
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown

_COMMANDS = {
    "check": ("speclint.cli.check", "Say what is wrong with specs, and mend what can be mended."),
    "new": ("speclint.cli.new", "Write an empty spec."),
    "rules": ("speclint.cli.rules", "List the rules."),
    "explain": ("speclint.cli.explain", "Print a rule's page."),
    "types": ("speclint.cli.outline", "List the spec types, or outline one."),
}
_EPILOG = "Exit status: 0 nothing to refuse, 1 findings that reach --fail-on, 2 wrong use or a broken configuration."


class _LazyGroup(click.Group):
    """A group whose subcommands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from speclint.spec.headings import nearest  # only for a slip

            near = nearest(name, list(_COMMANDS))
            advice = f"did you mean {near}?" if near else f"use one of {', '.join(_COMMANDS)}"
            raise SpeclintError(f"no command is called `{name}`", advice)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version  # 40 ms that nothing else here needs

        emit(f"speclint {version('speclint')}\n")
        ctx.exit()


@click.group(
    cls=_LazyGroup,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Check technical specs written in Markdown, mend them, and write empty ones."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        ctx.exit(2)


def main() -> None:
    """Run the command with the process's arguments and end the process."""
    # Starting makes many objects and no rubbish: looking for some costs a twentieth of a short run.
    gc.set_threshold(100_000, 20, 20)
    prepare_streams()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command.

    Args:
        arguments: What follows the program's name.

    Returns:
        The exit status: 0, 1, 2, or 130 for an interruption by the keyboard. A fault of speclint's own is told with
        its traceback and ends in 2, so that nobody takes it for a verdict.
    """
    try:
        status = cli.main(list(arguments), prog_name="speclint", standalone_mode=False)
    except SpeclintError as error:
        return _refuse(error.message, error.help)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "speclint"
        message = error.format_message().rstrip(".")
        return _refuse(message[:1].lower() + message[1:], f"see {command} --help")
    except click.ClickException as error:
        return _refuse(error.format_message(), None)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except Exception:
        from traceback import format_exc  # only for a fault of our own

        say(format_exc().rstrip())
        return _refuse("speclint itself failed", "report the lines above together with the command")
    return status if isinstance(status, int) else 0


def _refuse(message: str, advice: str | None) -> int:
    say(f"error: {shown(message)}")
    if advice:
        say(f"help: {shown(advice)}")
    return 2


if __name__ == "__main__":
    main()
