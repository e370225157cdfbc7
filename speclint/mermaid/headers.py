"""Which words open a Mermaid diagram, and which grammar reads each."""

import re

from speclint.records import NamedTuple
from speclint.regex import regex


class Header(NamedTuple):
    """One row of the table.

    Args:
        type: Mermaid's own name of the diagram type.
        words: The header words as an author writes them, the usual one first.
        pattern: How Mermaid recognises the header at the start of a text.
        grammar: The module of `grammars` whose `read` reads the type, where it is not the type in lower case.
    """

    type: str
    words: tuple[str, ...]
    pattern: str
    grammar: str = ""


# In the order in which Mermaid asks. A type whose module `grammars` lacks is known by its header alone.
HEADERS: tuple[Header, ...] = (
    Header("flowchart-elk", ("flowchart-elk",), "flowchart-elk", "flowchart"),
    Header("mindmap", ("mindmap",), "mindmap"),
    Header("architecture", ("architecture-beta", "architecture"), "architecture"),
    Header("agentflow", ("agentflow-beta",), r"agentflow-beta\b"),
    Header("c4", ("C4Context", "C4Container", "C4Component", "C4Dynamic", "C4Deployment"), "C4Context"),
    Header("kanban", ("kanban",), "kanban"),
    Header("class", ("classDiagram", "classDiagram-v2"), "classDiagram"),
    Header("er", ("erDiagram",), "erDiagram"),
    Header("gantt", ("gantt",), "gantt"),
    Header("info", ("info",), "info"),
    Header("pie", ("pie",), "pie"),
    Header("requirement", ("requirementDiagram", "requirement"), "requirement"),
    Header("sequence", ("sequenceDiagram",), "sequenceDiagram"),
    Header("swimlane", ("swimlane-beta",), r"swimlane-beta\b"),
    Header("flowchart", ("flowchart", "graph"), "flowchart|graph"),
    Header("timeline", ("timeline",), "timeline"),
    Header("gitGraph", ("gitGraph",), "gitGraph"),
    Header("state", ("stateDiagram-v2", "stateDiagram"), "stateDiagram"),
    Header("journey", ("journey",), "journey"),
    Header("quadrantChart", ("quadrantChart",), "quadrantChart"),
    Header("sankey", ("sankey-beta", "sankey"), "sankey"),
    Header("packet", ("packet-beta", "packet"), "packet"),
    Header("xychart", ("xychart-beta", "xychart"), "xychart"),
    Header("block", ("block-beta", "block"), "block"),
    Header("eventmodeling", ("eventmodeling",), "eventmodeling"),
    Header("treeView", ("treeView-beta",), "treeView-beta"),
    Header("radar", ("radar-beta",), "radar-beta"),
    Header("ishikawa", ("ishikawa-beta", "ishikawa"), r"(?i:ishikawa(?:-beta)?\b)"),
    Header("treemap", ("treemap-beta", "treemap"), "treemap"),
    Header("railroad", ("railroad-beta",), "(?i:railroad-beta)"),
    Header("railroadEbnf", ("railroad-ebnf-beta",), "(?i:railroad-ebnf-beta)"),
    Header("railroadAbnf", ("railroad-abnf-beta",), "(?i:railroad-abnf-beta)"),
    Header("railroadPeg", ("railroad-peg-beta",), "(?i:railroad-peg-beta)"),
    Header("venn", ("venn-beta",), "venn-beta"),
    Header("wardley", ("wardley-beta",), "(?i:wardley-beta)"),
    Header("cynefin", ("cynefin-beta",), r"cynefin-beta(?=[\s:]|\Z)"),
    Header("usecase", ("usecase-beta",), r"usecase-beta(?=\s|\Z)"),
    Header("zenuml", ("zenuml",), "zenuml"),
)

_STARTS = tuple((header, frozenset(word[:3].casefold() for word in header.words)) for header in HEADERS)
C4_ELSEWHERE = regex("C4Container|C4Component|C4Dynamic|C4Deployment")
_C4 = next(header for header in HEADERS if header.type == "c4")
_BEFORE_C4 = frozenset({"flowchart-elk", "mindmap", "architecture", "agentflow"})


def recognise(text: str) -> Header | None:
    """Return the header at the very start of a text, as Mermaid would recognise it, or None.

    Mermaid looks for four of the five C4 words anywhere in the text, not only at its start.
    """
    start = text[:3].casefold()
    fitting = (header for header, starts in _STARTS if start in starts and re.match(header.pattern, text, re.ASCII))
    header = next(fitting, None)
    if (header is None or header.type not in _BEFORE_C4) and C4_ELSEWHERE.search(text):
        return _C4
    return header
