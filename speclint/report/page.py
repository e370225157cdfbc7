"""A rule's page as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.resources import data_folder

if TYPE_CHECKING:
    from speclint.rules import Rule


def page_text(rule: Rule) -> str:
    """Return the page's Markdown without its front matter; "" for a rule whose page is not there."""
    if rule.text:
        return rule.text
    path = data_folder("rules") / rule.page
    if not rule.page or not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        _, _, text = text[4:].partition("\n---\n")
    return text.lstrip("\n")
