"""Where TypeScript's `any` stands for a type, and whether a comment beside it says why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.contracts.ts_model import AnyUse
from speclint.regex import regex
from speclint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.contracts.syntax import SyntaxTree

_REASON = regex(
    r"\bunavoidable\b|\bbecause\b|\bsince\b|\bdue to\b|\bunknown shape\b|\buntyped\b|\bno types?\b|\beslint-disable|"
    r"@ts-(?:ignore|expect-error)|\bintentional|\bdeliberate|\bany\b\W+(?:\w+\W+){2}",
    re.IGNORECASE,
)
_WHOLE_FILE = regex(r"/\*\s*eslint-disable(?!-)(?:\s*\*/|[^*]*\bno-explicit-any\b)")


def any_uses(text: str, trees: Sequence[SyntaxTree]) -> tuple[AnyUse, ...]:
    """List the places where `any` is a type: annotations, elements, arguments, assertions, aliases.

    One is excused where a comment on its line, or one that fills the line above, gives a reason (`unavoidable`,
    `because`, `eslint-disable`, `any: ` and a few words), or where the whole text is exempt from the linter's rule.

    Args:
        text: The text.
        trees: Its trees.

    Returns:
        The uses in document order.
    """
    if "any" not in text:
        return ()
    source = Source(text)
    exempt = bool(_WHOLE_FILE.search(text))
    uses: list[AnyUse] = []
    reasons: set[int] = set()
    for tree in trees:
        for node in tree.nodes():
            if node.type == "predefined_type" and tree.text(node) == "any":
                uses.append(AnyUse(tree.span(node), exempt))
            elif node.type == "comment" and _REASON.search(tree.text(node)):
                span = tree.span(node)
                first, last = source.line_of(span.start), source.line_of(max(span.end - 1, span.start))
                reasons.update(range(first, last + 1))
                if not text[source.line_starts[first] : span.start].strip():
                    reasons.add(last + 1)
    return tuple(AnyUse(use.span, use.excused or source.line_of(use.span.start) in reasons) for use in uses)
