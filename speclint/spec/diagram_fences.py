"""A spec's Mermaid diagrams, each read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.prompts import holds_prompt
from speclint.spec.wording import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.markdown.blocks import Fence
    from speclint.mermaid.model import Diagram
    from speclint.source import Source
    from speclint.spec.spectype import SpecType

# Quarto and R Markdown write `{mermaid}`, MyST and some wikis `{.mermaid}` or `:mermaid`.
_LABEL = regex(r"[{.:]{0,2}mermaid(?![\w-])")


class DiagramFence(NamedTuple):
    """A fence with its diagram.

    Args:
        fence: The fence.
        text: Its text.
        diagram: What it holds.
        sample: Whether it is the template's sample still.
    """

    fence: Fence
    text: str
    diagram: Diagram
    sample: bool

    @property
    def sound(self) -> bool:
        """Whether the diagram renders and is the author's own, so that its content can be judged."""
        return not self.diagram.problems and not self.sample


def is_mermaid(fence: Fence) -> bool:
    """Tell whether a fence is labelled as Mermaid, and closed: what a fence without an end holds is not known."""
    return fence.closed and bool(_LABEL.match(fence.language))


def read_diagrams(source: Source, kind: SpecType | None, fences: Iterable[Fence]) -> Iterator[DiagramFence]:
    """Yield the Mermaid diagrams among fences; one in whose place a prompt stands is left out."""
    samples: frozenset[str] | None = None
    for fence in fences:
        if not is_mermaid(fence):
            continue
        text = fence.text(source)
        if _waits(kind, text):
            continue
        if samples is None:
            samples = frozenset(_samples(kind))
        from speclint.mermaid import parse

        yield DiagramFence(fence, text, parse(text), _folded(text) in samples)


def _samples(kind: SpecType | None) -> Iterator[str]:
    for section in kind.walk() if kind is not None else ():
        if "diagram" in section.samples:
            yield _folded(section.samples["diagram"])


def _folded(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _waits(kind: SpecType | None, text: str) -> bool:
    """Tell whether a prompt of the template stands where the diagram should."""
    lines = [line.strip().removeprefix("%%").strip() for line in text.split("\n")]
    content = [line for line in lines if line]
    return bool(content) and all(
        is_placeholder(line) or (kind is not None and holds_prompt(kind, line)) for line in content
    )
