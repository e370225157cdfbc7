"""Checks of a spec against the other specs, the PRD, the migrations and the files of its repository."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.fact_values import Facts, Step, Target
    from speclint.spec.project import Project

_APPROVED = ("approved", "accepted", "final", "done", "shipped", "complete")
_DIGITS = 14
_OPEN_STATUS = {"draft", "in review", "in_review", "wip"}
_HOLES = frozenset("[]<>{}*")


def stale_last_updated(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each spec that git says was changed after the day it names as that of its last update."""
    for path in sorted(project.named):
        updated = project.specs[path].updated
        changed = project.repository.last_change(path) if updated else None
        if updated and changed and changed > updated.text:
            message = f"the last update is dated {updated.text}, and git has a change of {changed}"
            yield Finding(updated.span, message, "write the day of the last change", path=path)


def unready_prd(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield a PRD that says it is not approved, and each of its stories without criteria that nobody asks about."""
    for path in sorted(project.named):
        facts = project.specs[path]
        if facts.prd is None:
            continue
        place = _prd_path(project, facts, facts.prd)
        prd = project.prds.get(place) if place else None
        if prd is None:
            continue
        if prd.status and not prd.status.casefold().startswith(_APPROVED):
            message = f'the PRD {prd.path} is not approved: its status is "{prd.status}"'
            yield Finding(facts.prd.span, message, "have it approved first", path=path)
        for story in facts.stories:
            if story.id in prd.bare and story.id not in facts.questioned:
                message = f"story {story.id} has no acceptance criteria in {prd.path}"
                help_text = "state them there, or ask for them under Open Questions"
                yield Finding(story.span, message, help_text, level="criteria", path=path)


def _prd_path(project: Project, facts: Facts, target: Target) -> str | None:
    written = target.text.partition("#")[0].partition("?")[0]
    if not written:
        return None
    from_root = target.kind == "path" and not written.startswith(".")
    return project.repository.resolve(written, None if from_root else facts.path)


def migration_version_clash(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each migration whose version another spec or a file of the same folder has under another name."""
    for path in sorted(project.named):
        facts = project.specs[path]
        own = [(target, *_version(target.text)) for target in facts.migrations if _version(target.text)[1]]
        if not own:
            continue
        others = [
            (other, target, *_version(target.text))
            for other in project.mentioning([version for _, _, version in own])
            if other.path != path
            for target in other.migrations
        ]
        for target, folder, version in own:
            name = posixpath.basename(target.text)
            for other, theirs, their_folder, their_version in others:
                if (folder, version) == (their_folder, their_version) and posixpath.basename(theirs.text) != name:
                    related = (Related(theirs.span, f"{posixpath.basename(theirs.text)} has it too", other.path),)
                    yield _clash(facts, target, version, other.path, related)
                    break
            else:
                file = next((one for one in _on_disk(project, folder, version) if one != name), None)
                if file is not None:
                    yield _clash(facts, target, version, posixpath.join(folder, file), ())


def _version(path: str) -> tuple[str, str]:
    """Return a migration's folder and its timestamp, or "" where its name begins with none."""
    folder, name = posixpath.split(path)
    version = name.partition("_")[0]
    return folder, version if len(version) == _DIGITS and version.isdigit() else ""


def _on_disk(project: Project, folder: str, version: str) -> tuple[str, ...]:
    return tuple(name for name in project.repository.files_in(folder) if name.startswith(f"{version}_"))


def _clash(facts: Facts, target: Target, version: str, where: str, related: tuple[Related, ...]) -> Finding:
    message = f"the version {version} is taken by {where}"
    return Finding(target.span, message, "give the migration a timestamp of its own", related, path=facts.path)


def cross_spec_clash(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each new table and each endpoint that another spec brings in as well."""
    for path in sorted(project.named):
        facts = project.specs[path]
        words = sorted({one.name.partition(" ")[2].split("{")[0] or one.name for one in facts.definitions})
        taken = {
            (theirs.kind, theirs.name): (other, theirs)
            for other in reversed(list(project.mentioning(words)))
            if other.path != path
            for theirs in other.definitions
        }
        for own in facts.definitions:
            if (own.kind, own.name) in taken:
                other, theirs = taken[own.kind, own.name]
                shown = own.name if own.kind == "table" else own.name.replace("{}", "{…}")
                message = f"{own.kind} {shown} is new here and in {other.path}"
                help_text = "describe it as a change of what that spec brings in, or name it otherwise"
                yield Finding(own.span, message, help_text, (Related(theirs.span, "there", other.path),), path=path)


def nonexistent_file(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each path that an open task modifies though it is not there, or creates though it is."""
    for path in sorted(project.named):
        facts = project.specs[path]
        if any(path.startswith(f"{folder.rstrip('/')}/") for folder in project.completed):
            continue
        # A repository that holds none of the paths is not the one that the spec changes.
        if not any(step.action != "create" and project.repository.exists(step.path) for step in facts.steps):
            continue
        created = {step.path for step in facts.steps if step.action == "create"}
        for step in facts.steps:
            if not _HOLES & set(step.path):
                yield from _against_disk(project, facts, step, created)


def _against_disk(project: Project, facts: Facts, step: Step, created: set[str]) -> Iterator[Finding]:
    there = project.repository.exists(step.path)
    if step.action != "create" and not there and step.path not in created:
        verb = "modified" if step.action == "modify" else "deleted"
        yield Finding(
            step.span,
            f"{step.path} is to be {verb} and is not there",
            "correct the path, or create it first",
            path=facts.path,
        )
    elif step.action == "create" and there and (facts.status is None or facts.status in _OPEN_STATUS):
        yield Finding(
            step.span,
            f"{step.path} is to be created and is there already",
            "write Modify, or choose another path",
            path=facts.path,
        )


def convention_drift(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield what a spec does otherwise than the finished specs without saying so, and tables without usual columns."""
    settled: dict[str, tuple[str, int]] | None = None
    for path in sorted(project.named):
        facts = project.specs[path]
        for table, lacking, span in facts.unkeyed:
            level = "key" if lacking == "primary key" else None
            yield Finding(
                span, f"table {table} has no {lacking}", f"add the {lacking}, or say why not", level=level, path=path
            )
        if facts.habits and settled is None:
            from speclint.spec.habits import conventions

            settled = conventions(project.finished())
        for habit in facts.habits:
            usual, count = (settled or {}).get(habit.kind, (habit.value, 0))
            if habit.value != usual:
                message = f"the {habit.kind} is {habit.value}, where {count} finished specs have {usual}"
                help_text = "follow them, or give the reason under New Patterns or Deviations"
                yield Finding(habit.span, message, help_text, path=path)
