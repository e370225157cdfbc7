"""Go type expressions and struct fields, from syntax tree to model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.go_model import (
    GoArray,
    GoChan,
    GoField,
    GoFunc,
    GoInterfaceType,
    GoMap,
    GoNamed,
    GoParameter,
    GoPointer,
    GoSlice,
    GoStructType,
    GoUnknown,
)
from speclint.contracts.syntax import Problem
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from speclint.contracts.go_model import GoType
    from speclint.contracts.syntax import SyntaxTree
    from speclint.source import Span

_DEEPEST = 40
_TAG_PAIR = regex(r' *([^\s":\x00-\x1f\x7f]+):"((?:[^"\\\n]|\\.)*)"')
ELIDED = "…"
_ELIDED = regex(r" *(\w*):?(?:\.\.\.|…)")
_COMMENT_MARKS = regex(r"^(?://+|/\*+)\s?|\s*\*+/$")


def type_of(tree: SyntaxTree, node: Node | None, depth: int = 0) -> GoType:
    """Read a type expression; what nests deeper than 40 levels is unknown.

    Args:
        tree: The tree that the node belongs to.
        node: A type's node, or None.
        depth: How many types it stands in.

    Returns:
        The type (Go spec, "Types").
    """
    if node is None or depth > _DEEPEST:
        return GoUnknown()
    depth += 1
    reader = _READERS.get(node.type)
    return reader(tree, node, depth) if reader else GoUnknown()


def _pointer(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    return GoPointer(type_of(tree, _last_type(node), depth))


def _slice(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    return GoSlice(type_of(tree, node.child_by_field_name("element"), depth))


def _array(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    length = node.child_by_field_name("length")
    return GoArray(tree.text(length) if length else "...", type_of(tree, node.child_by_field_name("element"), depth))


def _map(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    return GoMap(type_of(tree, key, depth), type_of(tree, value, depth))


def _inner(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    return type_of(tree, _last_type(node), depth) if node.named_child_count == 1 else GoUnknown()


def _struct(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    return GoStructType(tuple(fields_of(tree, node, depth).fields))


def _interface(_tree: SyntaxTree, node: Node, _depth: int) -> GoType:
    return GoInterfaceType(empty=node.named_child_count == 0)


def _func(_tree: SyntaxTree, _node: Node, _depth: int) -> GoType:
    return GoFunc()


def _chan(_tree: SyntaxTree, _node: Node, _depth: int) -> GoType:
    return GoChan()


def _last_type(node: Node) -> Node | None:
    return node.named_children[-1] if node.named_child_count else None


def _named(tree: SyntaxTree, node: Node, depth: int) -> GoType:
    arguments: tuple[GoType, ...] = ()
    if node.type == "generic_type":
        given = node.child_by_field_name("type_arguments")
        arguments = tuple(type_of(tree, child, depth) for child in given.named_children) if given else ()
        inner = node.child_by_field_name("type")
        if inner is None:
            return GoUnknown()
        node = inner
    package, name = node.child_by_field_name("package"), node.child_by_field_name("name")
    if package is not None and name is not None:
        return GoNamed(tree.text(name), tree.text(package), arguments)
    return GoNamed(tree.text(node), "", arguments)


_READERS: dict[str, Callable[[SyntaxTree, Node, int], GoType]] = {
    **dict.fromkeys(("type_identifier", "identifier", "qualified_type", "generic_type"), _named),
    **dict.fromkeys(("parenthesized_type", "type_elem", "type_constraint"), _inner),
    **dict.fromkeys(("array_type", "implicit_length_array_type"), _array),
    "pointer_type": _pointer,
    "slice_type": _slice,
    "map_type": _map,
    "struct_type": _struct,
    "interface_type": _interface,
    "function_type": _func,
    "channel_type": _chan,
}


class Fields(NamedTuple):
    """The fields of a struct's body and the problems of their tags."""

    fields: list[GoField]
    embedded: list[GoField]
    problems: list[Problem]


def fields_of(tree: SyntaxTree, struct: Node, depth: int = 0) -> Fields:
    """Read the fields of a `struct_type` node (Go spec, "Struct types"; reflect.StructTag; encoding/json).

    Args:
        tree: The tree that the node belongs to.
        struct: The node.
        depth: How many types it stands in.

    Returns:
        Fields, embedded types (one with a name in its json tag is a field, as encoding/json has it) and problems.
    """
    found = Fields([], [], [])
    body = next((child for child in struct.named_children if child.type == "field_declaration_list"), None)
    if body is None:
        return found
    above = ""
    previous_row = -1
    latest: list[tuple[list[GoField], int]] = []
    for child in body.named_children:
        if child.type == "comment":
            comment = _COMMENT_MARKS.sub("", tree.text(child))
            if child.start_point.row == previous_row:
                for fields, index in latest:
                    fields[index] = fields[index]._replace(comment=comment)
            else:
                above = comment
        elif child.type == "field_declaration":
            latest = _read_field(tree, child, depth, above, found)
            previous_row, above = child.end_point.row, ""
    return found


