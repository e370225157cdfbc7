"""Emphasis: which runs of `*` and `_` belong together (CommonMark 0.31 section 6.2)."""

from speclint.records import NamedTuple

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ASCII_WHITE = frozenset(" \t\n\f\r")


class Pair(NamedTuple):
    """Emphasis between an opening and a closing marker, in offsets of the scanned text."""

    start: int
    end: int
    strong: bool


class Run:
    """A run of `*` or `_`.

    Args:
        char: Which of the two.
        start: The offset of what is left of the run.
        end: The offset past what is left of it.
        can_open: Whether it is left-flanking and may open emphasis.
        can_close: Whether it is right-flanking and may close emphasis.
    """

    __slots__ = ("can_close", "can_open", "char", "end", "length", "start")

    def __init__(self, char: str, start: int, end: int, *, can_open: bool, can_close: bool) -> None:
        self.char = char
        self.start = start
        self.end = end
        self.length = end - start
        self.can_open = can_open
        self.can_close = can_close


def read_run(text: str, start: int) -> Run:
    """Read the run of `*` or `_` at an offset and tell what it may do."""
    char = text[start]
    end = start
    while end < len(text) and text[end] == char:
        end += 1
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    white_before, white_after = _is_white(before), _is_white(after)
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    left = not white_after and (not mark_after or white_before or mark_before)
    right = not white_before and (not mark_before or white_after or mark_after)
    if char == "_":
        can_open = left and (not right or mark_before)
        can_close = right and (not left or mark_after)
    else:
        can_open, can_close = left, right
    return Run(char, start, end, can_open=can_open, can_close=can_close)


def pair_runs(runs: list[Run]) -> list[Pair]:
    """Pair runs as the delimiter algorithm of the specification's appendix does.

    Args:
        runs: The runs in order; they are used up.

    Returns:
        The pairs, inner ones first. Linear in the runs' total length: where no opener was found for a closer of some
        kind, no later closer of that kind looks there again.
    """
    pairs: list[Pair] = []
    openers: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.can_close and run.start < run.end:
            kind = (run.char, run.can_open, run.length % 3)
            bottom = bottoms.get(kind, 0)
            index = _find_opener(openers, run, bottom)
            if index < 0:
                bottoms[kind] = len(openers)
                break
            opener = openers[index]
            pairs.append(_take(opener, run))
            keep = index + (opener.start < opener.end)
            del openers[keep:]
            for other, height in bottoms.items():
                bottoms[other] = min(height, keep)
        if run.can_open and run.start < run.end:
            openers.append(run)
    return pairs


def _find_opener(openers: list[Run], closer: Run, bottom: int) -> int:
    for index in range(len(openers) - 1, bottom - 1, -1):
        opener = openers[index]
        if opener.char != closer.char:
            continue
        odd = (opener.can_close or closer.can_open) and closer.length % 3 != 0
        if not odd or (opener.length + closer.length) % 3 != 0:
            return index
    return -1


def _take(opener: Run, closer: Run) -> Pair:
    width = 2 if opener.end - opener.start >= 2 and closer.end - closer.start >= 2 else 1
    opener.end -= width
    pair = Pair(opener.end, closer.start + width, width == 2)
    closer.start += width
    return pair


def _is_white(char: str) -> bool:
    return char in _ASCII_WHITE if char.isascii() else char.isspace()


def _is_punctuation(char: str) -> bool:
    if char.isascii():
        return char in _ASCII_PUNCTUATION
    from unicodedata import category

    return category(char)[0] in "PS"
