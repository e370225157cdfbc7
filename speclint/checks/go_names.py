"""Check of the names that Go code will have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.go_packages import file_packages, is_package_name, package_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.contracts.go_model import GoFile, GoFunction
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_IDENTIFIER = regex(r"(?:\w+\.)*(?P<name>[A-Z]\w*)(?:\(.*\))?")
_TEST = regex(r"(?:Test|Benchmark|Example|Fuzz)(?![a-z])\w*")
_PANIC = regex(r"(?<![\w.])panic\(")
_COMMENT = regex(r"//[^\n]*")
_PACKAGE = "a package is named by one lower-case word"


def unidiomatic_go_name(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each exported name that is not PascalCase and each package that is not one lower-case word.

    A function whose error is not its last result, and one that panics, are told besides (Effective Go, "MixedCaps",
    "Package names", "Errors").
    """
    seen: set[str] = set()
    for name, span, package in sorted(_names(spec), key=lambda found: found[1]):
        if name in seen:
            continue
        seen.add(name)
        if package:
            suggestion = name.lower().replace("_", "").replace("-", "")
            yield Finding(span, f"package {name} is not one lower-case word", f"{_PACKAGE}, as in `{suggestion}`")
        else:
            pascal = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
            yield Finding(span, f"{name} is not in PascalCase", f"write `{pascal}`")
    yield from _results(spec)
    yield from _panics(spec)


def _names(spec: Spec) -> Iterator[tuple[str, Span, bool]]:
    """Yield each name that is no idiomatic one, with its place and whether it is a package's."""
    for file in (*package_cells(spec), *file_packages(spec)):
        if not is_package_name(file.package) and "[" not in file.package and "/" not in file.package:
            yield file.package, file.package_span, True
    for where in _cells(spec):
        for code in code_spans(spec.source, where):
            found = _IDENTIFIER.fullmatch(spec.source[code.content])
            if found and _is_unidiomatic(found["name"]):
                start = code.content.start + found.start("name")
                yield found["name"], Span(start, start + len(found["name"])), False
    contracts = spec.contracts
    for fence, go_file in zip(contracts.go_fences, contracts.go_files, strict=True):
        if go_file.package and go_file.package_span and not is_package_name(go_file.package):
            yield go_file.package, fence.place_span(*go_file.package_span), True
        for name, span in _declared(go_file):
            if _is_unidiomatic(name):
                yield name, fence.place_span(*span), False


def _cells(spec: Spec) -> Iterator[Span]:
    """Yield where the text names what Go exports: the tables of new files, and handlers."""
    for view in spec.tables_by_role("backend-new"):
        cells = (view.cell(row, "exports") for row in view.rows())
        yield from (cell.span for cell in cells if cell is not None)
    for section in spec.by_role.get("endpoint", []):
        field = spec.fields_of(section).get("handler")
        if field is not None:
            yield field.label.value


def _is_unidiomatic(name: str) -> bool:
    return name[:1].isupper() and "_" in name.strip("_") and not _TEST.fullmatch(name)


def _declared(file: GoFile) -> Iterator[tuple[str, Span]]:
    for struct in file.structs:
        yield struct.name, struct.name_span
        yield from ((field.name, field.name_span) for field in struct.fields if not field.embedded)
    for interface in file.interfaces:
        yield interface.name, interface.name_span
        yield from ((method.name, method.name_span) for method in interface.methods)
    yield from ((function.name, function.name_span) for function in file.functions)
    yield from ((named.name, named.name_span) for named in file.named_types)
    yield from ((constant.name, constant.span) for constant in file.constants)


def _functions(file: GoFile) -> Iterator[GoFunction]:
    yield from file.functions
    for interface in file.interfaces:
        yield from interface.methods


def _results(spec: Spec) -> Iterator[Finding]:
    contracts = spec.contracts
    for fence, file in zip(contracts.go_fences, contracts.go_files, strict=True):
        for function in _functions(file):
            errors = [index for index, result in enumerate(function.results) if _is_error(result)]
            if errors and errors[-1] != len(function.results) - 1:
                place = fence.place_span(*function.results[errors[0]].span)
                yield Finding(
                    place, f"the error of {function.name} is not its last result", "return it last", level="proxy"
                )


def _is_error(result: object) -> bool:
    from speclint.contracts.go_model import GoNamed, GoParameter

    assert isinstance(result, GoParameter)
    return isinstance(result.type, GoNamed) and result.type.qualified == "error"


def _panics(spec: Spec) -> Iterator[Finding]:
    for fence in spec.contracts.go_fences:
        text = _COMMENT.sub(lambda found: " " * len(found[0]), fence.text(spec.source))
        found = _PANIC.search(text)
        if found is not None:
            place = fence.place_span(found.start(), found.end() - 1)
            yield Finding(place, "the code panics", "return an error instead", level="proxy")
