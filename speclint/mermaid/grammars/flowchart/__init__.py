"""The grammar of `flowchart`, `graph` and `flowchart-elk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.grammars.flowchart.parser import Parser
from speclint.mermaid.grammars.flowchart.reading import EDGE_LIMIT, FlowchartReading
from speclint.mermaid.grammars.flowchart.tokens import flowchart_tokens
from speclint.mermaid.lexing import BLANK, INLINE, Unexpected, fitted

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_HEADER = (
    rf"(?:flowchart-elk|graph|flowchart)\b"
    rf"(?:{BLANK}*\n|({BLANK}*(?:(?:LR|RL|TB|BT|TD|BR|v)\b|[<>^]))"
    rf"(?:;(?![^\n]*direction{BLANK}+(?:TB|BT|RL|LR|TD))|[{INLINE}\u2028\u2029]*\n))"
)


def read(cleaned: Cleaned) -> FlowchartReading:
    """Read a flowchart; what cannot be read ends it, as in Mermaid."""
    reading = FlowchartReading(cleaned)
    header = fitted(_HEADER, cleaned.text).match(cleaned.text, cleaned.start)
    if header is None:
        from speclint.mermaid.grammars.flowchart.faults import header_fault

        reading.faults.append(header_fault(cleaned))
        return reading
    reading.direction = header.group(1).strip() if header.group(1) else "TB"
    reading.tokens = flowchart_tokens(cleaned.text, header.end())
    try:
        Parser(reading).document()
    except Unexpected as unexpected:
        from speclint.mermaid.faults import Site
        from speclint.mermaid.grammars.flowchart.faults import explain

        reading.faults.append(explain(Site(cleaned, reading.tokens, unexpected)))
        # What stands right before the error is a part of it.
        reading.metadata = [each for each in reading.metadata if each.last < unexpected.index]
    if reading.metadata or reading.link_styles or reading.edges > EDGE_LIMIT:
        from speclint.mermaid.grammars.flowchart.checks import check

        check(reading)
    return reading
