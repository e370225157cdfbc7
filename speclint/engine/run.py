"""A whole run: find the files, lint them, look over the project, and report with the working directory's paths."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.engine.discovery import Input, Places, discover
from speclint.engine.lint import FileResult, unreadable
from speclint.engine.results import Changed, FixResult, Note, RunResult
from speclint.engine.workspace import Text, Workspace, counted
from speclint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

    from speclint.config import Settings
    from speclint.diagnostics import Diagnostic

__all__ = ["Changed", "FixResult", "Note", "RunResult", "check", "fix"]

MANY = 50


class Run:
    """The files of one run.

    Args:
        paths: As on a command line.
        settings: The settings.
        cwd: The working directory.
        spec_type: The type to read every named file as, or None.
        stdin: The name and the bytes of a text that stands in no file, or in place of one.
        executor: Where to lint, or None.
    """

    def __init__(
        self,
        paths: Sequence[str],
        settings: Settings,
        cwd: Path,
        spec_type: str | None,
        stdin: tuple[str, bytes] | None,
        executor: Executor | None = None,
    ) -> None:
        self.settings = settings
        self.places = Places(settings.root, cwd)
        self.inputs: list[Input] = []
        self.notes: list[Note] = []
        if paths or stdin is None:
            self.inputs, self.notes = discover(paths, settings, self.places, spec_type)
        self.texts: dict[str, Text] = {}
        self.failed: dict[str, FileResult] = {}
        for one in self.inputs:
            self._read(one)
        self.given = frozenset[str]()
        if stdin is not None:
            path = self.places.inside(self.places.file(stdin[0]))
            self.given = frozenset({path})
            self.texts[path] = Text(path, stdin[1], named=True)
        self._spec_type = spec_type
        self._executor = executor

    def _read(self, one: Input) -> None:
        try:
            self.texts[one.path] = Text(one.path, one.file.read_bytes(), one.named)
        except OSError as error:
            reason = "permission denied" if isinstance(error, PermissionError) else "the system refuses to read it"
            finding = Finding(Span(0, 0), f"the file cannot be opened: {reason}", "make the file readable")
            self.failed[one.path] = unreadable(one.path, self.settings, finding)

    def pool(self) -> AbstractContextManager[Executor | None]:
        """Return the executor to lint in: the one given, processes for many files on several processors, else none."""
        if self._executor is not None or len(self.texts) < MANY:
            return nullcontext(self._executor)
        return process_pool() or nullcontext(None)

    def workspace(self, executor: Executor | None) -> Workspace:
        """Return the workspace of these files."""
        return Workspace(self.settings, self.places, spec_type=self._spec_type, executor=executor, given=self.given)

    def result(
        self,
        workspace: Workspace,
        results: Mapping[str, FileResult],
        found: Mapping[str, tuple[Diagnostic, ...]],
        texts: Mapping[str, Text],
    ) -> RunResult:
        """Gather what is reported, with paths relative to the working directory."""
        every = {**results, **self.failed}
        named = {**found, **{path: result.diagnostics for path, result in self.failed.items()}}
        diagnostics = sorted(
            (self._reported(one) for found_in in named.values() for one in found_in), key=lambda one: one.order
        )
        wanted = {
            path
            for found_in in named.values()
            for one in found_in
            for path in (one.path, *(related.path for related in one.related if related.path))
        }
        sources = {}
        for path in sorted(wanted):
            reported = self.places.reported(path)
            if path in texts:
                sources[reported] = Source.from_bytes(texts[path].data, reported)
            else:
                other = workspace.neighbours.source(path)
                sources[reported] = Source(other.text if other else "", reported)
        notes = [Note(self.places.reported(path), result.note) for path, result in sorted(every.items()) if result.note]
        return RunResult(tuple(diagnostics), sources, (*self.notes, *notes), counted(every.values()))

    def _reported(self, diagnostic: Diagnostic) -> Diagnostic:
        if self.places.root == self.places.cwd:
            return diagnostic
        related = tuple(
            one._replace(path=self.places.reported(one.path)) if one.path else one for one in diagnostic.related
        )
        return diagnostic._replace(path=self.places.reported(diagnostic.path), related=related)


def process_pool() -> Executor | None:
    """Return a pool of processes, or None where there is one processor only.

    Workers are forked where that is safe, since a fork has everything imported already: with no second thread.
    """
    import multiprocessing
    import os
    import threading
    from concurrent.futures import ProcessPoolExecutor

    workers = min(os.cpu_count() or 1, 8)
    if workers < 2:
        return None
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Have a worker end when the process that asks it is killed; it would wait for work for ever."""
    import multiprocessing
    import os
    import threading

    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def check(
    paths: Sequence[str],
    settings: Settings,
    *,
    cwd: Path,
    spec_type: str | None = None,
    stdin: tuple[str, bytes] | None = None,
    executor: Executor | None = None,
) -> RunResult:
    """Lint files.

    Args:
        paths: Files, folders and globs, relative to the working directory; none for the configured folders of specs.
        settings: The settings.
        cwd: The working directory.
        spec_type: The type to read every file as, or None to find it out.
        stdin: The name and the bytes of a text to lint besides the paths, in place of the file of that name.
        executor: Where to lint; None for this process, or for a pool of processes where there are many files.

    Returns:
        What was found; the same for any executor and any order of paths.

    Raises:
        SpeclintError: A path does not exist, or the type is unknown.
    """
    _require_type(spec_type, settings)
    run = Run(paths, settings, cwd, spec_type, stdin, executor)
    texts = list(run.texts.values())
    with run.pool() as pool:
        first = run.workspace(None)
        # The first file is linted here, so that forked workers find everything imported.
        results = first.lint(texts[:1]) if pool else {}
        results |= run.workspace(pool).lint(texts[len(results) :])
    return run.result(first, results, first.diagnose(results), run.texts)


