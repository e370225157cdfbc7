"""What a Gantt chart's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re

from speclint.mermaid.accessibility import unended
from speclint.mermaid.faults import Fault, Site, first, line_around, out_of_place, shortened
from speclint.mermaid.lexing import END

_SETTINGS = (
    *("dateFormat", "axisFormat", "tickInterval", "includes", "excludes", "todayMarker", "inclusiveEndDates"),
    *("weekday", "weekend", "title", "section", "accTitle", "accDescr", "click"),
)
_FORM = "write Name :id, 2024-01-31, 5d"
_EXAMPLES = {
    "dateFormat": "YYYY-MM-DD", "axisFormat": "%Y-%m-%d", "tickInterval": "1week", "includes": "2024-01-31",
    "excludes": "weekends", "todayMarker": "off", "weekday": "monday", "weekend": "friday", "title": "text",
    "section": "name", "accTitle": ": text", "accDescr": ": text", "click": 'id href "https://example.org"',
}  # fmt: skip


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None
    if not site.long:
        fault = first(
            site, unended, _failing, _reaction, Site.comment, _remark, _word, _call, _task, _listed, _dataless, _other
        )
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"expected here: {site.wanted}", ends=("end", END))


def _failing(site: Site) -> Fault | None:
    if site.kind != "topAxis":
        return None
    message = "mermaid fails on the statement topAxis, though it is documented"
    return site.here(message, "set gantt: topAxis: true under config: in the front matter")


def _start(site: Site) -> tuple[int, int]:
    """Return the range of the task's name that has no data, or of the unexpected token, on its line."""
    index = site.index - 1 if site.wanted == "data" else site.index
    start = site.tokens.starts[index]
    text = site.tokens.value(index).split("\n", 1)[0]
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _reaction(site: Site) -> Fault | None:
    """Explain a click without a link or a callback that Mermaid can read."""
    if site.wanted != "reaction":
        return None
    index = site.index - 1
    start = site.tokens.starts[index]
    end = line_around(site.text, start)[1]
    line = site.text[start:end]
    found = re.match(r"(\S*)\s+(?:href\s+)?(https?://\S+|\"[^\"]*\")", line)
    message = f"the click on {shortened(site.tokens.value(index)) or 'nothing'} has neither href nor call"
    fix = None
    if found:
        link = found.group(2).strip('"')
        fix = (start, start + found.end(), f'{found.group(1)} href "{link}"')
        message = f"the link of the click on {shortened(found.group(1))} is not written with href and in quotes"
    advice = 'write click id href "https://example.org", or click id call name()'
    return site.at(start, end, message, advice, fix)


def _remark(site: Site) -> Fault | None:
    """Explain a remark or a second statement behind a `#` or `;`, which end a setting and a task."""
    start, end = _start(site)
    lead = site.text[line_around(site.text, start)[0] : start]
    sign = site.text[start : start + 1]
    if sign not in "#;" or not sign:
        return None
    if not lead.strip():
        if sign != "#":
            return None
        mark = re.match("#+", site.text[start:end])
        stop = start + (mark.end() if mark else 1)
        return Fault(start, stop, f"a comment is marked with {sign}", "mark it with %%", (start, stop, "%%"))
    if end == start + 1:
        return Fault(start, end, f"a statement ends with {sign}", "remove it", (start, end, ""))
    line_start = line_around(site.text, start)[0]
    indent = lead[: len(lead) - len(lead.lstrip())]
    remark = site.text[start + 1 : line_around(site.text, start)[1]].strip()
    fix = (
        (line_start, line_around(site.text, start)[1], f"{indent}%% {remark}\n{lead.rstrip()}") if sign == "#" else None
    )
    message = f"the {sign} ends the statement, and what stands behind it is none"
    return Fault(start, end, message, "put it on a line of its own", fix)


