"""What stands around a spec that is to be written: its PRD, the versions that migrations have, the code."""

from __future__ import annotations

import json
import posixpath
from datetime import timedelta
from typing import TYPE_CHECKING

from speclint.engine.discovery import MARKDOWN, Places
from speclint.engine.ignores import walk_files
from speclint.engine.neighbours import Neighbours
from speclint.errors import SpeclintError
from speclint.regex import regex
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from speclint.config import Settings
    from speclint.scaffold.git import History
    from speclint.spec.fact_values import PrdFacts
    from speclint.spec.spectype import SpecType

_VERSION = regex(r"(?<!\d)(\d{14})(?=_)")
_COMMENT = regex(r"(?m)(?:^|\s)//.*$")
_PREFIX = regex(r"""["'`](/(?:api(?:/v\d+)?|v\d+))(?=[/"'`])""")
_CODE = (".go", ".ts", ".tsx", ".js", ".py", ".rb", ".java", ".kt", ".rs")
# Enough to learn a prefix, and little enough to read in a moment.
_FILES = 2000
_LARGEST = 200_000


class Surroundings:
    """A repository as the author of a new spec sees it.

    Args:
        settings: The settings.
        cwd: The working directory.
    """

    def __init__(self, settings: Settings, cwd: Path) -> None:
        self._settings = settings
        self._places = Places(settings.root, cwd)
        self._neighbours = Neighbours(settings, self._places)

    def prds(self) -> tuple[str, ...]:
        """Return the paths of the PRDs as seen from the working directory."""
        return tuple(self._places.reported(path) for path in self._neighbours.prd_paths())

    def prd(self, given: str) -> PrdFacts:
        """Read a PRD.

        Args:
            given: Its path as seen from the working directory.

        Raises:
            SpeclintError: There is no such Markdown file.
        """
        file = self._places.file(given)
        facts = self._neighbours.prd(self._places.inside(file)) if file.is_file() else None
        if facts is None:
            if file.is_file():
                raise SpeclintError(f"{given} is no Markdown file", f"name one that ends in {' or '.join(MARKDOWN)}")
            known = self.prds()
            raise SpeclintError(f"no such PRD: {given}", f"there is {', '.join(known)}" if known else None)
        return facts

    def versions(self) -> frozenset[str]:
        """Return the versions of all migrations, written out in specs or lying in the configured folders."""
        found: set[str] = set()
        for path in self._neighbours.spec_paths():
            source = self._neighbours.source(path)
            found.update(_VERSION.findall(source.text) if source else ())
        for folder in self._settings.folders.migrations:
            for file in self._files(folder):
                found.update(_VERSION.findall(file.name))
        return frozenset(found)

    def migration_path(self, name: str, when: datetime, taken: set[str]) -> str:
        """Return the path of a new migration, and add its version to those that are taken.

        Args:
            name: What it does, as `create_invites`.
            when: The moment that its version says; a second more for as long as the version is taken.
            taken: The versions that there are.

        Raises:
            SpeclintError: The name has no letter.
        """
        stem = slug(name.removesuffix(".sql")).replace("-", "_")
        if not stem:
            raise SpeclintError(f"{name!r} names no migration", "say what it does, as create_invites")
        while (version := when.strftime("%Y%m%d%H%M%S").rjust(14, "0")) in taken:
            when += timedelta(seconds=1)
        taken.add(version)
        return f"{self.migrations_folder()}/{version}_{stem}.sql"

    def migrations_folder(self) -> str:
        """Return the configured folder of migrations that there is, else the first one."""
        folders = self._settings.folders.migrations or ("migrations",)
        there = (folder for folder in folders if (self._places.root / folder).is_dir())
        return next(there, folders[0]).strip("/")

    def notes(self, kind: SpecType) -> dict[str, str]:
        """Return what an author has to know of the code, by the key of the section that asks for it."""
        keys = {section.key for section in kind.walk() if not section.excluded}
        asked = {"shadcn-install": self._components, "migrations": self._migrations, "api": self._prefixes}
        found = {key: say() for key, say in asked.items() if key in keys}
        return {key: text for key, text in found.items() if text}

    def _components(self) -> str:
        for config in ("components.json", "frontend/components.json", "web/components.json", "app/components.json"):
            folder = self._component_folder(config)
            names = sorted({file.stem for file in self._files(folder) if file.suffix == ".tsx"}) if folder else []
            if names:
                return f"in {folder} there is: {', '.join(names)}"
        return ""

    def _component_folder(self, config: str) -> str | None:
        """Return the folder that a configuration of shadcn names for its components."""
        try:
            data = json.loads((self._places.root / config).read_text("utf-8"))
            aliases = data.get("aliases", {})
            alias = str(aliases.get("ui") or f"{aliases.get('components', '@/components')}/ui")
        except (OSError, ValueError, AttributeError):
            return None
        path = alias.removeprefix("@/").removeprefix("~/")
        base = posixpath.dirname(config)
        found = (posixpath.normpath(posixpath.join(base, source, path)) for source in ("", "src", "app"))
        return next((one for one in found if not one.startswith("..") and (self._places.root / one).is_dir()), None)

    def _migrations(self) -> str:
        folder = self.migrations_folder()
        names = sorted(file.name for file in self._files(folder) if file.suffix == ".sql")
        return f"{folder}/ holds {len(names)}, the last is {names[-1]}" if names else ""

    def _prefixes(self) -> str:
        found: set[str] = set()
        for number, file in enumerate(walk_files(self._places.root)):
            if number >= _FILES:
                break
            if file.suffix in _CODE:
                found.update(_PREFIX.findall(_COMMENT.sub("", _read(file))))
        longest = [one for one in sorted(found) if not any(other.startswith(f"{one}/") for other in found)]
        return f"paths in the code begin with {', '.join(longest)}" if longest else ""

    def _files(self, folder: str) -> Iterator[Path]:
        path = self._places.root / folder
        return iter(sorted(file for file in path.iterdir() if file.is_file())) if path.is_dir() else iter(())


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def comment(text: str) -> str:
    """Return a text that can stand in an HTML comment: nothing in it ends one."""
    return text.replace("--", "\u2013").replace("<!", "< !")


def history_note(history: History, day: str) -> str:
    """Return what a spec says of the commit that it was begun at; "" outside a repository."""
    if not history.commit:
        return ""
    branch = f" of {history.branch}" if history.branch else ""
    lines = [
        f"begun on {day} at commit {history.commit}{branch}; the last commits:"
        if day
        else f"begun at commit {history.commit}{branch}; the last commits:",
        *history.recent,
    ]
    return "\n".join(lines)
