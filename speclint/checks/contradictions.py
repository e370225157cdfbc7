"""The check of values that another value forbids or makes necessary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.regions import content_of
from speclint.spec.tables import fold
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_FLAGS = re.IGNORECASE | re.MULTILINE
_BREAKING = regex(r"^[ \t>*_+-]*compatibility\b[ \t*_]*:[ \t*_`]*breaking\b(?![ \t]*/)[^\n]*", _FLAGS)
_MIGRATION = regex(r"^[ \t>*_+-]*migration\b[ \t*_]*:[ \t*_`]*(?P<value>[^\n]*)", _FLAGS)
_NEXT = regex(r"^[ \t>*_+-]*(?:compatibility\b|`?\**(?:GET|POST|PUT|PATCH|DELETE)\b)", _FLAGS)


def contradictory_field(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each label that the type forbids, and each value that another one makes necessary and that is not given."""
    yield from _forbidden_labels(spec)
    yield from _unexplained_order(spec)
    for section in spec.alignment.walk():
        if section.type.key == "apis":
            yield from _breaking_apis(spec, section)
        elif section.type.key == "data-schema-changes":
            yield from _without_strategy(spec, section)


def _forbidden_labels(spec: Spec) -> Iterator[Finding]:
    if spec.type is None:
        return
    rules = spec.type.metadata.schema.get("properties", {})
    for label in (label for label in spec.type.metadata.labels if rules[label] is False):
        field = spec.metadata.get(fold(label))
        if field is None:
            continue
        kind = spec.metadata.get("type")
        related = (Related(kind.line, "the type"),) if kind else ()
        fix = None
        if not field.value or spec.is_placeholder(field.span) or is_none_statement(field.value):
            fix = Fix("delete the line", Safety.SAFE, (_without_line(spec, field.line),))
        message = f"an {spec.type.name} spec has no **{label}:**"
        help_text = f"delete the line, or write PRD-driven as its type if {field.value or 'a PRD'} is what it rests on"
        yield Finding(field.line, message, help_text, related, fix)


def _without_line(spec: Spec, span: Span) -> Edit:
    source = spec.source
    start, last = source.line_of(span.start), source.line_of(span.end)
    end = source.line_starts[last + 1] if last + 1 < len(source.line_starts) else len(source)
    return Edit(Span(source.line_starts[start], end), "")


def _unexplained_order(spec: Spec) -> Iterator[Finding]:
    """Report each migration that is not backward compatible and has no note on how it is deployed."""
    for row in spec.migration_order:
        notes, compatible = row.view.cell(row.row, "notes"), row.view.cell(row.row, "compatible")
        if compatible is None or notes is None or row.compatible.casefold().strip(" .*`") not in {"no", "n"}:
            continue
        if not spec.text(notes.span).strip(" -\u2013\u2014") or is_none_statement(spec.text(notes.span)):
            message = "the migration is not backward compatible, and no note says how it is deployed"
            yield Finding(compatible.span, message, "say in Notes what is deployed before what")


def _breaking_apis(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report each breaking change whose migration is "none"; one without any is another rule's."""
    text, end = spec.source.text, section.section.span.end
    for found in _BREAKING.finditer(text, section.section.span.start, end):
        following = _NEXT.search(text, found.end(), end)
        migration = _MIGRATION.search(text, found.end(), following.start() if following else end)
        if migration and is_none_statement(migration["value"]):
            place = Span(migration.start(), len(text[: migration.end()].rstrip()))
            lead = len(text[place.start : place.end]) - len(text[place.start : place.end].lstrip(" \t>-+"))
            where = Span(place.start + lead, place.end)
            related = (Related(Span(found.start(), len(text[: found.end()].rstrip())), "the change is breaking"),)
            yield Finding(where, "a breaking change has no migration", "say how its callers move over", related)


def _without_strategy(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report changes of the database that no migration strategy goes with."""
    fields = spec.fields_of(section)
    changes, strategy = fields.get("database-changes"), fields.get("migration-strategy")
    if changes is None or not changes.filled:
        return
    texts = [changes.label.value, *(block.span for block in content_of(spec, changes.blocks))]
    texts = [span for span in texts if span.end > span.start]
    if not texts or is_none_statement(spec.text(texts[0])) or all(spec.is_placeholder(span) for span in texts):
        return
    if any(spec.source[span].lstrip("-*+ ").startswith("[") for span in texts):
        return
    message = "the database changes, and no **Migration Strategy:** says how its data is brought over"
    if strategy is not None:
        if not strategy.filled:
            yield Finding(strategy.label.span, message, "write it beside the label", level="mild")
    elif not _is_addressed(spec, section):
        end = texts[-1].end
        colon = "**Migration Strategy**:" if spec.type and spec.type.colon == "outside" else "**Migration Strategy:**"
        fix = Fix(f"insert `{colon}`", Safety.SAFE, (Edit(Span(end, end), f"\n\n{colon}"),))
        yield Finding(changes.label.span, message, f"add `{colon} …`", fix=fix, level="mild")


def _is_addressed(spec: Spec, section: SpecSection) -> bool:
    from speclint.spec.section_parts import TopicType  # most specs have the label
    from speclint.spec.topics import topics_of

    kind = TopicType("Migration Strategy", "strategy", ("Migration", "Data migration", "Backfill", "Migrations"))
    return bool(topics_of(spec.source, section, (kind,)))
