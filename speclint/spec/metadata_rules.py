"""The labels under the title held against their JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.json_schema import violations
from speclint.spec.choices import is_whole_list, read_choice
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from speclint.json_schema import Violation
    from speclint.spec.model import Spec


def metadata_violations(spec: Spec) -> list[Violation]:
    """Hold the metadata against its JSON Schema; a value that is a placeholder is another rule's."""
    assert spec.type is not None
    data = {}
    waiting = set()
    for label in spec.type.metadata.labels:
        field = spec.metadata.get(fold(label))
        if field is not None:
            data[label] = _read(spec, label, field.value)
            if spec.is_placeholder(field.span) or is_whole_list(field.value, _enum(spec, label)):
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
