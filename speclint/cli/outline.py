"""`speclint types`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speclint.cli.streams import emit, say, wants_color
from speclint.errors import SpeclintError
from speclint.report.excerpt import shown
from speclint.report.paint import Paint

if TYPE_CHECKING:
    from speclint.spec.section_parts import FieldType, TableType
    from speclint.spec.spectype import SectionType, SpecType


class _TypesGroup(click.Group):
    """A group in which any other word is a type's name, for its outline."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            return _outline.name, _outline, args
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[NAME | infer TEMPLATE | check [FILES]...]")


@click.command("outline", hidden=True)
@click.argument("name")
def _outline(name: str) -> None:
    """Outline a type's template."""
    from speclint.config import load  # not needed for --help

    kind = load(Path.cwd()).kinds.named(name)
    emit("".join(line + "\n" for line in outline(kind, Paint(wants_color(sys.stdout)))))


@click.group("types", cls=_TypesGroup, invoke_without_command=True, no_args_is_help=False)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the spec types; with NAME, outline that type's template and name the keys of its sections."""
    if ctx.invoked_subcommand is not None:
        return
    from speclint.config import load  # not needed for --help

    paint = Paint(wants_color(sys.stdout))
    kinds = load(Path.cwd()).kinds
    width = max((len(each) for each in kinds), default=0)
    emit("".join(f"{paint.bold(f'{each:<{width}}')}  {kinds[each].summary}\n" for each in kinds))


@command.command(
    "infer",
    short_help="Write a spec type that describes a template.",
    epilog="Put it into .speclint/types/ of the repository whose specs are made from the template.",
)
@click.argument("template", metavar="TEMPLATE")
@click.option("--name", metavar="NAME", help="What to call the type.  [default: from the file's name]")
@click.option("-o", "--output", metavar="FILE", help="The file to write to.  [default: standard output]")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def _infer(template: str, name: str | None, output: str | None, force: bool) -> None:
    """Write a spec type that describes a Markdown template, with a comment where a guess was made."""
    from speclint.scaffold.infer.files import infer_file  # not needed for --help

    to_file = output is not None and output != "-"
    text = infer_file(Path(template), name or (Path(output).stem if output and to_file else None))
    if output is None or not to_file:
        emit(text)
        return
    _write(Path(output), text, force=force)
    emit(f"created {shown(Path(output).as_posix())}\n")


def _write(file: Path, text: str, *, force: bool) -> None:
    from speclint.engine.writing import write_atomically  # not needed for --help

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(text.encode())
    except FileExistsError:
        if not force:
            raise SpeclintError(f"{file.as_posix()} is there already", "give --force to write over it") from None
        write_atomically(file, text.encode())
    except OSError as error:
        raise SpeclintError(f"{file.as_posix()} cannot be written: {(error.strerror or str(error)).lower()}") from None


@command.command("check")
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.pass_context
def _check(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Say what is wrong with spec types and rule pages.  [default: all below .speclint of the repository]"""
    from speclint.config.own_faults import judge_own  # not needed for --help

    judged = judge_own(Path.cwd(), files)
    emit("".join(f"{shown(fault)}\n" for fault in judged.faults))
    looked = f"{_count(judged.types, 'type')} and {_count(judged.rules, 'rule')}"
    if judged.faults:
        say(f"{_count(len(judged.faults), 'fault')} in {looked}")
        ctx.exit(1)
    say(f"{looked}: no fault")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def outline(kind: SpecType, paint: Paint) -> Iterator[str]:
    """Yield a type's template line by line: title, metadata, sections with their fields, tables and columns."""
    yield f"{paint.bold(kind.name)} (template version {kind.version}): {kind.summary}"
    yield f"  title     {kind.title} {kind.title_prompt}".rstrip()
    yield f"  file      {kind.folder}/{kind.filename}"
    for label in kind.metadata.labels:
        value = kind.metadata.schema["properties"][label]
        choices = value.get("enum", ()) if isinstance(value, dict) else ()
        needed = "" if label in kind.metadata.schema.get("required", ()) else " (optional)"
        yield f"  metadata  {label}{needed}" + _choices(choices)
    for family in kind.ids:
        yield f"  ids       {family.name} {family.prefix}{'0' * (family.digits - 1)}1"
    yield ""
    for section in kind.sections:
        if not section.excluded:
            yield from _section(section, kind.numbering, "", paint)


def _section(section: SectionType, numbering: str, indent: str, paint: Paint) -> Iterator[str]:
    notes = [
        word
        for word, true in (
            ("optional", not section.required),
            ("repeated", section.repeatable),
            ("or none", section.none),
        )
        if true
    ]
    number = section.number + ("" if "." in section.number else numbering.removeprefix("N"))
    heading = f"{number} {section.heading}" if section.number else section.heading
    told = f" ({', '.join(notes)})" if notes else ""
    yield f"{indent}{paint.bold(heading)}{told}  {paint.frame(f'#{section.key}')}"
    inner = indent + "  "
    for field in section.fields:
        yield inner + _field(field)
        if field.table:
            yield inner + "  " + _table(field.table)
    yield from (inner + _table(table) for table in section.tables)
    yield from (f"{inner}code: {language}" for language in section.code)
    if section.list:
        yield f"{inner}list: {section.list}"
    for child in section.sections:
        if not child.excluded:
            yield from _section(child, numbering, inner, paint)


def _field(field: FieldType) -> str:
    content = "" if field.content == "text" else f" ({field.content})"
    return f"field: {field.label}{content}" + ("" if field.required else " (optional)") + _choices(field.choices)


def _table(table: TableType) -> str:
    columns = " | ".join(column.name + _choices(column.choices) for column in table.columns)
    return f"table: {columns}" + ("" if table.required else " (optional)")


def _choices(choices: tuple[str, ...]) -> str:
    return f": {', '.join(choices)}" if choices else ""
