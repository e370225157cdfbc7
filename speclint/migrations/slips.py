"""What an author probably meant where the grammar stops, each guess tried against the grammar itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclint.migrations import postgres
from speclint.migrations.annotations import edits
from speclint.migrations.lexing import Token, significant
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 200_000
_KEYWORDS: Final = """
add all alter always and any array as asc authorization before begin between bigint boolean by cascade case cast
check collate column comment commit concurrently conflict constraint create cross current_timestamp database default
deferrable deferred delete desc distinct do domain drop each else end enum except exclude execute exists extension
false for foreign from full function generated grant group having identity if immutable in index inherits initially
inner insert instead integer interval into is join key language left like limit materialized not nothing notnull null
numeric of offset on only or order outer owner partition policy primary privileges procedure public recursive
references rename replace restrict return returning returns revoke right role row rows schema security select sequence
serial set statement stored table tablespace temporary text then timestamp to trigger true truncate type union unique
update using valid validate values varchar varying view when where with without zone
""".split()  # noqa: SIM905 -- a list of a hundred words reads better as prose

# A word of another database at or just before the fault, and PostgreSQL's way.
_FOREIGN: Final = {
    "auto_increment": "write `GENERATED ALWAYS AS IDENTITY` instead of AUTO_INCREMENT",
    "autoincrement": "write `GENERATED ALWAYS AS IDENTITY` instead of AUTOINCREMENT",
    "engine": "leave out ENGINE=…: PostgreSQL has no storage engines",
    "charset": "leave out the character set: a PostgreSQL database has one encoding",
    "character": "leave out the character set: a PostgreSQL database has one encoding",
    "unsigned": "leave out UNSIGNED, and add `CHECK (… >= 0)` or a wider type",
    "zerofill": "leave out ZEROFILL",
    "datetime": "write TIMESTAMPTZ instead of DATETIME",
    "modify": "write `ALTER COLUMN … TYPE …` instead of MODIFY",
    "change": "write `RENAME COLUMN … TO …` or `ALTER COLUMN … TYPE …` instead of CHANGE",
    "comment": "write `COMMENT ON COLUMN … IS '…'` as a statement of its own",
    "nvarchar": "write TEXT instead of NVARCHAR",
    "go": "leave out GO: a semicolon ends the statement",
    "ignore": "write `INSERT … ON CONFLICT DO NOTHING` instead of INSERT IGNORE",
    "duplicate": "write `ON CONFLICT (…) DO UPDATE SET …` instead of ON DUPLICATE KEY UPDATE",
}
_SIZED_INT = regex(r"\b(tiny|small|medium|big)?int(eger)?\s*\Z", re.IGNORECASE)
_NO_IF = regex(
    r"\s*(?:(?P<create>create\s+(?:or\s+replace\s+)?(?P<kind>type|trigger|policy|function|procedure|domain|role|user|"
    r"database|rule|aggregate|view))|alter\s+table\b.*?\badd\s+(?P<constraint>constraint|check|foreign|unique|primary))"
    r"\s+if\b",
    re.IGNORECASE | re.DOTALL,
)


def advice(sql: str, fault: postgres.Fault) -> str | None:
    """Return what to do about a fault, as an imperative, or None when no guess helps.

    Args:
        sql: The one statement.
        fault: Where the grammar stops in it.
    """
    if "dollar-quoted" in fault.message:
        return (
            "close the dollar quote, or wrap the statement in `-- +goose StatementBegin` and `-- +goose StatementEnd`"
        )
    if fault.message.startswith("unterminated"):
        return "close the quote or the comment"
    if len(sql) > _LONGEST:
        return None
    found = significant(sql)
    at = next((i for i, token in enumerate(found) if token.end > fault.offset), len(found))
    foreign = _if_not_exists(sql, found, at) or _foreign(sql, found, at)
    return foreign or next(_tried(sql, found, at, fault), None)


def _word(sql: str, found: list[Token], index: int) -> str:
    return sql[found[index].start : found[index].end] if 0 <= index < len(found) else ""


def _if_not_exists(sql: str, found: list[Token], at: int) -> str | None:
    here, before = _word(sql, found, at).lower(), _word(sql, found, at - 1).lower()
    match = _NO_IF.match(sql[: found[at].end] if at < len(found) else sql)
    if match is not None and (here in {"if", "not", "exists"} or before in {"if", "not"}):
        kind = (match["kind"] or match["constraint"]).upper()
        return f"leave out IF NOT EXISTS: PostgreSQL does not have it for {kind}"
    return None


def _foreign(sql: str, found: list[Token], at: int) -> str | None:
    here, before = _word(sql, found, at).lower(), _word(sql, found, at - 1).lower()
    if "`" in (here, before):
        return 'quote the name with double quotes, or leave the quotes out: "name"'
    if here in _FOREIGN:
        return _FOREIGN[here]
    if before in _FOREIGN and before not in {"comment", "character", "change"}:
        return _FOREIGN[before]
    cure = None
    if here == "(" and at < len(found) and _SIZED_INT.search(sql, 0, found[at].start):
        cure = "leave out the display width: PostgreSQL integers have none"
    elif here in {"key", "index"} and before in {",", "("}:
        cure = "write `CREATE INDEX` as a statement of its own"
    elif here == "update" and before == "on":
        cure = "set the column in a trigger or in the query: PostgreSQL has no ON UPDATE for a column"
    return cure


def _improves(changed: str, fault: postgres.Fault, shift: int) -> bool:
    """Tell whether the grammar gets clearly further in a changed text."""
    now = postgres.fault(changed)
    return now is None or now.offset > fault.offset + shift + 1


def _tried(sql: str, found: list[Token], at: int, fault: postgres.Fault) -> Iterator[str]:
    here, before = _word(sql, found, at), _word(sql, found, at - 1)
    if before == "," and (here in {")", ";", ""} or here.lower() in {"from", "where"}):
        comma = found[at - 1]
        if _improves(sql[: comma.start] + " " + sql[comma.end :], fault, 0):
            yield f"leave out the comma before {_named(here)}"
    if here and here.lower() == before.lower():
        yield f"leave out the second {_named(here)}"
    if here == "-" and 0 < at < len(found) - 1 and found[at - 1].end == found[at].start:
        yield f'write an underscore in the name, or quote it: "{before}-{_word(sql, found, at + 1)}"'
    for index in (at, at - 1, at - 2):
        yield from _misspelt(sql, found, index, fault)
    if here and at > 0:
        end = found[at - 1].end
        if _improves(sql[:end] + "," + sql[end:], fault, len(here)):
            yield f"put a comma after {_named(before)}"
    yield from _reserved(sql, found, at, fault)
    if at >= len(found) and _balance(sql, found) > 0:
        yield "close the parenthesis"
    if here == ")" and _balance(sql, found) < 0:
        yield "remove the parenthesis that closes nothing"


def _reserved(sql: str, found: list[Token], at: int, fault: postgres.Fault) -> Iterator[str]:
    for index in (at, at - 1):
        word = _word(sql, found, index)
        if word.isidentifier():
            token = found[index]
            if _improves(f'{sql[: token.start]}"{word}"{sql[token.end :]}', fault, 2 + len(word)):
                yield f'quote the name, since {word.upper()} is a reserved word: "{word}"'


def _misspelt(sql: str, found: list[Token], index: int, fault: postgres.Fault) -> Iterator[str]:
    word = _word(sql, found, index)
    if len(word) < 2 or not word.isidentifier() or len(word) > 20 or word.lower() in _KEYWORDS:
        return
    allowed = 1 if len(word) <= 4 else 2
    for keyword in _KEYWORDS:
        if abs(len(keyword) - len(word)) <= allowed and edits(keyword, word.lower()) <= allowed:
            token = found[index]
            changed = sql[: token.start] + keyword + sql[token.end :]
            if _improves(changed, fault, len(keyword) - len(word)):
                yield f"write {keyword.upper()} instead of {word}"


def _balance(sql: str, found: list[Token]) -> int:
    symbols = [sql[token.start] for token in found if token.kind == "symbol"]
    return symbols.count("(") - symbols.count(")")


def _named(word: str) -> str:
    return f"`{word}`" if word else "the end"