def _read_field(
    tree: SyntaxTree, node: Node, depth: int, comment: str, found: Fields
) -> list[tuple[list[GoField], int]]:
    tag_node = node.child_by_field_name("tag")
    tag_span = tree.span(tag_node) if tag_node else None
    pairs: tuple[tuple[str, str], ...] = ()
    if tag_node is not None and tag_span is not None:
        raw = tree.text(tag_node)
        read = read_tag(raw)
        if read is None and not node.has_error:
            found.problems.append(_tag_problem(raw, tag_span))
        pairs = read or ()
    span = tree.span(node)
    type_node = node.child_by_field_name("type")
    type_ = type_of(tree, type_node, depth)
    names = node.children_by_field_name("name")
    places: list[tuple[list[GoField], int]] = []
    if names:
        for name in names:
            text, name_span = tree.text(name), tree.span(name)
            found.fields.append(_field(text, span, name_span, type_, tag_span, pairs, comment))
            places.append((found.fields, len(found.fields) - 1))
    elif type_node is not None:
        base = type_.name if isinstance(type_, GoNamed) else tree.text(type_node)
        if any(child.type == "*" for child in node.children):
            type_ = GoPointer(type_)
        field = _field(base, span, tree.span(type_node), type_, tag_span, pairs, comment, embedded=True)
        target = found.fields if _json(pairs)[0] not in ("", ELIDED) else found.embedded
        target.append(field)
        places.append((target, len(target) - 1))
    return places


def _json(pairs: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...], bool]:
    value = next((value for key, value in pairs if key == "json"), None)
    name, *options = (value or "").split(",")
    return name, tuple(options), value is not None


def _field(
    name: str,
    span: Span,
    name_span: Span,
    type_: GoType,
    tag_span: Span | None,
    pairs: tuple[tuple[str, str], ...],
    comment: str,
    *,
    embedded: bool = False,
) -> GoField:
    json_name, options, tagged = _json(pairs)
    hidden = (json_name == "-" and not options) or json_name == ELIDED
    key = None if hidden else json_name or name
    return GoField(name, span, name_span, type_, tag_span, pairs, key, options, tagged, embedded, comment)


def read_tag(literal: str) -> tuple[tuple[str, str], ...] | None:
    """Read a struct tag with its quotes.

    Args:
        literal: A raw or an interpreted string literal.

    Returns:
        The pairs of key and value, an elided one's value being `ELIDED`; None where the tag is not a list of
        `key:"value"` (reflect.StructTag, go vet).
    """
    content = literal[1:-1]
    if literal[:1] == '"':
        content = content.replace('\\"', '"').replace("\\\\", "\\")
    pairs: list[tuple[str, str]] = []
    done = 0
    content = content.rstrip(" ")
    while done < len(content):
        found = _TAG_PAIR.match(content, done)
        if found is None:
            elided = _ELIDED.match(content, done)
            return (*pairs, (elided[1], ELIDED)) if elided else None
        pairs.append((found[1], found[2]))
        done = found.end()
    return tuple(pairs)


def _tag_problem(raw: str, span: Span) -> Problem:
    shown = raw if len(raw) <= 48 else raw[:47] + "…"
    return Problem(span, f'struct tag {shown} is not a list of key:"value" pairs', 'write `json:"name"`', "tag")


def parameters_of(tree: SyntaxTree, node: Node | None) -> tuple[GoParameter, ...]:
    """Read a parameter list, or a single result type (Go spec, "Function types")."""
    if node is None:
        return ()
    if node.type != "parameter_list":
        return (GoParameter("", type_of(tree, node), tree.span(node)),)
    found: list[GoParameter] = []
    for child in node.named_children:
        if child.type not in ("parameter_declaration", "variadic_parameter_declaration"):
            continue
        type_ = type_of(tree, child.child_by_field_name("type"))
        if child.type.startswith("variadic"):
            type_ = GoSlice(type_)
        names = child.children_by_field_name("name")
        found += [GoParameter(tree.text(name), type_, tree.span(name)) for name in names]
        if not names:
            found.append(GoParameter("", type_, tree.span(child)))
    return tuple(found)


def type_params_of(tree: SyntaxTree, node: Node | None) -> tuple[str, ...]:
    """Read the names in a type parameter list."""
    if node is None:
        return ()
    declared = (child for child in node.named_children if child.type == "type_parameter_declaration")
    return tuple(tree.text(name) for child in declared for name in child.children_by_field_name("name"))
