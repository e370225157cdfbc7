"""The check of the tree of files that a plan creates: it can be read, and says what each file is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Fence
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.regions import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_LINE = regex(
    r"(?P<lead>[ \t\u00a0\u2502|]*(?P<branch>[\u251c\u2514\u2570][\u2500-]*|\+-+|\|-+|`-+|\\-+)?[ \t\u00a0]*)"
    r"(?P<name>[^\s#]\S*)?(?P<rest>[^\n]*)"
)
_FILE = regex(r"(?:\.?[\w@()\[\]{}+~-]+)(?:\.[\w-]+)+|Makefile|Dockerfile|LICENSE|Procfile|Gemfile|Rakefile|\.\w[\w-]*")
_PURPOSE = regex(r"[ \t]*(?:#|//|--|<-|\u2190|\u2192|->|=>|[-\u2013\u2014:(])[ \t]*\S|[ \t]+[A-Za-z]\S*[ \t]+\S")
_MANY = 3


class _Line(NamedTuple):
    """A line of a tree: its place, the column its name begins at, the name and what stands behind it."""

    span: Span
    column: int
    name: str
    rest: str
    branch: bool


def malformed_file_tree(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what is amiss with the tree of files to create."""
    for section in spec.by_role.get("files-to-create", []):
        content = content_of(spec, section.all_blocks())
        if not content or spec.is_none(section) or "retitled" in section.changes:
            continue
        if any(spec.is_placeholder(block.span) for block in content):
            continue
        fences = [block for block in content if isinstance(block, Fence)]
        if not fences:
            message = "the files to create stand in no tree"
            yield Finding(section.heading.span, message, "draw them as a tree in a fence of `text`")
        for fence in fences:
            yield from _in_fence(spec, section, fence)


def _in_fence(spec: Spec, section: SpecSection, fence: Fence) -> Iterator[Finding]:
    lines = list(_lines(spec, fence))
    drawn = any(line.branch for line in lines)
    if any("[" in line.rest or line.name.startswith("[") for line in lines if "[" in line.name + line.rest):
        return
    if fence.language not in {"text", "txt", "plaintext"}:
        if fence.language and not drawn:
            return
        where = Span(fence.marker.start, max(fence.info.end, fence.marker.end))
        what = f"labelled `{fence.language}`" if fence.language else "not labelled"
        fix = Fix("label it `text`", Safety.SAFE, (Edit(fence.info, "text"),))
        yield Finding(where, f"the fence of the tree is {what}", "label it `text`", fix=fix)
    for line in lines:
        if line.branch and not line.name:
            yield Finding(line.span, "the branch has no file", "name the file, or delete the line")
    bare = [line for line, following in zip(lines, [*lines[1:], None], strict=True) if _is_bare(line, following)]
    yield from _bare_files(bare)


def _is_bare(line: _Line, following: _Line | None) -> bool:
    """Tell whether a line is a file without a purpose; what has lines under it is a folder."""
    if following is not None and following.name and following.column > line.column:
        return False
    name = line.name.rsplit("/", 1)[-1]
    return bool(name and _FILE.fullmatch(name)) and not _PURPOSE.match(line.rest)


def _bare_files(bare: Sequence[_Line]) -> Iterator[Finding]:
    if len(bare) > _MANY:
        related = tuple(Related(line.span, "here too") for line in bare[1:_MANY])
        message = f"{len(bare)} files have no purpose, {bare[0].name} the first"
        yield Finding(bare[0].span, message, "write behind each what it is for: `# …`", related)
        return
    for line in bare:
        yield Finding(line.span, f"{line.name} has no purpose", "write behind it what it is for: `# …`")


def _lines(spec: Spec, fence: Fence) -> Iterator[_Line]:
    for span in fence.content_lines:
        text = spec.source[span].rstrip()
        found = _LINE.fullmatch(text)
        if not text.strip(" \t\u2502|") or found is None:
            continue
        start = span.start + len(text) - len(text.lstrip(" \t\u00a0\u2502|"))
        name = found["name"] or ""
        yield _Line(Span(start, span.start + len(text)), len(found["lead"]), name, found["rest"], bool(found["branch"]))
