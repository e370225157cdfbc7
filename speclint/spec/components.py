"""The shadcn/ui components that a spec uses, and those that it installs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.contract_fences import TYPESCRIPT
from speclint.spec.exact_paths import inexactness
from speclint.spec.prompts import holds_prompt
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.model import Spec

_COMMAND = regex(
    r"\s*(?:\$\s+)?(?:npx|pnpm\s+dlx|yarn\s+dlx|bunx|pnpx|bun\s+x)\s+(?:-\S+\s+)*+shadcn(?:-ui)?@\S+\s+add"
    r"(?P<arguments>(?:[ \t]+[^\s#]\S*)++)\s*(?:#.*)?"
)
_NOT_A_COMMAND = regex(r"\s*(?:#|//|cd\b|$)")
_NAME = regex(r"(?<!\S)[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?!\S)")
_ARGUMENT = regex(r"\S+")
_USED = regex(r"[A-Z][A-Za-z]*(?:[ ][A-Z][A-Za-z]*)*")
_SEPARATOR = regex(r"\s*(?:[,;/+]|<br\s*/?>|\band\b|&)\s*")
_HUMP = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\s+")
_IMPORT = regex(r"\bfrom\s*(?P<quote>['\"])(?P<path>[^'\"\n]*components/ui/[^'\"\n]*)(?P=quote)")
_SOURCES = regex(r"^(?P<root>(?:[^/]+/)*?)(?:src|app)/")
_PARTS = ("Trigger", "Content", "Header", "Footer", "Title", "Description", "Item", "Row", "Cell", "Body", "Head")


class ComponentName(NamedTuple):
    """A component as the command line names it, and where it is written."""

    name: str
    span: Span


class Components(NamedTuple):
    """What a spec says of shadcn/ui components.

    Args:
        used: Those that new files are built from, each once.
        installed: Those that a command adds, in order; one that is added twice stands twice.
        malformed: The lines among the commands that are none.
        end: Where a further name of the last command belongs, or None where there is no command.
        folders: Where the components of this spec's files lie.
        imports: The paths from which TypeScript imports a component under another name than its file's.
    """

    used: tuple[ComponentName, ...]
    installed: tuple[ComponentName, ...]
    malformed: tuple[Span, ...]
    end: int | None
    folders: tuple[str, ...]
    imports: tuple[ComponentName, ...]


def read_components(spec: Spec) -> Components:
    """Read what a spec says of shadcn/ui components."""
    used: dict[str, ComponentName] = {}
    folders = ["src/components/ui"]
    for view in spec.tables_by_role("frontend-new"):
        for row in view.rows():
            cell, path = view.cell(row, "shadcn"), view.cell(row, "path")
            if path is not None and (root := _SOURCES.match(spec.text(path.span))):
                folders.append(f"{root[0]}components/ui")
            for name in _used(spec, cell.span) if cell else ():
                used.setdefault(name.name, name)
    commands = [line for section in _sections(spec) for line in _lines(spec, section)]
    installed: list[ComponentName] = []
    malformed: list[Span] = []
    end: int | None = None
    for line in commands:
        found = _COMMAND.fullmatch(spec.source[line])
        if found is None:
            malformed.append(line)
            continue
        start, stop = line.start + found.start("arguments"), line.start + found.end("arguments")
        arguments = [one for one in _ARGUMENT.finditer(spec.source.text, start, stop) if not one[0].startswith("-")]
        if any(not _NAME.fullmatch(one[0]) and "/" not in one[0] for one in arguments):
            malformed.append(line)
        else:
            end = stop
            installed += [ComponentName(one[0], Span(*one.span())) for one in arguments]
    imports = tuple(_imports(spec))
    return Components(
        tuple(used.values()), tuple(installed), tuple(malformed), end, tuple(dict.fromkeys(folders)), imports
    )


def kebab(name: str) -> str:
    """Return the name under which the command line knows a component: `AlertDialog` is `alert-dialog`."""
    return "-".join(part.lower() for part in _HUMP.split(name.strip()) if part)


def _used(spec: Spec, cell: Span) -> Iterator[ComponentName]:
    """Yield the names in a cell, which are words in PascalCase between commas; anything else is a reason."""
    raw = spec.source[cell]
    if is_none_statement(spec.text(cell)) or spec.is_placeholder(cell):
        return
    at = 0
    edges = [*((found.start(), found.end()) for found in _SEPARATOR.finditer(raw)), (len(raw), len(raw))]
    for end, following in edges:
        words = raw[at:end].strip(" `*_")
        if _USED.fullmatch(words) and not any(words.endswith(part) and words != part for part in _PARTS):
            start = cell.start + raw.index(words, at)
            yield ComponentName(kebab(words), Span(start, start + len(words)))
        at = following


def _sections(spec: Spec) -> Iterator[list[Fence]]:
    for section in spec.alignment.walk():
        if section.type.key == "shadcn-install":
            yield [block for block in section.all_blocks() if isinstance(block, Fence) and block.closed]


def _lines(spec: Spec, fences: list[Fence]) -> Iterator[Span]:
    assert spec.type is not None
    for fence in fences:
        lines = [line for line in fence.content_lines if not _NOT_A_COMMAND.match(spec.source[line] or "#")]
        about = [line for line in lines if "shadcn" in spec.source[line]] or lines
        for line in about:
            if not holds_prompt(spec.type, spec.source[line]) and "[" not in spec.source[line]:
                yield line


def _imports(spec: Spec) -> Iterator[ComponentName]:
    for fence in spec.fences:
        if fence.language not in TYPESCRIPT or not fence.closed:
            continue
        text = fence.text(spec.source)
        for found in _IMPORT.finditer(text):
            file = found["path"].rsplit("components/ui/", 1)[1]
            if not _NAME.fullmatch(file) and inexactness(file + ".tsx") is None:
                yield ComponentName(kebab(file), fence.place_span(*found.span("path")))
