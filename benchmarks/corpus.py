"""Read every Markdown file below some folders: no crash, and fixes that settle (`python benchmarks/corpus.py DIR`)."""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from speclint.api import Diagnostic, Severity, fix_text, lint
from speclint.source import Source

WORD = re.compile(r"\w+")
MARK = "\ufeff"
# Rules whose safe fix puts the template's words in place of a misspelling of them, or deletes what the template left.
REWORDED = frozenset({"SL105", "SL107", "SL701"})
EMPTINESS = {"SL701", "SL109", "SL116", "SL117"}


def judge(text: str, path: str, spec_type: str | None, totals: Counter[str]) -> list[str]:
    """Lint and mend one text; return what is wrong with what speclint did."""
    before = lint(text, path, spec_type)
    totals["files"] += 1
    for one in before:
        totals[one.code] += 1
        totals[one.severity] += 1
    wrong = [f"internal error: {one.message}" for one in before if one.code == "SL000"]
    wrong += [
        f"{one.code} lies outside the file" for one in before if not 0 <= one.span.start <= one.span.end <= len(text)
    ]
    for kind, unsafe in (("safe", False), ("unsafe", True)):
        fixable = any(one.fix and (unsafe or one.fix.safety == "safe") for one in before)
        mended = fix_text(text, path, spec_type, unsafe=unsafe)
        if mended != text:
            totals[f"mended with {kind} fixes"] += 1
            found = unstable(text, mended, path, spec_type, unsafe=unsafe)
            found += added(before, lint(mended, path, spec_type), text, mended)
            found += lost_words(text, mended, before) if not unsafe else []
            found += [] if fixable else ["changed though nothing was fixable"]
            wrong += [f"{kind}: {one}" for one in found]
    return wrong


def unstable(text: str, mended: str, path: str, spec_type: str | None, *, unsafe: bool) -> list[str]:
    """Say whether mending twice changes more than once, and whether line ends and a byte order mark are kept."""
    wrong = []
    if fix_text(mended, path, spec_type, unsafe=unsafe) != mended:
        wrong.append("fixing twice changes more than once")
    if text.endswith("\n") != mended.endswith("\n") and mended:
        wrong.append("the end of the file is not kept")
    if "\r" not in text and not text.startswith(MARK):
        elsewhere = fix_text(MARK + text.replace("\n", "\r\n"), path, spec_type, unsafe=unsafe)
        if elsewhere != MARK + mended.replace("\n", "\r\n"):
            wrong.append("with a byte order mark and CRLF it is mended differently")
    return wrong


def lost_words(text: str, mended: str, before: list[Diagnostic]) -> list[str]:
    """Name the words that a safe fix took away, but for those of findings about the template's own words."""
    gone = Counter(WORD.findall(text.casefold())) - Counter(WORD.findall(mended.casefold()))
    for one in before:
        if one.code in REWORDED and one.fix:
            for edit in one.fix.edits:
                gone -= Counter(WORD.findall(text[edit.span.start : edit.span.end].casefold()))
    return [f"lost words: {', '.join(sorted(gone)[:6])}"] if gone else []


def line_at(source: Source, one: Diagnostic) -> str:
    """Return the line at which a finding begins."""
    return source[source.line_spans[source.line_of(one.span.start)]]


def added(before: list[Diagnostic], after: list[Diagnostic], text: str, mended: str) -> list[str]:
    """Name the findings on lines that stood there before and were not found then."""
    old_lines = set(text.splitlines())
    source, known = Source(mended), Counter((one.code, one.message) for one in before)
    old_source = Source(text)
    # A finding that tells several at once ("7 headings …") says another number of them at the line where it stood.
    places = Counter((one.code, line_at(old_source, one).strip("# ")) for one in before)
    wrong = []
    for one in after:
        line = line_at(source, one)
        if known[one.code, one.message] > 0:
            known[one.code, one.message] -= 1
        elif places[one.code, line.strip("# ")] > 0:
            places[one.code, line.strip("# ")] -= 1
        elif line in old_lines and line.strip() and one.code not in EMPTINESS:
            wrong.append(f"added {one.code}: {one.message}")
    return wrong


def main() -> int:
    """Read the folders and print what went wrong, the figures, and the slowest file; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--type", help="read every file as this type")
    parser.add_argument("--sample", type=int, help="that many files, chosen by a fixed seed")
    options = parser.parse_args()
    files = sorted(file for folder in options.folders for file in folder.rglob("*.md"))
    if options.sample:
        files = sorted(random.Random(7).sample(files, min(options.sample, len(files))))
    totals: Counter[str] = Counter()
    slowest = (0.0, "")
    failures = 0
    for file in files:
        text = Source.from_bytes(file.read_bytes()).text
        start = time.perf_counter()
        for complaint in judge(text, f"tech-specs/{file.name}", options.type, totals):
            failures += 1
            print(f"{file.name}: {complaint}")
        slowest = max(slowest, (time.perf_counter() - start, file.name))
    codes = {code: count for code, count in sorted(totals.items()) if code.startswith("SL")}
    kinds = " and ".join(f"{totals[kind]} {kind}" for kind in ("mended with safe fixes", "mended with unsafe fixes"))
    print(f"{totals['files']} files, {kinds}, {failures} complaints")
    print(", ".join(f"{totals[level]} {level}s" for level in Severity))
    print(", ".join(f"{code} {count}" for code, count in codes.items()))
    print(f"slowest: {slowest[0]:.2f} s {slowest[1]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
