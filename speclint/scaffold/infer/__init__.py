"""A spec type inferred from any Markdown template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.scaffold.infer.header import metadata, title_data
from speclint.scaffold.infer.hints import escaped
from speclint.scaffold.infer.template import read_template
from speclint.scaffold.infer.tree import Tree
from speclint.scaffold.infer.writing import without_notes, yaml_text

if TYPE_CHECKING:
    from speclint.scaffold.infer.template import Template
    from speclint.source import Source

__all__ = ["infer", "without_notes"]

_SCHEMA = "https://raw.githubusercontent.com/OWNER/speclint/main/schemas/spec-type.schema.json"


def infer(source: Source, name: str) -> str:
    """Write a spec type that describes a template.

    Args:
        source: The template.
        name: What to call the type.

    Returns:
        The type as YAML, with a comment where a guess was made.

    Raises:
        SpeclintError: The template has no sections.
    """
    from speclint.errors import SpeclintError
    from speclint.spec.type_files import hold_type

    template = read_template(source)
    data = type_data(template, name)
    if not data["sections"]:
        raise SpeclintError(f"{source.path} has no sections", "name a template with headings")
    text = f"# yaml-language-server: $schema={_SCHEMA}\n{yaml_text(data)}"
    hold_type(text, name)
    return text


def type_data(template: Template, name: str) -> dict[str, Any]:
    """Describe a template as a type's file does, comments included."""
    tree = Tree(template)
    title = title_data(template)
    labels = metadata(template)
    data: dict[str, Any] = {"name": name, "summary": f"A document made from {template.source.path}.", **title}
    if tree.numbering:
        data["numbering"] = tree.numbering
    if tree.outside:
        data["colon"] = "outside"
    if not template.bracketed:
        data["free"] = True
        data["#free"] = "guess: the template's brackets are few, so a document's mostly mean something else"
    if labels:
        data["metadata"] = labels
    data["sections"] = tree.sections
    samples = [*tree.placeholders, *map(escaped, template.angles)]
    if samples:
        data["placeholders"] = list(dict.fromkeys(samples))
    if tree.guidance:
        data["guidance"] = list(dict.fromkeys(tree.guidance))
        data["#guidance"] = "the template's own instructions, which a document does not keep"
    if template.about:
        data["forbidden"] = [
            {"heading": escaped(one), "advice": "delete it; it instructs the author"} for one in template.about
        ]
        data["#forbidden"] = "guess: sections that speak of the template itself"
    return data
