"""What Mermaid refuses in a flowchart beyond its grammar: shapes, metadata, link numbers, too many edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.mermaid.faults import Fault
from speclint.mermaid.grammars.flowchart.reading import EDGE_LIMIT
from speclint.mermaid.lexing import BLANK
from speclint.mermaid.metadata import load_metadata
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.grammars.flowchart.reading import FlowchartReading, Metadata

_BREAK = regex(f"\\n{BLANK}*")
_STRING = regex(r'"[^"]*"')

_NAMES = """
    anchor bang bolt bow-rect bow-tie-rectangle bpmn-activity bpmn-annotation bpmn-boundary bpmn-data
    bpmn-data-store bpmn-end bpmn-gateway bpmn-intermediate bpmn-start brace brace-l brace-r braces browser bucket
    card choice circ circle cloud collate com-link comment composite console cross-circ crossed-circle curv-trap
    curved-trapezoid cyl cylinder das data-store database datastore dbl-circ decision delay diam diamond directory
    disk display div-proc div-rect divided-process divided-rectangle doc docs document documents double-circle
    doublecircle event extract f-circ filled-circle flag flip-tri flipped-triangle folder fork fr-circ fr-rect
    framed-circle framed-rectangle h-cyl half-rounded-rectangle hex hexagon horizontal-cylinder hourglass icon
    in-out internal-storage inv-trapezoid join junction lean-l lean-left lean-r lean-right lightning-bolt lin-cyl
    lin-doc lin-proc lin-rect lined-cylinder lined-document lined-process lined-rectangle loop-limit manual
    manual-file manual-input notch-pent notch-rect notched-pentagon notched-rectangle note odd out-in paper-tape
    person pill prepare priority proc process processes procs question rect rectangle rounded shaded-process
    sl-rect sloped-rectangle sm-circ small-circle st-doc st-rect stacked-document stacked-rectangle stadium start
    state stop stored-data subproc subprocess subroutine summary tag-doc tag-proc tag-rect tagged-document
    tagged-process tagged-rectangle terminal text trap-b trap-t trapezoid trapezoid-bottom trapezoid-top tri
    triangle win-pane window-pane
"""
SHAPES = frozenset(_NAMES.split())


def check(reading: FlowchartReading) -> None:
    """Add the faults that a flowchart has although its grammar is right."""
    if reading.edges > EDGE_LIMIT:
        reading.faults.append(_too_many(reading))
    tokens = reading.tokens
    for index, edges in reading.link_styles:
        number = tokens.value(index)
        if number != str(int(number[:9])) or int(number) >= edges:
            reading.faults.append(_no_link(reading, index, number, edges))
    if not reading.metadata:
        return
    links = {link.id for link in reading.links if link.id}
    closed = {name: end for name, _, _, end in reading.subgraphs}
    for metadata in reading.metadata:
        fault = _metadata_fault(reading, metadata, links, closed)
        if fault is not None:
            reading.faults.append(fault)


def _too_many(reading: FlowchartReading) -> Fault:
    count = 0
    for link in reading.links:
        count += len(link.sources) * len(link.targets)
        if count > EDGE_LIMIT:
            break
    message = f"the diagram has {reading.edges} edges and mermaid draws at most {EDGE_LIMIT}"
    return Fault(link.start, link.end, message, "split the diagram")


def _no_link(reading: FlowchartReading, index: int, number: str, edges: int) -> Fault:
    tokens = reading.tokens
    known = f"there are links 0 to {edges - 1}" if edges else "there is no link before it"
    shown = number if len(number) < 12 else "so high a number"
    return Fault(
        tokens.starts[index], tokens.ends[index], f"linkStyle names link {shown} but {known}", "count the links from 0"
    )


def _metadata_fault(
    reading: FlowchartReading, metadata: Metadata, links: set[str], closed: dict[str, int]
) -> Fault | None:
    tokens = reading.tokens
    start, end = tokens.starts[metadata.first], tokens.ends[metadata.last - 1]
    name = reading.nodes[metadata.node][0]
    text = "".join(tokens.value(index)[2:-1] for index in range(metadata.first, metadata.last))
    text = _STRING.sub(lambda found: _BREAK.sub("<br/>", found.group()), text)
    data, fault = load_metadata(text)
    if fault is not None:
        return Fault(
            start,
            end,
            f"the metadata of {name} is no valid YAML: {fault.message}",
            'write @{ key: value, key: "value" }',
        )
    if data is None or name in links or closed.get(name, end) < start:
        return None
    return _shape_fault(reading, start, end, name, data)


def _shape_fault(reading: FlowchartReading, start: int, end: int, name: str, data: Any) -> Fault | None:
    shape = data.get("shape") if isinstance(data, dict) else None
    if not shape or (isinstance(shape, str) and shape in SHAPES):
        return None
    word = str(shape)
    place = reading.text.find(word, start, end)
    first, last = (place, place + len(word)) if place >= 0 else (start, end)
    low = word.lower()
    if low in SHAPES:
        fix = (first, last, low) if place >= 0 else None
        return Fault(first, last, f"the shape name {word} has capitals", f"write {low}", fix)
    from difflib import get_close_matches

    close = get_close_matches(low.replace("_", "-"), sorted(SHAPES), 1, 0.6)
    return Fault(
        first,
        last,
        f"{word} is no shape",
        f"did you mean {close[0]}?" if close else f"give {name} a shape mermaid knows",
    )
