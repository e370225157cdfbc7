"""The few things about one file that checks over the whole project need: small and picklable."""

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading, HtmlBlock, LinkDefinition, List, ListItem, Paragraph, Table, walk
from speclint.markdown.inline import code_spans, links, plain_text, strip_code
from speclint.markdown.labels import labels
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.last_update import last_update
from speclint.spec.wording import find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block, Document
    from speclint.source import Source
    from speclint.spec.components import Components
    from speclint.spec.habits import Habit
    from speclint.spec.inputs import Inputs
    from speclint.spec.model import Spec
    from speclint.spec.spectype import IdFamily

_SCHEME = regex(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ANCHOR = regex(r"""<[a-z][^<>]*?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_ENDPOINT = regex(r"(get|post|put|patch|delete|head|options)\s+(/\S*)", re.IGNORECASE)
_PARAMETER = regex(r"\{[^{}/]*\}|:\w+")
_CRITERIA = regex(r"\baccept|\bcriteri|\bgiven\b.{0,300}\bwhen\b|\bAC-?\d|\[ \]", re.IGNORECASE | re.DOTALL)
_NOT_IN_SLUG = regex(r"[^\w\- ]", re.UNICODE)


class Target(NamedTuple):
    """Something in the file that names another file or a place.

    Args:
        text: The path and fragment as resolved from escapes.
        span: Where it is written.
        kind: `link` (resolved from the file's own folder) or `path` (resolved from the root).
    """

    text: str
    span: Span
    kind: str


class StoryFact(NamedTuple):
    """A user story where it is mapped or defined.

    Args:
        id: Its id, canonical.
        span: Where the id stands.
        title: Its title, where it is defined.
    """

    id: str
    span: Span
    title: str = ""


class Definition(NamedTuple):
    """Something that only one spec should bring in.

    Args:
        kind: `table` or `endpoint`.
        name: The table's name in lower case, or the endpoint's method and path with its parameters folded.
        span: Where it is defined.
    """

    kind: str
    name: str
    span: Span


class Step(NamedTuple):
    """A path that a task which is not done yet creates, modifies or deletes.

    Args:
        action: `create`, `modify` or `delete`.
        path: The path.
        span: Where it stands.
    """

    action: str
    path: str
    span: Span


class Facts(NamedTuple):
    """What other files may need to know of a spec.

    Args:
        path: Its path, as the run names it.
        type: Its type's name.
        status: Its status in lower case, or None.
        title: Where its title stands.
        targets: The relative links and the PRD's path.
        anchors: The fragments that a link into it may name.
        prd: The PRD's path, or None.
        stories: The stories it maps.
        stories_place: The heading over the story mapping, or the title.
        stories_end: Where a further row of the story mapping belongs, or None where there is no such table.
        migrations: The paths of its migrations.
        inputs: What it cites of what it was to be written from, where its type names such.
        components: The shadcn/ui components that it uses and installs, where its type names such.
        definitions: The tables and endpoints that it brings in.
        steps: What its open tasks do to files.
        questioned: The stories that its open questions name.
        habits: What it does throughout in one way, where it does not say that it departs from what others do.
        unkeyed: The new tables whose columns hold no primary key, or no time of creation: name, what lacks, place.
        updated: The day that it names as that of its last update, or None.
    """

    path: str
    type: str
    status: str | None
    title: Span
    targets: tuple[Target, ...]
    anchors: frozenset[str]
    prd: Target | None
    stories: tuple[StoryFact, ...]
    stories_place: Span
    stories_end: int | None
    migrations: tuple[Target, ...]
    inputs: "Inputs | None" = None
    components: "Components | None" = None
    definitions: tuple[Definition, ...] = ()
    steps: tuple[Step, ...] = ()
    questioned: frozenset[str] = frozenset()
    habits: "tuple[Habit, ...]" = ()
    unkeyed: tuple[tuple[str, str, Span], ...] = ()
    updated: Target | None = None


class PrdFacts(NamedTuple):
    """What a spec needs to know of a PRD.

    Args:
        path: Its path, as the run names it.
        stories: The stories it defines, in order.
        status: Its status as written, or None.
        bare: The ids of the stories that state no acceptance criteria.
    """

    path: str
    stories: tuple[StoryFact, ...]
    status: str | None = None
    bare: frozenset[str] = frozenset()


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


def link_targets(document: "Document") -> "Iterator[Target]":
    """Yield the relative targets of a document's links, images and link definitions."""
    source = document.source
    for block in walk(document.blocks):
        if isinstance(block, LinkDefinition):
            text = source[block.destination]
            # `[^1]: text` is a footnote on every host that reads specs.
            if text and not block.label.startswith("^") and not _SCHEME.match(text):
                yield Target(text, block.destination, "link")
            continue
        for where in _texts(block):
            for link in links(source, where):
                if link.target and not _SCHEME.match(link.target):
                    yield Target(link.target, link.destination, "link")


def _texts(block: "Block | ListItem") -> "Iterator[Span | tuple[Span, ...]]":
    if isinstance(block, Heading):
        yield block.content
    elif isinstance(block, Paragraph):
        yield block.line_spans
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield from (cell.span for cell in row.cells)


def anchors(document: "Document") -> "Iterator[str]":
    """Yield the fragments that GitHub gives to a document's headings, and those that its HTML names."""
    source = document.source
    seen: dict[str, int] = {}
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            slug = _NOT_IN_SLUG.sub("", plain_text(source, block.content).strip().lower()).replace(" ", "-")
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            yield f"{slug}-{count}" if count else slug
        elif isinstance(block, HtmlBlock | Paragraph):
            text = source[block.span]
            yield from _ANCHOR.findall(text) if "<" in text else ()


def read_prd(document: "Document", family: "IdFamily") -> PrdFacts:
    """Read the user stories that a PRD defines.

    A story is defined where its id leads a heading, a list item, a quoted line, a paragraph in bold, or a table row; an
    id elsewhere only mentions it.

    Args:
        document: The parsed PRD.
        family: What story ids look like.

    Returns:
        Its facts, each story once.
    """
    source = document.source
    found: dict[str, StoryFact] = {}
    met: set[str] = set()
    for block in walk(document.blocks):
        judged = _rows_with_criteria(source, block) if isinstance(block, Table) else frozenset()
        for where in _leading(source, block):
            ref = next(find_refs(strip_code(source, where), family, where.start), None)
            if ref is None or source.text[where.start : ref.span.start].strip("*_`[( "):
                continue
            title = plain_text(source, Span(ref.span.end, where.end)).strip(" :*_)]|\u2014\u2013-")
            if isinstance(block, Table):
                title = title.split("|")[0].strip()
            found.setdefault(ref.id, StoryFact(ref.id, ref.span, title))
            if where.end in judged:
                met.add(ref.id)
    stories = tuple(found.values())
    return PrdFacts(source.path, stories, _status(document), frozenset(_without_criteria(source, stories)) - met)


def _status(document: "Document") -> str | None:
    """Return the value of the first label Status of a PRD."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph | List)]
    for label in labels(document.source, paragraphs[:8], plain=True):
        if label.name.casefold() == "status":
            return plain_text(document.source, label.value).strip()
    return None


def _without_criteria(source: "Source", stories: tuple[StoryFact, ...]) -> "Iterator[str]":
    """Yield the stories between whose id and the next one's nothing speaks of acceptance."""
    ends = [*(story.span.start for story in stories), len(source)][1:]
    for story, end in zip(stories, ends, strict=True):
        if not _CRITERIA.search(source.text[story.span.start : end]):
            yield story.id


def _rows_with_criteria(source: "Source", table: Table) -> frozenset[int]:
    """Return where the rows end that fill a column headed as acceptance criteria."""
    columns = [number for number, cell in enumerate(table.header.cells) if _CRITERIA.search(source[cell.span])]
    return frozenset(
        row.span.end
        for row in table.rows
        for column in columns
        if column < len(row.cells) and source[row.cells[column].span].strip()
    )


def _leading(source: "Source", block: "Block | ListItem") -> "Iterator[Span]":
    if isinstance(block, Heading):
        yield block.content
    elif isinstance(block, Table):
        yield from (Span(row.cells[0].span.start, row.span.end) for row in block.rows if row.cells)
    elif isinstance(block, Paragraph):
        for line in block.line_spans:
            text = source[line]
            if text.startswith(("**", "__")):
                yield line
    elif isinstance(block, List):
        for item in block.items:
            if item.blocks and isinstance(item.blocks[0], Paragraph):
                yield Span(item.content_start, max(item.content_start, item.blocks[0].line_spans[0].end))
