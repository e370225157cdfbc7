"""The Go packages that a spec names, each with the file that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.model import Spec

_PACKAGE = regex(r"[a-z][a-z0-9]*(?:_test)?")
_VERSION = regex(r"v\d+")
_HANDLER = regex(r"(\w+)\.(?:\(\*?\w+\)\.|\*?\w+\.)?\w+(?:\(.*\))?")


class FilePackage(NamedTuple):
    """A Go file and the package that it is said to belong to.

    Args:
        path: The file.
        path_span: Where it stands.
        package: The package.
        package_span: Where it stands.
        whole: Whether the package stands alone there, so that another name may take its place.
    """

    path: str
    path_span: Span
    package: str
    package_span: Span
    whole: bool


def is_package_name(name: str) -> bool:
    """Tell whether a name is one lower-case word (Effective Go, "Package names"); `_test` may follow it."""
    return bool(_PACKAGE.fullmatch(name))


def packages_of(path: str) -> tuple[str, ...]:
    """Return the names that a file's package may have, the best first; empty where the path has no folder.

    A folder's hyphens and dots are dropped or divide it, and a version folder (`v2`) stands for the one above it.
    """
    folders = [part for part in path.strip().replace("\\", "/").split("/")[:-1] if part not in ("", ".", "..")]
    if not folders:
        return ()
    names = [folders[-1]]
    if _VERSION.fullmatch(folders[-1]) and len(folders) > 1:
        names.insert(0, folders[-2])
    for name in list(names):
        if "-" in name or "." in name:
            parts = name.replace(".", "-").split("-")
            names[:0] = ["".join(parts), parts[-1], parts[0]]
    return tuple(dict.fromkeys(names))


def package_cells(spec: Spec) -> Iterator[FilePackage]:
    """Yield the rows of the tables of new Go files."""
    for view in spec.tables_by_role("backend-new"):
        for row in view.rows():
            path, package = view.cell(row, "path"), view.cell(row, "package")
            if path is None or package is None or spec.is_placeholder(package.span) or spec.is_placeholder(path.span):
                continue
            path_span, package_span = (_inner(spec, cell.span) for cell in (path, package))
            written = spec.source[package_span].strip()
            name = written.removeprefix("package ").strip()
            if name and " " not in name:
                at = Span(package_span.end - len(name), package_span.end)
                yield FilePackage(spec.source[path_span].strip(), path_span, name, at, True)


def file_packages(spec: Spec) -> Iterator[FilePackage]:
    """Yield the Go files of tables and of handlers, with their packages."""
    yield from (file for file in package_cells(spec) if file.path.endswith(".go"))
    for section in spec.by_role.get("endpoint", []):
        view = spec.fields_of(section).get("handler")
        codes = code_spans(spec.source, view.label.value) if view else ()
        paths = [code.content for code in codes if spec.source[code.content].endswith(".go")]
        names = [code.content for code in codes if not spec.source[code.content].endswith(".go")]
        if len(paths) == len(names) == 1 and (found := _HANDLER.fullmatch(spec.source[names[0]])):
            span = Span(names[0].start, names[0].start + found.end(1))
            yield FilePackage(spec.source[paths[0]], paths[0], found[1], span, False)


def _inner(spec: Spec, cell: Span) -> Span:
    codes = code_spans(spec.source, cell)
    return codes[0].content if len(codes) == 1 and codes[0].span == cell else cell
