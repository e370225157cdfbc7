"""Which types PostgreSQL turns into which by itself when a column changes its type."""

from __future__ import annotations

from typing import Final

# The groups whose members are assigned to each other (pg_cast, context `i` and `a`).
_GROUPS: Final = (
    {"int2", "int4", "int8", "numeric", "float4", "float8", "money"},
    {"text", "varchar", "bpchar", "name", "citext", "char"},
    {"date", "timestamp", "timestamptz"},
    {"time", "timetz"},
    {"json", "jsonb"},
    {"bit", "varbit"},
    {"inet", "cidr"},
)
_SINGLE: Final = {"bool", "uuid", "bytea", "interval", "xml", "point", "tsvector", "tsquery", "macaddr"}
_FURTHER: Final = {
    ("timestamp", "time"),
    ("timestamptz", "time"),
    ("timestamptz", "timetz"),
    ("time", "interval"),
    ("interval", "time"),
    ("int4", "bit"),
}
_STRINGS: Final = _GROUPS[1]
_KNOWN: Final = _SINGLE.union(*_GROUPS)


def assignable(old: str, new: str, *, old_is_enum: bool = False, new_is_enum: bool = False) -> bool:
    """Tell whether values of one type become another by assignment; True where either type is not known well enough.

    Args:
        old: The form of the type that is left.
        new: The form of the type that is taken.
        old_is_enum: Whether the first is an enum.
        new_is_enum: Whether the second is one.
    """
    one, two = _bare(old), _bare(new)
    if one == two or (two.removesuffix("[]") in _STRINGS and not two.endswith("[]")):
        return True
    if one.endswith("[]") != two.endswith("[]"):
        return not (_is_known(one, old_is_enum) and _is_known(two, new_is_enum))
    one, two = one.removesuffix("[]"), two.removesuffix("[]")
    if not _is_known(one, old_is_enum) or not _is_known(two, new_is_enum):
        return True
    return (one, two) in _FURTHER or any(one in group and two in group for group in _GROUPS)


def _bare(form: str) -> str:
    head, _, tail = form.partition("(")
    return head + ("[]" if tail.endswith("[]") else "")


def is_known(form: str) -> bool:
    """Tell whether a type is one of PostgreSQL's own that this module knows."""
    return _is_known(_bare(form), False)


def _is_known(kind: str, is_enum: bool) -> bool:
    return is_enum or kind.removesuffix("[]") in _KNOWN
