"""Checks of labelled values: metadata under the title, and the fields that a section prescribes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.json_schema import violations
from speclint.markdown.labels import labels
from speclint.source import Span
from speclint.spec.choices import closest_choice, read_choice
from speclint.spec.regions import content_of
from speclint.spec.skeleton import field_text, metadata_line
from speclint.spec.tables import fold, prefixed_fields
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.json_schema import Violation
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import ColumnType, FieldType
    from speclint.spec.tables import FieldView, TableView

# That many findings of one kind in one place are told one by one; more of them have one cause.
_ALIKE = 3


def missing_field(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each required label that is absent or has no value."""
    if spec.type is None:
        return
    tabled = spec.type.metadata.placement == "table" and spec.metadata_table is None
    for violation in _metadata_violations(spec):
        if violation.keyword == "required":
            if tabled:
                continue  # The table that would hold them is missing, which is another rule's.
            present = violation.value
            yield from (_missing_metadata(spec, label) for label in violation.schema if label not in present)
        elif violation.where and violation.value == "":
            label = str(violation.where[0])
            yield _without_value(spec.metadata[fold(label)].line, label, mild=label in spec.type.metadata.severity)
    repeated: dict[str, list[SpecSection]] = {}
    for section in spec.alignment.walk():
        if section.type.repeatable:
            repeated.setdefault(section.type.key, []).append(section)
        else:
            yield from _missing_in(spec, section)
    for sections in repeated.values():
        yield from _missing_in_all(spec, sections)


def _metadata_violations(spec: Spec) -> list[Violation]:
    """Hold the metadata against its JSON Schema; a value that is a placeholder is another rule's."""
    assert spec.type is not None
    data = {}
    waiting = set()
    for label in spec.type.metadata.labels:
        field = spec.metadata.get(fold(label))
        if field is not None:
            data[label] = _read(spec, label, field.value)
            if spec.is_placeholder(field.span) or _is_whole_enum(spec, label, field.value):
                waiting.add(label)
    found = violations(data, dict(spec.type.metadata.schema))
    seen: set[str] = set()
    unique = []
    for violation in found:
        if violation.keyword == "required" and violation.keyword in seen:
            continue
        seen.add(violation.keyword)
        if not (violation.where and violation.where[0] in waiting):
            unique.append(violation)
    return unique


def _read(spec: Spec, label: str, value: str) -> str:
    """Return the word of the vocabulary that a value is, or the value; a word that is as good counts as the first."""
    assert spec.type is not None
    words = _enum(spec, label)
    if found := read_choice(value, words):
        return found
    return words[0] if words and read_choice(value, spec.type.metadata.accepted.get(label, ())) else value


def _enum(spec: Spec, label: str) -> tuple[str, ...]:
    assert spec.type is not None
    rules = spec.type.metadata.schema.get("properties", {}).get(label)
    return tuple(rules.get("enum", ())) if isinstance(rules, dict) else ()


def _is_whole_enum(spec: Spec, label: str, value: str) -> bool:
    """Tell whether the template's list of choices was left as it is (`Draft | In Review | Approved`)."""
    words = {part.strip().casefold() for part in value.strip("[]").replace("/", "|").split("|")}
    return len(words) > 1 and words <= {choice.casefold() for choice in _enum(spec, label)}


def _missing_metadata(spec: Spec, label: str) -> Finding:
    assert spec.type is not None
    order = [fold(name) for name in spec.type.metadata.labels]
    rank = order.index(fold(label))
    table = spec.metadata_table
    beside = "table" if table is not None else "paragraph"
    known = {name: field for name, field in spec.metadata.items() if field.place == beside}
    before = [known[name] for name in order[:rank] if name in known]
    after = [known[name] for name in order[rank + 1 :] if name in known]
    line = f"| {label} | |" if table is not None else metadata_line(label, outside=spec.type.colon == "outside")
    if before:
        place, text = max(field.line.end for field in before), f"\n{line}"
    elif after:
        place, text = min(field.line.start for field in after), f"{line}\n"
    elif table is not None:
        place, text = table.span.end, f"\n{line}"
    else:
        place, text = spec.title_span.end, f"\n\n{line}"
    fix = Fix(f"insert `{line}`", Safety.SAFE, (Edit(Span(place, place), text),))
    level = "mild" if label in spec.type.metadata.severity else None
    if table is not None:
        message = f"the row {label} is missing in the metadata table"
        return Finding(table.header.span, message, f"add `| {label} | … |`", fix=fix, level=level)
    return Finding(
        spec.title_span, f"the label {line} is missing under the title", f"add `{line} …`", fix=fix, level=level
    )


def _without_value(where: Span, label: str, *, mild: bool = False) -> Finding:
    message = f"the label **{label}:** has no value"
    return Finding(where, message, "write its value beside it", level="mild" if mild else None)


