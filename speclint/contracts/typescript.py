"""TypeScript as specs show it: whole modules, lone declarations, members out of their interface, JSX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.contracts.any_types import any_uses
from speclint.contracts.fragments import Dialect, Wrapping, is_left_out
from speclint.contracts.reading import read
from speclint.contracts.syntax import Problem
from speclint.contracts.ts_model import (
    TsAlias,
    TsEnum,
    TsFile,
    TsFunction,
    TsInterface,
    TsLiteral,
)
from speclint.contracts.ts_types import members_of, parameters_of, type_of, type_params_of
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from speclint.contracts.reading import Reading
    from speclint.contracts.syntax import SyntaxTree
    from speclint.contracts.ts_model import TsParameter

_TOKENS = regex(
    r"(?<!:)//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|`(?:\\.|[^`\\])*+`?"
    r"|\"(?:\\.|[^\"\\\n])*+\"?|(?<![A-Za-z])'(?:\\.|[^'\\\n])*+'?|[(){}\[\]]"
)
_DECLARATION = regex(
    r"\s*(?:export|declare|import|interface\s+[\w$]|type\s+[\w$]|(?:const\s+)?enum\s+[\w$]|(?:async\s+)?function\b"
    r"|(?:abstract\s+)?class\s+[\w$]|(?:const|let|var)\s+[\w$\[{]|namespace\s+[\w$])"
)
_ELSE = regex(r"\}\s*else\b")
_INTERFACE = Wrapping("typescript", "interface fragment {\n", "\n}")
# A bare member is a labelled statement to the grammar, so members are tried before programs.
_MEMBERS = _INTERFACE._replace(opening=regex(r"(?:readonly\s+)?[A-Za-z_$][\w$]*\??:"))
_FRAGMENTS = (
    _INTERFACE,
    Wrapping("typescript", "type fragment =\n"),
    Wrapping("tsx", "(fragment = {\n", "\n})"),
    Wrapping("typescript", "class fragment {\n", "\n}"),
    Wrapping("tsx", "(fragment = [\n", "\n])"),
    Wrapping("tsx", "(fragment = <>\n", "\n</>)", regex("<")),
    Wrapping("tsx", "(<fragment\n", "\n/>)", regex(r"[\w-]+=[{\"']")),
    Wrapping("tsx", "fragment\n", "", regex(r"\??\.")),
    Wrapping("tsx", "if (fragment) {\n", "", _ELSE),
    Wrapping("tsx", "if (fragment) {\n", "\n}", _ELSE),
    Wrapping("tsx", "if (fragment) {}\n", "", regex(r"else\b")),
    Wrapping("tsx", "try {\n", "", regex(r"\}\s*(?:catch|finally)\b")),
    Wrapping("typescript", "switch (fragment) {\n", "\n}", regex(r"(?:case|default)\b")),
)
_LOOSE = regex(r"(?<![^\n])[ \t]*(?:[\w$]+\.)+(?=[\w$]+(?:<[^\n(]*>)?\()|(?<=\bfunction)\*")
_BROKEN_TYPE = regex(r"\b(?:interface|type)\s+([A-Za-z_$][\w$]*)")


def _dialect(*grammars: str) -> Dialect:
    bare = tuple(Wrapping(grammar) for grammar in grammars)
    comment_line = re.compile(r"\s*(?://|/\*|\*(?![\w.(]))")
    return Dialect(
        "TypeScript", _TOKENS, _DECLARATION, comment_line, (_MEMBERS, *bare), (*bare, *_FRAGMENTS), loose=_LOOSE
    )


def parse(text: str, *, tsx: bool = False) -> TsFile:
    """Read a fence's text as TypeScript (the TypeScript language, as tree-sitter-typescript has it).

    Elided parts are no problem; bare members, object literals, class members and JSX are accepted. A fence of either
    kind that only the other grammar understands is read with that one.

    Args:
        text: The text; never raises, whatever it holds.
        tsx: Whether JSX is expected rather than type assertions in angle brackets.

    Returns:
        The declarations, with spans in the text's code points, and the problems, one a cause.
    """
    dialect = _dialect("tsx", "typescript") if tsx else _dialect("typescript", "tsx")
    reading = read(text, dialect)
    reader = _Reader(text, reading)
    for tree in reading.trees:
        reader.read(tree)
    reader.add_broken()
    problems = sorted([*reading.problems, *reader.problems], key=lambda problem: problem.span)
    return TsFile(
        tuple(sorted(reader.interfaces, key=lambda interface: interface.span)),
        tuple(reader.aliases),
        tuple(reader.enums),
        tuple(reader.functions),
        any_uses(text, reading.trees),
        tuple(problems),
    )


class _Reader:
    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.reading = reading
        self.interfaces: list[TsInterface] = []
        self.aliases: list[TsAlias] = []
        self.enums: list[TsEnum] = []
        self.functions: list[TsFunction] = []
        self.problems: list[Problem] = []

    def read(self, tree: SyntaxTree) -> None:
        for node in tree.nodes():
            match node.type:
                case "interface_declaration":
                    self._read_interface(tree, node)
                case "type_alias_declaration":
                    self._read_alias(tree, node)
                case "enum_declaration":
                    self._read_enum(tree, node)
                case "function_declaration" | "function_signature" | "generator_function_declaration":
                    self._read_function(tree, node, node)
                case "variable_declarator":
                    value = node.child_by_field_name("value")
                    if value is not None and value.type == "arrow_function":
                        self._read_function(tree, node, value)
                case "property_signature":
                    self._read_property(tree, node)
                case _:
                    pass

    def _read_interface(self, tree: SyntaxTree, node: Node) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None or not tree.text(name):
            return
        span = tree.span(node)
        clause = next((child for child in node.named_children if child.type == "extends_type_clause"), None)
        extends = tuple(type_of(tree, child) for child in clause.named_children) if clause else ()
        found = members_of(tree, body)
        self.interfaces.append(
            TsInterface(
                tree.text(name),
                span,
                tree.span(name),
                tuple(found.members),
                extends,
                type_params_of(tree, node.child_by_field_name("type_parameters")),
                found.indexed or self._is_open(tree, body),
                self._is_broken(node, span),
                _exported(node),
            )
        )

    def _read_alias(self, tree: SyntaxTree, node: Node) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None or not tree.text(name):
            return
        span = tree.span(node)
        params = type_params_of(tree, node.child_by_field_name("type_parameters"))
        name_text, name_span, broken = tree.text(name), tree.span(name), self._is_broken(node, span)
        if value.type == "object_type" and value.named_child_count:
            found = members_of(tree, value)
            is_open = found.indexed or self._is_open(tree, value)
            if found.members:
                self.interfaces.append(
                    TsInterface(
                        name_text, span, name_span, tuple(found.members), (), params, is_open, broken, _exported(node)
                    )
                )
                return
        self.aliases.append(TsAlias(name_text, span, name_span, type_of(tree, value), params, broken, _exported(node)))

    def _is_open(self, tree: SyntaxTree, body: Node) -> bool:
        span = tree.span(body)
        if any(span.contains(elision) for elision in self.reading.elisions):
            return True
        comments = (child for child in body.named_children if child.type == "comment")
        return any(is_left_out(tree.text(comment)) for comment in comments)

    def _is_broken(self, node: Node, span: Span) -> bool:
        return node.has_error or any(piece.overlaps(span) for piece in self.reading.broken)

    def _read_enum(self, tree: SyntaxTree, node: Node) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None:
            return
        members: list[tuple[str, TsLiteral | None]] = []
        for child in body.named_children:
            if child.type == "enum_assignment":
                key, value = child.child_by_field_name("name"), child.child_by_field_name("value")
                members.append((tree.text(key).strip("'\"") if key else "", _enum_value(tree, value)))
            elif child.type in ("property_identifier", "string"):
                members.append((tree.text(child).strip("'\""), None))
        self.enums.append(TsEnum(tree.text(name), tree.span(node), tree.span(name), tuple(members), _exported(node)))

    def _read_function(self, tree: SyntaxTree, node: Node, function: Node) -> None:
        name, body = node.child_by_field_name("name"), function.child_by_field_name("body")
        if name is None or not tree.text(name):
            return
        listed = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
        parameters = parameters_of(tree, listed)
        result = function.child_by_field_name("return_type")
        span = tree.span(node)
        if node is function and not self._is_broken(node, span):
            self._judge_parameters(tree.text(name), parameters)
        self.functions.append(
            TsFunction(
                tree.text(name),
                span,
                tree.span(name),
                parameters,
                type_of(tree, result) if result else None,
                tree.span(body) if body else None,
                _exported(node),
            )
        )

    def _judge_parameters(self, function: str, parameters: tuple[TsParameter, ...]) -> None:
        untyped = [parameter for parameter in parameters if not parameter.typed and not self._is_elided(parameter.span)]
        if untyped:
            names = ", ".join(parameter.name for parameter in untyped)
            message = f"{function} has no type for {names}"
            help_text = f"write `{untyped[0].name}: <type>`"
            self.problems.append(Problem(untyped[0].span, message, help_text, "untyped-parameter"))

    def _read_property(self, tree: SyntaxTree, node: Node) -> None:
        name = node.child_by_field_name("name")
        if name is None or node.child_by_field_name("type") is not None or node.has_error:
            return
        span = tree.span(name)
        broken = any(piece.overlaps(span) for piece in self.reading.broken)
        if span.start == span.end or broken or self._is_elided(span):
            return
        message = f"member {tree.text(name)} has no type"
        self.problems.append(Problem(span, message, f"write `{tree.text(name)}: <type>`", "untyped-member"))

    def _is_elided(self, span: Span) -> bool:
        return any(elision.overlaps(span) for elision in self.reading.elisions)

    def add_broken(self) -> None:
        """Add the types that a broken piece names and no tree holds: they are declared, if badly."""
        known = {interface.name_span.start for interface in self.interfaces}
        known |= {alias.name_span.start for alias in self.aliases}
        for piece in self.reading.broken:
            for found in _BROKEN_TYPE.finditer(self.text, piece.start, piece.end):
                line_start = self.text.rfind("\n", 0, found.start()) + 1
                before = self.text[max(line_start, found.start() - 40) : found.start()].strip()
                if found.start(1) not in known and before in ("", "export", "declare", "export declare"):
                    self.interfaces.append(
                        TsInterface(found[1], Span(*found.span()), Span(*found.span(1)), broken=True)
                    )


def _exported(node: Node) -> bool:
    parent = node.parent
    if parent is not None and parent.type in ("lexical_declaration", "variable_declaration"):
        parent = parent.parent
    return parent is not None and parent.type == "export_statement"


def _enum_value(tree: SyntaxTree, value: Node | None) -> TsLiteral | None:
    if value is None:
        return None
    text = tree.text(value)
    if value.type == "string":
        return TsLiteral("string", text[1:-1])
    return TsLiteral("number", text) if value.type in ("number", "unary_expression") else None
