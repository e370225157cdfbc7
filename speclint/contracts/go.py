"""Go as specs show it: whole files, lone declarations, signatures without bodies, fields out of their struct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.fragments import Dialect, Wrapping, is_left_out
from speclint.contracts.go_model import (
    GoConstant,
    GoFile,
    GoFunction,
    GoInterface,
    GoNamed,
    GoNamedType,
    GoPointer,
    GoStruct,
)
from speclint.contracts.go_types import ELIDED, fields_of, parameters_of, type_of, type_params_of
from speclint.contracts.reading import read
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from speclint.contracts.go_model import GoType
    from speclint.contracts.reading import Reading
    from speclint.contracts.syntax import Problem, SyntaxTree

_DIALECT = Dialect(
    name="Go",
    tokens=regex(
        r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|`[^`]*+`?|\"(?:\\.|[^\"\\\n])*+\"?|'(?:\\.|[^'\\\n])*+'?|[(){}\[\]]"
    ),
    declaration=regex(r"\s*(?:type|func|var|const|import|package)\b"),
    comment_line=regex(r"\s*(?://|/\*|\*(?![\w.(]))"),
    wholes=(Wrapping("go"),),
    wrappings=(
        Wrapping("go"),
        Wrapping("go", "type fragment struct {\n", "\n}"),
        Wrapping("go", "type fragment interface {\n", "\n}"),
        Wrapping("go", "func fragment() {\n", "\n}"),
        Wrapping("go", "var (\n", "\n)"),
        Wrapping("go", "func fragment() {\nswitch {\n", "\n}}", regex(r"(?:case|default)\b")),
        Wrapping("go", "var fragment = fragment{\n", "\n}"),
    ),
    spread_after=True,
)
_BROKEN_STRUCT = regex(r"\btype\s+([^\W\d]\w*)\s*(?:\[[^\]\n]*\])?\s+struct\b")


def parse(text: str) -> GoFile:
    """Read a fence's text as Go (The Go Programming Language Specification, as tree-sitter-go has it).

    A package clause is not needed; elided parts are no problem; declarations without bodies, bare fields, bare
    interface methods and bare statements are accepted.

    Args:
        text: The text; never raises, whatever it holds.

    Returns:
        The declarations, with spans in the text's code points, and the problems, one a cause.
    """
    reading = read(text, _DIALECT)
    reader = _Reader(text, reading)
    for tree in reading.trees:
        reader.read(tree)
    reader.add_broken()
    problems = sorted([*reading.problems, *reader.problems], key=lambda problem: problem.span)
    return GoFile(
        tuple(sorted(reader.structs, key=lambda struct: struct.span)),
        tuple(reader.interfaces),
        tuple(reader.functions),
        tuple(reader.named_types),
        tuple(reader.constants),
        reader.package,
        reader.package_span,
        tuple(problems),
    )


class _Reader:
    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.reading = reading
        self.structs: list[GoStruct] = []
        self.interfaces: list[GoInterface] = []
        self.functions: list[GoFunction] = []
        self.named_types: list[GoNamedType] = []
        self.constants: list[GoConstant] = []
        self.problems: list[Problem] = []
        self.package = ""
        self.package_span: Span | None = None

    def read(self, tree: SyntaxTree) -> None:
        for node in tree.nodes():
            match node.type:
                case "type_spec" | "type_alias":
                    self._read_type(tree, node)
                case "function_declaration" | "method_declaration":
                    if (function := _function(tree, node)) is not None:
                        self.functions.append(function)
                case "const_spec":
                    self._read_constant(tree, node)
                case "package_clause" if node.named_child_count and self.package_span is None:
                    name = node.named_children[0]
                    self.package, self.package_span = tree.text(name), tree.span(name)
                case _:
                    pass

    def _read_type(self, tree: SyntaxTree, node: Node) -> None:
        name_node, type_node = node.child_by_field_name("name"), node.child_by_field_name("type")
        if name_node is None or type_node is None or not tree.text(name_node):
            return
        name, span, name_span = tree.text(name_node), tree.span(node), tree.span(name_node)
        params = type_params_of(tree, node.child_by_field_name("type_parameters"))
        is_open, broken = self._is_open(tree, type_node), self._is_broken(node, span)
        if type_node.type == "struct_type":
            found = fields_of(tree, type_node)
            if not broken:
                self.problems += found.problems
            fields, embedded = tuple(found.fields), tuple(found.embedded)
            is_open = is_open or any(value == ELIDED for field in fields for _, value in field.tag)
            self.structs.append(GoStruct(name, span, name_span, fields, embedded, params, is_open, broken))
        elif type_node.type == "interface_type":
            functions = (_function(tree, child) for child in type_node.named_children if child.type == "method_elem")
            methods = tuple(function for function in functions if function is not None)
            elements = (child for child in type_node.named_children if child.type == "type_elem")
            embedded_types = tuple(type_of(tree, child) for child in elements)
            self.interfaces.append(GoInterface(name, span, name_span, methods, embedded_types, params, is_open, broken))
        else:
            type_ = type_of(tree, type_node)
            self.named_types.append(GoNamedType(name, span, name_span, type_, node.type == "type_alias", params))

    def _is_open(self, tree: SyntaxTree, body: Node) -> bool:
        span = tree.span(body)
        if any(span.contains(elision) for elision in self.reading.elisions):
            return True
        holders = [body, *(child for child in body.named_children if child.type == "field_declaration_list")]
        comments = (child for holder in holders for child in holder.named_children if child.type == "comment")
        return any(is_left_out(tree.text(comment)) for comment in comments)

    def _is_broken(self, node: Node, span: Span) -> bool:
        return node.has_error or any(piece.overlaps(span) for piece in self.reading.broken)

    def _read_constant(self, tree: SyntaxTree, node: Node) -> None:
        type_node, value = node.child_by_field_name("type"), node.child_by_field_name("value")
        type_name = tree.text(type_node) if type_node else ""
        literals = tree.text(value).strip() if value else ""
        for name in node.children_by_field_name("name"):
            if name.is_named:
                self.constants.append(GoConstant(tree.text(name), tree.span(name), type_name, literals))

    def add_broken(self) -> None:
        """Add the structs that a broken piece names and no tree holds: they are declared, if badly."""
        known = {struct.name_span.start for struct in self.structs}
        for piece in self.reading.broken:
            for found in _BROKEN_STRUCT.finditer(self.text, piece.start, piece.end):
                if found.start(1) not in known:
                    self.structs.append(GoStruct(found[1], Span(*found.span()), Span(*found.span(1)), broken=True))


def _function(tree: SyntaxTree, node: Node) -> GoFunction | None:
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or not tree.text(name):
        return None
    receivers = parameters_of(tree, node.child_by_field_name("receiver"))
    return GoFunction(
        tree.text(name),
        tree.span(node),
        tree.span(name),
        _base_name(receivers[0].type) if receivers else "",
        parameters_of(tree, node.child_by_field_name("parameters")),
        parameters_of(tree, node.child_by_field_name("result")),
        type_params_of(tree, node.child_by_field_name("type_parameters")),
        tree.span(body) if body else None,
    )


def _base_name(type_: GoType) -> str:
    if isinstance(type_, GoPointer):
        type_ = type_.element
    return type_.name if isinstance(type_, GoNamed) else ""
