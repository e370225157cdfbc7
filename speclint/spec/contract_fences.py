"""A spec's Go and TypeScript fences, each read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.spec.prompts import holds_prompt
from speclint.spec.wording import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.contracts.go_model import GoFile
    from speclint.contracts.ts_model import TsFile
    from speclint.markdown.blocks import Fence
    from speclint.source import Source, Span
    from speclint.spec.model import Spec

GO = frozenset({"go", "golang"})
TYPESCRIPT = frozenset({"ts", "tsx", "typescript"})


class ContractFences(NamedTuple):
    """The fences of either language in document order, and what each declares.

    Args:
        go_fences: The Go fences.
        go_files: What they declare, one for each.
        ts_fences: The TypeScript fences.
        ts_files: What they declare, one for each.
    """

    go_fences: tuple[Fence, ...] = ()
    go_files: tuple[GoFile, ...] = ()
    ts_fences: tuple[Fence, ...] = ()
    ts_files: tuple[TsFile, ...] = ()


def problem_place(spec: Spec, fence: Fence, span: Span) -> Span | None:
    """Return where a problem of a fence stands in the spec, or None where its line still holds a prompt."""
    place = fence.place_span(*span)
    text = spec.source.text
    start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.start)
    line = text[start : end if end >= 0 else len(text)]
    if spec.type is None or holds_prompt(spec.type, line) or is_placeholder(line):
        return None
    return place


def read_contracts(source: Source, fences: Iterable[Fence]) -> ContractFences:
    """Read the fences of Go and of TypeScript; one that nothing closes is left out, since its end is not known.

    Args:
        source: The text.
        fences: Its fences in document order.

    Returns:
        What they declare. The parsers are imported only where there is something to parse.
    """
    closed = [fence for fence in fences if fence.closed]
    go_fences = tuple(fence for fence in closed if fence.language in GO)
    ts_fences = tuple(fence for fence in closed if fence.language in TYPESCRIPT)
    go_files: tuple[GoFile, ...] = ()
    ts_files: tuple[TsFile, ...] = ()
    if go_fences:
        from speclint.contracts import go

        go_files = tuple(go.parse(fence.text(source)) for fence in go_fences)
    if ts_fences:
        from speclint.contracts import typescript

        ts_files = tuple(typescript.parse(fence.text(source)) for fence in ts_fences)
    return ContractFences(go_fences, go_files, ts_fences, ts_files)
