"""Names, types and expressions out of PostgreSQL's parse trees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from speclint.migrations.definitions import Expression, Name, TypeName

Tree = dict[str, Any]

_SKIPPED = {
    "location",
    "rexpr_list_start",
    "rexpr_list_end",
    "list_start",
    "list_end",
    "inh",
    "relpersistence",
    "limitOption",
    "is_enforced",
    "initially_valid",
    "defaction",
    "typemod",
}
_SORT_DEFAULTS = {"SORTBY_DEFAULT", "SORTBY_NULLS_DEFAULT", "SORTBY_ASC"}
_SERIALS = {
    "serial": "int4",
    "serial4": "int4",
    "bigserial": "int8",
    "serial8": "int8",
    "smallserial": "int2",
    "serial2": "int2",
}
_FORMS = {"int": "int4", "decimal": "numeric", "char": "bpchar", "character": "bpchar"}


def strings(items: Iterable[Tree] | None) -> tuple[str, ...]:
    """Return the values of a list of string nodes."""
    return tuple(item["String"]["sval"] for item in items or () if "String" in item)


def name_of(parts: Sequence[str]) -> Name:
    """Make a name of its dotted parts, the catalog's own schema dropped."""
    if not parts:
        return Name(None, "")
    schema = parts[-2] if len(parts) > 1 else None
    return Name(None if schema == "pg_catalog" else schema, parts[-1])


def range_name(node: Tree) -> Name:
    """Return the name of a relation node."""
    return Name(node.get("schemaname"), node.get("relname", ""))


def serial_base(node: Tree) -> str | None:
    """Return the integer type behind a serial pseudo-type, or None."""
    names = strings(node.get("names"))
    return _SERIALS.get(names[0]) if len(names) == 1 else None


def type_name(node: Tree) -> TypeName:
    """Return a type in the form that PostgreSQL stores: aliases resolved, modifiers kept, array dimensions folded."""
    names = strings(node.get("names"))
    name = name_of(names)
    bare = name.name
    if name.schema is None:
        bare = _SERIALS.get(bare, bare) if len(names) == 1 else bare
        bare = _FORMS.get(bare, bare)
    modifiers = [_Reader().read(item) for item in node.get("typmods", ())]
    if bare == "bpchar" and not modifiers and len(names) == 1:
        modifiers = []
    form = bare if name.schema is None else f"{name.schema}.{bare}"
    if modifiers:
        form += f"({','.join(modifiers)})"
    array = bool(node.get("arrayBounds"))
    return TypeName(form + ("[]" if array else ""), Name(name.schema, bare), array)


