"""Checks of the files that a spec lists: against those that its tasks change, and by where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.design_plan import LISTS, is_open, locations_of, phases_of, planned_files
from speclint.spec.exact_paths import inexactness
from speclint.spec.file_kinds import clean, kind_of
from speclint.spec.file_lists import MODIFIED, NEW, is_exempt, is_listed_in, paired
from speclint.spec.migration_names import is_template_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.file_lists import Change, Changes, Listed
    from speclint.spec.model import Spec

_MANY = 3


class _Fault(NamedTuple):
    """A path that one list has and the other lacks; `sort` tells faults that one finding may hold together."""

    sort: str
    path: str
    span: Span
    message: str
    advice: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    level: str | None = None


def file_list_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each file that the tables list and no task changes, or a task changes and no table lists."""
    if not spec.readable:
        return
    if not spec.tasks:
        yield from _findings(_planned(spec))
        return
    changes, listed = spec.changes, spec.listed_files
    faults = [
        *_wrong_list(changes, listed),
        *_new(spec, changes, listed),
        *_modified(spec, changes, listed),
        *_migrations(spec, changes),
        *_handlers(spec, changes, listed),
    ]
    yield from _findings(faults)


def _findings(faults: Iterable[_Fault]) -> Iterator[Finding]:
    """Yield one finding a fault, or one for more than three of one sort."""
    groups: dict[str, list[_Fault]] = {}
    for fault in faults:
        groups.setdefault(fault.sort, []).append(fault)
    for group in groups.values():
        if len(group) > _MANY:
            yield _together(group)
        else:
            for fault in group:
                yield Finding(fault.span, fault.message, fault.advice, fault.related, fault.fix, fault.level)


def _together(group: Sequence[_Fault]) -> Finding:
    first = group[0]
    return Finding(
        first.span,
        f"{first.message}, and so it is with {len(group) - 1} more files",
        first.advice,
        related=tuple(Related(fault.span, f"`{fault.path}` too") for fault in group[1:]),
        level=first.level,
    )


def _wrong_list(changes: Changes, listed: Listed) -> Iterator[_Fault]:
    for path, span in listed.modified.items():
        if path in listed.new:
            related = (Related(listed.new[path], "among new files"),)
            advice = "list it once: a file that this spec creates stands among new files only"
            yield _Fault("both", path, span, f"`{path}` stands among new and among modified files", advice, related)
        elif path in changes.created:
            change = changes.created[path]
            message = f"`{path}` stands among modified files, and {change.task.id} creates it"
            yield _Fault("kind", path, span, message, "list it among new files", (_place(change, "creates"),))
    for path, span in listed.new.items():
        if path in changes.modified and path not in listed.modified:
            change = changes.modified[path]
            message = (
                f"`{path}` stands among new files, and {change.task.id} modifies it without a task that creates it"
            )
            advice = "let a task create it, or list it among modified files"
            yield _Fault("kind", path, span, message, advice, (_place(change, "modifies"),))


def _place(change: Change, verb: str) -> Related:
    return Related(change.entry.span, f"{change.task.id} {verb} it here")


def _new(spec: Spec, changes: Changes, listed: Listed) -> Iterator[_Fault]:
    mine = {path: span for path, span in listed.new.items() if not is_exempt(path) and not changes.touches(path)}
    mine = {path: span for path, span in mine.items() if inexactness(path) is None}
    theirs = {path: change for path, change in changes.created.items() if _is_unlisted(path, NEW, listed)}
    yield from _held(spec, mine, theirs, "new files", "creates", changes.exact)


def _modified(spec: Spec, changes: Changes, listed: Listed) -> Iterator[_Fault]:
    mine = {path: span for path, span in listed.modified.items() if not is_exempt(path) and not changes.touches(path)}
    mine = {path: span for path, span in mine.items() if inexactness(path) is None and path not in listed.new}
    theirs = {path: change for path, change in changes.modified.items() if _is_unlisted(path, MODIFIED, listed)}
    yield from _held(spec, mine, theirs, "modified files", "modifies", changes.exact)


def _is_unlisted(path: str, roles: tuple[str, str], listed: Listed) -> bool:
    readable = listed.exact and is_listed_in(path, roles, listed.readable)
    return readable and not listed.holds(path) and not is_exempt(path)


def _held(
    spec: Spec, mine: Mapping[str, Span], theirs: Mapping[str, Change], what: str, verb: str, exact: bool
) -> Iterator[_Fault]:
    for path, other in paired(mine, theirs):
        if path is None:
            assert other is not None
            change = theirs[other]
            message = f"`{other}`, which {change.task.id} {verb}, is not listed among {what}"
            fix = _added(spec, other, what)
            yield _Fault(f"{verb}-2", other, change.entry.span, message, f"list it among {what}", (), fix)
        elif other is not None:
            change = theirs[other]
            message = f"no task {verb} `{path}`, which is listed among {what}"
            yield _Fault(f"{verb}-3", path, mine[path], message, f"did you mean `{other}`?", (_place(change, verb),))
        elif exact:
            message = f"no task {verb} `{path}`, which is listed among {what}"
            advice = f"name it under Files of the task that {verb} it, or drop the row"
            yield _Fault(f"{verb}-1", path, mine[path], message, advice)


