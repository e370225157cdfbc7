"""Check of the literals of TypeScript unions against the values that columns may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.column_values import column_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.contracts.ts_model import TsFile, TsType
    from speclint.markdown.blocks import Fence
    from speclint.rules.rule import Rule
    from speclint.spec.column_values import ColumnValues
    from speclint.spec.model import Spec

_WORDS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_UNSENT = regex(r".*(?:Props|Filters?|Query|Params|Options|State|Context)")
_REQUEST = regex(r".*(?:Request|Input|Payload|Command|Body|Form)")
_VALUE_OF = regex(r"\s*\??\s*[:=]\s*")


class _Use(NamedTuple):
    """Where TypeScript speaks of a column: the literals it lists, or None for a plain `string`."""

    owner: str
    literals: tuple[str, ...] | None
    place: Span
    written: Span | None


def enum_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each TypeScript union whose literals are not its column's values, and each such column that is a string.

    A member is a column's when its name is the column's and the type's name has the table's words, or when most of the
    literals are the column's values. A request may list fewer.
    """
    if not spec.contracts.ts_fences:
        return
    columns = column_values(spec)
    told: set[Span] = set()
    for column in columns:
        namesakes = [other for other in columns if other.column == column.column]
        for use in _uses(spec, column.column):
            if use.place in told or _UNSENT.fullmatch(use.owner):
                continue
            own = _speaks_of(use.owner, column.table)
            if not own and (use.literals is None or _is_anothers(use, column, namesakes)):
                continue
            finding = _judge(spec, column, use)
            if finding is not None:
                told.add(use.place)
                yield finding


def _is_anothers(use: _Use, column: ColumnValues, namesakes: list[ColumnValues]) -> bool:
    literals = set(use.literals or ())
    if any(_speaks_of(use.owner, other.table) or literals == set(other.values) for other in namesakes):
        return True
    return 2 * len(literals & set(column.values)) <= max(len(literals), len(column.values))


def _judge(spec: Spec, column: ColumnValues, use: _Use) -> Finding | None:
    related = (Related(column.span, f"the values of {column.table}.{column.column}"),)
    if use.literals is None:
        if _REQUEST.fullmatch(use.owner):
            return None
        message = f"{column.column} of {use.owner} is a string, and its column has {len(column.values)} values"
        return Finding(use.place, message, f"write `{_union(column.values)}`", related, level="string")
    lacking = [value for value in column.values if value not in use.literals]
    surplus = [literal for literal in use.literals if literal not in column.values]
    if _REQUEST.fullmatch(use.owner) or len(use.literals) == 1:
        lacking = []
    if not lacking and not surplus:
        return None
    parts = []
    if lacking:
        parts.append(f"lacks {_listed(lacking)}")
    if surplus:
        parts.append(f"has {_listed(surplus)} besides")
    fix = None
    if use.written is not None:
        quote = "'" if "'" in spec.source[use.written] else '"'
        edit = Edit(use.written, _union(column.values, quote))
        fix = Fix("write the column's values", Safety.UNSAFE, (edit,))
    message = f"the union of {use.owner} {' and '.join(parts)}, unlike {column.table}.{column.column}"
    return Finding(use.place, message, "list the same values in both", related, fix)


def _listed(values: list[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)


def _union(values: tuple[str, ...], quote: str = '"') -> str:
    return " | ".join(f"{quote}{value}{quote}" for value in values)


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name.replace("_", " "))]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "uses")):
        return word[:-2]
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def _speaks_of(owner: str, table: str) -> bool:
    """Tell whether a type's name begins with the words of a table, each in the singular."""
    wanted = [_singular(word) for word in _words(table)]
    having = [_singular(word) for word in _words(owner)]
    return bool(wanted) and any(having[start : start + len(wanted)] == wanted for start in range(min(2, len(having))))


def _uses(spec: Spec, column: str) -> Iterator[_Use]:
    contracts = spec.contracts
    known = {name: literals for file in contracts.ts_files for name, literals in _named(file)}
    for fence, file in zip(contracts.ts_fences, contracts.ts_files, strict=True):
        text = fence.text(spec.source)
        for interface in file.interfaces:
            for member in interface.members:
                if "_".join(_words(member.name)) != column or interface.broken:
                    continue
                place, written = fence.place_span(*member.name_span), None
                literals = _literals(member.type)
                if literals:
                    written = _written(fence, text, member.name_span.end, member.span.end)
                elif (name := getattr(member.type, "name", "")) == "string":
                    literals = None
                elif name in known:
                    # An alias is judged where it stands, if it speaks of the table, else where it is used.
                    literals = known[name]
                else:
                    continue
                yield _Use(interface.name, literals, place, written)
        for alias in file.aliases:
            literals = _literals(alias.type)
            if literals and "_".join(_words(alias.name)).endswith(f"_{column}"):
                written = _written(fence, text, alias.name_span.end, alias.span.end)
                yield _Use(alias.name, literals, fence.place_span(*alias.name_span), written)


def _written(fence: Fence, text: str, start: int, end: int) -> Span | None:
    """Return where a type stands that begins behind the colon or the equals sign; None where it runs over lines."""
    opening = _VALUE_OF.match(text, start, end)
    if opening is None or "\n" in text[opening.end() : end]:
        return None
    return fence.place_span(opening.end(), opening.end() + len(text[opening.end() : end].rstrip(" ;,")))


def _named(file: TsFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    for alias in file.aliases:
        literals = _literals(alias.type)
        if literals:
            yield alias.name, literals
    for enum in file.enums:
        values = tuple(value.value if value else name for name, value in enum.members)
        if values:
            yield enum.name, values


def _literals(type_: TsType) -> tuple[str, ...] | None:
    """Return the strings of a union of literals; `null` and `undefined` among them count for nothing."""
    from speclint.contracts.ts_model import TsKeyword, TsLiteral, TsUnion

    members = type_.members if isinstance(type_, TsUnion) else (type_,)
    literals = tuple(member.value for member in members if isinstance(member, TsLiteral) and member.base == "string")
    others = [member for member in members if not isinstance(member, TsLiteral)]
    if any(not isinstance(other, TsKeyword) or other.name not in ("null", "undefined") for other in others):
        return None
    return literals or None
