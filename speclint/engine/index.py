"""Write speclint/index.json from rules/ and schemas/types/, so that a run reads neither pages nor YAML."""

from __future__ import annotations

import json
import sys
from typing import Any

from speclint.errors import SpeclintError
from speclint.resources import data_folder, index_file
from speclint.rules import read_pages
from speclint.spec.type_files import read_types


def build() -> dict[str, Any]:
    """Return the index as plain data.

    Raises:
        SpeclintError: A rule page or a type file is not what its schema prescribes.
    """
    rules = [page.rule for page in read_pages(data_folder("rules"))]
    types = read_types(data_folder("schemas") / "types")
    for rule in rules:
        unknown = sorted({*rule.types, *rule.severity.get("types", ())} - types.keys())
        if unknown:
            raise SpeclintError(f"{rule.page}: no spec type is called `{unknown[0]}`")
    return {"version": 1, "rules": [rule.as_data() for rule in rules], "types": types}


def rendered() -> str:
    """Return the index as it stands on disk: the same input always gives the same text."""
    return json.dumps(build(), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the index; return the exit status."""
    try:
        text = rendered()
    except SpeclintError as error:
        sys.stderr.write(f"error: {error.message}\n")
        return 2
    index_file().write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
