"""Types of other databases, and those of PostgreSQL that have a better one beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.spec.model import Spec

# For each type what to write instead, and whether PostgreSQL has it all the same.
FOREIGN: dict[str, tuple[str, bool]] = {
    "DATETIME": ("TIMESTAMPTZ", False),
    "DATETIME2": ("TIMESTAMPTZ", False),
    "SMALLDATETIME": ("TIMESTAMPTZ", False),
    "DATETIMEOFFSET": ("TIMESTAMPTZ", False),
    "TINYINT": ("SMALLINT", False),
    "MEDIUMINT": ("INTEGER", False),
    "TINYTEXT": ("TEXT", False),
    "MEDIUMTEXT": ("TEXT", False),
    "LONGTEXT": ("TEXT", False),
    "CLOB": ("TEXT", False),
    "NCLOB": ("TEXT", False),
    "STRING": ("TEXT", False),
    "NVARCHAR": ("TEXT", False),
    "VARCHAR2": ("TEXT", False),
    "NVARCHAR2": ("TEXT", False),
    "NTEXT": ("TEXT", False),
    "DOUBLE": ("DOUBLE PRECISION", False),
    "BLOB": ("BYTEA", False),
    "TINYBLOB": ("BYTEA", False),
    "MEDIUMBLOB": ("BYTEA", False),
    "LONGBLOB": ("BYTEA", False),
    "BINARY": ("BYTEA", False),
    "VARBINARY": ("BYTEA", False),
    "IMAGE": ("BYTEA", False),
    "NUMBER": ("NUMERIC", False),
    "UNIQUEIDENTIFIER": ("UUID", False),
    "AUTO_INCREMENT": ("GENERATED ALWAYS AS IDENTITY", False),
    "UNSIGNED": ("a signed type and a CHECK", False),
    "ENUM": ("", False),
    "VARCHAR": ("TEXT", True),
    "CHARACTER VARYING": ("TEXT", True),
    "TIMESTAMP": ("TIMESTAMPTZ", True),
    "TIMESTAMP WITHOUT TIME ZONE": ("TIMESTAMPTZ", True),
    "JSON": ("JSONB", True),
    "SERIAL": ("GENERATED ALWAYS AS IDENTITY", True),
    "BIGSERIAL": ("GENERATED ALWAYS AS IDENTITY", True),
    "SMALLSERIAL": ("GENERATED ALWAYS AS IDENTITY", True),
}  # fmt: skip
_ENUM = regex(r"enum ?\( ?'", re.IGNORECASE)
_INSIDE = regex(r"\b(auto_increment|unsigned)\b", re.IGNORECASE)
_NAME = regex(r"[a-z_]\w*(?: varying| without time zone| with time zone)?", re.IGNORECASE)
_MODIFIER = regex(r" ?\([^()]*\)")


def foreign_type(written: str) -> str | None:
    """Return the type among `FOREIGN` that a type as written is, or None; `org_role (ENUM)` is none of them."""
    text = " ".join(written.replace("`", "").split())
    if _ENUM.match(text):
        return "ENUM"
    inside = _INSIDE.search(text)
    if inside:
        return inside[1].upper()
    bare = _MODIFIER.sub("", text, count=1).strip()
    while bare.endswith("[]"):
        bare = bare[:-2].strip()
    if not _NAME.fullmatch(bare):
        return None
    name = bare.upper()
    if name == "ENUM":
        return None
    return name if name in FOREIGN else None


def is_foreign(spec: Spec, written: str) -> bool:
    """Tell whether a type as written is among `FOREIGN`, and no type that the spec's migrations create."""
    name = foreign_type(written)
    return name is not None and name.lower() not in spec.ddl.types
