"""Tables and their parts out of PostgreSQL's parse trees."""

from __future__ import annotations

from typing import Any

from speclint.migrations.definitions import Column, Constraint, Expression, Name
from speclint.migrations.operations import CreateIndex, CreateTable, Operation
from speclint.migrations.tree_nodes import (
    Tree,
    default_expression,
    expression,
    range_name,
    serial_base,
    strings,
    type_name,
)

_ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
_KINDS = {
    "CONSTR_PRIMARY": "primary",
    "CONSTR_UNIQUE": "unique",
    "CONSTR_FOREIGN": "foreign",
    "CONSTR_CHECK": "check",
    "CONSTR_EXCLUSION": "exclude",
}
_DEFERRABILITY = {
    "CONSTR_ATTR_DEFERRABLE": "deferrable",
    "CONSTR_ATTR_DEFERRED": "initdeferred",
}


def constraint(node: Tree, column: str | None = None) -> Constraint | None:
    """Lower a constraint node; `column` is the column that it is written at."""
    kind = _KINDS.get(node.get("contype", ""))
    if kind is None:
        return None
    own = (column,) if column is not None else ()
    columns = strings(node.get("keys")) or strings(node.get("fk_attrs")) or own
    parts = [key for key in ("nulls_not_distinct", "deferrable", "initdeferred", "is_no_inherit") if node.get(key)]
    included = strings(node.get("including"))
    if included:
        parts.append(f"include {','.join(f'@{c}@' for c in included)}")
    read: Expression | None = None
    references: Name | None = None
    referenced: tuple[str, ...] = ()
    if kind == "check":
        read = expression(node.get("raw_expr", {}))
        columns = read.columns
    elif kind == "exclude":
        read = expression([node.get("access_method"), node.get("exclusions", []), node.get("where_clause", {})])
        lists = [e.get("List", {}).get("items", [{}]) for e in node.get("exclusions", ())]
        columns = tuple(_index_part(items[0].get("IndexElem", {})) for items in lists)
    elif kind == "foreign":
        references, referenced = range_name(node.get("pktable", {})), strings(node.get("pk_attrs"))
        if node.get("fk_matchtype") == "f":
            parts.append("match full")
    return Constraint(
        kind=kind,
        name=node.get("conname"),
        columns=columns,
        form=" ".join(parts),
        expression=read,
        references=references,
        referenced=referenced,
        on_delete=_ACTIONS.get(node.get("fk_del_action", "a"), "NO ACTION"),
        on_update=_ACTIONS.get(node.get("fk_upd_action", "a"), "NO ACTION"),
        using_index=node.get("indexname"),
        valid=not node.get("skip_validation", False),
        start=node.get("location", 0),
    )


def column(node: Tree) -> tuple[Column, tuple[Constraint, ...]]:
    """Lower a column definition and the constraints written at it."""
    raw_type = node.get("typeName")
    kind = type_name(raw_type) if raw_type else None
    serial = raw_type is not None and serial_base(raw_type) is not None
    name = node.get("colname", "")
    facts: dict[str, Any] = {"nullable": not serial}
    constraints: list[Constraint] = []
    for item in node.get("constraints", ()):
        part = item.get("Constraint", {})
        contype = part.get("contype")
        made = constraint(part, name)
        if made is not None:
            constraints.append(made)
        elif contype in _DEFERRABILITY and constraints:
            constraints[-1] = constraints[-1]._replace(form=f"{constraints[-1].form} {_DEFERRABILITY[contype]}".strip())
        elif contype in {"CONSTR_NOTNULL", "CONSTR_NULL"}:
            facts["nullable"] = contype == "CONSTR_NULL"
        elif contype == "CONSTR_DEFAULT":
            facts["default"] = default_expression(part.get("raw_expr", {}), kind)
        elif contype == "CONSTR_IDENTITY":
            facts["identity"], facts["nullable"] = part.get("generated_when", "d"), False
        elif contype == "CONSTR_GENERATED":
            facts["generated"] = expression(part.get("raw_expr", {}))
    if any(c.kind == "primary" for c in constraints):
        facts["nullable"] = False
    collation = strings(node.get("collClause", {}).get("collname"))
    made_column = Column(
        name=name,
        type=kind,
        collation=collation_of(collation),
        serial=serial,
        start=node.get("location", 0),
        **facts,
    )
    return made_column, tuple(constraints)


def collation_of(names: tuple[str, ...]) -> str | None:
    """Return a collation's name; the default one is none."""
    return None if not names or names[-1] == "default" else names[-1]


def create_table(tree: Tree) -> Operation:
    """Lower CREATE TABLE."""
    relation = tree.get("relation", {})
    columns: list[Column] = []
    constraints: list[Constraint] = []
    likes: list[Name] = []
    for element in tree.get("tableElts", ()):
        if "ColumnDef" in element:
            made, own = column(element["ColumnDef"])
            columns.append(made)
            constraints.extend(own)
        elif "Constraint" in element:
            found = constraint(element["Constraint"])
            if found is not None:
                constraints.append(found)
        elif "TableLikeClause" in element:
            likes.append(range_name(element["TableLikeClause"].get("relation", {})))
    parents = tuple(range_name(p["RangeVar"]) for p in tree.get("inhRelations", ()) if "RangeVar" in p)
    bound, spec = tree.get("partbound"), tree.get("partspec")
    form = expression([spec or {}, tree.get("options", [])]).form
    return CreateTable(
        name=range_name(relation),
        columns=tuple(columns),
        constraints=tuple(constraints),
        if_not_exists=bool(tree.get("if_not_exists")),
        temporary=relation.get("relpersistence") == "t",
        unlogged=relation.get("relpersistence") == "u",
        inherits=() if bound else parents,
        partition_of=parents[0] if bound and parents else None,
        bound=expression(bound or {}).form,
        form=form,
        likes=tuple(likes),
    )


def create_index(tree: Tree) -> Operation:
    """Lower CREATE INDEX."""
    elements = [e.get("IndexElem", {}) for e in tree.get("indexParams", ())]
    included = [e.get("IndexElem", {}) for e in tree.get("indexIncludingParams", ())]
    rest = {k: v for k, v in tree.items() if k not in _INDEX_NAMES}
    used = expression({"IndexStmt": rest})
    return CreateIndex(
        table=range_name(tree.get("relation", {})),
        name=tree.get("idxname"),
        parts=tuple(_index_part(e) for e in [*elements, *included]),
        form=used.form,
        unique=bool(tree.get("unique")),
        uses=used,
        if_not_exists=bool(tree.get("if_not_exists")),
        concurrently=bool(tree.get("concurrent")),
        columns=tuple(e.get("name", "") for e in elements),
    )


_INDEX_NAMES = {"relation", "idxname", "if_not_exists", "concurrent", "reset_default_tblspc", "tableSpace"}


def _index_part(element: Tree) -> str:
    """Return what an index element adds to the automatic name (`FigureIndexColname`)."""
    if element.get("name"):
        return str(element["name"])
    node = element.get("expr", {})
    if "FuncCall" in node:
        return strings(node["FuncCall"].get("funcname"))[-1]
    if "CoalesceExpr" in node:
        return "coalesce"
    return "expr"
