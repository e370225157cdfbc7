"""`speclint new`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speclint.cli.asking import ask, ask_choice, ask_lines, at_terminal
from speclint.cli.streams import emit
from speclint.errors import SpeclintError
from speclint.records import NamedTuple
from speclint.report.excerpt import shown

if TYPE_CHECKING:
    from speclint.config import Settings
    from speclint.scaffold.prefill import Given
    from speclint.scaffold.surroundings import Surroundings
    from speclint.spec.spectype import SpecType


@click.command(
    "new",
    epilog="Without -o the file is written to the type's own folder, under a name that is free. On a terminal, what is "
    "not given is asked for.",
)
@click.option("--type", "type_name", metavar="TYPE", help="The spec type (see speclint types).")
@click.option("--title", help="What the spec is about.")
@click.option("--author", help="Who writes it.  [default: git's user.name]")
@click.option("--date", help="The day it is written, as YYYY-MM-DD.  [default: SOURCE_DATE_EPOCH or today]")
@click.option("--issue", metavar="NUMBER", help="The issue it is about.  [default: the one the branch is named after]")
@click.option("--prd", metavar="PATH", help="The PRD whose stories it maps.")
@click.option("--requirement", "requirements", multiple=True, metavar="TEXT", help="A requirement; may be repeated.")
@click.option("--tasks", is_flag=True, help="Write a stub task for each story or requirement.")
@click.option(
    "--migration", "migrations", multiple=True, metavar="NAME", help="A migration, as create_invites; may be repeated."
)
@click.option(
    "--none",
    "none",
    multiple=True,
    metavar="SECTIONS",
    help="What there is none of, as api,frontend: its sections say so.",
)
@click.option("-o", "--output", metavar="PATH", help="The file or folder to write to; - is standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(
    type_name: str | None,
    title: str | None,
    author: str | None,
    date: str | None,
    issue: str | None,
    prd: str | None,
    requirements: tuple[str, ...],
    tasks: bool,
    migrations: tuple[str, ...],
    none: tuple[str, ...],
    output: str | None,
    force: bool,
) -> None:
    """Write an empty spec of a type, with what is known filled in."""
    from speclint.config import load  # not needed for --help
    from speclint.scaffold.new import scaffold

    settings = load(Path.cwd())
    asking = at_terminal()
    if type_name is None and asking:
        type_name = ask_choice("Type", settings.kinds.names)
    if type_name is None:
        raise SpeclintError("--type is missing", f"name one of {', '.join(settings.kinds.names)}")
    kind = settings.kinds.named(type_name)
    answers = _Answers(title, author, date, issue, prd, requirements, tasks, migrations, none)
    maker = _Maker(kind, settings)
    known = maker.with_defaults(answers, asking=asking)
    made = scaffold(kind, title=known.title, author=known.author, date=known.date, given=maker.given(known, date))
    if output == "-":
        emit(made.text)
        return
    free = output is None and "{slug}" in kind.filename
    target = _target(made.suggested_path, output, settings)
    emit(f"created {shown(_write(made.text, target, free=free, force=force))}\n")


class _Answers(NamedTuple):
    """What the options say; None or nothing where one is not given."""

    title: str | None
    author: str | None
    date: str | None
    issue: str | None
    prd: str | None
    requirements: tuple[str, ...]
    tasks: bool
    migrations: tuple[str, ...]
    none: tuple[str, ...]


class _Maker:
    """Makes of the options what a type's empty spec can hold."""

    def __init__(self, kind: SpecType, settings: Settings) -> None:
        from speclint.scaffold.surroundings import Surroundings

        self.kind = kind
        self.around: Surroundings = Surroundings(settings, Path.cwd())

    def with_defaults(self, given: _Answers, *, asking: bool) -> _Answers:
        """Return the answers with what git and the clock know, and with what is asked for."""
        from speclint.scaffold.git import git_author, git_issue
        from speclint.scaffold.new import today
        from speclint.scaffold.prefill import wants

        here, wanted = Path.cwd(), wants(self.kind)
        author = git_author(here) if given.author is None else given.author
        date = today(os.environ) if given.date is None else given.date
        issue = git_issue(here) if given.issue is None and "issue" in wanted else given.issue
        found = given._replace(author=author, date=date, issue=issue)
        return self._asked(given, found, wanted) if asking else found

    def _asked(self, given: _Answers, found: _Answers, wanted: frozenset[str]) -> _Answers:
        from speclint.scaffold.closing import closable_names

        if given.title is None:
            found = found._replace(title=ask("Title (empty for a placeholder)"))
        if given.author is None:
            found = found._replace(author=ask("Author", found.author or ""))
        if given.date is None:
            found = found._replace(date=ask("Date", found.date or ""))
        if given.issue is None and "issue" in wanted:
            found = found._replace(issue=ask("Issue (empty for a placeholder)", found.issue or ""))
        if given.prd is None and "prd" in wanted:
            known = self.around.prds()
            found = found._replace(prd=ask("PRD (empty for none)", known[0] if len(known) == 1 else "", choices=known))
        if not given.requirements and "requirement" in wanted:
            found = found._replace(requirements=ask_lines("Requirement"))
        if not given.tasks and "task" in wanted and (found.requirements or found.prd):
            found = found._replace(tasks=click.confirm("A stub task for each?", default=True, err=True))
        if not given.migrations and "migration" in wanted:
            found = found._replace(migrations=ask_lines("Migration"))
        closable = closable_names(self.kind)
        if not given.none and closable:
            found = found._replace(
                none=(ask("There is none of (as api,frontend; empty for nothing)", choices=closable),)
            )
        return found

    def given(self, known: _Answers, date: str | None) -> Given:
        """Return what the empty spec is to hold beside title, author and date."""
        from speclint.scaffold.git import git_page
        from speclint.scaffold.new import moment, today
        from speclint.scaffold.prefill import Given

        issue = _number(known.issue)
        prd = self.around.prd(known.prd) if known.prd else None
        taken = set(self.around.versions()) if known.migrations else set()
        # A day that was given stands above the clock, one that the clock told does not.
        told = date is None and known.date == today(os.environ)
        when = moment(os.environ, None if told else known.date) if known.migrations else None
        paths = [self.around.migration_path(name, when, taken) for name in known.migrations] if when else []
        return Given(
            issue=issue,
            page=(git_page(Path.cwd()) or "") if issue else "",
            prd=prd.path if prd else "",
            stories=tuple((story.id, story.title) for story in prd.stories) if prd else (),
            requirements=tuple(known.requirements),
            tasks=known.tasks,
            migrations=tuple(paths),
            none=tuple(name for part in known.none for name in part.split(",") if name.strip()),
            notes=self.notes(known.date or ""),
        )

    def notes(self, date: str) -> dict[str, str]:
        """Return the comments of the empty spec, by section key."""
        from speclint.scaffold.git import git_history
        from speclint.scaffold.surroundings import comment, history_note

        found = self.around.notes(self.kind)
        if self.kind.history:
            found[""] = history_note(git_history(Path.cwd()), date)
        return {key: comment(text) for key, text in found.items() if text}


