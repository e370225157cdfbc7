"""What a repository brings of its own, below `.speclint/`: spec types and rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from speclint.rules import Rule, catalogue
from speclint.spec.known_types import KNOWN_TYPES, KnownTypes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.spec.spectype import SpecType

FOLDER = ".speclint"
_LISTS = frozenset({"ordered", "checkboxes"})
# Rules that hold for any type whose template says what they ask: front matter, topics, a diagram…
_OF_TEMPLATES = {
    "SL007": "front_matter",
    "SL102": "closed",
    "SL119": "topics",
    "SL120": "list",
    "SL122": "forbidden",
    "SL126": "code",
    "SL303": "diagrams",
}


def own_types(root: str) -> KnownTypes:
    """Return the types that hold in a repository: ours, and those in `.speclint/types/`.

    Args:
        root: The repository's root.

    Raises:
        SpeclintError: A type file is not what its schema prescribes.
    """
    folder = Path(root, FOLDER, "types")
    if not folder.is_dir():
        return KNOWN_TYPES
    from speclint.spec.type_files import read_own_types  # a repository without types of its own needs no YAML

    return KnownTypes(read_own_types(folder, f"{FOLDER}/types"))


def own_rules(root: str, kinds: KnownTypes) -> Mapping[str, Rule]:
    """Return the rules that hold in a repository: ours, and the pages in `.speclint/rules/`.

    Args:
        root: The repository's root.
        kinds: Its types; a rule that holds for a type holds for those that extend it.

    Raises:
        SpeclintError: A rule page is not what it should be.
    """
    rules = catalogue()
    folder = Path(root, FOLDER, "rules")
    if folder.is_dir():
        from speclint.rules import read_own_pages  # a repository without rules of its own reads no page

        rules = {
            **rules,
            **{page.rule.code: page.rule for page in read_own_pages(folder, f"{FOLDER}/rules", kinds.names)},
        }
    if kinds.own:
        rules = {code: _for_own(rule, kinds) for code, rule in rules.items()}
    return rules


def _for_own(rule: Rule, kinds: KnownTypes) -> Rule:
    """Make a rule hold for the own types that extend a type for which it holds, as bad as there."""
    bases = {name: kinds[name].lineage[1:] for name in kinds.own}
    part = _OF_TEMPLATES.get(rule.code, "")
    own = [
        name
        for name, lineage in bases.items()
        if not {*lineage}.isdisjoint(rule.types) or (not lineage and part and _has(kinds[name], part))
    ]
    types = (*rule.types, *own) if rule.types else ()
    severity = dict(rule.severity)
    if "types" in severity:
        severity["types"] = _inherited(severity["types"], bases)
    if "levels" in severity:
        severity["levels"] = {
            level: {**word, "types": _inherited(word["types"], bases)}
            if isinstance(word, dict) and "types" in word
            else word
            for level, word in severity["levels"].items()
        }
    return rule._replace(types=tuple(dict.fromkeys(types)), severity=severity)


def _has(kind: SpecType, part: str) -> bool:
    """Tell whether a type's template has a part of that name, anywhere in it."""
    if part == "front_matter":
        return kind.metadata.front_matter is not None
    if part in {"closed", "forbidden"}:
        return bool(getattr(kind, part))
    if part == "list" and any(field.content in _LISTS for section in kind.walk() for field in section.fields):
        return True
    return any(getattr(section, part) for section in kind.walk())


def _inherited(words: Mapping[str, Any], bases: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    found = {
        name: next(words[base] for base in lineage if base in words)
        for name, lineage in bases.items()
        if not words.keys().isdisjoint(lineage)
    }
    return {**found, **words}
