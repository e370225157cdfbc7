"""The catalogue of rules: what is judged, as each page of rules/ says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.rules.catalogue import catalogue
from speclint.rules.rule import Rule
from speclint.rules.selection import did_you_mean, select, unknown_selector

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from speclint.rules.page import Page

__all__ = [
    "Rule",
    "catalogue",
    "did_you_mean",
    "own_page_faults",
    "read_own_pages",
    "read_page",
    "read_pages",
    "select",
    "unknown_selector",
]


def read_page(path: Path, relative: str = "") -> Page:
    """Read one rule page.

    Args:
        path: The page.
        relative: What `Rule.page` says; the file's name if empty.

    Returns:
        The page with its rule and its examples.

    Raises:
        SpeclintError: The page is not what rules/ prescribes; the message names the file.
    """
    from speclint.rules import page  # a run reads the index and no page

    return page.read_page(path, relative)


def read_pages(folder: Path) -> list[Page]:
    """Read every page under a folder, in code order.

    Raises:
        SpeclintError: A page is not what rules/ prescribes, or two pages share a code or a name.
    """
    from speclint.rules import page  # a run reads the index and no page

    return page.read_pages(folder)


def read_own_pages(folder: Path, shown: str, types: Collection[str]) -> list[Page]:
    """Read the rule pages of a repository, in code order.

    Args:
        folder: The folder of pages.
        shown: What to call the folder in messages, and in `Rule.page`.
        types: The names of the spec types there are.

    Raises:
        SpeclintError: A page is not what rules/ prescribes, two share a code or a name, or one has a code or name of
            ours, an unknown check, type or option; the message begins with the file and the line.
    """
    from speclint.rules import own  # only a repository with rules of its own has pages to read

    return own.read_own_pages(folder, shown, types)


def own_page_faults(folder: Path, shown: str, types: Collection[str]) -> dict[Path, list[str]]:
    """Say all that is wrong with the rule pages of a repository.

    Args:
        folder: The folder of pages.
        shown: What to call the folder in messages.
        types: The names of the spec types there are.

    Returns:
        For each page its faults, each with the page's name and the line.
    """
    from speclint.rules import own  # only `speclint types check` asks

    return own.page_faults(folder, shown, types)
