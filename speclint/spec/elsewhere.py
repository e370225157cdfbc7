"""What a spec says of a section's matter although it lacks the section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading
from speclint.markdown.labels import labels
from speclint.spec.headings import heading_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import SectionType

_FLAGS = re.IGNORECASE | re.MULTILINE


def is_spoken_of(spec: Spec, kind: SectionType) -> bool:
    """Tell whether a spec without a section speaks of its matter, in known words or under a name like its own.

    Args:
        spec: The spec.
        kind: The section that it lacks.

    Returns:
        Whether the text holds what `told` finds; or, in a type of prose, a label, or a heading that is no section of
        the template by its words, has all the words of the section's heading or of one of the sections below it.
    """
    if kind.told and re.search(kind.told, spec.source.text, _FLAGS):
        return True
    if spec.type is None or not spec.type.prose:
        return False
    wanted = [heading_key(one.heading).core for one in kind.walk() if not one.repeatable]
    return any(core and core <= name for name in _names(spec) for core in wanted)


def matters(spec: Spec, kind: SectionType) -> bool:
    """Tell whether a spec has what makes a section necessary; a section that names nothing of the kind always is."""
    return not kind.matters or bool(re.search(kind.matters, spec.source.text, _FLAGS))


def names_under(spec: Spec, section: SpecSection, content: Sequence[Block]) -> list[frozenset[str]]:
    """Return the words of each heading and each label, in bold type or plain, under a section.

    Args:
        spec: The spec.
        section: The section.
        content: Its blocks and those under it.
    """
    inside = section.section.span
    headings = [one for one in spec.document.blocks if isinstance(one, Heading) and inside.contains(one.span)]
    names = [spec.text(heading.content) for heading in headings if heading is not section.heading]
    names += [label.name for label in labels(spec.source, content, plain=True)]
    return [heading_key(name).core for name in names]


def _names(spec: Spec) -> Iterator[frozenset[str]]:
    """Yield the words of each heading that no section of the template claims, and of each label."""
    claimed = {one.heading.span for one in spec.alignment.walk() if "retitled" not in one.changes}
    for block in spec.document.blocks:
        if isinstance(block, Heading) and block.span not in claimed:
            yield heading_key(spec.text(block.content)).core
    for label in labels(spec.source, spec.document.blocks):
        yield heading_key(label.name).core
