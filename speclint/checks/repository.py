"""Checks of a spec against the files around it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.headings import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.fact_values import Facts, PrdFacts, StoryFact, Target
    from speclint.spec.project import Project

# A template's or an example's target, not a path: it has a hole, or runs on.
_HOLE = regex(r"[\[\]{}<>*|]|\.\.\.|\u2026|^(?:url|link|path|todo|tbd)$|path/to/", re.IGNORECASE)
# Hosts number lines (`#L10-L20`) and take search words (`#:~:text=`) as fragments.
_OF_THE_HOST = regex(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|:~:.*|top|", re.IGNORECASE)
_HOST = regex(r"(?:www\.|[a-z0-9-]+\.(?:com|org|net|io|dev)(?:/|$))", re.IGNORECASE)
_HYPHENS = regex(r"-{2,}")


def broken_link(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each relative link whose file or heading is not there, and a PRD's path that leads nowhere."""
    for path in sorted(project.named):
        facts = project.specs[path]
        for target in facts.targets:
            if not _HOLE.search(target.text):
                yield from _judge(project, facts, target)


def _judge(project: Project, facts: Facts, target: Target) -> Iterator[Finding]:
    written, _, fragment = target.text.partition("#")
    written = written.partition("?")[0]
    place = facts.path if not written else _resolved(project, facts, target.kind, written)
    if place is None:
        return
    if written and not any(project.repository.exists(one) for one in _spellings(place)):
        if project.homes is None:
            return  # a spec outside any repository was taken away from what it links to
        yield _dead(project, facts, target, written, place)
    elif fragment:
        yield from _dead_fragment(project, facts, target, place, fragment)


def _resolved(project: Project, facts: Facts, kind: str, written: str) -> str | None:
    """Return where a path leads; a PRD's path is one from the root unless it begins with dots."""
    if kind == "path" and not written.startswith("."):
        return project.repository.resolve(written)
    return project.repository.resolve(written, facts.path)


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


def _closest(word: str, known: Iterable[str], cutoff: float) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(known), 1, cutoff)), None)


def _spellings(place: str) -> tuple[str, ...]:
    decoded = posixpath.normpath(_decoded(place))
    return (place,) if decoded == place else (place, decoded)


def _dead(project: Project, facts: Facts, target: Target, written: str, place: str) -> Finding:
    what = "the PRD" if target.kind == "path" else "the link's target"
    message = f"{what} {written} does not exist"
    return Finding(target.span, message, _advice(project, facts, target, written, place), path=facts.path)


def _advice(project: Project, facts: Facts, target: Target, written: str, place: str) -> str:
    if target.kind == "link" and _HOST.match(written):
        return f"write https://{written} if it is an address"
    from_root = project.repository.resolve(written)
    if target.kind == "link" and from_root and from_root != place and project.repository.exists(from_root):
        folder = posixpath.dirname(facts.path) or "."
        return f"a link starts at the spec's own folder: write {posixpath.relpath(from_root, folder)}"
    folder, name = posixpath.split(place)
    names = [posixpath.basename(file) for file in _siblings(project, folder)]
    close = _closest(name, names, 0.8)
    return f"did you mean {written[: len(written) - len(name)]}{close}?" if close else "correct or remove it"


def _siblings(project: Project, folder: str) -> Iterable[str]:
    # The root itself may be large, and a name near the right one seldom lies there.
    if not folder:
        return ()
    return [file for file in project.repository.files_under(folder) if posixpath.dirname(file) == folder]


def _dead_fragment(project: Project, facts: Facts, target: Target, place: str, fragment: str) -> Iterator[Finding]:
    other = project.specs.get(posixpath.normpath(_decoded(place)))
    if other is None or _OF_THE_HOST.fullmatch(fragment):
        return
    known = {_folded(anchor): anchor for anchor in other.anchors}
    name = _folded(_decoded(fragment))
    if name in known:
        return
    where = "the spec" if other.path == facts.path else other.path
    close = _closest(name, known, 0.75)
    help_text = f"did you mean #{known[close]}?" if close else "link to a heading that is there"
    yield Finding(target.span, f"no heading of {where} has the fragment #{fragment}", help_text, path=facts.path)


def _folded(anchor: str) -> str:
    """Fold what hosts treat differently: case, and the hyphens that a dropped sign leaves behind."""
    return _HYPHENS.sub("-", anchor.casefold()).strip("-")


def unmapped_story(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each story of the PRD that the spec doesn't map, and each mapped story that the PRD doesn't have."""
    for path in sorted(project.named):
        facts = project.specs[path]
        prd = _prd_of(project, facts)
        # A PRD in which no story can be read is of another form, and a spec without the table has another finding.
        if prd is not None and prd.stories and facts.stories_end is not None:
            yield from _unmapped(facts, prd)
            yield from _unknown(facts, prd)


def _prd_of(project: Project, facts: Facts) -> PrdFacts | None:
    if facts.prd is None:
        return None
    written = facts.prd.text.partition("#")[0].partition("?")[0]
    place = _resolved(project, facts, facts.prd.kind, written) if written else None
    if place is None:
        return None
    return next((project.prds[one] for one in _spellings(place) if one in project.prds), None)


def _unmapped(facts: Facts, prd: PrdFacts) -> Iterator[Finding]:
    mapped = {story.id for story in facts.stories}
    end = facts.stories_end or 0
    for story in prd.stories:
        if story.id in mapped:
            continue
        title = story.title.replace("\\|", "|").replace("|", "\\|")
        row = f"| {story.id} | {title} | |" if title else f"| {story.id} | | |"
        fix = Fix(f"add a row for {story.id}", Safety.SAFE, (Edit(Span(end, end), f"\n{row}"),))
        yield Finding(
            facts.stories_place,
            f"story {story.id} of {prd.path} is not mapped",
            f"add the row {row} and name the tasks that implement it",
            (Related(story.span, f"{story.id} is defined here", prd.path),),
            fix,
            path=facts.path,
        )


def _unknown(facts: Facts, prd: PrdFacts) -> Iterator[Finding]:
    known = [story.id for story in prd.stories]
    seen: set[str] = set()
    for story in facts.stories:
        if story.id not in known and story.id not in seen:
            seen.add(story.id)
            yield Finding(
                story.span,
                f"story {story.id} is mapped but {prd.path} does not define it",
                _meant(story, [one for one in known if one not in {other.id for other in facts.stories}]),
                path=facts.path,
            )


def _meant(story: StoryFact, free: list[str]) -> str:
    close = nearest(story.id, free)
    return f"did you mean {close}?" if close else "remove the row, or define the story in the PRD"
