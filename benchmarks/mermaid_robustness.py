"""Random and mutated Mermaid texts: none may raise, none may take a second.

Usage: python benchmarks/mermaid_robustness.py [FILE] [--count N] [--seed N]

FILE holds one JSON object a line with `source`, as for mermaid_conformance.py; without it the own fixtures are
mutated.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

from speclint.mermaid import HEADERS, looks_like_mermaid, parse, validate
from speclint.yaml12 import load

FIXTURES = Path(__file__).parents[1] / "fixtures" / "mermaid"
PIECES = [
    *"\"'`{}()[]<>|:;,.%#@&~-=+*/\\$ \t\n\r\0é漢🚀\u00a0\u2028\u200b",
    *("-->", "---", "==>", "-.->", "end", "subgraph", "%%", "%%{", "}%%", "@{", "\n\n", "accDescr {", "title", "::"),
    *(
        "class",
        "state",
        "section",
        "note",
        "loop",
        "alt",
        "0",
        "9" * 30,
        "x" * 200,
        "  " * 40,
        " " * 1300,
        "-" * 1300,
        "." * 900,
        "[*]",
        "<<",
        "~~~",
    ),
    *(word for header in HEADERS for word in header.words),
]


def sources(path: Path | None) -> list[str]:
    """Return the texts to start from."""
    if path is not None:
        return [str(json.loads(line)["source"]) for line in path.read_text("utf-8").splitlines() if line.strip()]
    fixtures = [load(file.read_text("utf-8")) for file in sorted((FIXTURES / "grammars").glob("*.yaml"))]
    own = [file.read_text("utf-8") for file in sorted((FIXTURES / "valid").glob("*.mmd"))]
    return [*own, *(source for fixture in fixtures for source in fixture["valid"])]


def changed(text: str, chance: random.Random, others: list[str]) -> str:
    """Return a text after one to eight edits: pieces put in, taken out, doubled, moved, or joined with another text."""
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice([0, 1, 1, 3, 20]))
        edit = chance.randint(0, 4)
        if edit == 0:
            text = text[:start] + chance.choice(PIECES) + text[end:]
        elif edit == 1:
            text = text[:start] + text[end:]
        elif edit == 2:
            text = text[:end] + text[start:end] * chance.choice([1, 2, 50]) + text[end:]
        elif edit == 3:
            place = chance.randint(0, start)
            text = text[:place] + text[start:end] + text[place:start] + text[end:]
        else:
            text = text[:start] + chance.choice(others)[end:]
    return text


def main() -> int:
    """Try them, print what was slowest, and return 1 where one raised or took a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    texts = sources(given.file)
    slowest, worst, raised = 0.0, "", 0
    for number in range(given.count):
        if number % 10:
            text = changed(chance.choice(texts), chance, texts)
        else:
            text = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 60)))
        begun = time.perf_counter()
        try:
            problems = validate(text)
            parse(text)
            looks_like_mermaid(text)
            assert all(0 <= one.start <= one.end <= len(text) for one in problems)
        except Exception as error:
            raised += 1
            print(f"{type(error).__name__}: {error}\n{text!r}")
        taken = time.perf_counter() - begun
        if taken > slowest:
            slowest, worst = taken, text
    if slowest >= 1:
        print(repr(worst))
    print(f"{given.count} texts, {raised} raised, slowest {slowest:.3f} s of {len(worst)} characters")
    return int(raised > 0 or slowest >= 1)


if __name__ == "__main__":
    sys.exit(main())
