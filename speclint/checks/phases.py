"""Checks of tasks against their phase and their size: what each changes, and how much of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.file_kinds import clean, is_test, is_wiring, kind_of, words_of
from speclint.spec.prose import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import FileEntry, Task

_MANY = 3
_SHOWN = {"migration": "a migration", "go": "Go code", "ui": "a component", "script": "TypeScript"}
_HOME = {
    "migration": "Phase 1, with the data model",
    "go": "Phase 2 or 3, with the backend",
    "ui": "Phase 4 or 5, with the frontend",
    "script": "Phase 4 or 5, with the frontend",
}
# What a Go file of the data model is not called.
_LOGIC = frozenset(
    {
        "handler",
        "handlers",
        "controller",
        "controllers",
        "middleware",
        "router",
        "routes",
        "api",
        "http",
        "rest",
        "grpc",
    }
)
_DATA = frozenset(
    {"model", "models", "store", "stores", "repository", "repositories", "repo", "entity", "entities", "domain", "type"}
    | {"types", "schema", "db", "database", "migrate", "migration", "migrations"}
)
_EVENTS = frozenset({"ws", "websocket", "websockets", "realtime", "hub", "sse", "broadcast", "broadcaster"})
# A migration that ends a change in two steps is run after the code that it waits for.
_SECOND_STEP = regex(r"drop|remove|clean_?up|contract|not_null|validate|backfill|rename|finali[sz]e", re.IGNORECASE)


class _Misplaced(NamedTuple):
    """A file whose kind does not belong to its task's phase."""

    task: Task
    entry: FileEntry
    kind: str
    level: str | None


