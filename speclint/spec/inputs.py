"""What a spec was to be written from, and what of it the spec cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import walk
from speclint.markdown.inline import code_spans, links
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.mentions import texts

if TYPE_CHECKING:
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_NOTES = ("codebase-notes.md", "librarian-notes.md")
_RESEARCH = regex(r"(?<![\w-])research/")
_PATH = regex(
    r"[\w.@-]*[\w@-](?:/[\w.@{}\[\]-]+)+|[\w-]+\.(?:go|py|rb|ts|tsx|js|java|kt|rs|cs|php|sql|md|proto|ya?ml)\b"
)
_FILE = regex(r"\b[\w-]+\.(?:go|py|rb|ts|tsx|js|java|kt|rs|cs|php|sql|md|proto|ya?ml)\b")


class Inputs(NamedTuple):
    """What a spec cites of its inputs.

    Args:
        expected: Files that lie beside it where they were made.
        cited: Those of them that it names.
        uncited: Where a source is missing whatever lies beside it, with what is missing and what to do; or None.
    """

    expected: tuple[str, ...]
    cited: tuple[str, ...]
    uncited: tuple[Span, str, str] | None


def read_inputs(spec: Spec) -> Inputs | None:
    """Return what a spec cites of the inputs that its type is written from, or None where its type names none."""
    existing = next(iter(spec.by_role.get("existing-system", ())), None)
    if existing is not None:
        cited = tuple(name for name in _NOTES if name in spec.source.text)
        return Inputs(_NOTES, cited, _bare(spec, existing))
    current = spec.section("current-state") if spec.section("open-questions") else None
    if current is None or _RESEARCH.search(spec.source.text) or not _is_written(spec, current):
        return None
    return Inputs(
        (), (), (spec.title_span, "no research is cited", "link the findings that it rests on in `research/`")
    )


def _is_written(spec: Spec, section: SpecSection) -> bool:
    return any(not spec.is_placeholder(block.span) and bool(spec.text(block.span)) for block in section.all_blocks())


def _bare(spec: Spec, section: SpecSection) -> tuple[Span, str, str] | None:
    if spec.is_none(section) or not _is_written(spec, section):
        return None
    prompts = False
    for block in walk(section.all_blocks()):
        for where in texts(block):
            spans = (where,) if isinstance(where, Span) else where
            if links(spec.source, where) or _FILE.search(spec.source.text, spans[0].start, spans[-1].end):
                return None
            if any(_PATH.search(spec.source[code.content]) for code in code_spans(spec.source, where)):
                return None
        prompts = prompts or "[" in spec.source[block.span]
    text = spec.source[section.section.span]
    if prompts or "notes" in text.casefold():
        return None
    return (
        section.heading.span,
        "the existing system is described without a file or a link",
        "cite the files it rests on",
    )
