"""Objects of a schema as SQL again: in their author's words where those still hold, else out of what is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclint.migrations.lexing import significant
from speclint.migrations.objects import UNKNOWN
from speclint.migrations.writing import quoted
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.migrations.objects import Thing, Written

_PRETTY: Final = {
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float8": "double precision",
    "bool": "boolean",
    "bpchar": "char",
}
_SERIALS: Final = {"int2": "smallserial", "int4": "serial", "int8": "bigserial"}
_AFTER_TYPE: Final = {
    "not", "null", "default", "primary", "unique", "references", "check", "constraint", "generated", "collate",
    "deferrable", "initially", "storage", "compression", "using",
}  # fmt: skip
_FLAGS: Final = {"deferrable": "DEFERRABLE", "initdeferred": "INITIALLY DEFERRED", "match full": "MATCH FULL"}
_SET_DEFAULT = regex(r"\bset\s+default\s+", re.IGNORECASE)


class Lacking(Exception):  # noqa: N818 -- it ends the derivation of one object and is told to the reader
    """What cannot be known of an object, as the rest of "the Down cannot be derived: …"."""


def type_sql(form: str) -> str:
    """Return a type's normal form as an author writes it."""
    array = "[]" if form.endswith("[]") else ""
    name, bracket, modifiers = form.removesuffix("[]").partition("(")
    if name in _PRETTY:
        return _PRETTY[name] + bracket + modifiers + array
    return ".".join(quoted(part) for part in name.split(".")) + bracket + modifiers + array


def clause(written: Written, word: str) -> str | None:
    """Return what follows a word of a column's definition, up to the next part of it: type or default."""
    found = significant(written.sql[written.start : written.end])
    text = written.sql[written.start : written.end]
    depth, begun, first, last = 0, not word, -1, -1
    for index, token in enumerate(found[1:], 1):
        shown = text[token.start : token.end].lower()
        depth += shown in {"(", "["} and token.kind == "symbol"
        depth -= shown in {")", "]"} and token.kind == "symbol"
        if depth < 0 or (depth == 0 and shown in {",", ";"}):
            break
        if depth == 0 and token.kind == "word" and shown in _AFTER_TYPE and begun and (first >= 0 or not word):
            break
        if begun:
            first, last = (index if first < 0 else first), index
        elif depth == 0 and shown == word:
            begun = True
    return " ".join(text[found[first].start : found[last].end].split()) if first >= 0 else None


def next_value_sql(form: str) -> str:
    """Return the default that takes a sequence's next value, out of its normal form."""
    schema, _, name = form.removeprefix("nextval of ").partition(".")
    shown = quoted(name) if schema == "public" else f"{quoted(schema)}.{quoted(name)}"
    return f"nextval({literal(shown)})"


def default_sql(column: Thing, name: str) -> str:
    """Return a column's default as it was written.

    Raises:
        Lacking: When that is not known any more.
    """
    own = column.written.get("default")
    form = column.facts.get("default")
    if isinstance(form, str) and form.startswith("nextval of "):
        return next_value_sql(form)
    if own is not None:
        text = own.sql[own.start : own.end]
        places = [m.end() for m in _SET_DEFAULT.finditer(text) if name.lower() in text[: m.start()].lower()[-70:]]
        if len(places) == 1:
            # The clause is read as that of a column definition, whose first word is skipped.
            found = clause(own._replace(start=own.start + places[0] - len("default ")), "")
            if found is not None:
                return found
    elif "column" in column.written and "default" not in column.changed:
        found = clause(column.written["column"], "default")
        if found is not None:
            return found
    raise Lacking(f"the default of column {name} is not known as SQL")


def column_sql(column: Thing, name: str) -> str:
    """Return a column's definition without its constraints.

    Raises:
        Lacking: When a part of it is not known.
    """
    facts = column.facts
    if facts.get("generated") and not column.changed:
        whole = _generated(column, name)
        if whole is not None:
            return whole
    if not isinstance(facts.get("type"), str) or UNKNOWN in facts.values() or facts.get("generated"):
        raise Lacking(f"the definition of column {name} is not known")
    form, default = facts["type"], facts.get("default")
    kind = clause(column.written["column"], "") if "column" in column.written and "type" not in column.changed else None
    serial = isinstance(default, str) and default.startswith("nextval of ") and form in _SERIALS
    if serial and (kind or "").lower().endswith("serial"):
        return f"{quoted(name)} {kind}" + ("" if not facts.get("nullable") else " NULL")
    parts = [quoted(name), kind if kind and "serial" not in kind.lower() else type_sql(form)]
    if facts.get("collation"):
        parts.append(f"COLLATE {quoted(facts['collation'])}")
    if facts.get("identity"):
        parts.append(f"GENERATED {'ALWAYS' if facts['identity'] == 'a' else 'BY DEFAULT'} AS IDENTITY")
    elif not facts.get("nullable"):
        parts.append("NOT NULL")
    if default is not None:
        parts.append(f"DEFAULT {default_sql(column, name)}")
    return " ".join(parts)


