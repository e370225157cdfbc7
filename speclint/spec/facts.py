"""The few things about one file that checks over the whole project need: small and picklable."""

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Paragraph
from speclint.markdown.inline import code_spans, links
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.fact_values import Definition, Facts, Step, StoryFact, Target
from speclint.spec.last_update import last_update
from speclint.spec.link_targets import anchors, link_targets
from speclint.spec.wording import find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.components import Components
    from speclint.spec.habits import Habit
    from speclint.spec.inputs import Inputs
    from speclint.spec.model import Spec

_SCHEME = regex(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ANCHOR = regex(r"""<[a-z][^<>]*?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_ENDPOINT = regex(r"(get|post|put|patch|delete|head|options)\s+(/\S*)", re.IGNORECASE)
_PARAMETER = regex(r"\{[^{}/]*\}|:\w+")
_CRITERIA = regex(r"\baccept|\bcriteri|\bgiven\b.{0,300}\bwhen\b|\bAC-?\d|\[ \]", re.IGNORECASE | re.DOTALL)
_NOT_IN_SLUG = regex(r"[^\w\- ]", re.UNICODE)


def facts_of(spec: "Spec") -> Facts:
    """Gather a spec's facts.

    Args:
        spec: A spec whose type is known.

    Returns:
        Its facts.
    """
    assert spec.type is not None
    prd = _prd(spec)
    stories = (
        tuple(StoryFact(row.id, row.ref.span) for row in spec.mapping)
        if spec.type.requirement_family == "story"
        else ()
    )
    tables = list(spec.tables_by_role("stories"))
    return Facts(
        path=spec.source.path,
        type=spec.type.name,
        status=spec.status,
        title=spec.title_span,
        targets=(*link_targets(spec.document), *((prd,) if prd and prd.kind == "path" else ())),
        anchors=frozenset(anchors(spec.document)),
        prd=prd,
        stories=stories,
        stories_place=tables[-1].section.heading.span if tables else spec.title_span,
        stories_end=tables[-1].table.span.end if tables else None,
        migrations=tuple(Target(migration.path, migration.path_span, "path") for migration in spec.migrations),
        inputs=_inputs(spec),
        components=_components(spec),
        definitions=tuple(_definitions(spec)),
        steps=tuple(_steps(spec)),
        questioned=frozenset(_questioned(spec)),
        habits=_habits(spec),
        unkeyed=tuple(_unkeyed(spec)),
        updated=_updated(spec),
    )


def _updated(spec: "Spec") -> Target | None:
    found = last_update(spec)
    return Target(found[0], found[1], "date") if found else None


def _definitions(spec: "Spec") -> "Iterator[Definition]":
    for section in spec.by_role.get("new-table", ()):
        name = spec.text(section.heading.content).strip("`").casefold()
        if name.replace("_", "").replace(".", "").isalnum():
            yield Definition("table", name, section.heading.span)
    for section in spec.by_role.get("endpoint", ()):
        found = _ENDPOINT.fullmatch(spec.text(section.heading.content).strip("`"))
        if found:
            path = _PARAMETER.sub("{}", found[2].rstrip("/"))
            yield Definition("endpoint", f"{found[1].upper()} {path}", section.heading.span)


def _steps(spec: "Spec") -> "Iterator[Step]":
    for task in spec.tasks:
        if task.item is not None and task.item.checked:
            continue
        for entry in task.files:
            if entry.action in {"create", "modify", "delete"} and not spec.is_placeholder(entry.span):
                yield Step(entry.action, entry.path, entry.span)
    if "files-to-modify" in spec.by_role and spec.status != "completed":
        yield from _listed_steps(spec)


def _listed_steps(spec: "Spec") -> "Iterator[Step]":
    """Yield what a design's lists of files say, whose plan has no tasks."""
    from speclint.spec.design_plan import LISTS, planned_files  # only a design has such lists

    planned = planned_files(spec)
    for role in LISTS:
        for path, span in planned[role].items():
            if not spec.is_placeholder(span) and " " not in path:
                yield Step(role.removeprefix("files-to-"), path, span)


def _questioned(spec: "Spec") -> "Iterator[str]":
    family = spec.type.family("story") if spec.type else None
    section = spec.section("questions")
    if family is None or section is None:
        return
    for block in section.all_blocks():
        yield from (ref.id for ref in find_refs(spec.source[block.span], family, block.span.start))


def _habits(spec: "Spec") -> "tuple[Habit, ...]":
    section = spec.section("deviations")
    said = [spec.text(block.span) for block in section.blocks if isinstance(block, Paragraph)] if section else []
    if section is None or said != [section.type.statement]:
        return ()
    from speclint.spec.habits import habits_in

    return tuple(habits_in(spec.source.text).values())


def _unkeyed(spec: "Spec") -> "Iterator[tuple[str, str, Span]]":
    if not spec.by_role.get("new-table"):
        return
    for table in spec.data_model.tables:
        if table.waiting or not table.columns:
            continue
        cells = [spec.source[one.constraints].upper() for one in table.columns if one.constraints]
        if not any("PK" in cell or "PRIMARY" in cell for cell in cells) and table.name not in _keyed_in_ddl(spec):
            yield table.written, "primary key", table.span
        if not any(column.name.startswith(("created", "inserted")) for column in table.columns):
            yield table.written, "created_at", table.span


def _keyed_in_ddl(spec: "Spec") -> set[str]:
    """Return the tables whose CREATE TABLE states a primary key."""
    text = " ".join(migration.text for migration in spec.migrations).upper()
    found = set()
    for part in text.split("CREATE TABLE")[1:]:
        body = part.partition(";")[0]
        if "PRIMARY KEY" in body:
            name = body.partition("(")[0].replace("IF NOT EXISTS", "").strip(' "').casefold()
            found.add(name.rpartition(".")[2])
    return found


def _inputs(spec: "Spec") -> "Inputs | None":
    if not (spec.by_role.get("existing-system") or spec.by_role.get("open-questions")):
        return None
    from speclint.spec.inputs import read_inputs  # most types have none

    return read_inputs(spec)


def _components(spec: "Spec") -> "Components | None":
    if spec.section("shadcn-install") is None and spec.section("frontend-new") is None:
        return None
    from speclint.spec.components import read_components  # most types have none

    return read_components(spec)


def _prd(spec: "Spec") -> Target | None:
    field = spec.metadata.get("prd")
    if field is None or not field.value or spec.is_placeholder(field.span):
        return None
    linked = links(spec.source, field.span)
    if linked:
        return Target(linked[0].target, linked[0].destination, "link")
    codes = code_spans(spec.source, field.span)
    span = codes[0].content if codes else field.span
    words = spec.source[span].split()
    if not words or "." not in words[0].rsplit("/", 1)[-1]:
        return None
    return Target(words[0].lstrip("/").rstrip(",;"), Span(span.start, span.start + len(words[0])), "path")