def _word(site: Site) -> Fault | None:
    """Explain a setting that is misspelt, or has no value."""
    if site.wanted == "header" or site.kind == "colon":
        return None
    start, end = _start(site)
    found = re.match(r"[A-Za-z]+(?=\s|:|$)", site.text[start:end])
    if found is None or site.text[line_around(site.text, start)[0] : start].strip():
        return None
    from difflib import get_close_matches

    word = found.group()
    folded = {each.lower(): each for each in _SETTINGS}
    known = folded.get(word.lower())
    rest = site.text[start + found.end() : end].strip()
    if known is not None and known in _EXAMPLES:
        example = f"{known} {_EXAMPLES[known]}".replace(" :", ":")
        if known in ("weekday", "weekend") and rest:
            days = "friday or saturday" if known == "weekend" else "a day such as monday"
            return Fault(start, end, f"{shortened(rest)} is no day for {known}", f"name {days}")
        message = f"{known} has no colon" if known.startswith("acc") else f"{known} has no value"
        return Fault(start, end, message, f"write {example}")
    close = get_close_matches(word.lower(), list(folded), 1, 0.75)
    if not close:
        return None
    right = folded[close[0]]
    stop = start + found.end()
    message = f"{shortened(word)} begins no statement"
    return Fault(start, stop, message, f"did you mean {right}?", (start, stop, right))


def _call(site: Site) -> Fault | None:
    """Explain a task whose name begins with a word that Mermaid takes for a part of a click."""
    if site.kind not in ("call", "href"):
        return None
    for index in range(site.index, max(site.index - 2, 0), -1):
        start = site.tokens.starts[index]
        if site.tokens.kinds[index] == "href" and "\n" in site.tokens.value(index):
            end = line_around(site.text, start)[1]
            stop = len(site.text[:end].rstrip())
            message = f"the quote before {shortened(site.text[start:end])} is not closed"
            return site.at(start - 1, end, message, 'close it with "', (stop, stop, '"'))._replace(sure=False)
    line_start, line_end = line_around(site.text, site.tokens.starts[site.index])
    found = re.match(r"(?i)\s*(call|href)\b", site.text[line_start:line_end])
    if found is None:
        return site.here("a second link or callback stands behind the click", "write one of each")
    start, end = line_start + found.start(1), line_start + found.end(1)
    message = f"a name begins with {found.group(1)}, which mermaid takes for a part of a click"
    return site.at(start, end, message, "begin the name with another word")


def _task(site: Site) -> Fault | None:
    """Explain a task without a name, or without anything behind its colon."""
    if site.kind == "colon":
        return site.here("nothing stands behind the colon", _FORM)
    if site.kind == "data":
        return site.here("the task has no name before its colon", _FORM)
    if site.kind == "date":
        return site.here("a line begins with a date", _FORM)
    return None


def _listed(site: Site) -> Fault | None:
    start, end = _start(site)
    found = re.match(r"(?:[-*+]|\d+[.)])\s+", site.text[start:end])
    if site.wanted != "data" or found is None:
        return None
    stop = start + found.end()
    return Fault(start, stop, "a statement is written as a list item", "remove the mark", (start, stop, ""), False)


def _dataless(site: Site) -> Fault | None:
    if site.wanted != "data":
        return None
    start, end = _start(site)
    name = site.text[start:end]
    message = f"the task {shortened(name)} has no colon with its dates"
    found = re.fullmatch(r"([^,]*[^,\s])\s*,\s*((?:after\s.*|\d[\w.-]*)(?:,.*)?)", name)
    fix = (start, end, f"{found.group(1)} :{found.group(2)}") if found else None
    return Fault(start, end, message, f"write {shortened(name.split(',')[0], 20)} :id, 2024-01-31, 5d", fix)


def _other(site: Site) -> Fault | None:
    if site.wanted == "header":
        if site.over:
            return site.here("a comment without text stands before the header", "remove it")
        word = site.word
        return site.here(
            f"{word} is no diagram type", "did you mean gantt?", (site.start, site.start + len(word), "gantt")
        )
    if site.kind == "header":
        return site.here("the word gantt stands a second time", "remove it, or begin the name with another word")
    if site.kind == "description":
        return site.here("accDescription is no statement of a Gantt chart", "write accDescr: text")
    if site.kind == "directive":
        return site.here("a directive is not closed", "close it with }%%")
    return None
