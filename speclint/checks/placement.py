"""The check of where a spec's file lies and what it is called."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.fact_values import Facts
    from speclint.spec.project import Project
    from speclint.spec.spectype import SpecType

# Small letters and digits between hyphens; a dot or an underscore does no harm.
_PLAIN_STEM = regex(r"[^\W_A-Z]+(?:[-_.][^\W_A-Z]+)*")
_ANY_STEM = "{slug}"
_FURTHER = r"(?i){stem}[-_. ]?(?:v?\d+|parts?\b.*|final\b.*|new|old|draft|copy)\{suffix}"


def misplaced_spec(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each spec that lies in another folder, or has another name, than its type prescribes."""
    if project.homes is None:
        return
    for path in sorted(project.named - project.homes.elsewhere):
        facts = project.specs[path]
        inside = path != "-" and not path.startswith("../") and not posixpath.isabs(path)
        if inside:
            yield from _judge(project, facts, project.kinds[facts.type])


def _judge(project: Project, facts: Facts, kind: SpecType) -> Iterator[Finding]:
    folder, name = posixpath.split(facts.path)
    if _ANY_STEM not in kind.filename:
        if name != kind.filename:
            yield _misnamed(facts, kind.filename)
        else:
            yield from _further(project, facts, kind.filename)
        return
    stem, suffix = posixpath.splitext(name)
    plain = bool(_PLAIN_STEM.fullmatch(stem)) or not slug(stem)
    wanted = name if plain else f"{slug(stem)}{suffix.lower()}"
    assert project.homes is not None
    folders = project.homes.folders
    # A repository of several parts has such a folder in each of them.
    known = {posixpath.basename(home) for home in folders}
    if not any(facts.path.startswith(f"{home}/") for home in folders) and known.isdisjoint(folder.split("/")):
        home = folders[0] if folders else kind.folder
        message = f"the spec lies in {folder}/, not in {home}/" if folder else f"the spec does not lie in {home}/"
        yield Finding(facts.title, message, f"move it to {home}/{wanted}", path=facts.path)
    elif not plain:
        yield _misnamed(facts, wanted)


def _misnamed(facts: Facts, wanted: str) -> Finding:
    folder, name = posixpath.split(facts.path)
    place = posixpath.join(folder, wanted)
    return Finding(facts.title, f"the file is called {name}, not {wanted}", f"rename it to {place}", path=facts.path)


def _further(project: Project, facts: Facts, filename: str) -> Iterator[Finding]:
    """Report a second file beside the one that the spec is to stand in (`tech_spec_v2.md`)."""
    import re

    folder = posixpath.dirname(facts.path)
    stem, suffix = posixpath.splitext(filename)
    pattern = re.compile(_FURTHER.replace("{stem}", re.escape(stem)).replace("{suffix}", suffix))
    others = [name for name in project.repository.files_in(folder) if pattern.fullmatch(name)]
    if others:
        related = tuple(Related(Span(0, 0), "another file", posixpath.join(folder, name)) for name in others[:3])
        message = f"{others[0]} stands beside it: the spec is one file"
        yield Finding(facts.title, message, "put both into one", related, path=facts.path)
