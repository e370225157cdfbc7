"""What no machine decides about a spec, as a checklist for its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclint.spec.spectype import SpecType


def checklist(kind: SpecType, name: str = "") -> str:
    """Write the checklist of a type.

    Args:
        kind: The spec's type.
        name: What to call the spec, its path as a rule; "" for none.

    Returns:
        Markdown with line feeds: a heading, and a task list item for each thing that is left to the reviewer.
    """
    items = [f"- [ ] {sentence}" for sentence in kind.review]
    if not items:
        items = ["Its type leaves nothing to the reviewer."]
    shown = f" `{name}`" if name else ""
    lead = f"What `speclint check` cannot decide about a spec of the type `{kind.name}`:"
    return "\n".join([f"## Review of{shown or ' the spec'}", "", lead, "", *items]) + "\n"
