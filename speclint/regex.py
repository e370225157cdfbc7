"""Regular expressions that are compiled when they are first used: a run uses some of the hundreds that there are."""

from __future__ import annotations

import re
from typing import Any, cast


class _Uncompiled:
    """Stands in for a compiled expression; each of its methods is fetched once."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copying and pickling ask for
            raise AttributeError(name)
        attribute = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, attribute)
        return attribute


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what serves as `re.compile(pattern, flags)` for a caller of its methods, and costs nothing until then."""
    return cast("re.Pattern[str]", _Uncompiled(pattern, flags))