def fix(
    paths: Sequence[str],
    settings: Settings,
    *,
    cwd: Path,
    unsafe: bool = False,
    write: bool = True,
    explain: bool = False,
    spec_type: str | None = None,
    stdin: tuple[str, bytes] | None = None,
    executor: Executor | None = None,
) -> FixResult:
    """Mend files.

    Args:
        paths: As for `check`.
        settings: The settings; only fixes of selected rules are applied.
        cwd: The working directory.
        unsafe: Whether unsafe fixes are applied too.
        write: Whether the files are written; a text from standard input never is.
        explain: Whether to find out why fixes were dropped, which takes a reading of the file for each.
        spec_type: The type to read every file as, or None to find it out.
        stdin: As for `check`.
        executor: As for `check`.

    Returns:
        What changed, and what is found afterwards.

    Raises:
        SpeclintError: A path does not exist, the type is unknown, or a file cannot be written.
    """
    from speclint.engine.fixing import Fixer
    from speclint.engine.writing import write_all

    _require_type(spec_type, settings)
    run = Run(paths, settings, cwd, spec_type, stdin, executor)
    with run.pool() as pool:
        workspace = run.workspace(pool)
        fixer = Fixer(workspace, run.texts, unsafe=unsafe)
        fixer.run()
        refusals = fixer.refusals() if explain else []
    before = {path: text.data for path, text in run.texts.items()}
    after = {path: text.data for path, text in sorted(fixer.texts.items()) if text.data != before[path]}
    if write:
        write_all({run.places.root / path: data for path, data in after.items() if path not in run.given})
    changed = [
        Changed(reported, Source.from_bytes(before[path], reported).text, Source.from_bytes(data, reported).text)
        for path, data in after.items()
        for reported in [run.places.reported(path)]
    ]
    result = run.result(workspace, fixer.results, fixer.found, fixer.texts)
    told = tuple(one._replace(path=run.places.reported(one.path)) for one in refusals)
    return FixResult(result, tuple(changed), fixer.applied, fixer.dropped, told)


def _require_type(spec_type: str | None, settings: Settings) -> None:
    if spec_type is not None:
        settings.kinds.named(spec_type)
