"""What the charts with axes explain alike: comments without a space before them, and texts that run on."""

from __future__ import annotations

import re

from speclint.mermaid.faults import Fault, Site, line_around, shortened


def tight_comment(site: Site) -> Fault | None:
    """Explain a comment that takes the character before it with it."""
    found = re.search(r"[^\s}]%%", site.line)
    if found is None or found.start() > site.start + 1 - site.line_start:
        return None
    place = site.line_start + found.start()
    message = f"the comment takes the {site.text[place]} before it with it"
    return Fault(place, place + 3, message, "put a space before the comment", (place + 1, place + 1, " "))


def open_text(site: Site, data: str) -> Fault | None:
    """Explain a quoted text that runs over the end of its line.

    Args:
        site: The place of the error.
        data: What may follow the text up to its line's end, as an expression; the quote is closed before it.
    """
    for index in range(site.index, max(site.index - 4, 0), -1):
        start = site.tokens.starts[index]
        if site.tokens.kinds[index] != "quoted" or "\n" not in site.tokens.value(index):
            continue
        end = line_around(site.text, start)[1]
        shown = shortened(site.text[start:end], 30)
        message = f"the quote before {shown}, line {site.line_number(index)}, is not closed"
        cut = re.search(rf"\s*(?:{data})?\Z", site.text[start:end])
        stop = start + cut.start() if cut else end
        if site.text.count("\n", start, min(site.end, len(site.text.rstrip()) + 1)) <= 1:
            return Fault(start - 1, end, message, 'close it with "', (stop, stop, '"'), False)
        return site.here(message, 'close it with "')
    return None
