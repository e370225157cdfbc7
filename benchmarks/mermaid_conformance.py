"""How often speclint's Mermaid verdicts agree with those of Mermaid itself, and how long a diagram takes.

Usage: python benchmarks/mermaid_conformance.py FILE [--type TYPE] [--show N] [--part K/M]

FILE holds one JSON object a line (or one JSON list) with `source`, `type`, `valid` and `line` (if Mermaid named one);
`mutation` names the edit that made the row (null where it was found), `origin` says where it was found.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from speclint.mermaid import validate


@dataclass
class Tally:
    """Counts for one diagram type."""

    rows: int = 0
    valid: int = 0
    invalid: int = 0
    found: int = 0
    wild: int = 0
    false_alarms: int = 0
    found_refused: int = 0
    wild_refused: int = 0
    misses: int = 0
    lines: int = 0
    near: int = 0
    seconds: list[float] = field(default_factory=list)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read a JSON list or JSON lines."""
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return list(json.loads(text))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def count(tally: Tally, row: dict[str, Any]) -> str | None:
    """Judge one row and return what went wrong with it, or None."""
    begun = time.perf_counter()
    problems = validate(row["source"])
    tally.seconds.append(time.perf_counter() - begun)
    tally.rows += 1
    found = not row.get("mutation")
    wild = found and "wild" in str(row.get("origin"))
    if row["valid"]:
        tally.valid += 1
        tally.found += found
        tally.wild += wild
        if problems:
            tally.false_alarms += 1
            tally.found_refused += found
            tally.wild_refused += wild
            return f"false alarm: {problems[0].line}:{problems[0].column} {problems[0].message}"
        return None
    tally.invalid += 1
    if not problems:
        tally.misses += 1
        return f"miss: mermaid {row.get('line')} {str(row.get('message'))[:200]}"
    if row.get("mutation") and row.get("line"):
        tally.lines += 1
        near = abs(problems[0].line - row["line"]) <= 1
        tally.near += near
        if not near:
            return f"line {problems[0].line}, mermaid {row['line']}: {problems[0].message}"
    return None


def report(tallies: dict[str, Tally]) -> None:
    """Print one line a type and one for all."""
    columns = f"{'type':16}{'rows':>6}{'agree':>9}{'alarms':>8}{'found':>7}{'wild':>6}"
    print(f"{columns}{'misses':>8}{'line±1':>9}{'median ms':>11}{'max ms':>8}")
    total = Tally()
    for name, tally in [*sorted(tallies.items()), ("all", total)]:
        if name != "all":
            for key in Tally.__dataclass_fields__:
                setattr(total, key, getattr(total, key) + getattr(tally, key))
        if not tally.rows:
            continue
        agree = 100 * (1 - (tally.false_alarms + tally.misses) / tally.rows)
        near = f"{100 * tally.near / tally.lines:.2f}%" if tally.lines else "-"
        median, most = 1000 * statistics.median(tally.seconds), 1000 * max(tally.seconds)
        print(
            f"{name:16}{tally.rows:6}{agree:8.2f}%{tally.false_alarms:8}{tally.found_refused:7}{tally.wild_refused:6}"
            f"{tally.misses:8}{near:>9}{median:11.3f}{most:8.2f}"
        )


def main(arguments: list[str]) -> int:
    """Measure the file and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--type", action="append", help="only these types (prefixes)")
    parser.add_argument("--show", type=int, default=0, help="print so many disagreements")
    parser.add_argument("--part", help="K/M: only rows whose number leaves K when divided by M; !K/M: all others")
    options = parser.parse_args(arguments)
    tallies: dict[str, Tally] = defaultdict(Tally)
    shown = 0
    for number, row in enumerate(rows_of(options.file)):
        if row["valid"] is None or (options.type and not str(row["type"]).startswith(tuple(options.type))):
            continue
        if options.part:
            rest, by = options.part.lstrip("!").split("/")
            if (number % int(by) == int(rest)) == options.part.startswith("!"):
                continue
        wrong = count(tallies[str(row["type"])], row)
        if wrong and shown < options.show:
            shown += 1
            print(f"--- {row['id']} {row['type']} {row.get('mutation')}\n{wrong}\n{row['source'][:1500]}\n")
    report(tallies)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
