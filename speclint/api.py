"""The public Python API: lint and mend texts and files.

    from speclint.api import check, fix_text, lint

    for diagnostic in lint(text, spec_type="engineering"):
        print(diagnostic.code, Source(text).position(diagnostic.span.start), diagnostic.message)

The names in `__all__` are public; modules below `speclint` are not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from speclint.config import Settings, load
from speclint.diagnostics import Diagnostic, Edit, Finding, Fix, Related, Safety, Severity
from speclint.engine.lint import lint_source, settle
from speclint.engine.results import Changed, FixResult, Note, RunResult
from speclint.errors import SpeclintError
from speclint.source import Position, Source, Span
from speclint.spec.known_types import KNOWN_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

__all__ = [
    "Changed",
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "FixResult",
    "Note",
    "Position",
    "Related",
    "RunResult",
    "Safety",
    "Settings",
    "Severity",
    "Source",
    "Span",
    "SpeclintError",
    "check",
    "fix",
    "fix_text",
    "lint",
    "load_settings",
]


def load_settings(start: str | Path = ".") -> Settings:
    """Return the settings that hold for a folder, as the command line finds them.

    Args:
        start: The folder to begin in.

    Raises:
        SpeclintError: The configuration is broken.
    """
    return load(Path(start))


def lint(
    text: str,
    path: str = "spec.md",
    spec_type: str | None = None,
    *,
    settings: Settings | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> list[Diagnostic]:
    """Lint one text; nothing is read from disk and rules over the project don't run.

    Args:
        text: The Markdown text.
        path: The name to report, relative to the root, with `/`; it may tell the type.
        spec_type: The type to read it as, or None to find it out.
        settings: The settings; every rule as its page says if None.
        select: Codes, names or prefixes of the rules to run; all if empty.
        ignore: Codes, names or prefixes of rules not to run.

    Returns:
        The diagnostics in order of place.

    Raises:
        SpeclintError: The type is unknown, or a selector is.
    """
    _require_type(spec_type, settings)
    chosen = (settings or Settings.defaults(".")).with_cli(select=select, ignore=ignore).without_project()
    source = Source.from_bytes(text.encode("utf-8", "surrogatepass"), path)
    return list(settle(lint_source(source, chosen, spec_type=spec_type, named=True), chosen))


def fix_text(
    text: str,
    path: str = "spec.md",
    spec_type: str | None = None,
    *,
    settings: Settings | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
) -> str:
    """Apply fixes to one text; nothing is read from disk or written, and rules over the project don't run.

    Args:
        text: The Markdown text.
        path: As for `lint`.
        spec_type: As for `lint`.
        settings: As for `lint`.
        select: As for `lint`.
        ignore: As for `lint`.
        unsafe: Whether unsafe fixes are applied too.

    Returns:
        The mended text; the same text where there is nothing to mend.

    Raises:
        SpeclintError: The type is unknown, or a selector is.
    """
    from speclint.engine.fixing import Fixer
    from speclint.engine.workspace import LoneWorkspace, Text

    _require_type(spec_type, settings)
    chosen = (settings or Settings.defaults(".")).with_cli(select=select, ignore=ignore).without_project()
    lone = Text(path, text.encode("utf-8", "surrogatepass"), named=True)
    fixer = Fixer(LoneWorkspace(chosen, spec_type), {path: lone}, unsafe=unsafe)
    fixer.run()
    return fixer.texts[path].data.decode("utf-8", "surrogatepass")


def check(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    cwd: str | Path = ".",
    spec_type: str | None = None,
    executor: Executor | None = None,
) -> RunResult:
    """Lint files with what stands around them, as `speclint check` does.

    Args:
        paths: Files, folders and globs, relative to the working directory; none for the configured folders of specs.
        settings: The settings; those that hold for the working directory if None.
        cwd: The working directory.
        spec_type: The type to read every file as, or None to find it out.
        executor: Where to lint, any `concurrent.futures.Executor`; None to leave it to speclint.

    Returns:
        The diagnostics of the named files, their sources, notes, and how many specs were linted.

    Raises:
        SpeclintError: A path does not exist, the type is unknown, or the configuration is broken.
    """
    from speclint.engine import run

    here = Path(cwd)
    chosen = settings or load(here)
    return run.check([str(path) for path in paths], chosen, cwd=here, spec_type=spec_type, executor=executor)


def fix(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    cwd: str | Path = ".",
    unsafe: bool = False,
    write: bool = True,
    spec_type: str | None = None,
    executor: Executor | None = None,
) -> FixResult:
    """Mend files, as `speclint check --fix` does.

    Args:
        paths: As for `check`.
        settings: As for `check`.
        cwd: As for `check`.
        unsafe: Whether unsafe fixes are applied too.
        write: Whether changed files are written.
        spec_type: As for `check`.
        executor: As for `check`.

    Returns:
        What changed, and what is found afterwards.

    Raises:
        SpeclintError: As for `check`, or a file cannot be written.
    """
    from speclint.engine import run

    here = Path(cwd)
    return run.fix(
        [str(path) for path in paths],
        settings or load(here),
        cwd=here,
        unsafe=unsafe,
        write=write,
        spec_type=spec_type,
        executor=executor,
    )


def _require_type(spec_type: str | None, settings: Settings | None) -> None:
    if spec_type is not None:
        (settings.kinds if settings else KNOWN_TYPES).named(spec_type)
