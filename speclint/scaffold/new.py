"""An empty spec of a type, with all that is known of it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.regex import regex
from speclint.scaffold.prefill import NOTHING_GIVEN, Given, content_of
from speclint.spec.catalogue import spec_type
from speclint.spec.skeleton import document_text
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.spec.spectype import SpecType

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
    type_name: str | SpecType,
    *,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    given: Given = NOTHING_GIVEN,
) -> Scaffold:
    """Write an empty spec.

    Args:
        type_name: The spec type, or the name of one of ours.
        title: What the spec is about; None or blank keeps the placeholder.
        author: Who writes it; None or blank keeps the placeholder.
        date: The day as YYYY-MM-DD; None keeps the placeholder.
        given: What else is known.

    Returns:
        The text and the place; the same arguments always give the same text.

    Raises:
        SpeclintError: There is no such type, the date is none, or the type has no place for something that is given.
    """
    kind = spec_type(type_name) if isinstance(type_name, str) else type_name
    name = _one_line(title).removeprefix(kind.title).strip()
    day = checked_day(date) if date else ""
    issue = given.issue and f"#{given.issue}"
    known = {"author": _one_line(author), "date": day, "title": name, "issue": issue, "prd": given.prd}
    fill = dict(kind.metadata.fill)
    if kind.metadata.front_matter:
        fill.update(kind.metadata.front_matter.fill)
    values = {label: known[source] for label, source in fill.items() if known[source]}
    heading = _CLOSING_HASHES.sub(r"\\\1", name) or None
    folder = kind.folder.strip("/")
    if given.page and issue:
        known["issue"] = f"[{issue}]({given.page}/issues/{given.issue})"
    if given.prd:
        known["prd"] = f"[{given.prd}]({posixpath.relpath(given.prd, folder or '.').replace(' ', '%20')})"
    content = content_of(kind, given, {what: value for what, value in known.items() if value})
    text = document_text(kind, title=heading, metadata=values, content=content)
    return Scaffold(text, folder, _filename(kind.filename, _stem(name), {"date": day, "issue": given.issue}))


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


def moment(environ: Mapping[str, str], day: str | None) -> datetime:
    """Return the moment that versions are made of, in UTC: the given day's beginning, or as `today` finds the day.

    Raises:
        SpeclintError: The day is none, or SOURCE_DATE_EPOCH is no number of seconds.
    """
    if day:
        return datetime.fromisoformat(checked_day(day)).replace(tzinfo=UTC)
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        today(environ)
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC)


def _filename(form: str, stem: str, known: Mapping[str, str]) -> str:
    """Fill a file name's form; what is not known goes with the hyphen behind it."""
    for name, value in known.items():
        slot = f"{{{name}}}"
        form = form.replace(slot, value) if value else form.replace(f"{slot}-", "")
    return form.replace("{slug}", stem)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def checked_day(day: str) -> str:
    """Return a day as it was given.

    Raises:
        SpeclintError: It is none, or not written as YYYY-MM-DD.
    """
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
