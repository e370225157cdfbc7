"""What a fix would change, as a unified diff."""

from __future__ import annotations

from speclint.report.paint import Paint


def unified_diff(path: str, before: str, after: str, *, color: bool = False) -> str:
    """Return the difference of two texts in the form that `patch -p0` reads; "" where there is none."""
    from difflib import unified_diff as difference  # only --diff needs it

    paint = Paint(color)
    written: list[str] = []
    for line in difference(_lines(before), _lines(after), path, path):
        ending = "\n" if line.endswith("\n") else "\n\\ No newline at end of file\n"
        words = line.removesuffix("\n")
        if line.startswith(("--- ", "+++ ")):
            words = paint.bold(words)
        elif line.startswith("@@"):
            words = paint.hint(words)
        elif line.startswith("+"):
            words = paint.added(words)
        elif line.startswith("-"):
            words = paint.removed(words)
        written.append(words + ending)
    return "".join(written)


def _lines(text: str) -> list[str]:
    """Split after line feeds only, as patch does."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]
