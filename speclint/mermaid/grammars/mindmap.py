"""The grammar of `mindmap`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, Site, shortened, syntax_faults
from speclint.mermaid.lexing import tokenize
from speclint.mermaid.outline import Outline, outline_states

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_STATES = outline_states("mindmap", "[^(\\[\\n){}]++")


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a mindmap; what cannot be read ends it, as in Mermaid."""
    tokens = tokenize(cleaned.text, cleaned.start, _STATES, "start")
    outline = Outline(tokens)
    # What Mermaid refuses as it adds the nodes comes before what its grammar refuses further down.
    faults = syntax_faults(cleaned, tokens, outline.document, _explain)
    earlier = _beyond_grammar(outline)
    return FaultsOnly([earlier] if earlier else faults)


def _explain(site: Site) -> Fault:
    from speclint.mermaid.outline_faults import explain

    return explain(site)


def _beyond_grammar(outline: Outline) -> Fault | None:
    """Return the fault of the first node that has no parent, or of a decoration before every node."""
    tokens = outline.tokens
    if outline.orphan is not None:
        from speclint.mermaid.outline_faults import orphan

        index = outline.orphan
        return orphan(tokens.text, tokens.starts[index], tokens.ends[index], tokens.kinds[index])
    if not outline.nodes:
        return None
    root = outline.nodes[0].level
    found = next((node for node in outline.nodes[1:] if node.level <= root), None)
    if found is None:
        return None
    first = tokens.starts[outline.nodes[0].first]
    if tokens.text.startswith("//", first):
        message = "a comment that is marked with // is the root"
        return Fault(first, first + 2, message, "mark it with %%", (first, first + 2, "%%"))
    start = tokens.starts[found.first]
    end = tokens.text.find("\n", start)
    name = tokens.text[start:end].rstrip()
    return Fault(
        start,
        start + len(name),
        f"{shortened(name)} is a second root",
        "indent it deeper than the first node: a mindmap has one root",
    )
