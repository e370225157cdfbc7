"""Standard output and standard error: encoding, colours, closed pipes."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from speclint.errors import SpeclintError


def prepare_streams() -> None:
    """Have both streams write UTF-8 and line feeds everywhere, and print what cannot be encoded as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def wants_color(stream: TextIO | None) -> bool:
    """Tell whether to colour what goes to a stream.

    NO_COLOR (no-color.org) forbids it, FORCE_COLOR asks for it, and otherwise a terminal that is not dumb gets it.
    """
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def emit(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output (or another stream); a reader that has gone away is no fault.

    Raises:
        SpeclintError: The stream cannot be written, for instance because a disk is full.
    """
    stream = stream or sys.stdout
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _give_up(stream, error)


def emit_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are, as `emit` does with text."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        _give_up(sys.stdout, error)


def say(text: str) -> None:
    """Write a line to standard error; if that fails there is nowhere left to say so."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _give_up(stream: TextIO, error: OSError) -> None:
    _discard(stream)
    # Windows reports a closed pipe as an invalid argument.
    if not isinstance(error, BrokenPipeError) and not (os.name == "nt" and error.errno == 22):
        reason = error.strerror or str(error)
        raise SpeclintError(f"the output cannot be written: {reason.lower()}") from None


def _discard(stream: TextIO) -> None:
    """Point the stream at nothing, so that the interpreter's own flush at its end stays silent."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        return