class _Reader:
    """Writes a tree in a normal form and notes what it refers to."""

    def __init__(self) -> None:
        self.columns: dict[str, None] = {}
        self.functions: dict[Name, None] = {}
        self.relations: dict[Name, None] = {}
        self.types: dict[Name, None] = {}
        self.sequences: dict[Name, None] = {}
        self.bound: set[str] = set()

    def read(self, node: Any) -> str:
        if isinstance(node, dict):
            if len(node) == 1:
                key, value = next(iter(node.items()))
                method = _METHODS.get(key)
                if method is not None:
                    return str(method(self, value))
                if key[:1].isupper() and isinstance(value, dict):
                    return f"{key}({self._fields(value)})"
            return self._fields(node)
        if isinstance(node, list):
            return f"[{','.join(self.read(item) for item in node)}]"
        return str(node)

    def _fields(self, node: Tree) -> str:
        if "ctes" in node:
            self.bound.update(c["CommonTableExpr"]["ctename"] for c in node["ctes"] if "CommonTableExpr" in c)
        if "withClause" in node:
            self.read(node["withClause"])
        if "relname" in node:
            return self._relation(node)
        if "names" in node and "typemod" in node:
            return self.read_type(node)
        return ",".join(f"{k}={self.read(v)}" for k, v in sorted(node.items()) if k not in _SKIPPED)

    def _relation(self, node: Tree) -> str:
        name = range_name(node)
        if name.schema is not None or name.name not in self.bound:
            self.relations.setdefault(name)
        alias = node.get("alias", {}).get("aliasname", "")
        shown = name.name if name.schema == "public" else str(name)
        return f"{shown} {alias}".strip()

    def read_column(self, node: Tree) -> str:
        fields = node.get("fields", ())
        parts = [f["String"]["sval"] if "String" in f else "*" for f in fields]
        self.columns.setdefault(parts[-1])
        return ".".join([*parts[:-1], f"@{parts[-1]}@"])

    def read_constant(self, node: Tree) -> str:
        if node.get("isnull"):
            return "NULL"
        if "sval" in node:
            return "'" + str(node["sval"].get("sval", "")).replace("'", "''") + "'"
        if "boolval" in node:
            return "true" if node["boolval"].get("boolval") else "false"
        for key in ("ival", "fval", "bsval"):
            if key in node:
                return str(node[key].get(key, 0))
        return "?"

    def read_call(self, node: Tree) -> str:
        name = name_of(strings(node.get("funcname")))
        arguments = node.get("args", [])
        self.functions.setdefault(name)
        if name.name in {"nextval", "currval", "setval"} and arguments:
            self._sequence(arguments[0])
        rest = {k: v for k, v in node.items() if k not in {"funcname", "args", "funcformat", *_SKIPPED}}
        tail = f" {self._fields(rest)}" if rest else ""
        return f"{name}({','.join(self.read(a) for a in arguments)}{tail})"

    def _sequence(self, node: Tree) -> None:
        while "TypeCast" in node:
            node = node["TypeCast"].get("arg", {})
        text = node.get("A_Const", {}).get("sval", {}).get("sval")
        if text:
            parts = [p.strip('"') for p in text.split(".")]
            self.sequences.setdefault(name_of(parts[-2:]))

    def read_value_function(self, node: Tree) -> str:
        operation = str(node.get("op", ""))
        return operation.removeprefix("SVFOP_")

    def read_cast(self, node: Tree) -> str:
        kind = type_name(node.get("typeName", {}))
        self.types.setdefault(kind.name)
        inner = self.read(node.get("arg", {}))
        if kind.form == "bool" and inner in {"'t'", "'f'", "'true'", "'false'"}:
            return "true" if inner.startswith("'t") else "false"
        return f"{inner}::{kind.form}"

    def read_type(self, node: Tree) -> str:
        kind = type_name(node)
        self.types.setdefault(kind.name)
        return kind.form

    def read_index_element(self, node: Tree) -> str:
        rest = {k: v for k, v in node.items() if k != "name" and not (isinstance(v, str) and v in _SORT_DEFAULTS)}
        usual = "SORTBY_NULLS_FIRST" if node.get("ordering") == "SORTBY_DESC" else "SORTBY_NULLS_LAST"
        if rest.get("nulls_ordering") == usual:
            del rest["nulls_ordering"]
        if "name" in node:
            self.columns.setdefault(node["name"])
            return f"@{node['name']}@ {self._fields(rest)}".strip()
        return self._fields(rest)

    def read_statistics_element(self, node: Tree) -> str:
        if "name" in node:
            self.columns.setdefault(node["name"])
            return f"@{node['name']}@"
        return self.read(node.get("expr", {}))

    def read_string(self, node: Tree) -> str:
        return str(node.get("sval", ""))

    def expression(self, form: str) -> Expression:
        return Expression(
            form,
            tuple(self.columns),
            tuple(self.functions),
            tuple(self.relations),
            tuple(self.types),
            tuple(self.sequences),
        )


_METHODS: dict[str, Any] = {
    "ColumnRef": _Reader.read_column,
    "A_Const": _Reader.read_constant,
    "FuncCall": _Reader.read_call,
    "SQLValueFunction": _Reader.read_value_function,
    "TypeCast": _Reader.read_cast,
    "TypeName": _Reader.read_type,
    "IndexElem": _Reader.read_index_element,
    "StatsElem": _Reader.read_statistics_element,
    "String": _Reader.read_string,
}


def expression(node: Any) -> Expression:
    """Return any tree as an expression in normal form."""
    reader = _Reader()
    return reader.expression(reader.read(node))


def default_expression(node: Any, kind: TypeName | None) -> Expression | None:
    """Return a column default as PostgreSQL stores it: no NULL, and no cast of a constant to the column's own type."""
    inner = node
    while isinstance(inner, dict) and "TypeCast" in inner and _is_constant(inner["TypeCast"].get("arg", {})):
        if kind is not None and type_name(inner["TypeCast"].get("typeName", {})).form not in {kind.form, "text"}:
            break
        inner = inner["TypeCast"]["arg"]
    found = expression(inner)
    if found.form == "NULL":
        return None
    form = found.form
    if kind is not None and len(form) > 2 and form[0] == form[-1] == "'" and not kind.array:
        form = folded_constant(form, kind.form)
    return found._replace(form=form)


def _is_constant(node: Tree) -> bool:
    return "A_Const" in node or ("TypeCast" in node and _is_constant(node["TypeCast"].get("arg", {})))


def folded_constant(form: str, kind: str) -> str:
    """Fold a quoted constant of a boolean or number column into the constant that PostgreSQL makes of it."""
    value = form[1:-1].strip()
    if kind == "bool":
        folded = {"t": "true", "true": "true", "yes": "true", "on": "true", "1": "true"}
        return folded.get(value.lower(), "false")
    number = value.lstrip("+-")
    if (
        kind.split("(")[0] in {"int2", "int4", "int8", "numeric", "float4", "float8"}
        and number.replace(".", "").isdigit()
    ):
        return value
    return form
