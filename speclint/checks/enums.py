"""Check of the literals of TypeScript unions against the values that columns may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.column_values import column_values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from speclint.contracts.ts_model import TsFile, TsType
    from speclint.markdown.blocks import Fence
    from speclint.rules.rule import Rule
    from speclint.spec.column_values import ColumnValues
    from speclint.spec.model import Spec

_MOST_NAMESAKES = 50
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
    columns = _Columns(column_values(spec))
    for name, uses in _uses(spec, columns.by_name).items():
        for use in uses:
            column = None if _UNSENT.fullmatch(use.owner) else columns.of(name, use)
            finding = _judge(spec, column, use) if column else None
            if finding is not None:
                yield finding


class _Columns:
    """The columns whose values are listed, by name and by the words of their tables."""

    def __init__(self, columns: list[ColumnValues]) -> None:
        self.by_name: dict[str, list[ColumnValues]] = {}
        self._by_table: dict[tuple[str, tuple[str, ...]], ColumnValues] = {}
        for column in columns:
            self.by_name.setdefault(column.column, []).append(column)
            self._by_table[column.column, _singulars(column.table)] = column

    def of(self, name: str, use: _Use) -> ColumnValues | None:
        """Return the column that a use speaks of, or None."""
        words = _singulars(use.owner)
        for start in (0, 1):
            for end in range(len(words), start, -1):
                column = self._by_table.get((name, words[start:end]))
                if column is not None:
                    return column
        if use.literals is None:
            return None
        # Where no table's words say which column is meant, most of the literals have to, and no other column may have
        # just these.
        literals = frozenset(use.literals)
        distinct = {frozenset(column.values): column for column in self.by_name[name][:_MOST_NAMESAKES]}
        if literals in distinct:
            return None
        close = [
            column
            for values, column in distinct.items()
            if 2 * len(literals & values) > max(len(literals), len(values))
        ]
        return close[0] if len(close) == 1 else None


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


def _singulars(name: str) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _words(name))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "uses")):
        return word[:-2]
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def _uses(spec: Spec, columns: Collection[str]) -> dict[str, list[_Use]]:
    """Return where TypeScript speaks of columns of these names, by name."""
    contracts = spec.contracts
    known = {name: literals for file in contracts.ts_files for name, literals in _named(file)}
    found: dict[str, list[_Use]] = {}
    for fence, file in zip(contracts.ts_fences, contracts.ts_files, strict=True):
        text = fence.text(spec.source)
        for interface in file.interfaces:
            for member in interface.members:
                column = "_".join(_words(member.name))
                if column not in columns or interface.broken:
                    continue
                place, written = fence.place_span(*member.name_span), None
                literals = _literals(member.type)
                name = getattr(member.type, "name", "")
                if literals:
                    written = _written(fence, text, member.name_span.end, member.span.end)
                elif name in known:
                    literals = known[name]
                elif name != "string":
                    continue
                found.setdefault(column, []).append(_Use(interface.name, literals, place, written))
        for alias in file.aliases:
            literals = _literals(alias.type)
            words = _words(alias.name)
            for start in range(1, len(words)) if literals else ():
                column = "_".join(words[start:])
                if column in columns:
                    written = _written(fence, text, alias.name_span.end, alias.span.end)
                    use = _Use(alias.name, literals, fence.place_span(*alias.name_span), written)
                    found.setdefault(column, []).append(use)
    return found


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
