"""What a template says before its first section: its title's form, its labels, its front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint import yaml12
from speclint.markdown.blocks import List, Paragraph, Table
from speclint.markdown.inline import plain_text
from speclint.markdown.labels import labels
from speclint.regex import regex
from speclint.scaffold.infer.hints import (
    before_slot,
    bracketed,
    choices_in,
    has_slot,
    is_date,
    is_slot,
    without_mark,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.markdown.labels import Label
    from speclint.scaffold.infer.template import Template
    from speclint.source import Source

_FILL = (
    (regex(r"(?i)^(?:lead )?authors?(?:\(s\))?$|^tech lead$|^written by$"), "author"),
    (
        regex(
            r"(?i)^(?:start |creation )?date$|^created(?: (?:on|at|date))?$|^(?:created / )?last[ _]updated$|^updated$"
        ),
        "date",
    ),
    (regex(r"(?i)^(?:original )?issue$"), "issue"),
)
_STATUS = regex(r"(?i)^status$")
_COMMENT = regex(r"\s+#\s*(.+)$")
_NOTE = regex(r"\([^()]*\)")
_LEAST = 2


def title_data(template: Template) -> dict[str, Any]:
    """Tell the form of a title: what every title begins with, and what an empty spec shows after it."""
    if template.title is None:
        return {"title": "", "title_prompt": "", "#title": "the template has no title"}
    text = template.text(template.title)
    lead, colon, rest = text.partition(":")
    if colon and not has_slot(lead):
        return {"title": f"{lead}:", "title_prompt": bracketed(rest.strip()) or "[title]"}
    before = before_slot(text)
    if has_slot(text) and before and not re.search(r"(?i)\btemplate\b", text):
        return {"title": before, "title_prompt": bracketed(text[text.find(before) + len(before) :].strip())}
    prompt = "[title]" if re.search(r"(?i)\btemplate\b", text) or not has_slot(text) else bracketed(text)
    return {"title": "", "title_free": True, "#title_free": "guess: any title is as good", "title_prompt": prompt}


def metadata(template: Template) -> dict[str, Any]:
    """Read the labels before the first section and the front matter."""
    data: dict[str, Any] = {}
    for place in (_in_paragraphs, _in_table, _in_list):
        pairs, extra = place(template)
        if pairs:
            data = {**extra, **_labels(pairs)}
            break
    front = _front_matter(template)
    if front:
        data = {**(data or {"placement": "none"}), "front_matter": front}
    return data


def _in_paragraphs(template: Template) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    source = template.source
    found: list[Label] = []
    for block in template.preamble:
        if isinstance(block, Paragraph):
            strong = [one for one in labels(source, [block]) if one.style == "strong"]
            plain = labels(source, [block], plain=True)
            found += strong or (plain if len(plain) >= max(_LEAST, len(block.line_spans)) else ())
    return [(_name(source, one), source[one.value]) for one in found], {"placement": "paragraph"}


def _name(source: Source, label: Label) -> str:
    """Return a label's words with the mark in parentheses that makes it optional."""
    head = source.text[label.name_span.end : label.value.start]
    found = _NOTE.search(head)
    return f"{label.name} {found.group()}" if found and without_mark(f"x {found.group()}")[1] else label.name


def _in_list(template: Template) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    source = template.source
    for block in template.preamble:
        if isinstance(block, List) and not any(item.checkbox for item in block.items):
            found = [one for one in labels(source, [block], plain=True) if one.item is not None]
            if len(found) == len(block.items) >= _LEAST:
                return [(_name(source, one), source[one.value]) for one in found], {"placement": "list"}
    return [], {}


def _in_table(template: Template) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    source = template.source
    table = next((block for block in template.preamble if isinstance(block, Table)), None)
    if table is None or len(table.header.cells) != _LEAST:
        return [], {}
    header = [plain_text(source, cell.span).strip() for cell in table.header.cells]
    pairs = [
        (plain_text(source, row.cells[0].span).strip(), source[row.cells[1].span] if len(row.cells) > 1 else "")
        for row in table.rows
        if row.cells
    ]
    return [(name, value) for name, value in pairs if name], {"placement": "table", "columns": header}


