"""What stands in a section of a template: labels, tables, lists, code, and what it tells its author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.markdown.blocks import Fence, HtmlBlock, IndentedCode, List, Paragraph, Quote, Table
from speclint.markdown.inline import Strong, plain_text, scan
from speclint.markdown.labels import labels
from speclint.scaffold.infer.hints import (
    allows_nothing,
    escaped,
    has_slot,
    is_id,
    is_slot,
    says_choose,
    without_mark,
)
from speclint.scaffold.infer.tables import field_data, first_item, list_kind, table_data
from speclint.scaffold.infer.template import comment_text, instruction_kind
from speclint.scaffold.infer.texts import as_prompt, is_sample, is_topic, table_of, text_lines
from speclint.spec.item_lines import text_start
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Block
    from speclint.markdown.labels import Label
    from speclint.scaffold.infer.template import Template
    from speclint.source import Source

_LONGEST_LEAD = 60
_LEAST_WORDS = 4
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_COUNTED_SAMPLE = re.compile(r"([^\W\d_][\w /-]{0,30}) [1-9]:?")
_LANGUAGES = frozenset({"", "text", "txt", "plain", "plaintext", "markdown", "md", "console"})


class Body:
    """A section's parts as its type names them, and what its template says to the author.

    Attributes:
        data: `prompt`, `fields`, `tables`, `code`, `diagrams`, `list`, `topics`, `samples`… of a section.
        guidance: Regular expressions of instructions that stand as visible text.
        placeholders: Regular expressions of sample text that no bracket shows.
        outside: How many labels have their colon outside the bold type, less those that have it inside.
    """

    def __init__(self, template: Template, blocks: Sequence[Block]) -> None:
        self._template = template
        self._source: Source = template.source
        self._order: list[str] = []
        self._prompts: list[str] = []
        self._told: list[str] = []
        self.data: dict[str, Any] = {}
        self.guidance: list[str] = []
        self.placeholders: list[str] = []
        self.outside = 0
        self._read(blocks)
        self._finish()

    @property
    def instructions(self) -> list[str]:
        """All that the template tells its author here."""
        return self._told

    def _read(self, blocks: Sequence[Block]) -> None:
        fields, owned = self._fields(blocks)
        for index, block in enumerate(blocks):
            for label, below in fields.get(index, ()):
                self._add_field(label, below)
            if index in owned or (index in fields and not isinstance(block, Paragraph)):
                continue
            if index in fields and isinstance(block, Paragraph):
                self._add_lead(block, fields[index][0][0])
            elif isinstance(block, Table):
                self._add_table(block)
            elif isinstance(block, Fence):
                self._add_fence(block)
            elif isinstance(block, List):
                self._add_list(block)
            elif isinstance(block, Paragraph | Quote | HtmlBlock | IndentedCode):
                self._add_text(block)

    def _fields(self, blocks: Sequence[Block]) -> tuple[dict[int, list[tuple[Label, list[Block]]]], set[int]]:
        """Return the labels by the block that holds them, and the blocks that belong to a label above."""
        found = [label for label in labels(self._source, blocks) if label.style == "strong" and not is_id(label.name)]
        outer = [label for label in found if label.item is None]
        owned: set[int] = set()
        fields: dict[int, list[tuple[Label, list[Block]]]] = {}
        for place, label in enumerate(outer):
            later = outer[place + 1].owner if place + 1 < len(outer) else len(blocks)
            below: list[Block] = []
            if label.value.end == label.value.start:
                for index in range(label.owner + 1, later):
                    if isinstance(blocks[index], List | Table | Fence):
                        below.append(blocks[index])
                        owned.add(index)
                        break
                    if not isinstance(blocks[index], HtmlBlock):
                        break
            fields.setdefault(label.owner, []).append((label, below))
        for index, block in enumerate(blocks):
            own = [label for label in found if label.item is not None and label.owner == index]
            if index in owned or not isinstance(block, List) or not len(own) >= len(block.items):
                continue
            if list_kind(block) == "bullets" and not all(has_slot(label.name) for label in own):
                fields[index] = [(label, []) for label in own]
                self.data["bulleted"] = True
        return fields, owned

    def _add_field(self, label: Label, below: Sequence[Block]) -> None:
        found = self.data.setdefault("fields", [])
        taken = {field.get("key") or slug(field["label"]) for field in found}
        field = field_data(self._source, label, below, taken)
        found.append(field)
        self._order.append(f"field:{field.get('key') or slug(field['label'])}")
        self.outside += -1 if label.colon_inside else 1

    def _add_lead(self, block: Paragraph, first: Label) -> None:
        """Take what stands before the first label of a paragraph for an instruction."""
        before = self._source.text[block.span.start : first.span.start].strip()
        if before:
            self._tell(before)

    def _add_table(self, block: Table) -> None:
        found = self.data.setdefault("tables", [])
        key = f"table-{len(found) + 1}" if found else ""
        found.append(table_data(self._source, block, key))
        self._order.append(f"table:{key or 'table'}")

    def _add_fence(self, block: Fence) -> None:
        text = block.text(self._source).rstrip()
        samples = self.data.get("samples", {})
        if block.language == "mermaid":
            words = text.split()
            if words and "diagram" not in samples:
                self.data["diagrams"] = {"kinds": [words[0].rstrip(";")]}
                self.data["samples"] = {**samples, "diagram": text}
                self._order.append("diagram")
            return
        part = f"code:{block.language}"
        if block.language in _LANGUAGES or part in samples or not re.fullmatch(r"[\w+#.-]+", block.language):
            mark = "~~~" if "```" in text else "```"
            self._prompt("\n".join([f"{mark}{block.language}", *([text] if text else []), mark]), "fence")
            return
        self.data.setdefault("code", []).append(block.language)
        self.data["samples"] = {**samples, part: text or f"[{block.language}]"}
        self._order.append(part)

    def _add_list(self, block: List) -> None:
        kind = list_kind(block)
        texts = [plain_text(self._source, text_start(item)).strip() for item in block.items]
        sample = self._template.unlinked(first_item(self._source, block)).replace("\\[", "[").replace("\\]", "]")
        self._add_samples(texts)
        if "list" in self.data or "topics" in self.data:
            self._tell(self._source[block.span])
        elif (columns := table_of(texts[0])) and "tables" not in self.data:
            self.data["tables"] = [{"columns": [{"name": name} for name in columns], "exact": False}]
            self._order.append("table:table")
            self._add_topics(texts[1:])
        elif any(map(says_choose, self._told)):
            return  # What is left of it is for the author to choose, and so is its form.
        elif kind == "checkboxes" or any(map(is_sample, texts)):
            self._set_list(kind, sample)
        elif kind == "bullets" and all(self._is_bold(item) for item in block.items):
            self._set_list("named", sample)
        elif kind == "bullets" and len(texts) > 1 and all(map(is_topic, texts)) and not self._links(block):
            self._add_topics(texts)
        elif any(_COUNTED_SAMPLE.fullmatch(text) for text in texts):
            self._set_list(kind, sample)
        else:
            self._tell(self._source[block.span])

    def _set_list(self, kind: str, sample: str) -> None:
        self.data["list"] = kind
        self.data["samples"] = {**self.data.get("samples", {}), "list": sample}
        self._order.append("list")

    def _add_topics(self, texts: Sequence[str]) -> None:
        self.data["#topics"] = "guess: each item of the template's list is spoken of"
        keys: set[str] = set()
        topics = []
        for text in texts:
            name, mark = without_mark(text)
            label = _PARENTHESIS.sub("", name).strip() or name
            if slug(label) and slug(label) not in keys:
                keys.add(slug(label))
                topics.append({"label": label, **({"required": False} if mark else {}), "severity": "info"})
        if topics:
            self.data["topics"] = topics
            self._order.append("topics")
        else:
            del self.data["#topics"]

    def _add_samples(self, texts: Sequence[str]) -> None:
        """Remember sample items such as `Goal 1`, which an author replaces."""
        for text in texts:
            if (found := _COUNTED_SAMPLE.fullmatch(text)) and not has_slot(text):
                pattern = f"^{escaped(found[1])} [1-9]:?$"
                if pattern not in self.placeholders:
                    self.placeholders.append(pattern)

    def _is_bold(self, item: Any) -> bool:
        text = text_start(item)
        return any(isinstance(one, Strong) and one.span.start == text.start for one in scan(self._source, text))

    def _links(self, block: List) -> bool:
        return "](" in self._source[block.span]

    def _add_text(self, block: Block) -> None:
        kind = instruction_kind(self._source, block)
        if kind == "comment":
            text = comment_text(self._source, block)
            if text and not text.startswith(("toc", "/toc", "speclint:")):
                self._tell(text)
            return
        if isinstance(block, HtmlBlock):
            return
        text = self._source[block.span]
        visible = [plain_text(self._source, line).strip() for line in text_lines(block)]
        if kind in {"italic", "quote"} or (kind == "prose" and self._template.prose):
            self._guide(visible)
        self._tell(text)

    def _guide(self, lines: Sequence[str]) -> None:
        """Remember the beginning of an instruction that stands as text, so that a left one is found."""
        text = next((line for line in lines if line), "")
        words = text[:_LONGEST_LEAD].rsplit(" ", 1)[0] if len(text) > _LONGEST_LEAD else text
        if len(words.split()) >= _LEAST_WORDS and not is_slot(text):
            end = "$" if words == text else ""
            self.guidance.append(f"^{escaped(words)}{end}")

    def _tell(self, text: str) -> None:
        self._told.append(text)
        self._prompt(as_prompt(text), "prompt")

    def _prompt(self, text: str, kind: str) -> None:
        if text and (kind == "fence" or "prompt" not in self._order or not self._prompts):
            self._prompts.append(text)
        if text and "prompt" not in self._order:
            self._order.append("prompt")

    def _finish(self) -> None:
        data = self.data
        if self._prompts:
            data["prompt"] = "\n\n".join(self._prompts)
        if any(map(allows_nothing, self._told)):
            data["none"] = True
        if data.get("bulleted") and any("table" in field or "content" in field for field in data["fields"]):
            del data["bulleted"]

    def layout(self, *, nested: bool) -> list[str]:
        """Return the order of the parts where it is not the natural one, else nothing.

        Args:
            nested: Whether sections stand in the section.
        """
        from speclint.spec.type_resolution import parts_of

        natural = parts_of({**self.data, "fields": self._keyed("fields"), "tables": self._keyed("tables")})
        order = [part for part in dict.fromkeys(self._order) if part in natural]
        order += [part for part in natural if part not in order]
        if order == natural:
            return []
        return [*order, *(["sections"] if nested else [])]

    def _keyed(self, part: str) -> list[dict[str, Any]]:
        return [
            {"key": one.get("key") or (slug(one["label"]) if "label" in one else "table")}
            for one in self.data.get(part, ())
        ]
