"""Where schemas/ and rules/ lie, in a wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `schemas` or `rules`: inside the installed package, else beside it in a checkout."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def index_file() -> Path:
    """Return the generated index of rule pages and spec types that a run reads."""
    return _PACKAGE / "index.json"
