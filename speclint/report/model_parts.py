"""The parts of a spec's model that say how it is built: tasks, migrations, types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.source import Source, Span
from speclint.spec.file_kinds import clean, kind_of
from speclint.spec.path_cells import path_target
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.migrations.goose import Statement
    from speclint.spec.migration_reading import MigrationReading
    from speclint.spec.model import Spec
    from speclint.spec.parts import FileEntry, Task

_LABELS = (("description", "description"), ("done condition", "done_condition"))


class Places:
    """Gives a span's place as a report has it: 1-based lines and columns, the end just after the last character.

    Args:
        source: The text.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def __call__(self, span: Span) -> dict[str, int]:
        """Return the place of a span."""
        start, end = self._source.position(span.start), self._source.position(span.end)
        return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def task(spec: Spec, one: Task, places: Places, blocked: bool) -> dict[str, Any]:
    """Return a task; `blocked` tells that a cycle of dependencies keeps it from ever being next."""
    texts = {key: _label(spec, one, label) for label, key in _LABELS}
    return {
        "id": one.id,
        "title": spec.text(one.title),
        "phase": one.section.key.text,
        "implements": list(dict.fromkeys(ref.id for ref in one.implements)),
        "depends_on": list(dict.fromkeys(ref.id for ref in one.dependencies)),
        "blocked": blocked,
        **texts,
        "files": [_file(spec, entry, places) for entry in one.files if not is_none_statement(spec.source[entry.whole])],
        "place": places(one.span),
    }


def _label(spec: Spec, one: Task, label: str) -> str | None:
    found = one.labels.get(label)
    if found is None:
        return None
    below = found.item.blocks[1:] if found.item else ()
    texts = [spec.text(found.value), *(spec.text(block.span) for block in below)]
    return "\n".join(text for text in texts if text) or None


def _file(spec: Spec, entry: FileEntry, places: Places) -> dict[str, Any]:
    path = clean(spec.source[path_target(spec, entry.span)])
    return {
        "action": entry.action or None,
        "path": path,
        "kind": kind_of(path) or None,
        "reason": spec.text(entry.reason).lstrip("—–-: ").strip() or None,
        "place": places(entry.span),
    }


def migration(spec: Spec, reading: MigrationReading, places: Places) -> dict[str, Any]:
    """Return a migration with the statements that goose would send, and its text to the byte."""
    one = reading.migration
    row = next((row for row in spec.migration_order if row.path.rsplit("/", 1)[-1] == one.name), None)
    version = one.name.split("_", 1)[0]
    return {
        "path": one.path,
        "version": int(version) if version.isdecimal() else None,
        "accepted": reading.goose.accepted,
        "transaction": not reading.goose.no_transaction,
        "backward_compatible": (row.compatible or None) if row else None,
        "up": [_statement(statement, reading, places) for statement in reading.goose.up],
        "down": [_statement(statement, reading, places) for statement in reading.goose.down],
        "text": f"{one.text}\n",
        "place": places(reading.fence.span),
    }


def _statement(statement: Statement, reading: MigrationReading, places: Places) -> dict[str, Any]:
    return {"sql": statement.text, "place": places(reading.place(statement.span))}


def code_types(spec: Spec, places: Places) -> Iterator[dict[str, Any]]:
    """Yield the types that Go and TypeScript fences declare, in document order within each language."""
    contracts = spec.contracts
    for fence, go in zip(contracts.go_fences, contracts.go_files, strict=True):
        text = fence.text(spec.source)
        for struct in go.structs:
            fields = [
                {"name": field.name, "json": field.json_name if field.has_json_tag else field.name}
                for field in struct.fields
            ]
            yield _type("go", "struct", struct.name, struct.span, fields, text, places(fence.place_span(*struct.span)))
        for interface in go.interfaces:
            methods = [{"name": method.name, "json": None} for method in interface.methods]
            place = places(fence.place_span(*interface.span))
            yield _type("go", "interface", interface.name, interface.span, methods, text, place)
    for fence, script in zip(contracts.ts_fences, contracts.ts_files, strict=True):
        text = fence.text(spec.source)
        for declared in script.interfaces:
            members = [{"name": member.name, "json": member.name} for member in declared.members]
            place = places(fence.place_span(*declared.span))
            yield _type("typescript", "interface", declared.name, declared.span, members, text, place)
        for alias in script.aliases:
            place = places(fence.place_span(*alias.span))
            yield _type("typescript", "alias", alias.name, alias.span, [], text, place)


def _type(
    language: str, kind: str, name: str, span: Span, fields: list[dict[str, Any]], text: str, place: dict[str, int]
) -> dict[str, Any]:
    return {
        "language": language,
        "kind": kind,
        "name": name,
        "fields": fields,
        "text": f"{'type ' if language == 'go' else ''}{text[span.start : span.end]}",
        "place": place,
    }
