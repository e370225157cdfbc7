"""The grammar of `kanban`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, Site, shortened
from speclint.mermaid.lexing import BLANK, Rule, State, Unexpected, tokenize
from speclint.mermaid.metadata import load_metadata
from speclint.mermaid.outline import Node, Outline, outline_states
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_STATES = outline_states(
    "kanban",
    "[^(\\[\\n){}@]++",
    (Rule("data", "@\\{", 0, "data"),),
    {
        "data": State((Rule("data", '"', 0, "data string"), Rule("data", '[^}^"]++'), Rule(None, "\\}", 1))),
        "data string": State((Rule("data", '"', 1), Rule("data", '[^"]++'))),
    },
)
_STRING = regex(r'"[^"]*"')
_BREAK = regex(f"\\n{BLANK}*")


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a kanban board; what cannot be read ends it, as in Mermaid."""
    tokens = tokenize(cleaned.text, cleaned.start, _STATES, "start")
    outline = Outline(tokens)
    faults: list[Fault] = []
    try:
        outline.document()
    except Unexpected as unexpected:
        from speclint.mermaid.outline_faults import explain

        site = Site(cleaned, tokens, unexpected)
        faults = [_metadata_mark(site) or explain(site)]
        # What stands right before the error was not added yet.
        outline.nodes = [node for node in outline.nodes if node.data[1] < unexpected.index]
    earlier = _beyond_grammar(outline)
    return FaultsOnly([earlier] if earlier else faults)


def _metadata_mark(site: Site) -> Fault | None:
    """Explain an `@` that opens no metadata, and a sign that metadata cannot hold."""
    if site.kind != "$strange" or site.text[site.start] not in "@^":
        return None
    if site.text[site.start] == "^":
        return site.here("a ^ stands in the metadata", "put its value into quotes")
    following = site.text[site.start + 1 : site.line_end]
    fix = (site.start + 1, site.start + 1, "{") if "}" in following else None
    help_ = "write @{ key: value }, or put an @ of the text into quotes and brackets"
    return site.here("the @ is not followed by {", help_, fix)


def _beyond_grammar(outline: Outline) -> Fault | None:
    """Return the first fault that Mermaid finds as it adds the nodes."""
    tokens = outline.tokens
    if outline.orphan is not None:
        from speclint.mermaid.outline_faults import orphan

        index = outline.orphan
        return orphan(tokens.text, tokens.starts[index], tokens.ends[index], tokens.kinds[index])
    shallow: Node | None = None
    for node in outline.nodes:
        fault = _metadata_fault(outline, node) if node.data[0] < node.data[1] else None
        if fault is not None:
            return fault
        # Mermaid asks for an item's section before it keeps the item.
        if shallow is not None:
            return _no_section(outline, shallow)
        if node.level < outline.nodes[0].level:
            shallow = node
    return None


def _no_section(outline: Outline, node: Node) -> Fault:
    tokens = outline.tokens
    start = tokens.starts[node.first]
    name = tokens.text[start : tokens.text.find("\n", start)].rstrip()
    message = f"{shortened(name)} is indented less than the first section"
    return Fault(start, start + len(name), message, "indent every section as deep as the first")


def _metadata_fault(outline: Outline, node: Node) -> Fault | None:
    tokens = outline.tokens
    first, last = node.data
    start, end = tokens.starts[first], tokens.ends[last - 1] + 1
    text = tokens.text[tokens.ends[first] : tokens.ends[last - 1]]
    data, fault = load_metadata(_STRING.sub(lambda found: _BREAK.sub("<br/>", found.group()), text))
    shown = shortened(tokens.text[tokens.starts[node.first] : start])
    if fault is not None:
        message = f"the metadata of {shown} is no valid YAML: {fault.message}"
        return Fault(start, end, message, 'write @{ key: value, key: "value" }')
    if data is None:
        return Fault(start, end, f"the metadata of {shown} is empty", "write @{ key: value }, or remove it")
    shape = data.get("shape") if isinstance(data, dict) else None
    if not shape or (isinstance(shape, str) and shape == shape.lower() and "_" not in shape):
        return None
    message = f"the shape {shortened(str(shape))} of {shown} is no lower-case name without _"
    return Fault(start, end, message, "write the shape in lower case, such as rect")
