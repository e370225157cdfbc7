"""The files that a spec lists and those that its tasks create and change, held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.spec.exact_paths import inexactness
from speclint.spec.file_kinds import clean, kind_of
from speclint.spec.headings import nearest
from speclint.spec.path_cells import path_target, paths_in_cell
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.source import Span
    from speclint.spec.model import Spec
    from speclint.spec.parts import FileEntry, Task

NEW = ("backend-new", "frontend-new")
MODIFIED = ("backend-modified", "frontend-modified")
_FRONTEND = ("frontend-new", "frontend-modified")
_EXEMPT = frozenset({"migration", "test", "document", "lock"})


class Change(NamedTuple):
    """What a task does to a file for the first time."""

    task: Task
    entry: FileEntry


class Changes(NamedTuple):
    """What the tasks do to files.

    Args:
        created: By path, the task that creates it.
        modified: By path, the first task that modifies it, where no task creates it.
        others: The paths that are deleted, renamed or named without an action.
        exact: Whether every task names its files, each by an exact path.
    """

    created: Mapping[str, Change]
    modified: Mapping[str, Change]
    others: frozenset[str]
    exact: bool

    def touches(self, path: str) -> bool:
        """Tell whether a task does anything to a path."""
        return path in self.created or path in self.modified or path in self.others

    def touches_below(self, tail: str) -> bool:
        """Tell whether a task does anything to a path that ends with the given one, a folder left out."""
        return any(path.endswith(f"/{tail}") for path in (*self.created, *self.modified, *self.others))


def changes_of(spec: Spec) -> Changes:
    """Return what the tasks do to files."""
    created: dict[str, Change] = {}
    modified: dict[str, Change] = {}
    others: set[str] = set()
    exact = True
    for task in spec.tasks:
        label = task.labels.get("files")
        exact = exact and label is not None and bool(task.files)
        for entry in task.files:
            if is_none_statement(spec.source[entry.whole]):
                continue
            path = clean(spec.source[path_target(spec, entry.span)])
            if entry.action == "rename":
                others.update(clean(word) for word in spec.source[entry.whole].replace("`", " ").split())
            elif inexactness(path) is not None or spec.is_placeholder(entry.span):
                exact = False
            elif entry.action == "create":
                created.setdefault(path, Change(task, entry))
            elif entry.action == "modify":
                modified.setdefault(path, Change(task, entry))
            else:
                others.add(path)
    first = {path: change for path, change in modified.items() if path not in created}
    return Changes(created, first, frozenset(others), exact)


class Listed(NamedTuple):
    """The paths that the file tables list.

    Args:
        new: By path where it stands among new files.
        modified: By path where it stands among modified files.
        readable: The tables' roles that can be read: they are there, or their section says that there is nothing; and
            `backend` where the spec has no section for the frontend's files at all.
        exact: Whether every cell names its file by an exact path.
    """

    new: Mapping[str, Span]
    modified: Mapping[str, Span]
    readable: frozenset[str]
    exact: bool

    def holds(self, path: str) -> bool:
        """Tell whether a table lists a path."""
        return path in self.new or path in self.modified


def listed_files(spec: Spec) -> Listed:
    """Return the paths that the file tables list."""
    readable: set[str] = set()
    exact = True
    found: dict[str, dict[str, Span]] = {role: {} for role in (*NEW, *MODIFIED)}
    for role, paths in found.items():
        section = spec.section(role)
        views = list(spec.tables_by_role(role))
        if all("path" in view.columns for view in views) and (views or (section and spec.is_none(section))):
            readable.add(role)
        for view in views:
            for row in view.rows():
                cell = view.cell(row, "path")
                for span in paths_in_cell(spec, cell.span) if cell and cell.span.end > cell.span.start else ():
                    path = clean(spec.source[span])
                    exact = exact and inexactness(path) is None
                    paths.setdefault(path, span)
    if not any(spec.section(role) for role in _FRONTEND):
        readable.add("backend")
    new = {path: span for role in NEW for path, span in found[role].items()}
    modified = {path: span for role in MODIFIED for path, span in found[role].items()}
    return Listed(new, modified, frozenset(readable), exact)


def is_exempt(path: str) -> bool:
    """Tell whether a file stands in no table: migrations, tests, documents and what a package manager writes."""
    return kind_of(path) in _EXEMPT or path.endswith(".sql")


def is_listed_in(path: str, roles: tuple[str, str], readable: frozenset[str]) -> bool:
    """Tell whether the table that a path belongs to can be read: the frontend's, the backend's, or either of both."""
    backend, frontend = (role in readable for role in roles)
    kind = kind_of(path)
    if kind in ("ui", "script"):
        return frontend
    return backend and (kind == "go" or frontend or "backend" in readable)


class Pair(NamedTuple):
    """A path of one list that stands for one of the other; either may lack its twin."""

    left: str | None
    right: str | None


def paired(left: Mapping[str, object], right: Mapping[str, object]) -> Iterator[Pair]:
    """Pair the paths that only one of two lists has: those of one file name first, then those that differ by a slip.

    Args:
        left: The one list.
        right: The other.

    Yields:
        Each path of either list that the other lacks, in order, with the path that is meant where one is.
    """
    mine = [path for path in left if path not in right]
    theirs = {path: None for path in right if path not in left}
    by_name: dict[str, list[str]] = {}
    for path in theirs:
        by_name.setdefault(path.rpartition("/")[2], []).append(path)
    for path in mine:
        same = [other for other in by_name.get(path.rpartition("/")[2], ()) if other in theirs]
        twin = same[0] if same else nearest(path, list(theirs)) if len(theirs) < _HINTS else None
        if twin is not None:
            del theirs[twin]
        yield Pair(path, twin)
    for path in theirs:
        yield Pair(None, path)


_HINTS = 200