def _added(spec: Spec, path: str, what: str) -> Fix | None:
    """Return the fix that adds a row with the path and empty cells below the table that it belongs to."""
    role = f"{'frontend' if kind_of(path) in ('ui', 'script') else 'backend'}-{what.split()[0]}"
    views = list(spec.tables_by_role(role))
    if len(views) != 1:
        return None
    view = views[0]
    last = view.table.rows[-1].span if view.table.rows else view.table.delimiter
    line = spec.source.line_spans[spec.source.line_of(last.start)]
    cells = [""] * len(view.table.header.cells)
    sample = next((cell for row in view.rows() if (cell := view.cell(row, "path"))), None)
    code = sample is None or spec.source[sample.span].startswith("`")
    cells[view.columns["path"]] = f"`{path}`" if code else path
    text = f"\n{spec.source.text[line.start : last.start]}| {' | '.join(cells)} |"
    return Fix("add a row for it", Safety.UNSAFE, (Edit(Span(last.end, last.end), text),))


def _migrations(spec: Spec, changes: Changes) -> Iterator[_Fault]:
    """Yield the migrations that no task creates, and those that tasks create and the spec does not write out."""
    written = {
        clean(migration.path): migration.path_span
        for migration in spec.migrations
        if not is_template_path(migration.path)
    }
    created = {path: change for path, change in changes.created.items() if kind_of(path) == "migration"}
    unwritten = created if written else {}
    mine = {path: span for path, span in written.items() if path not in changes.others}
    for path, other in paired(mine, unwritten):
        if path is None:
            assert other is not None
            change = created[other]
            message = f"the migration `{other}`, which {change.task.id} creates, is not written out"
            yield _Fault("unwritten", other, change.entry.span, message, "write its SQL under Goose Migrations")
        elif other is not None or changes.exact:
            related = (_place(created[other], "creates"),) if other else ()
            advice = f"did you mean `{other}`?" if other else "let a task of Phase 1 create it"
            yield _Fault(
                "uncreated",
                path,
                mine[path],
                f"no task creates the migration `{path}`",
                advice,
                related,
                None,
                "migration",
            )


def _handlers(spec: Spec, changes: Changes, listed: Listed) -> Iterator[_Fault]:
    """Yield the files of handlers that neither a table nor a task names."""
    if not (changes.exact and listed.exact and {"backend-new", "backend-modified"} <= listed.readable):
        return
    seen: set[str] = set()
    for section in spec.by_role.get("endpoint", []):
        field = spec.fields_of(section).get("handler")
        for code in code_spans(spec.source, field.label.value) if field else ():
            path = clean(spec.source[code.content])
            if not path.endswith(".go") or "/" not in path or path in seen or inexactness(path) is not None:
                continue
            seen.add(path)
            if not (listed.holds(path) or changes.touches(path) or changes.touches_below(path)):
                message = f"`{path}` holds a handler, and neither a table of files nor a task names it"
                advice = "list it among the files, and name it under Files of the task that writes the handler"
                yield _Fault("handler", path, code.content, message, advice)


def _planned(spec: Spec) -> Iterator[_Fault]:
    """Yield the locations of a design's components that no list of files has, and the listed files of no component."""
    if not all(spec.by_role.get(role) for role in LISTS):
        return
    components = [one for phase in phases_of(spec) for one in phase.components if not is_open(spec, one)]
    located: dict[str, Span] = {}
    exact = bool(components)
    for one in components:
        places = locations_of(spec, one)
        exact = exact and bool(places)
        for span, _ in places:
            exact = exact and inexactness(spec.source[span]) is None
            located.setdefault(clean(spec.source[span]), span)
    listed = {path: span for paths in planned_files(spec).values() for path, span in paths.items()}
    mine = {path: span for path, span in located.items() if inexactness(path) is None and not is_exempt(path)}
    theirs = {path: span for path, span in listed.items() if not is_exempt(path)}
    ends = _tails(listed), _tails(located)
    mine = {path: span for path, span in mine.items() if path not in ends[0] and not _tails([path]) & listed.keys()}
    theirs = {
        path: span for path, span in theirs.items() if path not in ends[1] and not _tails([path]) & located.keys()
    }
    for path, other in paired(mine, theirs):
        if path is None:
            assert other is not None
            if exact:
                message = f"no component of a phase lies in `{other}`, which is listed among the files"
                advice = "name it as the location of the component that it is part of, or drop it from the list"
                yield _Fault("unplanned", other, theirs[other], message, advice)
            continue
        message = f"`{path}` is the location of a component, and no list of files has it"
        related = (Related(theirs[other], f"the list has `{other}`"),) if other else ()
        advice = f"did you mean `{other}`?" if other else "list it among the files to create, to modify or to delete"
        yield _Fault("unlisted", path, mine[path], message, advice, related)


def _tails(paths: Iterable[str]) -> set[str]:
    """Return the paths and what remains of each without its leftmost folders, a folder and a name at least."""
    found: set[str] = set()
    for path in paths:
        parts = path.split("/")[-8:]
        found.add(path)
        found.update("/".join(parts[index:]) for index in range(1, len(parts) - 1))
    return found
