"""Texts with blanks that Mermaid knows and most texts do not hold are read as those without."""

from __future__ import annotations

import pytest

from speclint.mermaid.grammars.flowchart import tokens as flowchart_tokens
from speclint.mermaid.grammars.sequence import tokens as sequence_tokens
from speclint.mermaid.lexing import has_rare_blanks, tokenize

FLOWCHART = '\n  a[text (x)] -- word --> b{"quoted"}\n  b -.-> c\n  style a fill:#fff\n  c ~~~ d\n'
SEQUENCE = "\n  participant A as First\n  A->>B: text; B-->>A: x\n  Note over A,B: y\n"


@pytest.mark.parametrize("blank", ["\u00a0", "\u1680", "\u2003", "\u202f", "\u205f", "\u3000", "\ufeff"])
@pytest.mark.parametrize(("module", "text"), [(flowchart_tokens, FLOWCHART), (sequence_tokens, SEQUENCE)])
def test_rare_blanks_are_blanks(module: object, text: str, blank: str) -> None:
    states = module._STATES  # type: ignore[attr-defined]
    plain, rare = tokenize(text, 0, states, "start"), tokenize(text.replace(" ", blank), 0, states, "start")
    assert (rare.kinds, rare.starts, rare.ends) == (plain.kinds, plain.starts, plain.ends)


@pytest.mark.parametrize(("module", "text"), [(flowchart_tokens, FLOWCHART), (sequence_tokens, SEQUENCE)])
def test_both_expressions_read_alike(module: object, text: str) -> None:
    states = module._STATES  # type: ignore[attr-defined]
    for place in range(len(text)):
        for state in states.values():
            found, other = state.matcher(False)(text, place), state.matcher(True)(text, place)
            assert (found and (found.lastindex, found.span())) == (other and (other.lastindex, other.span()))


@pytest.mark.parametrize(
    ("text", "rare"), [("a b\tc\n", False), ("a — b ü", False), ("a\u00a0b", True), ("a\u2028", True)]
)
def test_rare_blanks_are_told(text: str, rare: bool) -> None:
    assert has_rare_blanks(text) is rare
