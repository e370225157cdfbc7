"""Write the page and the check of a new rule, to be filled in: `python -m speclint.rules.stub SL205 orphan-task`."""

from __future__ import annotations

import sys
from pathlib import Path

from speclint.errors import SpeclintError
from speclint.regex import regex
from speclint.resources import data_folder

_CODE = regex(r"SL(\d)\d\d")
_NAME = regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_PAGE = """\
---
code: {code}
name: {name}
summary: A [thing] that [is at fault].
severity: error
types: []
check: {module}.{function}
scope: file
fix: []
options: {{}}
clauses: []
---
# {code} {name}

[Why it matters, in two or three sentences.]

## Bad

```markdown type=engineering finds=3
# Tech Spec: Invitations

[a line at fault]
```

## Good

```markdown type=engineering
# Tech Spec: Invitations

[the line mended]
```
"""

_CHECK = '''

def {function}(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each [thing] that [is at fault]."""
    raise NotImplementedError
'''

_MODULE = '''\
"""Checks of the family {folder}."""

from __future__ import annotations

from collections.abc import Iterator

from speclint.diagnostics import Finding
from speclint.rules import Rule
from speclint.spec.model import Spec
'''


def write_stub(code: str, name: str, pages: Path, checks: Path) -> list[Path]:
    """Write a rule's page, and its check at the end of its family's module.

    Args:
        code: A code that no rule has had before; its first digit chooses the family.
        name: What the fault is called.
        pages: The folder rules/.
        checks: The folder speclint/checks/.

    Returns:
        The files written.

    Raises:
        SpeclintError: The code or the name is malformed or taken, or there is no such family.
    """
    digit = _CODE.fullmatch(code)
    if not digit:
        raise SpeclintError(f"`{code}` is no rule code", "write it as SL205")
    if not _NAME.fullmatch(name):
        raise SpeclintError(f"`{name}` is no rule name", "write it as orphan-task")
    for page in sorted(pages.rglob("SL*.md")):
        if page.stem.startswith(f"{code}-") or page.stem.partition("-")[2] == name:
            raise SpeclintError(f"{page.name} is there already", "a code and a name are given once")
    folder = next(iter(sorted(pages.glob(f"{digit[1]}xx-*"))), None)
    if folder is None:
        raise SpeclintError(f"no family of rules begins with {digit[1]}", f"make a folder rules/{digit[1]}xx-<family>")
    words = {
        "code": code,
        "name": name,
        "folder": folder.name,
        "module": folder.name.partition("-")[2].replace("-", "_"),
        "function": name.replace("-", "_"),
    }
    page = folder / f"{code}-{name}.md"
    page.write_text(_PAGE.format(**words), encoding="utf-8", newline="\n")
    module = checks / f"{words['module']}.py"
    written = module.read_text(encoding="utf-8") if module.exists() else _MODULE.format(**words)
    module.write_text(written + _CHECK.format(**words), encoding="utf-8", newline="\n")
    return [page, module]


def main() -> int:
    """Write the stubs that the command line names; return the exit status."""
    if len(sys.argv) != 3:
        sys.stderr.write("usage: python -m speclint.rules.stub CODE NAME\n")
        return 2
    try:
        written = write_stub(sys.argv[1], sys.argv[2], data_folder("rules"), Path(__file__).parents[1] / "checks")
    except SpeclintError as error:
        sys.stderr.write(f"error: {error.message}\nhelp: {error.help}\n")
        return 2
    sys.stdout.write("".join(f"{path}\n" for path in written))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
