"""Findings that one cause repeats, told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Fix, Related, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEW = 3


def told_once(findings: Sequence[Finding], what: str, *, few: int = FEW) -> Iterator[Finding]:
    """Yield findings as they are while they are few, else one at the first place for all of them.

    Args:
        findings: Of one cause and one level, in document order.
        what: The message's end after their count (`headings are out of order`).
        few: How many stand alone.

    Yields:
        The findings, or one with the places of the others as related ones and with the edits of all.
    """
    if len(findings) <= few:
        yield from findings
        return
    first = findings[0]
    related = tuple(Related(one.span, "here too") for one in findings[1:])
    edits = tuple(edit for one in findings if one.fix for edit in one.fix.edits)
    safe = all(one.fix.safety is Safety.SAFE for one in findings if one.fix)
    mendable = sum(one.fix is not None for one in findings)
    extent = f"all {mendable}" if mendable == len(findings) else f"{mendable} of {len(findings)}"
    fix = Fix(f"mend {extent}", Safety.SAFE if safe else Safety.UNSAFE, edits) if edits else None
    help_text = f"{first.help} here, and so on" if first.help else None
    yield Finding(first.span, f"{len(findings)} {what}", help_text, related, fix, first.level)
