"""`speclint rules`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from speclint.cli.streams import emit, wants_color
from speclint.report.paint import Paint

if TYPE_CHECKING:
    from speclint.rules import Rule


@click.command("rules")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(output_format: str) -> None:
    """List the rules: code, name, severity, types, fix and what each one reports."""
    from speclint.cli.explain import known_rules  # not needed for --help

    rules = list(known_rules().values())
    if output_format == "json":
        import json  # only this format needs it

        emit(json.dumps([_entry(rule) for rule in rules], ensure_ascii=False, indent=2) + "\n")
        return
    emit(_table(rules, Paint(wants_color(sys.stdout))))


def _entry(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "severity": dict(rule.severity),
        "types": list(rule.types),
        "fix": list(rule.fix),
    }


def _table(rules: list[Rule], paint: Paint) -> str:
    width = max((len(rule.name) for rule in rules), default=0)
    lines = []
    for rule in rules:
        severity = rule.severity_of(None, None, None)
        fixes = "".join(letter for kind, letter in (("safe", "F"), ("unsafe", "U")) if kind in rule.fix)
        columns = (
            paint.bold(rule.code),
            f"{rule.name:<{width}}",
            paint.severity(severity, f"{severity:<7}"),
            f"{fixes:<2}",
            rule.summary,
        )
        lines.append("  ".join(columns) + "\n")
    legend = f"{len(rules)} rules. F: has a safe fix, U: an unsafe one. speclint explain CODE prints a rule's page.\n"
    return "".join(lines) + "\n" + legend
