"""The check of the headings that stand once for each thing: decisions, phases, questions, events, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Table
from speclint.markdown.labels import labels
from speclint.regex import regex
from speclint.spec.counted import counted_headings
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Heading
    from speclint.markdown.sections import Section
    from speclint.rules.rule import Rule
    from speclint.spec.counted import Counted, CountedGroup
    from speclint.spec.model import Spec

_FEW = 3
_NAMES = {"event": regex(r"[a-z][\w.:-]*"), "new-table": regex(r"(?:[A-Za-z_]\w*\.)?[A-Za-z_]\w*")}
_WANTED = {
    "event": "is not named like an event: one word in small letters, such as `invite.sent`",
    "new-table": "is not the name of a table alone",
}
_HOLDERS = {"events": "event", "new-tables": "new-table"}


def malformed_repeated_heading(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each heading of a repeated section that has not the template's form, and each table described twice."""
    for group in counted_headings(spec):
        yield from _in_group(spec, group)
    for role in ("event", "new-table"):
        first: dict[str, Heading] = {}
        for section in spec.by_role.get(role, []):
            name = spec.text(section.heading.content)
            if "[" in name or section.type.excluded:
                continue
            if not _NAMES[role].fullmatch(name):
                yield _misnamed(spec, section.heading, role)
            elif name.casefold() in first and role == "new-table":
                related = (Related(first[name.casefold()].span, "the first time"),)
                yield Finding(section.heading.span, f"table {name} is described twice", "merge the two", related)
            first.setdefault(name.casefold(), section.heading)
    for role, kind in _HOLDERS.items():
        for holder in spec.by_role.get(role, []):
            for extra in holder.extra:
                if extra.heading and extra.level == holder.heading.level + 1 and _is_instance(spec, extra, kind):
                    yield _misnamed(spec, extra.heading, kind)


def _is_instance(spec: Spec, section: Section, kind: str) -> bool:
    """Tell whether a section that the template does not know holds what an event or a table has."""
    if kind == "event":
        return any(fold(label.name) in {"payload", "channel"} for label in labels(spec.source, section.blocks))
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return any({"column", "type"} <= {fold(spec.text(cell.span)) for cell in table.header.cells} for table in tables)


def _misnamed(spec: Spec, heading: Heading, role: str) -> Finding:
    name = spec.text(heading.content)
    fix = None
    if role == "new-table":
        bare = re.sub(r"(?i)\s+table$", "", name)
        if bare != name and _NAMES[role].fullmatch(bare):
            fix = Fix(f"write `{bare}`", Safety.SAFE, (Edit(heading.content, f"`{bare}`"),))
    return Finding(heading.span, f'heading "{name}" {_WANTED[role]}', "write its name alone", fix=fix)


def _in_group(spec: Spec, group: CountedGroup) -> Iterator[Finding]:
    wrong = [one for one in group.headings if not one.exact and not _is_prompt(spec, one)]
    if not wrong:
        return
    taken = {one.number for one in group.headings if one.number is not None}
    fixes: list[tuple[Counted, Edit]] = []
    for index, one in enumerate(group.headings, 1):
        number = one.number if one.number is not None else index
        free = one.number is not None or index not in taken
        if one in wrong and one.title and free and _is_plain(spec, one):
            fixes.append((one, Edit(one.section.heading.content, f"{group.lead}{number}: {one.title}")))
    if len(wrong) > _FEW:
        first = wrong[0].section.heading
        related = tuple(Related(one.section.heading.span, "here too") for one in wrong[1:_FEW])
        form = f"{group.lead}N: title"
        message = f'{len(wrong)} headings are not written "{form}"'
        edits = tuple(edit for _, edit in fixes)
        fix = Fix(f'write them "{form}"', Safety.SAFE, edits) if edits else None
        yield Finding(first.span, message, f'write "{form}"', related, fix, _level(wrong[0]))
        return
    for one in wrong:
        yield _malformed(spec, group, one, next((edit for other, edit in fixes if other is one), None))


def _malformed(spec: Spec, group: CountedGroup, one: Counted, edit: Edit | None) -> Finding:
    heading = one.section.heading
    shown = spec.text(heading.content)
    what = "has no title" if one.number is not None and not one.title else f'is not written "{group.lead}N: title"'
    fix = Fix(f'write "{edit.text}"', Safety.SAFE, (edit,)) if edit else None
    help_text = f'write "{edit.text}"' if edit else f'write "{group.lead}N: title"'
    return Finding(heading.span, f'heading "{shown}" {what}', help_text, fix=fix, level=_level(one))


def _level(one: Counted) -> str | None:
    return "spike" if one.section.type.role == "spike" else None


def _is_prompt(spec: Spec, one: Counted) -> bool:
    return spec.is_placeholder(one.section.heading.content) or "[" in one.title


def _is_plain(spec: Spec, one: Counted) -> bool:
    """Tell whether a heading holds no markup that a new text would lose."""
    return spec.source[one.section.heading.content] == spec.text(one.section.heading.content)
