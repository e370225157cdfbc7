"""Check of the paths that tasks and file tables name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.design_plan import LISTS, locations_of, phases_of, planned_files
from speclint.spec.exact_paths import inexactness
from speclint.spec.listings import plain_name
from speclint.spec.path_cells import path_target, paths_in_cell
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.source import Span
    from speclint.spec.model import Spec

_PATH = regex(r"(?<![\w`/.])[\w.@~+\[\]*-]*(?:/[\w.@~+\[\]*-]*)+|(?<![\w`/])[\w-]+\.(?!\s)[a-z]{1,5}\b")
_WHOLE_PATH = regex(r"^[^\s()]*[/.][^\s()]*$")


def inexact_path(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each path under Files and in a file table that names no one file, once for each path."""
    seen: dict[str, Finding] = {}
    others: dict[str, list[Related]] = {}
    for span in _paths(spec):
        path = spec.source[span].strip()
        fault = inexactness(path)
        if fault is None:
            continue
        if path in seen:
            others[path].append(Related(span, "named here too"))
            continue
        others[path] = []
        seen[path] = Finding(span, f"`{path}` {fault}", "write the path from the repository's root to one file")
    yield from _component_files(spec)
    yield from _planned_files(spec)
    for path, finding in seen.items():
        yield Finding(finding.span, finding.message, finding.help, related=tuple(others[path]))


def _component_files(spec: Spec) -> Iterator[Finding]:
    """Yield each component whose list of files names no file, and each of its paths that is inexact."""
    for section in spec.by_role.get("component-changes", []):
        for entry in spec.entries_of(section):
            view = entry.topics.get("files")
            if view is None or view.item is None or not view.filled or is_none_statement(view.value):
                continue
            where = view.item.span
            codes = [code.content for code in code_spans(spec.source, where)]
            words = [
                Span(where.start + found.start(), where.start + found.end())
                for found in _PATH.finditer(spec.source[where])
            ]
            if spec.is_placeholder(where) or "[" in view.value:
                continue
            paths = [span for span in codes or words if _WHOLE_PATH.search(spec.source[span])]
            faults = [(span, inexactness(spec.source[span])) for span in paths]
            if not any(fault is None for _, fault in faults):
                shown = plain_name(spec.source, entry) or "a component"
                message = f"the files of {shown} are named by no exact path"
                yield Finding(view.span, message, "name each by its path from the repository's root", level="component")
                continue
            for span, fault in faults:
                if fault is not None:
                    help_text = "write the path from the repository's root to one file"
                    yield Finding(span, f"`{spec.source[span]}` {fault}", help_text, level="component")


def _planned_files(spec: Spec) -> Iterator[Finding]:
    """Yield the locations of a design's components, and its listed files, that name no one file."""
    phases = phases_of(spec) if not spec.tasks else ()
    located = [place for phase in phases for one in phase.components for place in locations_of(spec, one)]
    if phases:
        located += [
            (span, True)
            for role in LISTS[1:]
            for span in planned_files(spec)[role].values()
            if not spec.is_placeholder(span)
        ]
    bare: list[Span] = []
    seen: set[str] = set()
    for span, code in located:
        path = spec.source[span].strip()
        fault = inexactness(path)
        if fault is not None and path not in seen:
            advice = "write the path from the repository's root to one file"
            yield Finding(span, f"`{path}` {fault}", advice, level="plan")
        elif fault is None and not code:
            bare.append(span)
        seen.add(path)
    if bare:
        edits = [Edit(Span(at, at), "`") for span in bare for at in span]
        yield Finding(
            bare[0],
            "the location is no code span",
            "set it in backticks",
            related=tuple(Related(span, "here neither") for span in bare[1:]),
            fix=Fix("set it in backticks", Safety.SAFE, tuple(edits)),
            level="plan",
        )


def _paths(spec: Spec) -> Iterator[Span]:
    for section in spec.alignment.walk():
        for views in spec.tables_of(section).values():
            for view in views:
                keys = [column.key for column in view.type.columns if column.format == "path"]
                if not keys or view.type.role == "migration-order":
                    continue
                for row in view.rows():
                    for key in keys:
                        cell = view.cell(row, key)
                        if cell is not None and cell.span.end > cell.span.start:
                            yield from paths_in_cell(spec, cell.span)
    for task in spec.tasks:
        for entry in task.files:
            if entry.action == "rename" or spec.is_placeholder(entry.span) or spec.is_placeholder(entry.whole):
                continue
            if not is_none_statement(spec.source[entry.whole]):
                yield path_target(spec, entry.span)
