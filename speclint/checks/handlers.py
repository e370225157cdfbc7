"""Checks of the Go functions that serve endpoints, and of the packages that files belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.exact_paths import inexactness
from speclint.spec.go_packages import file_packages, is_package_name, packages_of
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.labels import Label
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_NAME = regex(r"(?:(?P<package>\w+)\.)?(?P<type>\(\*?\w+\)\.|\*?\w+\.)?(?P<function>\w+)(?:\(.*\))?")
_BARE = regex(r"(?<![\w`./])(?:\w+\.)+(?:\(\*?\w+\)\.)?\w+(?:\(\))?(?![\w`/])")
_BARE_PATH = regex(r"(?<![\w`./-])[\w.@-]+(?:/[\w.@-]+)*\.go(?![\w`])")
_HELP = "write `package.Function` in `path/of/the/file.go`, each in backticks"


def malformed_handler(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each **Handler:** that does not name a package's exported function and its Go file, both as code."""
    for section in spec.by_role.get("endpoint", []):
        view = spec.fields_of(section).get("handler")
        if view is None or view.label.value.end == view.label.value.start:
            continue
        value = view.label.value
        text = spec.text(value)
        if spec.is_placeholder(value) or is_none_statement(text) or "[" in text:
            continue
        faults = list(_faults(spec, view.label))
        if faults:
            fix = _backticks(spec, value) if all(fault.endswith("backticks") for fault in faults) else None
            message = f"the handler {' and '.join(faults)}"
            yield Finding(value, message, _HELP, fix=fix)


def _faults(spec: Spec, label: Label) -> Iterator[str]:
    codes = [spec.source[code.content].strip() for code in code_spans(spec.source, label.value)]
    paths = [code for code in codes if code.endswith(".go")]
    names = [code for code in codes if not code.endswith(".go") and "/" not in code.split("(")[0]]
    bare = _outside_code(spec, label.value)
    bare_path = _BARE_PATH.search(bare)
    bare_name = next((found for found in _BARE.finditer(bare) if not found[0].endswith(".go")), None)
    if any(name.startswith("func") for name in names):
        pass
    elif names:
        yield from _name_faults(names)
    elif bare_name:
        yield "has its function without backticks"
    else:
        yield "names no `package.Function`"
    if paths:
        fault = next((fault for path in paths if (fault := inexactness(path))), None)
        if fault:
            yield f"has a path that {fault}"
    elif bare_path:
        yield "has its path without backticks"
    else:
        yield "names no Go file"


def _name_faults(names: list[str]) -> Iterator[str]:
    found = [match for name in names if (match := _NAME.fullmatch(name))]
    packaged = [match for match in found if match["package"]]
    if not found:
        yield f"has `{names[0]}`, which is no `package.Function`"
    elif not packaged:
        yield f"has `{names[0]}` without its package"
    elif not any(match["function"][:1].isupper() for match in packaged):
        yield f"has `{names[0]}`, which is not exported"


def _outside_code(spec: Spec, span: Span) -> str:
    text = spec.source[span]
    for code in code_spans(spec.source, span):
        start, end = code.span.start - span.start, code.span.end - span.start
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _backticks(spec: Spec, value: Span) -> Fix:
    bare = _outside_code(spec, value)
    path = _BARE_PATH.search(bare)
    name = next((found for found in _BARE.finditer(bare) if not found[0].endswith(".go")), None)
    codes = code_spans(spec.source, value)
    named = any(not spec.source[code.content].endswith(".go") for code in codes)
    pathed = any(spec.source[code.content].endswith(".go") for code in codes)
    edits: list[Edit] = []
    for found in (None if named else name, None if pathed else path):
        if found is not None:
            start, end = value.start + found.start(), value.start + found.end()
            edits += [Edit(Span(start, start), "`"), Edit(Span(end, end), "`")]
    return Fix("put backticks around them", Safety.SAFE, tuple(sorted(edits)))


def package_directory_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each file whose package is not named after its folder; `main`, test packages and versions are exempt."""
    told: set[tuple[str, str]] = set()
    for file in sorted(file_packages(spec), key=lambda file: file.package_span):
        names = packages_of(file.path)
        if not names or not is_package_name(file.package) or file.package.removesuffix("_test") in (*names, "main"):
            continue
        if (file.path, file.package) in told:
            continue
        told.add((file.path, file.package))
        fix = None
        if file.whole and is_package_name(names[0]):
            fix = Fix(f"write {names[0]}", Safety.UNSAFE, (Edit(file.package_span, names[0]),))
        message = f"package {file.package} lies in the folder {names[-1]}"
        yield Finding(
            file.package_span,
            message,
            f"name it {names[0]}, or move the file",
            (Related(file.path_span, "the file"),),
            fix,
        )
