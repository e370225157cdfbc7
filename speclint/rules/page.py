"""Rule pages: front matter that defines a rule, text that explains it, examples that test it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclint import json_schema, yaml12
from speclint.errors import SpeclintError
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.resources import data_folder
from speclint.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_QUOTED = regex(r"'([^']+)'")
_FENCE = regex(r"(?P<run>`{3,}|~{3,})(?P<info>.*)")
_MAIN = "tech-specs/example.md"
_SECTIONS = ("Bad", "Good", "Fixed")


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One fence of an example.

    Args:
        path: Where the file stands below the root of the example.
        language: The first word of the info string.
        text: The lines of the fence, each with its line feed.
        line: The 1-based line of the page on which the text begins.
    """

    path: str
    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A fragment, with the further files it speaks of.

    Args:
        files: The fragment first.
        spec_type: The type it is read as, or None.
        finds: The 1-based lines of the fragment at which the rule reports, in order.
        status: The status that is assumed, or None.
        changed: The day on which git says that it was last changed, or None.
    """

    files: tuple[ExampleFile, ...]
    spec_type: str | None
    finds: tuple[int, ...]
    status: str | None
    changed: str | None = None

    @property
    def main(self) -> ExampleFile:
        """The fragment itself."""
        return self.files[0]


class Page(NamedTuple):
    """A rule page.

    Args:
        rule: What the front matter says.
        text: The whole body.
        why: What stands between the title and the first example.
        bad: Fragments at fault.
        good: Fragments without fault.
        fixed: What the fix makes of each bad fragment, in the same order.
    """

    rule: Rule
    text: str
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    fixed: tuple[Example, ...]


def read_page(path: Path, relative: str = "") -> Page:
    """Read one page; see `speclint.rules.read_page`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpeclintError(f"the rule page {path.name} cannot be read") from error
    return parse_page(text, relative or path.name)


def read_pages(folder: Path) -> list[Page]:
    """Read every page under a folder; see `speclint.rules.read_pages`."""
    return pages_under(folder, "SL*.md", "")


def pages_under(folder: Path, glob: str, prefix: str) -> list[Page]:
    """Read the pages under a folder that a glob names, in code order; `prefix` leads to the folder."""
    found = sorted((prefix + path.relative_to(folder).as_posix(), path) for path in folder.rglob(glob))
    pages = sorted((read_page(path, relative) for relative, path in found), key=lambda page: page.rule.code)
    seen: dict[str, str] = {}
    for page in pages:
        for key in (page.rule.code, page.rule.name):
            if key in seen:
                raise SpeclintError(f"two rule pages define {key}: {seen[key]} and {page.rule.page}")
            seen[key] = page.rule.page
    return pages


def parse_page(text: str, relative: str) -> Page:
    """Take a page's text apart.

    Args:
        text: The page.
        relative: Its path below rules/.

    Returns:
        The page.

    Raises:
        SpeclintError: The front matter, the title or an example is not what rules/ prescribes.
    """
    lines = text.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise SpeclintError(f"{relative}:1: the rule page has no front matter")
    end = lines.index("---", 1)
    rule = _rule(_front_matter("\n".join(lines[1:end]), relative), relative)
    title = f"# {rule.code} {rule.name}"
    start = next((index for index in range(end + 1, len(lines)) if lines[index].strip()), end)
    if lines[start] != title:
        raise SpeclintError(f"{relative}:{start + 1}: the page's first heading is not `{title}`")
    if not rule.page.rpartition("/")[2] == f"{rule.code}-{rule.name}.md":
        raise SpeclintError(f"{relative}: the page's file name is not {rule.code}-{rule.name}.md")
    parts = _parts(lines, start + 1)
    why = "\n".join(line for _, line in parts[""]).strip()
    examples = {name: tuple(_examples(parts.get(name, []), relative)) for name in _SECTIONS}
    body = "\n".join(lines[end + 1 :]).strip() + "\n"
    return Page(rule, body, why, examples["Bad"], examples["Good"], examples["Fixed"])


def _front_matter(text: str, relative: str) -> dict[str, Any]:
    data, faults = _read_front(text, relative)
    if faults:
        raise SpeclintError(faults[0])
    return dict(data)


def _read_front(text: str, relative: str) -> tuple[Any, list[str]]:
    """Return what a page's front matter holds, and what is wrong with it, each with its line."""
    try:
        data = yaml12.load(text)
    except yaml12.YamlError as error:
        return None, [f"{relative}:{error.line + 1}: the front matter is not YAML: {error.message}"]
    schema = json.loads((data_folder("schemas") / "rule.schema.json").read_text("utf-8"))
    faults: list[tuple[int, str]] = []
    for violation in json_schema.violations(data, schema):
        extra = _QUOTED.findall(violation.message) if violation.keyword == "additionalProperties" else [""]
        for key in extra:
            line = yaml12.line_of(text, (*violation.where, key) if key else violation.where) + 1
            place = ".".join(map(str, violation.where)) or "front matter"
            message = (
                f"{key!r} is not known here{_meant(key, schema.get('properties', ()))}"
                if key
                else _said(violation, schema)
            )
            faults.append((line, f"{relative}:{line}: {place}: {message}"))
    return data, [fault for _, fault in sorted(faults)]


