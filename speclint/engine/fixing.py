"""Apply fixes in rounds until nothing changes, and none that would add a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from speclint.diagnostics import Safety
from speclint.engine.results import Refusal
from speclint.engine.splicing import Splice, added, changes, overlap, region
from speclint.records import NamedTuple
from speclint.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.diagnostics import Diagnostic, Fix
    from speclint.engine.lint import FileResult
    from speclint.engine.workspace import Text

# Insertions at one place go in one a round, so a spec without any of its forty sections still ends well inside it.
ROUNDS = 100

Batch = dict[str, list["Diagnostic"]]


class Linter(Protocol):
    """What a fixer needs of a workspace."""

    def lint(self, texts: Sequence[Text]) -> dict[str, FileResult]:
        """Lint texts."""
        ...

    def diagnose(self, results: Mapping[str, FileResult]) -> dict[str, tuple[Diagnostic, ...]]:
        """Return all that is to be said of each text."""
        ...


class _Attempt(NamedTuple):
    """What some fixes lead to.

    Args:
        texts: All texts.
        results: The results of all.
        found: All that is to be said of each.
        guilty: The files in which a finding was added, those that were not touched included, each with the indexes of
            the fixes in whose inserted text it lies.
        added: The findings that were added.
    """

    texts: dict[str, Text]
    results: dict[str, FileResult]
    found: dict[str, tuple[Diagnostic, ...]]
    guilty: dict[str, frozenset[int]]
    added: tuple[Diagnostic, ...]


class Fixer:
    """Mends the texts of a workspace.

    Args:
        workspace: Where texts are linted.
        texts: The texts by path.
        unsafe: Whether unsafe fixes are applied too.

    Attributes:
        texts: The texts as they stand.
        results: What linting them gave.
        found: What is to be said of them.
        applied: How many fixes were applied.
        dropped: How many would have added a finding.
    """

    def __init__(self, workspace: Linter, texts: Mapping[str, Text], *, unsafe: bool) -> None:
        self._workspace = workspace
        self._unsafe = unsafe
        self._originals = dict(texts)
        self._seen: dict[str, set[bytes]] = {path: {text.data} for path, text in texts.items()}
        self._counts: dict[str, int] = {}
        self._given_up: set[str] = set()
        self._refused: set[tuple[str, str, str]] = set()
        self.texts = dict(texts)
        self.results = workspace.lint(list(texts.values()))
        self.found = workspace.diagnose(self.results)
        self.dropped = 0

    @property
    def applied(self) -> int:
        """How many fixes were applied."""
        return sum(self._counts.values())

    def run(self) -> None:
        """Mend until nothing changes; a text that comes back, or finds no end, is given back as it was."""
        for _ in range(ROUNDS):
            candidates = self._candidates()
            self.dropped = sum(len(fixes) for fixes in candidates.values())
            if not candidates or not self._round(candidates):
                return
        self._give_up(sorted(self._candidates()))

    def refusals(self) -> list[Refusal]:
        """Say for each fix that was not applied why, in order of place; each is tried once more, alone."""
        told = [
            Refusal(path, 0, "its fixes undo one another, so it stands as it was") for path in sorted(self._given_up)
        ]
        for path, fixes in sorted(self._candidates().items()):
            source = self._source(path)
            for one in sorted(fixes, key=lambda one: one.order):
                new = self._attempt({path: [one]}).added
                against = f"{new[0].code}: {new[0].message}" if new else "a finding beside another fix"
                where = "" if not new or new[0].path == path else f" in {new[0].path}"
                line = source.position(one.span.start).line
                told.append(Refusal(path, line, f"{one.code}: {one.message}; its fix would add {against}{where}"))
        return told

    def _candidates(self) -> Batch:
        """Return, for each file, the diagnostics whose fixes may be applied, in order of place."""
        batch: Batch = {}
        for path, diagnostics in self.found.items():
            if path in self._given_up or not any(one.fix for one in diagnostics):
                continue
            source = self._source(path)
            wanted = [one for one in diagnostics if one.fix and self._wanted(one.fix) and changes(source, one.fix)]
            if wanted:
                batch[path] = sorted(wanted, key=lambda one: region(_fix(one)))
        return batch

    def _wanted(self, fix: Fix) -> bool:
        return self._unsafe or fix.safety is Safety.SAFE

    def _source(self, path: str) -> Source:
        return Source.from_bytes(self.texts[path].data, path)

    def _round(self, candidates: Batch) -> bool:
        """Try the fixes that were not refused before, and only when they move nothing all of them.

        The last round thus tries what a run over the mended text would try, and that run changes nothing more.
        """
        fresh = {
            path: new
            for path, fixes in candidates.items()
            if (new := [one for one in fixes if _key(one) not in self._refused])
        }
        if fresh and self._try(fresh):
            return True
        return fresh != candidates and self._try(candidates)

    def _try(self, candidates: Batch) -> bool:
        """Try all at once, then the innocent files together, then piecemeal; tell whether anything was applied."""
        batch = {path: _apart(fixes) for path, fixes in candidates.items()}
        attempt = self._attempt(batch)
        if not attempt.guilty:
            self._commit(batch, attempt)
            return True
        guilty = attempt.guilty
        innocent = {path: fixes for path, fixes in batch.items() if path not in guilty}
        moved = False
        if innocent and len(innocent) < len(batch):
            attempt = self._attempt(innocent)
            if not attempt.guilty:
                self._commit(innocent, attempt)
                moved = True
        for path in [path for path in candidates if not moved or path not in innocent]:
            blamed = [batch[path][index] for index in sorted(guilty.get(path, ()))]
            moved = self._piecemeal(path, candidates[path], blamed) or moved
        return moved

    def _piecemeal(self, path: str, fixes: Sequence[Diagnostic], blamed: Sequence[Diagnostic]) -> bool:
        """Apply what can be applied to one file: first what is not blamed, halving it while it is guilty.

        Only when that gives nothing are the blamed ones tried, one by one. Tell whether anything was applied.
        """
        accepted: list[Diagnostic] = []
        best: _Attempt | None = None
        rank = {id(one): index for index, one in enumerate(fixes)}
        stack = [[one for one in fixes if all(one is not other for other in blamed)]]
        blamed_left = list(blamed)
        while stack or (blamed_left and best is None):
            group = stack.pop() if stack else [blamed_left.pop(0)]
            free = _apart([one for one in group if not any(overlap(one, other) for other in accepted)])
            if not free:
                continue
            # Insertions at one place stand in the order in which the rule found them missing.
            together = sorted([*accepted, *free], key=lambda one: rank[id(one)])
            attempt = self._attempt({path: together})
            if not attempt.guilty:
                accepted = together
                best = attempt
            elif len(group) > 1:
                half = len(group) // 2
                stack += (group[half:], group[:half])
            else:
                self._refused.add(_key(group[0]))
        self._refused.update(_key(one) for one in blamed_left)
        if best is not None:
            self._commit({path: accepted}, best)
        return best is not None

    def _attempt(self, batch: Batch) -> _Attempt:
        splices: dict[str, Splice] = {}
        texts: dict[str, Text] = {}
        for path, fixes in batch.items():
            source = self._source(path)
            splices[path] = Splice(source, [_fix(one) for one in fixes])
            texts[path] = self.texts[path]._replace(data=source.to_bytes(splices[path].text))
        results = {**self.results, **self._workspace.lint(list(texts.values()))}
        found = self._workspace.diagnose(results)
        guilty: dict[str, frozenset[int]] = {}
        every: list[Diagnostic] = []
        for path, after in found.items():
            splice = splices.get(path)
            if splice is None and after == self.found[path]:
                continue
            new = added(self.found[path], after, splice, batch.get(path, ()))
            every += new
            if new:
                guilty[path] = frozenset(
                    owner for one in new for owner in (splice.owners(one.span.start) if splice else ())
                )
        return _Attempt({**self.texts, **texts}, results, found, guilty, tuple(every))

    def _commit(self, batch: Batch, attempt: _Attempt) -> None:
        self.texts, self.results, self.found = attempt.texts, attempt.results, attempt.found
        again = []
        for path, fixes in batch.items():
            self._counts[path] = self._counts.get(path, 0) + len(fixes)
            if self.texts[path].data in self._seen[path]:
                again.append(path)
            self._seen[path].add(self.texts[path].data)
        self._give_up(again)

    def _give_up(self, paths: Sequence[str]) -> None:
        """Give files back as they were: their fixes undo one another, so no end of them is better than another."""
        if not paths:
            return
        originals = [self._originals[path] for path in paths]
        self._given_up.update(paths)
        for path in paths:
            self._counts.pop(path, None)
            self.texts[path] = self._originals[path]
        self.results = {**self.results, **self._workspace.lint(originals)}
        self.found = self._workspace.diagnose(self.results)


def _fix(diagnostic: Diagnostic) -> Fix:
    assert diagnostic.fix is not None
    return diagnostic.fix


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return (diagnostic.path, diagnostic.code, diagnostic.message)


def _apart(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without those whose fix touches the place of one before it."""
    chosen: list[Diagnostic] = []
    reach = -1
    for one in diagnostics:
        fix = _fix(one)
        begin, end = region(fix)
        # Only where regions meet can edits overlap, so most fixes are not compared at all.
        if begin > reach or not any(overlap(one, other) for other in chosen):
            chosen.append(one)
            reach = max(reach, end)
    return chosen
