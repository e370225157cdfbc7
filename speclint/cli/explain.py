"""`speclint explain`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speclint.cli.streams import emit, say, wants_color
from speclint.errors import SpeclintError
from speclint.regex import regex
from speclint.report.excerpt import shown
from speclint.report.page import page_text
from speclint.report.paint import Paint

if TYPE_CHECKING:
    from speclint.rules import Rule

_FENCE = regex(r"^(`{3,}|~{3,})\s*(.*)$")


@click.command("explain")
@click.argument("rule", metavar="CODE|NAME")
def command(rule: str) -> None:
    """Print a rule's page: why it matters, a bad example, a good one."""
    found = _find(rule)
    paint = Paint(wants_color(sys.stdout))
    body = page_text(found).partition("\n")[2].lstrip("\n")
    emit(f"{paint.bold(f'{found.code} {found.name}')}\n{_facts(found)}\n\n{readable(body, paint)}")


def _find(word: str) -> Rule:
    from speclint.rules import select, unknown_selector  # not needed for --help

    rules = known_rules()
    codes = select(word, rules)
    if not codes:
        raise unknown_selector(word, rules)
    if len(codes) > 1:
        raise SpeclintError(f"`{word}` stands for {len(codes)} rules", f"name one of {', '.join(codes)}")
    return rules[codes[0]]


def known_rules() -> Mapping[str, Rule]:
    """Return the rules of the repository, or ours alone where its configuration cannot be read."""
    from speclint.config import load
    from speclint.rules import catalogue

    try:
        return load(Path.cwd()).rules
    except SpeclintError as error:
        say(f"note: speclint's own rules alone: {shown(error.message)}")
        return catalogue()


def _facts(rule: Rule) -> str:
    facts = [f"severity: {_severity(rule)}", f"types: {', '.join(rule.types) or 'all'}"]
    if rule.fix:
        facts.append(f"fix: {', '.join(rule.fix)}")
    return f"{rule.summary}\n{'; '.join(facts)}"


def _severity(rule: Rule) -> str:
    """Say the default severity and what stands above it, as a clause."""
    parts = [str(rule.severity.get("default", "error"))]
    for kind in ("status", "types", "levels"):
        parts += [f"{severity} for {name}" for name, severity in rule.severity.get(kind, {}).items()]
    return ", ".join(parts)


def readable(page: str, paint: Paint) -> str:
    """Write a page for reading: examples indented with line numbers, the reported lines marked.

    Args:
        page: The page's Markdown.
        paint: The colours, or none.

    Returns:
        Lines that end in a line feed.
    """
    return "".join(line + "\n" for line in _readable_lines(page.splitlines(), paint))


def _readable_lines(lines: list[str], paint: Paint) -> Iterator[str]:
    fence = ""
    found: set[int] = set()
    number = 0
    for line in lines:
        opening = _FENCE.match(line)
        if fence:
            if opening and not opening[2] and opening[1].startswith(fence):
                fence = ""
                continue
            number += 1
            mark = ">" if number in found else " "
            row = f"  {mark} {number:>3} | {line}".rstrip()
            yield paint.severity("error", row) if number in found else row
        elif opening:
            fence, number, found = opening[1], 0, _found_lines(opening[2])
            named = re.search(r"\bfile=(\S+)", opening[2])
            if named:
                yield f"  {named[1]}:"
        else:
            yield paint.bold(line.lstrip("# ")) if line.startswith("#") else line


def _found_lines(info: str) -> set[int]:
    finds = re.search(r"\bfinds=([\d,]+)", info)
    return {int(number) for number in finds[1].split(",") if number} if finds else set()
