"""Which heading is a document's title, and the level above its sections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.spec.headings import heading_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.markdown.sections import Section
    from speclint.spec.spectype import SpecType


def find_title(heads: Sequence[tuple[Section, str]], types: Mapping[str, SpecType]) -> Section | None:
    """Return the section of the title: a first heading of level 1, or one that begins as some type's titles do."""
    if not heads:
        return None
    section, text = heads[0]
    if section.level == 1:
        return section
    prefixes = tuple(spec_type.title.casefold() for spec_type in types.values() if spec_type.title)
    return section if text.casefold().startswith(prefixes) else None


def find_own_title(kind: SpecType, heads: Sequence[tuple[Section, str]]) -> Section | None:
    """Return the section of a title in a document of a type that has none: it stands above all and names no section."""
    if not heads or any(section.level <= heads[0][0].level for section, _ in heads[1:]):
        return None
    section, text = heads[0]
    known = {heading_key(one.heading).bare for one in kind.walk()}
    return None if heading_key(text).bare in known else section


def leading_section(kind: SpecType, root: Section, heads: Sequence[tuple[Section, str]]) -> Section | None:
    """Return a first section that stands in a title's place, beside the type's own sections and none of them."""
    if not heads or root.blocks:
        return None
    section, text = heads[0]
    known = {heading_key(one.heading).bare for one in kind.walk()}
    return None if heading_key(text).bare in known else section


def level_above(kind: SpecType, heads: Sequence[tuple[Section, str]]) -> int:
    """Return the level that a title would have, were there one: the one above the type's own sections.

    Args:
        kind: A type whose documents have no title.
        heads: All headings with their visible texts.
    """
    levels = {heading_key(one.heading).bare: one.level for one in kind.walk() if not one.repeatable}
    above = Counter(
        section.level - levels[bare] for section, text in heads if (bare := heading_key(text).bare) in levels
    )
    if above:
        return max(min(above, key=lambda level: (-above[level], level)), 0)
    return min((section.level for section, _ in heads), default=2) - 1
