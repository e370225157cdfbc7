"""How speclint's verdicts and derived Downs compare with what PostgreSQL did, counted and told by cause."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from speclint.migrations import derive_down, roundtrip
from tests.postgres.generator import Case
from tests.postgres.judge import Judge, Truth, UpFails

_NAMES: Final = re.compile(r'"[^"]*"|\b\S*[._]\S*')


class Figures:
    """What the cases came to so far."""

    def __init__(self) -> None:
        self.cases = 0
        self.verdicts: Counter[tuple[bool, bool | None]] = Counter()
        self.without_base: Counter[tuple[bool, bool | None]] = Counter()
        self.derived = 0
        self.wrong_downs: dict[str, list[str]] = {}
        self.disagreements: dict[str, list[str]] = {}
        self.faults: list[str] = []

    def judge(self, judge: Judge, case: Case) -> None:
        """Run a case on the server and hold speclint's verdicts and its derived Down against what happened."""
        self.cases += 1
        here = roundtrip(case.text, case.earlier)
        derived = derive_down(case.text, case.earlier)
        try:
            truths = judge.judge(case.earlier, case.text, (derived,) if derived else (), alone=case.alone)
        except UpFails as failure:
            if "is not available" in str(failure):
                # Extensions are packages of their own in some distributions.
                self.cases -= 1
                return
            self.faults.append(f"{case.name}: Up fails: {failure}")
            return
        truth = truths[0]
        self.verdicts[truth.reversible, here.reversible] += 1
        if case.earlier:
            self.without_base[truth.reversible, roundtrip(case.text).reversible] += 1
        if here.reversible is not truth.reversible:
            said = here.reason or (here.differences[0].message if here.differences else "reversible")
            _note(self.disagreements, f"{_cause(truth)}; speclint: {_NAMES.sub('…', said)}", case)
        if truth.again:
            self.faults.append(f"{case.name}: Up after Down: {truth.again}")
        for one in truths[1:]:
            self.derived += 1
            if not one.reversible:
                _note(self.wrong_downs, _cause(one), case)

    @property
    def agreed(self) -> float:
        """The share of cases on which speclint's verdict is PostgreSQL's."""
        return _agreed(self.verdicts) / max(1, sum(self.verdicts.values()))

    def lines(self) -> list[str]:
        """Return the figures as a reader wants them."""
        wrong = sum(len(names) for names in self.wrong_downs.values())
        decided = {pair: count for pair, count in self.without_base.items() if pair[1] is not None}
        whole = sum(self.without_base.values())
        alarms = self.without_base[True, False]
        found = [
            (
                f"verdicts: {_agreed(self.verdicts)} of {self.cases} are PostgreSQL's ({self.agreed:.2%}), "
                f"{self.verdicts[True, None] + self.verdicts[False, None]} undecided"
            ),
            f"derived Downs: {self.derived - wrong} of {self.derived} restore the catalog",
        ]
        if whole:
            found.append(
                f"the same {whole} changes without their base: {_agreed(self.without_base)} of "
                f"{sum(decided.values())} decided are PostgreSQL's, {alarms} false alarms"
            )
        for title, causes in (("disagrees", self.disagreements), ("derived Down is wrong", self.wrong_downs)):
            for cause, names in sorted(causes.items(), key=lambda item: (-len(item[1]), item[0])):
                found.append(f"{title}, {len(names)}: {cause} ({', '.join(names[:3])})")
        return [*found, *self.faults]


def _agreed(table: Counter[tuple[bool, bool | None]]) -> int:
    return table[True, True] + table[False, False]


def _note(causes: dict[str, list[str]], cause: str, case: Case) -> None:
    causes.setdefault(cause, []).append(case.name)


def _cause(truth: Truth) -> str:
    """Name what PostgreSQL did without the names of the case: the failure, or the kind of the first difference."""
    if truth.reversible:
        return "PostgreSQL: reversible"
    words = truth.reason.split("; ")[0]
    return f"PostgreSQL: {_NAMES.sub('…', words if words.startswith('fails') else ' '.join(words.split()[:2]))}"
