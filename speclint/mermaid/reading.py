"""Whether a Mermaid text renders, what is in it, and which type it is."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from speclint.mermaid.cleaning import Cleaned, clean, second_front_matter, significant
from speclint.mermaid.faults import Fault
from speclint.mermaid.headers import C4_ELSEWHERE, HEADERS, Header, recognise
from speclint.mermaid.model import Diagram, Problem, Replacement
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.faults import Grammar, Reading
    from speclint.source import Source

_WORD = regex(r"[^\s]*")


def validate(source: str) -> list[Problem]:
    """Say why Mermaid 12 would refuse a text.

    Args:
        source: A Mermaid text, as it stands between the fences.

    Returns:
        The problems in the order of the text, normally one a cause; empty where Mermaid renders the text. Never raises.
    """
    cleaned = clean(source)
    _, faults, _ = _read(cleaned)
    return _problems(cleaned, faults)


def parse(source: str) -> Diagram:
    """Say what a text holds.

    Args:
        source: A Mermaid text, as it stands between the fences.

    Returns:
        The diagram, with what was understood before the first syntax error; never raises.
    """
    cleaned = clean(source)
    header, faults, reading = _read(cleaned)
    first = second_front_matter(cleaned)
    found = _WORD.match(cleaned.text, first)
    word = found.group() if found else ""
    if header is not None:
        word = next((each for each in header.words if word.startswith(each)), word)
    start = cleaned.locate(first)
    return Diagram(
        type=header.type if header else None,
        header=word,
        start=start,
        end=start + len(word),
        problems=tuple(_problems(cleaned, faults)),
        **(reading.parts(cleaned.span) if reading else {}),
    )


def detect(source: str) -> str | None:
    """Return the type whose header a text's first significant line starts with, or None.

    Front matter, directives and comments may come before it. This is Mermaid's own, lenient reading: `pieces` starts
    a pie. Ask `looks_like_mermaid` about a text that may not be Mermaid at all.
    """
    cleaned = clean(source)
    header = recognise(significant(cleaned.text, second_front_matter(cleaned)))
    return header.type if header else None


def _read(cleaned: Cleaned) -> tuple[Header | None, list[Fault], Reading | None]:
    start = second_front_matter(cleaned)
    text = significant(cleaned.text, start)
    header = recognise(text)
    if cleaned.faults:
        return header, [], None
    if header is None:
        return None, [_unknown(cleaned)], None
    if "themeVariables" in cleaned.source:
        from speclint.mermaid.theme import colour_faults

        cleaned.faults.extend(colour_faults(cleaned, header.type))
    if header.type == "c4" and (strays := _stray_c4(cleaned, text, start)):
        return header, strays, None
    grammar = _grammar(header)
    if grammar is None:
        return header, [], None
    reading = grammar.read(cleaned)
    if start > cleaned.start and reading.faults and reading.faults[0].start < start:
        return header, [_late_front_matter(cleaned)], reading
    return header, reading.faults, reading


@cache
def _grammar(header: Header) -> Grammar | None:
    name = f"speclint.mermaid.grammars.{header.grammar or header.type.lower()}"
    try:
        return cast("Grammar", import_module(name))
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None


def _stray_c4(cleaned: Cleaned, text: str, start: int) -> list[Fault]:
    if text.startswith("C4"):
        return []
    found = C4_ELSEWHERE.search(cleaned.text, start)
    if found is None:
        return []
    word = found.group()
    return [
        Fault(
            found.start(),
            found.end(),
            f"the text {word} inside the diagram makes mermaid read all of it as a C4 diagram",
            f"write {word[:2]} {word[2:]} instead",
        )
    ]


def _late_front_matter(cleaned: Cleaned) -> Fault:
    start = cleaned.start
    before = cleaned.source[: cleaned.locate(start)]
    if before.strip():
        what, fix = "a comment" if before.lstrip().startswith("%%") else "other text", None
    else:
        what, fix = "a blank line", (0, start, "")
    message = f"{what} stands before the front matter"
    return Fault(start, start + 3, message, "begin the diagram with the --- of the front matter", fix)


def _unknown(cleaned: Cleaned) -> Fault:
    start = cleaned.start
    found = _WORD.match(cleaned.text, start)
    word = found.group() if found else ""
    end = min(start + len(word), len(cleaned.text) - 1)
    if not word:
        return Fault(0, 0, "the diagram is empty", "begin it with a diagram type, such as flowchart TD")
    if word.startswith("---"):
        return Fault(
            start,
            end,
            "the front matter is not closed as it is opened",
            "open and close it with --- at the same indent",
        )
    from difflib import get_close_matches

    words = {each.lower(): each for header in HEADERS for each in header.words}
    if f"{word.lower()}-beta" in words:
        right = words[f"{word.lower()}-beta"]
        message = f"{word} is no diagram type without -beta behind it"
        return Fault(start, end, message, f"write {right}", (start, end, right))
    close = get_close_matches(word.lower(), list(words), 1, 0.7)
    if not close:
        shown = word if len(word) <= 40 else word[:37] + "…"
        return Fault(start, end, f"{shown} is no diagram type", "begin with a diagram type, such as flowchart TD")
    right = words[close[0]]
    fix = (start, end, right) if get_close_matches(word.lower(), close, 1, 0.85) else None
    return Fault(start, end, f"{word} is no diagram type", f"did you mean {right}?", fix)


def _problems(cleaned: Cleaned, faults: list[Fault]) -> list[Problem]:
    if not faults and not cleaned.faults:
        return []
    from speclint.source import Source

    source = Source(cleaned.source)
    problems: list[Problem] = []
    for fault in [*cleaned.faults, *faults]:
        start, end = fault.start, fault.end
        if fault not in cleaned.faults:
            start = cleaned.locate(start)
            end = start if fault.end <= fault.start else max(cleaned.locate(fault.end - 1) + 1, start)
            end = min(end, len(cleaned.source))
        place = source.position(start)
        fix = _fix(cleaned, fault, len(faults))
        text = fault.help
        if fix is not None and "\n" not in fix.text:
            text = f"write {_mended(source, fix)}"
        fix = fix if fault.sure else None
        problems.append(Problem(place.line, place.column, fault.message, text, fix, start, end))
    return sorted(problems, key=lambda problem: (problem.start, problem.end))


def _fix(cleaned: Cleaned, fault: Fault, count: int) -> Replacement | None:
    """Put a fix into offsets of the source; one that only moves the fault, or not even that, is no fix."""
    if fault.fix is None:
        return None
    first, last, text = fault.fix
    start = cleaned.locate(first)
    end = start if last <= first else cleaned.locate(last - 1) + 1
    again = clean(cleaned.source[:start] + text + cleaned.source[end:])
    _, faults, _ = _read(again)
    further = count == 1 and all(again.locate(each.start) > start + len(text) for each in faults)
    if again.faults or (len(faults) >= count and not further):
        return None
    return Replacement(start, end, text)


def _mended(source: Source, fix: Replacement) -> str:
    """Return the line as it reads once it is mended."""
    first = source.line_spans[source.line_of(fix.start)].start
    last = source.line_spans[source.line_of(fix.end)].end
    line = (source.text[first : fix.start] + fix.text + source.text[fix.end : last]).strip()
    return line if len(line) <= 120 else line[:119] + "…"
