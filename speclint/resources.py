"""Where schemas/ and rules/ lie, in a wheel and in a checkout alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `schemas` or `rules`: inside the installed package, else beside it in a checkout."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def index_file() -> Path:
    """Return the generated index of rule pages and spec types that a run reads."""
    return _PACKAGE / "index.json"


@cache
def read_index() -> dict[str, Any]:
    """Return what the index holds: `rules`, and `types` by name.

    Raises:
        OSError: There is no index.
        ValueError: It is no JSON.
    """
    index: dict[str, Any] = json.loads(index_file().read_bytes())
    return index
