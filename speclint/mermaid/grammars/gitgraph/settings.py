"""The name of the main branch, which front matter and directives may set."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_INIT = regex(r"%%\{\s*init(?:ialize)?\s*:")
_FRONT = regex(r"\s*---[ \t]*\n(.*?)\n[ \t]*---", re.DOTALL)
_KEY = "mainBranchName"


def main_branch(cleaned: Cleaned) -> str:
    """Return the main branch's name: `main` unless a directive or else the front matter names another."""
    source = cleaned.source
    if _KEY not in source:
        return "main"
    return _of_directives(source) or _of_front_matter(source) or "main"


def _named(config: Any, *path: str) -> str:
    for key in (*path, _KEY):
        config = config.get(key) if isinstance(config, dict) else None
    return config if isinstance(config, str) else ""


def _of_front_matter(source: str) -> str:
    from speclint import yaml12

    found = _FRONT.match(source.replace("\r\n", "\n"))
    try:
        return _named(yaml12.load(textwrap.dedent(found.group(1))), "config", "gitGraph") if found else ""
    except (yaml12.YamlError, RecursionError):
        return ""


def _of_directives(source: str) -> str:
    import json

    name = ""
    for found in _INIT.finditer(source):
        end = source.find("}%%", found.end())
        if end < 0:
            break
        try:
            config = json.loads(source[found.end() : end].replace("'", '"'))
        except (ValueError, RecursionError):
            return ""
        name = _named(config, "gitGraph") or _named(config, "config") or name
    return name
