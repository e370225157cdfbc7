"""The grammar of `block`."""

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, FaultsOnly, Site, syntax_faults
from speclint.mermaid.grammars.block.tokens import block_tokens
from speclint.mermaid.lexing import Unexpected, Walk

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_WORDS = {"classDef": "class id", "class": "ids", "style": "ids"}


def read(cleaned: "Cleaned") -> FaultsOnly:
    """Read a block diagram; what cannot be read ends it, as in Mermaid."""
    tokens = block_tokens(cleaned.text, cleaned.start)
    parser = _Parser(tokens)
    return FaultsOnly(syntax_faults(cleaned, tokens, parser.document, _explain) or parser.faults)


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.block.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one.

    Args:
        tokens: The tokens.
    """

    def __init__(self, tokens: "Tokens") -> None:
        super().__init__(tokens)
        self.faults: list[Fault] = []
        # Mermaid's own root is a block that can be styled.
        self.known = {"root"}
        self.lost: set[str] = set()

    def document(self) -> None:
        kinds = self.kinds
        self.one("block", "header")
        opened: list[int] = []
        # A block that holds nothing cannot be ended.
        empty = True
        while True:
            kind = kinds[self.i]
            opener = opened[-1] if opened else None
            if kind == "block" or kind == "block:":
                opened.append(self.i)
                self.i += 1
                if kind == "block:":
                    self._nodes("block id")
                empty = True
                continue
            if empty and kind in ("end", "eof"):
                raise Unexpected(self.i, "first statement", opener)
            if kind == "end" and opened:
                opened.pop()
                self.i += 1
            elif kind == "eof" and not opened:
                self.i += 1
                self.one("$end", "end")
                return
            else:
                self._statement(opener)
            empty = False

    def _statement(self, opener: int | None) -> None:
        kind = self.kinds[self.i]
        if kind == "id":
            self._nodes("statement")
        elif kind == "columns" or kind == "space":
            self.i += 1
        elif kind in _WORDS:
            self.i += 1
            ids = self.one(_WORDS[kind], kind)
            rest = self.one("rest", kind)
            if kind == "class":
                self._class(self.tokens.value(ids).strip())
            elif kind == "style" and self.tokens.value(rest).strip():
                self._style(ids)
        else:
            raise Unexpected(self.i, "statement", opener)

    def _nodes(self, wanted: str) -> None:
        """Read a block with its width, or blocks joined by links."""
        names = [self._node(wanted)]
        if self.kinds[self.i] == "size":
            self.i += 1
        while self.kinds[self.i] in ("link", "half link"):
            if self.kinds[self.i] == "half link":
                self.i += 1
                self.one("label", "link label")
                self.one("text", "link text")
                self.one("link", "link end")
            else:
                self.i += 1
            names.append(self._node("linked block"))
        # Of three and more linked blocks Mermaid keeps only the last.
        kept = names if len(names) <= 2 else names[-1:]
        if wanted == "block id" and len(names) > 1:
            kept = []
        self.known.update(kept)
        self.lost.update(names)

    def _node(self, wanted: str) -> str:
        name = self.one("id", wanted)
        opener = self.i
        if self.kinds[self.i] == "open":
            self.i += 1
            self._label(opener)
            self._close("close", "bracket", opener)
        elif self.kinds[self.i] == "<[":
            self.i += 1
            self._label(opener)
            self._close("direction", "arrow direction", opener)
            while self.kinds[self.i] == "direction":
                self.i += 1
            self._close("arrow end", "arrow end", opener)
        return self.tokens.value(name)

    def _label(self, opener: int) -> None:
        self._close("text", "label", opener)

    def _close(self, kind: str, wanted: str, opener: int) -> None:
        if self.kinds[self.i] != kind:
            raise Unexpected(self.i, wanted, opener)
        self.i += 1

    def _class(self, ids: str) -> None:
        for name in ids.split(","):
            if name not in self.known:
                self.known.add(name.strip())

    def _style(self, index: int) -> None:
        name = self.tokens.value(index).strip()
        if name in self.known:
            return
        from speclint.mermaid.grammars.block.faults import unknown_block

        start = self.starts[index]
        self.faults.append(unknown_block(name, start, start + len(name), self.known, self.lost))
