"""The check of the headings that a type's template does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.blocks import Fence, Heading, ThematicBreak
from speclint.regex import regex
from speclint.spec.headings import heading_key, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.sections import Section
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_NAMED = 3
_MOVE = "move its content into a section of the template, or one level deeper"
# What stands at a document's end and is looked up, not read: it takes no section's place.
_APPENDED = regex(
    r"appendi(?:x|ces)\b|(?:glossary|bibliography|change ?log|revision history)$|"
    r"(?:\w+ ){0,2}(?:references?|citations?)$|related (?:\w+ ){0,2}(?:documents|docs|specs|reading)$|"
    r"(?:\w+[ -]){0,2}files?(?:[ -]level)?(?: \w+)? (?:changes?|changed|modified|list|inventory|summary)$|"
    r"files? (?:to (?:be )?)?(?:chang|modif|creat|touch|affect)\w+$|(?:changed|modified|affected) files$"
)


def unknown_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each heading that the type does not know, at a level where it allows none; those of a level at once."""
    if spec.type is None:
        return
    title_level = spec.title_level
    groups: dict[int, list[Section]] = {}
    apart = [section.span.start for section, _ in spec.forbidden]
    for section in spec.alignment.unknown:
        if section.span.start in apart:
            continue  # Another rule says that it must not stand.
        if section.heading is not None and section.level - title_level in spec.type.closed:
            groups.setdefault(section.level, []).append(section)
    holders = {extra.span.start: node for node in spec.alignment.walk() for extra in node.extra}
    for group in groups.values():
        levels: dict[str | None, list[Section]] = {}
        for section in group:
            levels.setdefault(_level(spec, section, holders.get(section.span.start), group), []).append(section)
        prose = "prose" if spec.type.prose else None
        yield from (_finding(spec, sections, level or prose) for level, sections in levels.items())


def _is_picture(section: Section) -> bool:
    """Tell whether a section holds a file tree, a diagram or code, and no prose: it shows what its chapter tells."""
    own = [block for block in section.blocks if not isinstance(block, Heading | ThematicBreak)]
    return bool(own) and all(isinstance(block, Fence) for block in own)


def _level(spec: Spec, section: Section, holder: SpecSection | None, group: Sequence[Section]) -> str | None:
    """Tell whether a section is a picture, or follows all that the template has there and takes the place of none."""
    if holder is not None and not section.children and _is_picture(section):
        return "picture"
    known = holder.children if holder else spec.alignment.sections
    if any(one.section.span.start > section.span.start for one in known):
        return None
    assert section.heading is not None
    if _APPENDED.match(heading_key(spec.text(section.heading.content)).bare):
        return "appended"
    complete = not any(missing.parent is holder for missing in spec.alignment.missing)
    return "alone" if holder and complete and len(group) == 1 else None


def _finding(spec: Spec, sections: Sequence[Section], level: str | None) -> Finding:
    assert spec.type is not None
    headings = [section.heading for section in sections if section.heading is not None]
    names = [f'"{spec.text(heading.content)}"' for heading in headings]
    first = headings[0]
    if len(headings) > 1:
        more = len(names) - _NAMED
        shown = ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        message = f"the {spec.type.name} template has none of these {len(names)} sections: {shown}"
        related = tuple(Related(heading.span, "this one is unknown too") for heading in headings[1:])
        return Finding(first.span, message, _MOVE.replace("its", "their"), related, level=level)
    known = [section.heading for section in spec.type.walk() if not section.repeatable]
    meant = nearest(heading_key(spec.text(first.content)).words, known)
    help_text = f'did you mean "{meant}"?' if meant else _MOVE
    return Finding(first.span, f"the {spec.type.name} template has no section {names[0]}", help_text, level=level)