def _asks_for_fields(spec: Spec, section: SpecSection) -> bool:
    """Tell whether a section's labels are due: not where it is empty or says that there is nothing."""
    kind = section.type
    if not kind.fields or kind.excluded or spec.is_none(section):
        return False
    instances = [child for child in kind.sections if child.repeatable]
    if instances and not any(child.type.repeatable for child in section.children):
        return False
    return bool(content_of(spec, section.all_blocks()))


def _missing_in(spec: Spec, section: SpecSection, known: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Report the labels that a section lacks, all in one finding, and each that has no value."""
    if not _asks_for_fields(spec, section):
        return
    present = spec.fields_of(section)
    lacking = [kind for kind in section.type.fields if kind.required and kind.key not in present | dict.fromkeys(known)]
    if lacking and section.type.bulleted:
        lacking = [kind for kind in lacking if not _is_addressed(spec, section, kind)]
    if lacking and "retitled" in section.changes and len(lacking) == len(section.type.fields):
        # A section under other words that has none of the labels speaks of something else, which is said once.
        lacking = []
    if lacking:
        names = _listed(lacking)
        fix = Fix(f"insert {names}", Safety.SAFE, tuple(_insert_fields(spec, section, lacking)))
        verb = "is" if len(lacking) == 1 else "are"
        shown = spec.text(section.heading.content)
        message = f'the {_label(lacking)} {names} {verb} missing in "{shown}"'
        level = "mild" if all(kind.severity for kind in lacking) else None
        yield Finding(section.heading.span, message, f"add {names}, each with its value", fix=fix, level=level)
    for kind in section.type.fields:
        yield from _missing_parts(spec, section, kind) if kind.prefix else ()
        view = present.get(kind.key)
        if view is not None and not view.filled and kind.required:
            yield _without_value(view.label.span, kind.label, mild=bool(kind.severity))


def _missing_parts(spec: Spec, section: SpecSection, kind: FieldType) -> Iterator[Finding]:
    """Report the labels that the list under a label lacks, for each such label."""
    for view in prefixed_fields(spec.source, section, section.all_blocks(), kind):
        if is_none_statement(spec.text(view.label.value)) or not view.filled:
            continue
        names = {fold(label.name) for label in labels(spec.source, view.blocks, plain=True)}
        lacking = [part for part in kind.parts if fold(part) not in names]
        if lacking:
            shown = ", ".join(f"**{part}:**" for part in lacking)
            message = f'"{spec.text(view.label.name_span)}" does not say its {shown}'
            yield Finding(view.label.name_span, message, f"add {shown} under it", level="mild")


def _is_addressed(spec: Spec, section: SpecSection, kind: FieldType) -> bool:
    """Tell whether a heading or a list item takes the place of a label that the template has as an item."""
    from speclint.spec.spectype import TopicType  # most sections have all their labels
    from speclint.spec.topics import topics_of

    return bool(topics_of(spec.source, section, (TopicType(kind.label, kind.key, kind.aliases),)))


def _label(kinds: Sequence[FieldType]) -> str:
    return "label" if len(kinds) == 1 else "labels"


def _listed(kinds: Sequence[FieldType]) -> str:
    names = [f"**{kind.label}:**" for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _missing_in_all(spec: Spec, sections: Sequence[SpecSection]) -> Iterator[Finding]:
    """Report a label that three or more sections of a kind all lack once, at the first of them."""
    due = [section for section in sections if _asks_for_fields(spec, section)]
    everywhere = []
    if len(due) >= 3:
        views = [spec.fields_of(section) for section in due]
        everywhere = [
            kind for kind in due[0].type.fields if kind.required and all(kind.key not in view for view in views)
        ]
    if everywhere:
        names = _listed(everywhere)
        edits = tuple(edit for section in due for edit in _insert_fields(spec, section, everywhere))
        fix = Fix(f"insert {names} {len(due)} times", Safety.SAFE, edits)
        related = tuple(Related(section.heading.span, "here too") for section in due[1:4])
        verb = "is" if len(everywhere) == 1 else "are"
        message = f"the {_label(everywhere)} {names} {verb} missing in all {len(due)} sections of this kind"
        yield Finding(due[0].heading.span, message, f"add {names} to each", related, fix)
    known = frozenset(kind.key for kind in everywhere)
    for section in due:
        yield from _missing_in(spec, section, known)


def _insert_fields(spec: Spec, section: SpecSection, kinds: Sequence[FieldType]) -> Iterator[Edit]:
    """Yield the insertions, those that go to one place as one."""
    places: dict[int, list[Edit]] = {}
    for kind in kinds:
        edit = _insert_field(spec, section, kind)
        places.setdefault(edit.span.start, []).append(edit)
    for start, edits in places.items():
        text = edits[0].text
        for edit in edits[1:]:
            # The items of one list stand without a blank line between them.
            text += edit.text[1:] if edit.text.startswith("\n\n- ") else edit.text
        yield Edit(Span(start, start), text)


def _insert_field(spec: Spec, section: SpecSection, kind: FieldType) -> Edit:
    """Place a label after the one that precedes it in the template, else before the one that follows it."""
    present = spec.fields_of(section)
    keys = [field.key for field in section.type.fields]
    rank = keys.index(kind.key)
    text = field_text(kind, filled=False, outside=bool(spec.type and spec.type.colon == "outside"))
    for key in reversed(keys[:rank]):
        if key in present:
            view = present[key]
            end = max([view.label.span.end, *(block.span.end for block in content_of(spec, view.blocks))])
            return Edit(Span(end, end), f"\n{_marker(spec, view)}{text}" if view.label.item else f"\n\n{text}")
    for key in keys[rank + 1 :]:
        if key in present:
            view = present[key]
            if view.label.item:
                start = view.label.item.span.start
                return Edit(Span(start, start), f"{_marker(spec, view)}{text}\n")
            start = view.label.span.start
            return Edit(Span(start, start), f"{text}\n\n")
    own = content_of(spec, section.blocks)
    end = own[-1].span.end if own else section.heading.span.end
    mark = "- " if section.type.bulleted else ""
    return Edit(Span(end, end), f"\n\n{mark}{text}")


def _marker(spec: Spec, view: FieldView) -> str:
    """Return what leads the list item of a label, its box left out."""
    assert view.label.item is not None
    start = view.label.item.span.start
    return spec.source[Span(start, view.label.item.content_start)].split("[")[0] or "- "


def invalid_choice(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each field or cell whose value is none of the words allowed there."""
    if spec.type is None:
        return
    for violation in _metadata_violations(spec):
        if violation.keyword == "enum" and violation.value:
            label = str(violation.where[0])
            field = spec.metadata[fold(label)]
            yield from _judge(spec, f"**{label}:**", field.value, field.span, tuple(violation.schema))
    for section in spec.alignment.walk():
        for view in spec.fields_of(section).values():
            if view.type.choices and view.label.value.end > view.label.value.start:
                name = f"**{view.type.label}:**"
                yield from _judge(spec, name, spec.text(view.label.value), view.label.value, view.type.choices)
        for tables in spec.tables_of(section).values():
            for table in tables:
                for column in table.type.columns:
                    if column.choices:
                        yield from _judge_column(spec, table, column)


def _judge_column(spec: Spec, table: TableView, column: ColumnType) -> Iterator[Finding]:
    """Judge a column's cells; more than three that have words of their own are one cause and one finding."""
    cells = [
        cell.span for row in table.rows() if (cell := table.cell(row, column.key)) and cell.span.end > cell.span.start
    ]
    found = [one for span in cells for one in _judge(spec, column.name, spec.text(span), span, column.choices)]
    if len(found) <= _ALIKE:
        yield from found
        return
    fixes = [one.fix for one in found if one.fix]
    safety = Safety.UNSAFE if any(one.safety is Safety.UNSAFE for one in fixes) else Safety.SAFE
    fix = Fix(f"write {len(fixes)} of them as allowed", safety, tuple(edit for one in fixes for edit in one.edits))
    message = f"{len(found)} cells of {column.name} hold none of: {', '.join(column.choices)}"
    related = tuple(Related(one.span, "here too") for one in found[1:_ALIKE])
    level = "case" if all(one.level == "case" for one in found) else None
    yield Finding(found[0].span, message, "choose among them", related, fix if fixes else None, level)


def _judge(spec: Spec, name: str, value: str, span: Span, choices: tuple[str, ...]) -> Iterator[Finding]:
    if spec.is_placeholder(span) or _whole_list(value, choices) or read_choice(value, choices):
        return
    meant = closest_choice(value, choices)
    allowed = ", ".join(choices)
    if meant is None:
        yield Finding(span, f'{name} is "{value}", which is none of: {allowed}', "choose one of them")
        return
    choice, written = meant
    at = spec.source[span].find(written)
    fix = None
    if at >= 0:
        where = Span(span.start + at, span.start + at + len(written))
        # A letter in place of a rank takes the author's word away.
        safety = Safety.UNSAFE if len(choice) < len(written) - 2 else Safety.SAFE
        fix = Fix(f'write "{choice}"', safety, (Edit(where, choice),))
    level = "case" if choice.casefold() == written.casefold() else None
    message = f'{name} is "{value}", which is none of: {allowed}'
    yield Finding(span, message, f'did you mean "{choice}"?', fix=fix, level=level)


def _whole_list(value: str, choices: tuple[str, ...]) -> bool:
    words = {part.strip().casefold() for part in value.strip("[]").replace("|", "/").split("/")}
    return len(words) > 1 and words <= {choice.casefold() for choice in choices}
