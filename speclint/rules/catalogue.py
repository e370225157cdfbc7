"""The rules that a run knows, read from the generated index."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.resources import read_index
from speclint.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return the rules by code, in code order.

    Raises:
        SpeclintError: The index is missing or broken; `make golden` writes it.
    """
    try:
        entries = read_index()["rules"]
    except (OSError, ValueError) as error:
        raise SpeclintError("the index of rules and spec types cannot be read", "run make golden") from error
    return {entry["code"]: Rule.from_data(entry) for entry in entries}
