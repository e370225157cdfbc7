"""What a type prescribes for what a spec says of itself before its first section."""

from collections.abc import Mapping
from typing import Any

from speclint.records import NamedTuple

NOTHING: Mapping[str, Any] = {}


class FrontMatterType(NamedTuple):
    """What stands in the YAML front matter of a type whose metadata stands elsewhere.

    Args:
        schema: A JSON Schema of its keys; the order of its properties is the template's order.
        prompts: What a scaffold writes for each key.
        fill: Keys that a scaffold fills in, with what: `author`, `date` or `title`.
        formats: What a key's value is: `date`, `semver`…
        severity: How bad a key's absence or fault is, where that is not what the rule says.
    """

    schema: Mapping[str, Any]
    prompts: Mapping[str, str] = NOTHING
    fill: Mapping[str, str] = NOTHING
    formats: Mapping[str, str] = NOTHING
    severity: Mapping[str, str] = NOTHING

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the template's order."""
        return tuple(self.schema.get("properties", {}))


class MetadataType(NamedTuple):
    """What a spec says of itself before its first section.

    Args:
        placement: `paragraph` (bold labels under the title), `list` (items that begin with a label), `table`,
            `front-matter`, or `none`.
        schema: A JSON Schema of the labels and their values; the order of its properties is the template's order.
        prompts: What a scaffold writes for each label.
        status: The label that holds the status, or "".
        columns: The header of a metadata table.
        fill: Labels that a scaffold fills in, with what: `author`, `date`, `issue` or `prd`.
        aliases: Other words for a label that are as good.
        accepted: Values of a label that are as good as those of its enum.
        formats: What a label's value is: `date`, `dates` (one or two, created and updated), `issue`…
        severity: How bad a label's absence is, where that is not what the rule says.
        front_matter: What stands in the YAML front matter besides, or None.
    """

    placement: str = "none"
    schema: Mapping[str, Any] = NOTHING
    prompts: Mapping[str, str] = NOTHING
    status: str = ""
    columns: tuple[str, ...] = ()
    fill: Mapping[str, str] = NOTHING
    aliases: Mapping[str, tuple[str, ...]] = NOTHING
    accepted: Mapping[str, tuple[str, ...]] = NOTHING
    formats: Mapping[str, str] = NOTHING
    severity: Mapping[str, str] = NOTHING
    front_matter: FrontMatterType | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the template's order."""
        return tuple(self.schema.get("properties", {}))
