"""The subcommands, and what command-line arguments mean for them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click

from speclint.cli.streams import emit, say
from speclint.errors import SpeclintError

COMMANDS = {
    "check": ("speclint.cli.check", "Say what is wrong with specs."),
    "fix": ("speclint.cli.fix", "Mend what can be mended, and say what is left."),
    "new": ("speclint.cli.new", "Write an empty spec."),
    "add": ("speclint.cli.add", "Add a task, a requirement, a risk… to a spec."),
    "trace": ("speclint.cli.trace", "Print which tasks, files and tests carry each requirement."),
    "export": ("speclint.cli.export", "Print what a spec says as JSON, or write its migrations out."),
    "checklist": ("speclint.cli.checklist", "Print what a reviewer has to decide about a spec."),
    "types": ("speclint.cli.outline", "List the spec types, or outline one."),
    "rules": ("speclint.cli.rules", "List the rules."),
    "explain": ("speclint.cli.explain", "Print a rule's page."),
    "init": ("speclint.cli.init", "Set a repository up: configuration, commit hook, workflow."),
}
_EPILOG = "Exit status: 0 nothing to refuse, 1 findings that reach --fail-on, 2 wrong use or a broken configuration."


class _LazyGroup(click.Group):
    """A group whose subcommands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from speclint.spec.headings import nearest  # only for a slip

            near = nearest(name, list(COMMANDS))
            advice = f"did you mean {near}?" if near else f"use one of {', '.join(COMMANDS)}"
            raise SpeclintError(f"no command is called `{name}`", advice)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


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


def invoke(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name.

    Args:
        arguments: What follows the program's name.

    Returns:
        The exit status.

    Raises:
        SpeclintError: The arguments are wrong.
        KeyboardInterrupt: A question to the user was broken off.
    """
    try:
        status = cli.main(list(arguments), prog_name="speclint", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "speclint"
        if isinstance(error, click.NoSuchOption) and error.possibilities:
            raise SpeclintError(
                f"no such option '{error.option_name}'", f"did you mean {' or '.join(sorted(error.possibilities))}?"
            ) from None
        message = error.format_message().rstrip(".")
        raise SpeclintError(message[:1].lower() + message[1:], f"see {command} --help") from None
    except click.ClickException as error:
        raise SpeclintError(error.format_message()) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    return status if isinstance(status, int) else 0
