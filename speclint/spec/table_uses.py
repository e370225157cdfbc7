"""Which task brings a table of the database, and which texts say that they use one."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.file_kinds import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.spec.file_lists import Change
    from speclint.spec.model import Spec

_CREATE = regex(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?\"?(?:\w+\"?\.\"?)?(\w+)", re.IGNORECASE)
_DOWN = regex(r"^--\s*\+goose\s+Down\b", re.IGNORECASE | re.MULTILINE)
_COMMENT = regex(r"--[^\n]*")
_END = regex(r"(?<=[.!?])\s+(?=[A-Z`])|\n")
# A name alone may be a route, a package or a field; with one of these words beside it, it is the table.
_USE = regex(
    r"\b(?:rows?|select\w*|insert\w*|quer(?:y|ies|ied|ying)|joins?|joined|deletes? from|updates?|reads?|writes?|"
    r"stores?|upserts?)\b",
    re.IGNORECASE,
)
# Of what is to come or is made right there, nothing is said.
_LATER = regex(
    r"\b(?:T-\d+|later|will|until|once|when|after|before|not yet|creates?|created|adds?|migrations?|migrates?|existing|"
    r"future|mock\w*|fake\w*|stub\w*|in[- ]memory)\b",
    re.IGNORECASE,
)


def tables_by_task(spec: Spec) -> dict[str, Change]:
    """Return, for each table that a written-out migration creates, the task that creates the migration."""
    created = spec.changes.created
    found: dict[str, Change] = {}
    for migration in spec.migrations:
        change = created.get(clean(migration.path))
        if change is not None:
            for table in _CREATE.findall(_COMMENT.sub("", _DOWN.split(migration.text)[0])):
                found.setdefault(table.casefold(), change)
    return found


def used_tables(spec: Spec, where: Span, tables: Mapping[str, object]) -> Iterator[tuple[str, Span]]:
    """Yield the tables that a text plainly uses: a code span of the name or of SQL, in a sentence that speaks of rows.

    Args:
        spec: The spec.
        where: The text.
        tables: The names.

    Yields:
        Each name and where the code span has it.
    """
    text = spec.source[where]
    edges = [0, *(end.end() for end in _END.finditer(text)), len(text)]
    for code in code_spans(spec.source, where):
        content = spec.source[code.content].strip()
        name = content.partition(".")[0].casefold()
        if name not in tables or not re.fullmatch(r"\w+(?:\.\w+)?", content):
            continue
        index = bisect_right(edges, code.span.start - where.start, hi=len(edges) - 1)
        sentence = text[edges[index - 1] : edges[index]]
        if _USE.search(sentence) and not _LATER.search(sentence):
            yield name, code.content
