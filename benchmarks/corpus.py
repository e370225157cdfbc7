"""Read every Markdown file below some folders: no crash, and fixes that settle (`python benchmarks/corpus.py DIR`)."""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from speclint.api import Severity, fix_text, lint
from speclint.source import Source

WORD = re.compile(r"\w+")
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
    for unsafe in (False, True):
        mended = fix_text(text, path, spec_type, unsafe=unsafe)
        if fix_text(mended, path, spec_type, unsafe=unsafe) != mended:
            wrong.append(f"fixing twice changes more than once (unsafe={unsafe})")
        fixable = any(one.fix and (unsafe or one.fix.safety == "safe") for one in before)
        if mended != text and not fixable:
            wrong.append(f"changed though nothing was fixable (unsafe={unsafe})")
        if not unsafe and mended != text:
            totals["mended"] += 1
            wrong += lost_words(text, mended)
            wrong += added(before, lint(mended, path, spec_type), text, mended)
    return wrong


def lost_words(text: str, mended: str) -> list[str]:
    """Name the words that a safe fix took away: what remains after the inserted ones are left out."""
    gone = Counter(WORD.findall(text.casefold())) - Counter(WORD.findall(mended.casefold()))
    return [f"a safe fix lost words: {', '.join(sorted(gone)[:6])}"] if sum(gone.values()) > 3 else []


def added(before: list, after: list, text: str, mended: str) -> list[str]:  # type: ignore[type-arg]
    """Name the findings on lines that stood there before and were not found then."""
    old_lines = set(text.splitlines())
    source, known = Source(mended), Counter((one.code, one.message) for one in before)
    wrong = []
    for one in after:
        line = source[source.line_spans[source.line_of(one.span.start)]]
        if known[one.code, one.message] > 0:
            known[one.code, one.message] -= 1
        elif line in old_lines and line.strip() and one.code not in EMPTINESS:
            wrong.append(f"a fix added {one.code}: {one.message}")
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
    print(f"{totals['files']} files, {totals['mended']} mended, {failures} complaints")
    print(", ".join(f"{totals[level]} {level}s" for level in Severity))
    print(", ".join(f"{code} {count}" for code, count in codes.items()))
    print(f"slowest: {slowest[0]:.2f} s {slowest[1]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
