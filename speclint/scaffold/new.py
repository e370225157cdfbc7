"""An empty spec of a type, with the title, author and date that are known."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.regex import regex
from speclint.spec.catalogue import spec_type
from speclint.spec.skeleton import document_text
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DATE = regex(r"\d{4}-\d{2}-\d{2}")
_CLOSING_HASHES = regex(r"(?<=\s)(#+)$")
_LONGEST_STEM = 80


@dataclass(frozen=True, slots=True)
class Scaffold:
    """An empty spec and where it belongs.

    Args:
        text: The Markdown, with line feeds.
        folder: The type's folder, from the repository's root, with `/`; "" for the root itself.
        filename: The file's name.
    """

    text: str
    folder: str
    filename: str

    @property
    def suggested_path(self) -> str:
        """The folder and the file's name."""
        return f"{self.folder}/{self.filename}" if self.folder else self.filename


def scaffold(
    type_name: str, *, title: str | None = None, author: str | None = None, date: str | None = None
) -> Scaffold:
    """Write an empty spec.

    Args:
        type_name: The spec type.
        title: What the spec is about; None or blank keeps the placeholder.
        author: Who writes it; None or blank keeps the placeholder.
        date: The day as YYYY-MM-DD; None keeps the placeholder.

    Returns:
        The text and the place; the same arguments always give the same text.

    Raises:
        SpeclintError: There is no such type, or the date is none.
    """
    kind = spec_type(type_name)
    name = _one_line(title).removeprefix(kind.title).strip()
    known = {"author": _one_line(author), "date": _checked(date) if date else "", "title": name}
    fill = dict(kind.metadata.fill)
    if kind.metadata.front_matter:
        fill.update(kind.metadata.front_matter.fill)
    values = {label: known[source] for label, source in fill.items() if known.get(source)}
    heading = _CLOSING_HASHES.sub(r"\\\1", name) or None
    text = document_text(kind, title=heading, metadata=values)
    return Scaffold(text, kind.folder.strip("/"), _filename(kind.filename, _stem(name), known["date"]))


def today(environ: Mapping[str, str]) -> str:
    """Return the day that a scaffold is written on, as YYYY-MM-DD.

    Args:
        environ: The environment; SOURCE_DATE_EPOCH in it (seconds since 1970, UTC) stands for the clock, as the
            reproducible builds specification says.

    Raises:
        SpeclintError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).astimezone().date().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise SpeclintError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds", "unset it or give the day with --date"
        ) from None


def git_author(cwd: Path) -> str | None:
    """Return the name that git would put on a commit made in a folder, or None where it knows none or is not there."""
    try:
        asked = subprocess.run(
            ["git", "config", "--get", "user.name"],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _one_line(asked.stdout.decode("utf-8", "replace")) or None if asked.returncode == 0 else None


def _filename(form: str, stem: str, day: str) -> str:
    """Fill a file name's form; what is not known goes with the hyphen behind it."""
    for name, value in (("{date}", day), ("{issue}", "")):
        form = form.replace(name, value) if value else form.replace(f"{name}-", "")
    return form.replace("{slug}", stem)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _checked(day: str) -> str:
    try:
        if not _DATE.fullmatch(day):
            raise ValueError
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise SpeclintError(f"{day!r} is no date", "write it as YYYY-MM-DD") from None


def _stem(title: str) -> str:
    """Return the file's stem: the title in small letters and hyphens, cut between two words where it is long."""
    stem = slug(title) or "untitled"
    if len(stem) <= _LONGEST_STEM:
        return stem
    return stem[: _LONGEST_STEM + 1].rpartition("-")[0] or stem[:_LONGEST_STEM]
