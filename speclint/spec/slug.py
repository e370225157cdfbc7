"""A text as a short name of small letters, digits and hyphens."""

from __future__ import annotations

import unicodedata

from speclint.regex import regex

_OTHER = regex(r"[\W_]+")
_MARK = regex(r"[\u0300-\u036f]+")


def slug(text: str) -> str:
    """Make a key or a file's stem of a text.

    Args:
        text: Any text.

    Returns:
        Its letters and digits, small and without accents, each run of anything else as one hyphen; "" without any.
    """
    plain = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFKD", text)))
    return _OTHER.sub("-", plain.casefold()).strip("-")
