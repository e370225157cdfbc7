"""Hide what directives suppress, and report directives that suppress nothing."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.diagnostics import Diagnostic
    from speclint.engine.directives import Directive, Directives

BAD_DIRECTIVE = "SL005"
Used = frozenset[tuple[int, int]]


def suppress(directives: Directives, diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], Used]:
    """Leave out the diagnostics that a directive hides.

    Args:
        directives: The file's directives.
        diagnostics: The file's diagnostics.

    Returns:
        The rest in the same order, and the selectors that hid something, as (directive, selector). Of several
        stretches that cover a finding only the one that begins last is used.
    """
    if not directives.stretches:
        return list(diagnostics), frozenset()
    covers = _covers(directives)
    kept: list[Diagnostic] = []
    used: set[tuple[int, int]] = set()
    for diagnostic in diagnostics:
        cover = covers.get(diagnostic.code)
        owner = cover.find(diagnostic.span.start) if cover else None
        if owner is None:
            kept.append(diagnostic)
        else:
            used.add(owner)
    return kept, frozenset(used)


class _Cover:
    """The stretches of one code, so ordered that the innermost one over a place is found without looking at all."""

    def __init__(self) -> None:
        self.stretches: list[tuple[int, int, tuple[int, int]]] = []
        self._starts: list[int] = []
        self._reach: list[int] = []

    def close(self) -> None:
        self.stretches.sort()
        reach = -1
        for start, end, _ in self.stretches:
            reach = max(reach, end)
            self._starts.append(start)
            self._reach.append(reach)

    def find(self, offset: int) -> tuple[int, int] | None:
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._reach[index] >= offset:
            _, end, owner = self.stretches[index]
            if end >= offset:
                return owner
            index -= 1
        return None


def _covers(directives: Directives) -> dict[str, _Cover]:
    covers: dict[str, _Cover] = {}
    for stretch in directives.stretches:
        cover = covers.setdefault(stretch.code, _Cover())
        cover.stretches.append((stretch.span.start, stretch.span.end, (stretch.directive, stretch.selector)))
    for cover in covers.values():
        cover.close()
    return covers


def unused(directives: Directives, used: Used, judged: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each directive with selectors that suppress nothing, or that end nothing.

    Args:
        directives: The file's directives.
        used: The selectors that hid something.
        judged: The codes that were run in full; a selector that means any other is left alone, and
            so is one that hides findings about directives themselves.
    """
    for number, directive in enumerate(directives.directives):
        idle = []
        for index, selector in enumerate(directive.selectors):
            if not selector.codes or selector.codes == (BAD_DIRECTIVE,):
                continue
            if directive.key == "enable":
                busy = (number, index) in directives.ended
            else:
                busy = (number, index) in used or not judged.issuperset(selector.codes)
            if not busy:
                idle.append(index)
        if idle:
            yield _idle(directive, idle)


def _idle(directive: Directive, idle: list[int]) -> Finding:
    names = " and ".join(directive.selectors[index].text for index in idle)
    if directive.key == "enable":
        message = f"{names} is not switched off here, so `enable` ends nothing"
    else:
        message = f"the directive `{directive.key}` for {names} suppresses nothing"
    if len(idle) == len(directive.selectors):
        fix = Fix("delete the directive", Safety.SAFE, (directive.removal,))
        return Finding(directive.span, message, "delete the directive", fix=fix)
    rest = ",".join(one.text for index, one in enumerate(directive.selectors) if index not in idle)
    fix = Fix(f"delete {names} from the directive", Safety.SAFE, (Edit(directive.names, rest),))
    return Finding(directive.selectors[idle[0]].span, message, f"delete {names} from the directive", fix=fix)