def _said(violation: json_schema.Violation, schema: Mapping[str, Any]) -> str:
    """Say a violation in words; of a word that is none of those that may stand there, say which those are."""
    choices = violation.schema if violation.keyword == "enum" else []
    if violation.keyword in {"anyOf", "oneOf"} and isinstance(violation.value, str):
        branches = [schema["$defs"].get(one.get("$ref", "").rpartition("/")[2], one) for one in violation.schema]
        choices = [word for branch in branches for word in branch.get("enum", ())]
    if not choices and violation.keyword in {"anyOf", "oneOf"} and isinstance(violation.value, dict):
        return _said_of_map(violation, schema)
    if not choices:
        return violation.message
    return f"{violation.value!r} is none of {', '.join(map(str, choices))}{_meant(str(violation.value), choices)}"


def _said_of_map(violation: json_schema.Violation, schema: Mapping[str, Any]) -> str:
    """Say what is wrong with a map where a word or a map may stand: the map's own first violation."""
    branch: dict[str, Any] = next((one for one in violation.schema if one.get("type") == "object"), {})
    inner = json_schema.violations(violation.value, {**branch, "$defs": schema["$defs"]})
    if not inner:
        return violation.message
    place = ".".join(map(str, inner[0].where))
    return f"{place}: {_said(inner[0], schema)}" if place else _said(inner[0], schema)


def _meant(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only for a slip

    near = get_close_matches(word, sorted(map(str, known)), 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def front_matter_faults(path: Path, relative: str) -> list[str]:
    """Return what is wrong with a page's front matter, each with its line; nothing where another fault comes first."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
    if lines[0] != "---" or "---" not in lines[1:]:
        return []
    return _read_front("\n".join(lines[1 : lines.index("---", 1)]), relative)[1]


def _rule(data: Mapping[str, Any], relative: str) -> Rule:
    fields = {**data, "page": relative}
    if isinstance(data["severity"], str):
        fields["severity"] = {"default": data["severity"]}
    if not data.get("check"):
        fields.setdefault("scope", "engine")
    return Rule.from_data(fields)


def _parts(lines: list[str], start: int) -> dict[str, list[tuple[int, str]]]:
    """Return the numbered lines below each `## ` heading; "" is what precedes the first."""
    parts: dict[str, list[tuple[int, str]]] = {"": []}
    name, closing = "", ""
    for index in range(start, len(lines)):
        line = lines[index]
        if closing:
            closing = "" if _closes(line, closing) else closing
        elif fence := _FENCE.match(line):
            closing = fence["run"]
        elif line.startswith("## "):
            name = line[3:].strip()
            parts[name] = []
            continue
        parts[name].append((index + 1, line))
    return parts


def _closes(line: str, run: str) -> bool:
    bare = line.rstrip()
    return len(bare) >= len(run) and bare == run[0] * len(bare)


def _examples(lines: list[tuple[int, str]], relative: str) -> Iterator[Example]:
    """Yield the examples of one section; a fence with `file=` belongs to the one before it."""
    files: list[ExampleFile] = []
    options: dict[str, str] = {}
    for number, language, given, text in _fences(lines, relative):
        if "file" in given:
            if not files:
                raise SpeclintError(f"{relative}:{number}: a fence with `file=` has no example before it")
            files.append(ExampleFile(given["file"], language, text, number + 1))
            continue
        if files:
            yield _example(files, options, relative)
        options = given
        files = [ExampleFile(given.get("path", _MAIN), language, text, number + 1)]
    if files:
        yield _example(files, options, relative)


def _fences(lines: list[tuple[int, str]], relative: str) -> Iterator[tuple[int, str, dict[str, str], str]]:
    rest = iter(lines)
    for number, line in rest:
        fence = _FENCE.match(line)
        if fence is None:
            continue
        language, *words = fence["info"].split() or [""]
        options = dict(word.partition("=")[::2] for word in words)
        unknown = options.keys() - {"type", "finds", "status", "file", "path", "changed"}
        if unknown:
            raise SpeclintError(f"{relative}:{number}: unknown fence option `{min(unknown)}`")
        content: list[str] = []
        for _, inner in rest:
            if _closes(inner, fence["run"]):
                break
            content.append(inner + "\n")
        else:
            raise SpeclintError(f"{relative}:{number}: the fence is not closed")
        yield number, language, options, "".join(content)


def _example(files: list[ExampleFile], options: Mapping[str, str], relative: str) -> Example:
    finds = options.get("finds", "")
    if finds and not all(word.isdigit() for word in finds.split(",")):
        raise SpeclintError(f"{relative}:{files[0].line - 1}: `finds=` names no line numbers")
    numbers = tuple(sorted({int(word) for word in finds.split(",")})) if finds else ()
    return Example(tuple(files), options.get("type"), numbers, options.get("status"), options.get("changed"))