def _number(issue: str | None) -> str:
    number = (issue or "").strip().removeprefix("#")
    if number and not (number.isascii() and number.isdigit() and int(number)):
        raise SpeclintError(f"{issue!r} is no issue's number", "write it as 12 or #12")
    return number.lstrip("0")


def _target(suggested: str, output: str | None, settings: Settings) -> Path:
    if output is None:
        return _from_here(Path(settings.root, suggested))
    path = Path(output)
    folder = path.is_dir() or output.endswith(("/", os.sep))
    return path / Path(suggested).name if folder else path


def _from_here(path: Path) -> Path:
    # Path.relative_to climbs no folders before Python 3.12.
    return Path(os.path.relpath(path))


def _write(text: str, path: Path, *, free: bool, force: bool) -> str:
    """Write the file, never over another unless forced; with `free`, under the next name that no file has."""
    number = 1
    target = path
    while True:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("w" if force else "x", encoding="utf-8", newline="") as file:
                file.write(text)
            return target.as_posix()
        except FileExistsError:
            if not free or target.parent.is_file():
                advice = "name another file, or give --force to write over it"
                raise SpeclintError(f"`{target.as_posix()}` is there already", advice) from None
            number += 1
            target = path.with_name(f"{path.stem}-{number}{path.suffix}")
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SpeclintError(f"`{target.as_posix()}` cannot be written: {reason}") from None
