"""Whether a text is the exact path of one file."""

from __future__ import annotations

import re

from speclint.regex import regex

_LINE = regex(r":\d+(?:[-:]\d+)?$|#L\d+(?:-L?\d+)?$")
_NAME = regex(r"[\w.@+~$%=,&!()\[\]{}-]+")
_PROMPT = regex(r"\[[^\]]*\s[^\]]*\]|<[^>]*>|\{\{.*\}\}|\{[^}]*\}")
_WITHOUT_EXTENSION = regex(
    r"(?:makefile|gnumakefile|dockerfile|containerfile|procfile|license|licence|readme|notice|"
    r"authors|changelog|contributing|codeowners|jenkinsfile|caddyfile|gemfile|rakefile|"
    r"vagrantfile|justfile|brewfile|tiltfile|earthfile|version|copying|workspace|podfile|"
    r"pipfile)(?:[.-].*)?",
    re.IGNORECASE,
)
_CATCH_ALL = regex(r"\[{1,2}\.\.\.\w+\]{1,2}")
_FAULTS = (
    (regex(r"(?:^|/)path/to/"), "is no exact path"),
    (regex(r"\*"), "is a pattern, not the path of one file"),
    (regex(r"\.\.\.|\u2026"), "leaves out a part of the path"),
    (regex(r"/$"), "names a folder, not a file"),
    (_PROMPT, "is no exact path"),
    (regex(r"\s"), "is no exact path"),
)
_SCRIPT_FOLDERS = frozenset({"bin", "scripts", "script", "hooks", ".husky", ".githooks", "tools", "hack"})


def inexactness(path: str) -> str | None:
    """Say why a text is not the exact path of one file.

    Exact are `src/api/router.go`, `go.mod`, `Makefile`, `.env.example` and `app/[id]/page.tsx`.

    Args:
        path: The text, without backticks.

    Returns:
        A clause that goes on after the path ("names a folder"), or None for an exact path.
    """
    bare = _LINE.sub("", path.strip().replace("\\_", "_").replace("\\", "/"))
    if not bare:
        return None
    for pattern, fault in _FAULTS:
        if pattern.search(_CATCH_ALL.sub("[x]", bare)):
            return fault
    parts = [part for part in bare.split("/") if part not in {"", ".", ".."}]
    if not parts or not all(_NAME.fullmatch(part) for part in parts):
        return "is no exact path"
    return _nameless(parts)


def _nameless(parts: list[str]) -> str | None:
    name = parts[-1]
    stem, dot, extension = name.rpartition(".")
    if dot and extension and (stem or len(extension) > 1):
        return None
    if _WITHOUT_EXTENSION.fullmatch(name) and (name[:1].isupper() or len(parts) == 1):
        return None
    if any(part in _SCRIPT_FOLDERS for part in parts[:-1]):
        return None
    return "names no file: it has no extension"