def _generated(column: Thing, name: str) -> str | None:
    """Return the definition of a generated column, where its author wrote no constraint into it."""
    kind = clause(column.written["column"], "") if "column" in column.written else None
    rest = clause(column.written["column"], "generated") if kind else None
    if rest is None or regex(r"\b(?:references|check|unique|primary|constraint|collate)\b", re.IGNORECASE).search(rest):
        return None
    return f"{quoted(name)} {kind} GENERATED {rest}" + ("" if column.facts.get("nullable") else " NOT NULL")


def constraint_sql(constraint: Thing, name: str, target: str) -> str:
    """Return a table constraint with its name.

    Args:
        constraint: The constraint.
        name: Its name.
        target: The table that a foreign key refers to, as SQL.

    Raises:
        Lacking: When its definition is not known.
    """
    facts = constraint.facts
    columns = ", ".join(quoted(c) for c in facts.get("columns", ()))
    flags = [word for flag, word in _FLAGS.items() if flag in facts.get("form", "")]
    rest = facts.get("form", "")
    for flag in _FLAGS:
        rest = rest.replace(flag, "")
    kind = facts.get("kind")
    if kind not in {"primary", "unique", "foreign", "check"} or rest.strip():
        raise Lacking(f"the definition of constraint {name} is not known")
    if kind == "check":
        body = f"CHECK {_checked(constraint, name)}"
    elif kind == "foreign":
        referenced = ", ".join(quoted(c) for c in facts.get("referenced", ()))
        body = f"FOREIGN KEY ({columns}) REFERENCES {target}" + (f" ({referenced})" if referenced else "")
        for action in ("on delete", "on update"):
            body += f" {action.upper()} {facts[action]}" if facts.get(action, "NO ACTION") != "NO ACTION" else ""
    else:
        body = f"{'PRIMARY KEY' if kind == 'primary' else 'UNIQUE'} ({columns})"
    valid = [] if facts.get("valid", True) else ["NOT VALID"]
    return " ".join([f"CONSTRAINT {quoted(name)} {body}", *flags, *valid])


def _checked(constraint: Thing, name: str) -> str:
    written = constraint.written.get("definition")
    text = written.sql[written.start : written.end] if written is not None else ""
    depth, start = 0, -1
    found = significant(text)
    words = [text[t.start : t.end].lower() for t in found]
    for index in range(words.index("check") + 1 if "check" in words else len(words), len(words)):
        depth += words[index] == "("
        depth -= words[index] == ")"
        start = found[index].start if start < 0 else start
        if depth == 0:
            return text[start : found[index].end]
    raise Lacking(f"the condition of constraint {name} is not known")


def statement_sql(thing: Thing, shown: str, *, replace: bool = False) -> str:
    """Return the statement that made an object.

    Raises:
        Lacking: When it is not known, or no longer says what the object is.
    """
    written = thing.written.get("statement")
    text = written.sql[written.start : written.end].strip().rstrip(";").rstrip() if written is not None else ""
    if text[:6].lower() != "create":
        raise Lacking(f"the definition of {shown} is not known")
    head = text.split(None, 3)
    if replace and [w.lower() for w in head[1:3]] != ["or", "replace"]:
        word = "OR REPLACE" if text[:6].isupper() else "or replace"
        text = f"{text[:6]} {word}{text[6:]}"
    return text


def literal(text: str) -> str:
    """Return a string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def listed(head: str, parts: Sequence[str], indent: str) -> str:
    """Return a statement of several clauses, one a line."""
    if len(parts) == 1:
        return f"{head} {parts[0]};"
    return "\n".join([head, *(f"{indent}{part}," for part in parts[:-1]), f"{indent}{parts[-1]};"])
