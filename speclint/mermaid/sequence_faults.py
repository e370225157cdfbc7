"""What a sequence diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.lexing import Fault

if TYPE_CHECKING:
    from speclint.mermaid.lexing import Tokens, Unexpected


def explain(tokens: Tokens, unexpected: Unexpected) -> Fault:
    """Explain the first token that the grammar cannot take."""
    i = unexpected.index
    start, end = tokens.starts[i], tokens.ends[i]
    if i and tokens.kinds[i] in ("NEWLINE", "$end"):
        start = end = tokens.ends[i - 1]
    return Fault(start, end, f"expected {unexpected.wanted}, got {tokens.kinds[i]}")
