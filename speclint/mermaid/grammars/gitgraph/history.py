"""The history that a git graph tells: its branches and commits, and what Mermaid refuses to do with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, shortened
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}


class Statement(NamedTuple):
    """A statement that changes the history; the numbers are indexes of tokens, -1 where there is none."""

    kind: str
    word: int
    name: int
    values: dict[str, int]


class _Commit(NamedTuple):
    branch: str
    parents: tuple[str | int, ...]
    merged: bool


class History:
    """What branches and commits there are so far. A commit without an id of its own has a negative number.

    Args:
        tokens: The diagram's tokens.
        cleaned: The text that they are of.
    """

    def __init__(self, tokens: Tokens, cleaned: Cleaned) -> None:
        from speclint.mermaid.grammars.gitgraph.settings import main_branch

        self.tokens = tokens
        self.current = main_branch(cleaned)
        self.heads: dict[str, str | int | None] = {self.current: None}
        self.commits: dict[str | int, _Commit] = {}
        self.count = 0

    def run(self, statements: Iterable[Statement]) -> Fault | None:
        """Replay the statements and return the first fault, which ends the reading in Mermaid too."""
        for statement in statements:
            kind = statement.kind
            fault = None
            if kind == "commit":
                self._add(statement, (), False)
            elif kind == "branch":
                fault = self._branch(statement)
            elif kind == "checkout":
                fault = self._checkout(statement)
            elif kind == "merge":
                fault = self._merge(statement)
            else:
                fault = self._pick(statement)
            if fault is not None:
                return fault
        return None

    def _text(self, index: int) -> str:
        text = self.tokens.value(index)
        if self.tokens.kinds[index] != "text":
            return text
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found.group(1), found.group(1)), text[1:-1])

    def _value(self, statement: Statement, name: str) -> str:
        return self._text(statement.values[name]) if name in statement.values else ""

    def _add(self, statement: Statement, others: tuple[str | int, ...], merged: bool) -> None:
        self.count += 1
        known = statement.kind != "cherry-pick" and self._value(statement, "id:")
        head = self.heads[self.current]
        identity = known or -self.count
        self.commits[identity] = _Commit(self.current, (head, *others) if head else (), merged)
        self.heads[self.current] = identity

    def _fault(
        self, index: int, message: str, advice: str, fix: tuple[int, int, str] | None = None, sure: bool = False
    ) -> Fault:
        start, end = self.tokens.starts[index], self.tokens.ends[index]
        stop = self.tokens.text.find("\n", start, end)
        return Fault(start, end if stop < 0 else stop, message, advice, fix, sure)

    def _instead(self, index: int, text: str) -> tuple[int, int, str]:
        return self.tokens.starts[index], self.tokens.ends[index], text

    def _branch(self, statement: Statement) -> Fault | None:
        name = self._text(statement.name)
        if name in self.heads:
            message = f"the branch {shortened(name)} exists already"
            fix = self._instead(statement.word, "checkout") if not statement.values else None
            return self._fault(statement.name, message, f"write checkout {shortened(name)}, or another name", fix)
        self.heads[name] = self.heads[self.current]
        self.current = name
        return None

    def _checkout(self, statement: Statement) -> Fault | None:
        name = self._text(statement.name)
        if name not in self.heads:
            return self._unknown(statement, name) or self._fault(
                statement.name,
                f"the branch {shortened(name)} does not exist here",
                f"create it with branch {shortened(name)}",
                self._instead(statement.word, "branch"),
            )
        self.current = name
        return None

    def _unknown(self, statement: Statement, name: str) -> Fault | None:
        """Explain a name that resembles that of a branch."""
        from difflib import get_close_matches

        close = get_close_matches(name, list(self.heads), 1, 0.7) if len(self.heads) < 200 else []
        if not close:
            return None
        right = close[0] if re.fullmatch(r"\w(?:[-./\w]*[-\w])?", close[0], re.ASCII) else f'"{close[0]}"'
        message = f"the branch {shortened(name)} does not exist here"
        return self._fault(
            statement.name, message, f"did you mean {right}?", self._instead(statement.name, right), True
        )

    def _merge(self, statement: Statement) -> Fault | None:
        name = self._text(statement.name)
        fault = self._against(statement, name)
        if fault is not None:
            return fault
        identity = self._value(statement, "id:")
        if identity in self.commits and identity:
            message = f"the commit id {shortened(identity)} is taken"
            return self._fault(statement.values["id:"], message, "give the merge another id")
        self._add(statement, (self.heads[name] or "",), True)
        return None

    def _commit(self, branch: str) -> _Commit | None:
        """Return the commit that a branch stands at."""
        head = self.heads.get(branch)
        return self.commits.get(head) if head else None

    def _against(self, statement: Statement, name: str) -> Fault | None:
        """Say what speaks against the merge of a branch into the current one."""
        here, there = self._commit(self.current), self._commit(name)
        index, shown, current = statement.name, shortened(name), shortened(self.current)
        if name == self.current:
            message = f"the branch {shown} is merged into itself"
            return self._fault(index, message, f"check out the branch that takes {shown} in before")
        if here and there and here.branch == name:
            message = f"{current} has no commit of its own since it left {shown}, so there is nothing to merge"
            return self._fault(index, message, "commit to it before the merge")
        if here is None:
            message = f"{shown} is merged into {current}, which has no commits"
            return self._fault(index, message, f"commit to {current} before the merge")
        if name not in self.heads:
            advice = f"create it with branch {shown} and commit to it"
            return self._unknown(statement, name) or self._fault(
                index, f"the branch {shown} does not exist here", advice
            )
        if there is not None and here is not there:
            return None
        message = f"{shown} and {current} are at the same commit, so there is nothing to merge"
        if there is None:
            message = f"the branch {shown} has no commits"
        return self._fault(index, message, f"commit to {shown} before the merge")

    def _pick(self, statement: Statement) -> Fault | None:
        identity = self._value(statement, "id:")
        source = self.commits.get(identity) if identity else None
        if source is None:
            return self._no_source(statement, identity)
        index = statement.values["id:"]
        parent = self._value(statement, "parent:")
        if parent and parent not in source.parents:
            message = f"{shortened(parent)} is no parent of {shortened(identity)}"
            parents = ", ".join(shortened(each) for each in source.parents if isinstance(each, str))
            advice = f"name one of its parents: {parents}" if parents else "remove parent:"
            return self._fault(statement.values["parent:"], message, advice)
        if source.merged and not parent:
            message = f"{shortened(identity)} is a merge, of which a cherry-pick must name a parent"
            parents = " or ".join(f'parent: "{shortened(each)}"' for each in source.parents if isinstance(each, str))
            return self._fault(index, message, f"add {parents}" if parents else "give its parents an id, and name one")
        if source.branch == self.current:
            message = f"{shortened(identity)} is on the branch {shortened(self.current)} already"
            return self._fault(index, message, "check out another branch before the cherry-pick")
        own = self.heads[self.current]
        if not own or own not in self.commits:
            message = f"the branch {shortened(self.current)} has no commits"
            return self._fault(statement.word, message, "commit to it before the cherry-pick")
        self._add(statement, (identity,), False)
        return None

    def _no_source(self, statement: Statement, identity: str) -> Fault:
        if not identity:
            index = statement.values.get("id:", statement.word)
            return self._fault(index, "the cherry-pick names no commit", 'write cherry-pick id: "commit"')
        from difflib import get_close_matches

        index = statement.values["id:"]
        known = [each for each in self.commits if isinstance(each, str)]
        close = get_close_matches(identity, known, 1, 0.7) if len(known) < 200 else []
        message = f"no commit before has the id {shortened(identity)}"
        if close:
            fix = self._instead(index, f'"{close[0]}"')
            return self._fault(index, message, f'did you mean "{shortened(close[0])}"?', fix, True)
        return self._fault(index, message, f'write commit id: "{shortened(identity)}" on another branch before')