def _labels(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    prompts: dict[str, str] = {}
    data: dict[str, Any] = {}
    required: list[str] = []
    for given, raw in pairs:
        name, mark = without_mark(given)
        value = raw.replace("\\[", "[").replace("\\]", "]").strip()
        choices = choices_in(value)
        properties[name] = {"type": "string", "minLength": 1}
        if choices:
            properties[name] = {"type": "string", "enum": list(choices)}
            prompts[name] = choices[0]
        elif is_date(name, value):
            two = re.search(r"(?i)created.*updated", name)
            data.setdefault("formats", {})[name] = "dates" if two else "date"
            prompts[name] = "[date as YYYY-MM-DD]"
        elif value:
            prompts[name] = value if is_slot(value) and value.startswith("[") else _value_prompt(name, value)
        if _STATUS.search(name):
            data["status"] = name
        for pattern, what in _FILL:
            if pattern.search(name) and not choices:
                data.setdefault("fill", {})[name] = what
        if not mark and not re.search(
            r"(?i)\b(?:omit|optional|if (?:any|applicable)|leave (?:this )?(?:out|blank|empty))\b", value
        ):
            required.append(name)
    schema = {"type": "object", "properties": properties, "required": required}
    return {**data, "schema": schema, "prompts": prompts}


def _value_prompt(name: str, value: str) -> str:
    """Return a prompt for a value of which the template shows an example."""
    plain = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", value).strip("()<>{}`*_ ").replace("`", "")
    return (
        bracketed(f"[{plain.replace('[', '(').replace(']', ')')}]")
        if has_slot(value) or " " in plain
        else f"[{name.casefold()}]"
    )


def _front_matter(template: Template) -> dict[str, Any]:
    """Read the keys of the front matter with what their values tell: choices, a day, a list."""
    matter = template.document.front_matter
    if matter is None:
        return {}
    text = template.source[matter.content]
    try:
        data = yaml12.load(text)
    except yaml12.YamlError:
        return {}
    if not isinstance(data, dict):
        return {}
    remarks = _remarks(text)
    properties: dict[str, Any] = {}
    found: dict[str, Any] = {}
    prompts: dict[str, str] = {}
    for key, value in data.items():
        name, remark = str(key), remarks.get(str(key), "")
        properties[name] = _value_schema(name, value, remark)
        if properties[name].get("pattern"):
            found.setdefault("formats", {})[name] = "date"
            found.setdefault("fill", {})[name] = "date"
            prompts[name] = "[date as YYYY-MM-DD]"
        elif name == "title":
            found.setdefault("fill", {})[name] = "title"
        elif re.fullmatch(r"(?i)authors?", name) and properties[name]["type"] == "string":
            found.setdefault("fill", {})[name] = "author"
        if name not in prompts and isinstance(value, str) and has_slot(value):
            prompts[name] = value if value.startswith("[") else bracketed(f"[{value.strip('<>{} ')}]")
        elif "enum" in properties[name]:
            prompts[name] = properties[name]["enum"][0]
    optional = [str(key) for key in data if re.search(r"(?i)\boptional\b|\bif any\b", remarks.get(str(key), ""))]
    schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }
    return {**found, "schema": schema, **({"prompts": prompts} if prompts else {})}


def _remarks(text: str) -> Mapping[str, str]:
    """Return what a comment behind each key's line says."""
    found = {}
    for line in text.split("\n"):
        key, colon, rest = line.partition(":")
        if colon and key.strip() == key and (remark := _COMMENT.search(f" {rest}")):
            found[key] = remark[1].strip()
    return found


def _value_schema(name: str, value: Any, remark: str) -> dict[str, Any]:
    if isinstance(value, list) and not (len(value) == 1 and choices_in(str(value[0]))):
        # `[name]` is a prompt to the eye and a list to YAML.
        return {"type": "array", "items": {"type": "string"}}
    text = str(value[0]) if isinstance(value, list) else str(value)
    for given in (text, remark):
        if choices := choices_in(given):
            return {"type": "string", "enum": list(choices)}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int):
        return {"type": ["integer", "string"]}
    if is_date(name, text) or is_date("", remark):
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    return {"type": "string", "minLength": 1} if isinstance(value, str) else {}
