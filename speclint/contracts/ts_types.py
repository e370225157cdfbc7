"""TypeScript type expressions, members and parameters, from syntax tree to model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.ts_model import (
    TsArray,
    TsFunctionType,
    TsIntersection,
    TsKeyword,
    TsLiteral,
    TsMember,
    TsObject,
    TsParameter,
    TsRecord,
    TsReference,
    TsTuple,
    TsUnion,
    TsUnknown,
)
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from speclint.contracts.syntax import SyntaxTree
    from speclint.contracts.ts_model import TsType

_DEEPEST = 40
_ARRAYS = ("Array", "ReadonlyArray")
_RECORDS = ("Record", "Map", "ReadonlyMap")
_CALLABLE = ("method_signature", "call_signature", "construct_signature", "abstract_method_signature")


def type_of(tree: SyntaxTree, node: Node | None, depth: int = 0) -> TsType:
    """Read a type expression; what nests deeper than 40 levels is unknown.

    Args:
        tree: The tree that the node belongs to.
        node: A type's node or its annotation's, or None.
        depth: How many types it stands in.

    Returns:
        The type (TypeScript Handbook, "Everyday Types", "Object Types").
    """
    if node is None or depth > _DEEPEST:
        return TsUnknown()
    depth += 1
    reader = _READERS.get(node.type)
    return reader(tree, node, depth) if reader else TsUnknown()


def _inner(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    return type_of(tree, _first(node), depth)


def _keyword(tree: SyntaxTree, node: Node, _depth: int) -> TsType:
    return TsKeyword(tree.text(node))


def _union(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    return TsUnion(tuple(type_of(tree, member, depth) for member in _operands(node)))


def _intersection(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    return TsIntersection(tuple(type_of(tree, member, depth) for member in _operands(node)))


def _array(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    return TsArray(type_of(tree, _first(node), depth))


def _tuple(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    return TsTuple(tuple(_element(tree, child, depth) for child in _children(node)))


def _reference(tree: SyntaxTree, node: Node, _depth: int) -> TsType:
    return TsReference(tree.text(node))


def _function(_tree: SyntaxTree, _node: Node, _depth: int) -> TsType:
    return TsFunctionType()


def _template(_tree: SyntaxTree, _node: Node, _depth: int) -> TsType:
    return TsKeyword("string")


def _children(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type != "comment"]


def _first(node: Node) -> Node | None:
    return next((child for child in node.named_children if child.type != "comment"), None)


def _operands(node: Node) -> list[Node]:
    kind = node.type
    operands: list[Node] = []
    stack = [node]
    while stack:
        operand = stack.pop()
        if operand.type == kind:
            stack.extend(reversed(_children(operand)))
        else:
            operands.append(operand)
    return operands


def _literal(tree: SyntaxTree, node: Node, _depth: int) -> TsType:
    text = tree.text(node)
    if text in ("null", "undefined"):
        return TsKeyword(text)
    if text in ("true", "false"):
        return TsLiteral("boolean", text)
    if text[:1] in ("'", '"'):
        return TsLiteral("string", text[1:-1])
    return TsLiteral("number", text)


def _element(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    if node.type in ("required_parameter", "optional_parameter"):
        return type_of(tree, node.child_by_field_name("type"), depth)
    return type_of(tree, node, depth)


def _generic(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    name_node, given = node.child_by_field_name("name"), node.child_by_field_name("type_arguments")
    name = tree.text(name_node) if name_node else ""
    arguments = tuple(type_of(tree, child, depth) for child in _children(given)) if given else ()
    if name in _ARRAYS and len(arguments) == 1:
        return TsArray(arguments[0])
    if name in _RECORDS and len(arguments) == 2:
        return TsRecord(arguments[0], arguments[1])
    return TsReference(name, arguments)


def _object(tree: SyntaxTree, node: Node, depth: int) -> TsType:
    children = _children(node)
    if len(children) == 1 and children[0].type == "index_signature":
        signature = children[0]
        if any(child.type == "mapped_type_clause" for child in signature.named_children):
            return TsUnknown()
        key, value = signature.child_by_field_name("index_type"), signature.child_by_field_name("type")
        return TsRecord(type_of(tree, key, depth), type_of(tree, value, depth))
    members = members_of(tree, node, depth)
    return TsObject(tuple(members.members), members.indexed)


_READERS: dict[str, Callable[[SyntaxTree, Node, int], TsType]] = {
    **dict.fromkeys(("type_annotation", "parenthesized_type", "readonly_type", "rest_type", "optional_type"), _inner),
    **dict.fromkeys(("type_identifier", "nested_type_identifier", "identifier"), _reference),
    **dict.fromkeys(("function_type", "constructor_type"), _function),
    "predefined_type": _keyword,
    "literal_type": _literal,
    "union_type": _union,
    "intersection_type": _intersection,
    "array_type": _array,
    "tuple_type": _tuple,
    "generic_type": _generic,
    "object_type": _object,
    "template_literal_type": _template,
}


class Members(NamedTuple):
    """The members of an interface's body or an object type, and whether it has an index signature."""

    members: list[TsMember]
    indexed: bool


def members_of(tree: SyntaxTree, body: Node, depth: int = 0) -> Members:
    """Read the members of an `interface_body` or `object_type` node (Handbook, "Object Types")."""
    members: list[TsMember] = []
    indexed = False
    for child in body.named_children:
        name = child.child_by_field_name("name")
        if child.type == "index_signature":
            indexed = True
        elif child.type == "property_signature" and name is not None:
            members.append(_property(tree, child, name, depth))
        elif child.type in _CALLABLE and name is not None:
            text = _name(tree, name)
            optional = any(part.type == "?" for part in child.children)
            members.append(TsMember(text, tree.span(child), tree.span(name), TsFunctionType(), optional))
    return Members(members, indexed)


def _name(tree: SyntaxTree, node: Node) -> str:
    text = tree.text(node)
    return text[1:-1] if node.type == "string" else text


def _property(tree: SyntaxTree, node: Node, name: Node, depth: int) -> TsMember:
    annotation = node.child_by_field_name("type")
    marks = {child.type for child in node.children if not child.is_named}
    return TsMember(
        _name(tree, name),
        tree.span(node),
        tree.span(name),
        type_of(tree, annotation, depth),
        "?" in marks,
        "readonly" in marks,
        annotation is not None,
    )


def parameters_of(tree: SyntaxTree, node: Node | None) -> tuple[TsParameter, ...]:
    """Read a parameter list; a default value counts as a type, since it gives one."""
    if node is None:
        return ()
    if node.type != "formal_parameters":
        return (TsParameter(tree.text(node), tree.span(node), TsUnknown(), typed=False),)
    found: list[TsParameter] = []
    for child in node.named_children:
        pattern = child.child_by_field_name("pattern")
        if child.type not in ("required_parameter", "optional_parameter") or pattern is None:
            continue
        annotation, default = child.child_by_field_name("type"), child.child_by_field_name("value")
        optional = child.type == "optional_parameter" or default is not None
        typed = annotation is not None or default is not None or pattern.type == "this"
        found.append(TsParameter(tree.text(pattern), tree.span(child), type_of(tree, annotation), optional, typed))
    return tuple(found)


def type_params_of(tree: SyntaxTree, node: Node | None) -> tuple[str, ...]:
    """Read the names in a type parameter list."""
    if node is None:
        return ()
    names = (child.child_by_field_name("name") for child in node.named_children if child.type == "type_parameter")
    return tuple(tree.text(name) for name in names if name is not None)