def misplaced_task(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task whose files belong to another phase, or to several at once; one finding a task."""
    groups: dict[tuple[int, str], list[_Misplaced]] = {}
    settled: set[str] = set()
    for task in spec.tasks:
        phase = _phase(task)
        found = [one for entry in _files(spec, task) for one in _misplaced(task, phase, entry)] if phase else []
        if found:
            first = min(found, key=lambda one: (one.level != "order", one.entry.span))
            groups.setdefault((phase, first.kind), []).append(first)
            settled.add(task.id)
    for (phase, kind), found in groups.items():
        if len(found) > _MANY:
            yield _out_of_phase(found, phase, kind, f", as do {len(found) - 1} other tasks of the phase")
        else:
            for one in found:
                yield _out_of_phase([one], phase, kind, "")
    for task in spec.tasks:
        if task.id not in settled:
            yield from _mixed(spec, task)
    yield from _tests(spec)
    yield from _integration(spec)


def _phase(task: Task) -> int:
    """Return the number of the template's phase that a task stands in, or 0 where the phase has a title of its own."""
    key = task.section.type.key
    if "retitled" in task.section.changes or not key.startswith("phase-"):
        return 0
    return int(key[6:]) if key[6:].isdigit() else 0


def _files(spec: Spec, task: Task) -> Iterator[FileEntry]:
    return (entry for entry in task.files if entry.action != "rename" and not spec.is_placeholder(entry.span))


def _misplaced(task: Task, phase: int, entry: FileEntry) -> Iterator[_Misplaced]:
    kind = kind_of(entry.path)
    if kind == "migration" and phase != 1:
        yield _Misplaced(task, entry, kind, "minor" if _SECOND_STEP.search(entry.path) else "order")
    elif kind == "ui" and phase in (1, 2, 3):
        yield _Misplaced(task, entry, kind, "order")
    elif kind in ("ui", "script") and phase == 6 and entry.action == "create":
        yield _Misplaced(task, entry, kind, None)
    elif kind == "go":
        words = words_of("/".join(clean(entry.path).split("/")[-2:]))
        logic = phase == 1 and _is_logic(entry.path)
        late = phase == 5 and entry.action == "create" and not is_wiring(entry.path)
        if phase == 4 or logic or late or (phase == 6 and entry.action == "create"):
            yield _Misplaced(task, entry, kind, None)
        elif phase == 2 and words & _EVENTS:
            yield _Misplaced(task, entry, "events", "minor")


def _is_logic(path: str) -> bool:
    """Tell whether a Go file's own name or folder says that it answers requests, and none that it holds data."""
    words = words_of("/".join(clean(path).split("/")[-2:]))
    return bool(words & _LOGIC or is_wiring(path)) and not words & _DATA


def _out_of_phase(found: Sequence[_Misplaced], phase: int, kind: str, suffix: str) -> Finding:
    first = found[0]
    what = _SHOWN.get(kind, "code for events")
    home = _HOME.get(kind, "Phase 3, with real-time events")
    return Finding(
        first.entry.span,
        f"task {first.task.id} of Phase {phase} has {what} (`{first.entry.path}`){suffix}",
        f"do it in {home}",
        related=tuple(Related(one.entry.span, f"{one.task.id} too") for one in found[1:]),
        level=first.level,
    )


def _mixed(spec: Spec, task: Task) -> Iterator[Finding]:
    """Yield a task that changes schema, backend and frontend at once; to join them is what Phase 5 is for."""
    if _phase(task) in (5, 6):
        return
    first: dict[str, FileEntry] = {}
    for entry in _files(spec, task):
        kind = kind_of(entry.path)
        if kind in _SHOWN and not (kind == "go" and _phase(task) == 1):
            first.setdefault("ui" if kind == "script" else kind, entry)
    if len(first) < 2:
        return
    kinds = sorted(first, key=lambda kind: first[kind].span)
    shown = " and ".join(_SHOWN[kind_of(first[kind].path)] for kind in kinds)
    yield Finding(
        first[kinds[1]].span,
        f"task {task.id} has {shown} at once",
        "make a task of each, so that schema, backend and frontend can be built and tested one by one",
        related=tuple(Related(first[kind].span, "the other side") for kind in (kinds[0], *kinds[2:])),
    )


def _tests(spec: Spec) -> Iterator[Finding]:
    """Yield the tasks of tests alone that come before Phase 6, unless phases bring their own tests."""
    early: list[tuple[Task, FileEntry]] = []
    for task in spec.tasks:
        files = list(_files(spec, task))
        if _phase(task) in (1, 2, 3, 4) and files and all(is_test(entry.path) for entry in files):
            early.append((task, files[0]))
    if early and len({_phase(task) for task, _ in early}) == 1:
        task, entry = early[0]
        yield Finding(
            entry.span,
            f"task {task.id} has tests alone, before Phase 6",
            "do it in Phase 6, or with the task whose code it tests",
            related=tuple(Related(other.span, f"{one.id} too") for one, other in early[1:]),
            level="minor",
        )


def _integration(spec: Spec) -> Iterator[Finding]:
    for task in spec.tasks:
        files = list(_files(spec, task))
        code = [entry for entry in files if kind_of(entry.path) in ("ui", "script")]
        if (
            _phase(task) == 5
            and code
            and all(entry.action == "create" and not is_wiring(entry.path) for entry in files)
        ):
            yield Finding(
                files[0].span,
                f"task {task.id} of Phase 5 wires nothing: it only creates files",
                "name the file that it joins the new ones to, or do it in the phase of the files",
                level="minor",
            )


_SMALL = regex(r"\bimports?\b|\bone[- ]line\b|\bsingle line\b|\brenam|\btypos?\b|\bbump", re.IGNORECASE)
_GREATEST, _BORDER, _FILES, _TRIVIAL_WORDS, _TERSE_WORDS = 10, 8, 8, 12, 8


def oversized_task(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task whose description is longer than one commit bears, or that is too small or too terse for one."""
    for task in spec.tasks:
        label = task.labels.get("description")
        if label is None or spec.is_placeholder(label.value):
            continue
        said = sentences_of(spec.source, label)
        if len(said) > _BORDER:
            yield Finding(
                label.span,
                f"the description of task {task.id} has {len(said)} sentences",
                "split the task: one meaningful commit takes eight to ten sentences at most",
                level=None if len(said) > _GREATEST else "border",
            )
        elif len(said) == 1:
            yield from _trifle(spec, task, said[0])
        files = [entry for entry in task.files if not spec.is_placeholder(entry.span)]
        if len(said) <= _BORDER and len(files) > _FILES:
            yield Finding(
                files[_FILES].span,
                f"task {task.id} touches {len(files)} files",
                "split the task, unless one commit holds them all",
                level="files",
            )


def _trifle(spec: Spec, task: Task, sentence: str) -> Iterator[Finding]:
    label = task.labels["description"]
    count = len(re.findall(r"[^\W_][\w'-]*", sentence))
    files = task.files
    single = len(files) == 1 and files[0].action == "modify"
    if single and count <= _TRIVIAL_WORDS and _SMALL.search(sentence):
        yield Finding(
            label.span,
            f"task {task.id} changes a line or two",
            "merge it with the task that needs it",
            level="trifle",
        )
    elif count < _TERSE_WORDS and not code_spans(spec.source, label.value):
        yield Finding(
            label.span,
            f"the description of task {task.id} says too little to build it",
            "describe its behaviour, inputs, results and errors",
            level="terse",
        )
