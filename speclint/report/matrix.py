"""A traceability matrix as text, Markdown, CSV, JSON or a Mermaid graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.spec.matrix import TraceRow, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.engine.tracing import TracedSpec
    from speclint.source import Source

FORMATS = ("text", "markdown", "csv", "json", "mermaid")
_COLUMNS = ("requirement", "tasks", "files", "tests", "scenarios", "gap")


def render_matrices(specs: Sequence[TracedSpec], output_format: str) -> str:
    """Write matrices.

    Args:
        specs: The specs in order.
        output_format: One of `FORMATS`.

    Returns:
        The report with a final line feed; the same matrices give the same text.
    """
    return {
        "text": _text,
        "markdown": _markdown,
        "csv": _csv,
        "json": _json,
        "mermaid": _mermaid,
    }[output_format](specs)


def coverage(specs: Iterable[TracedSpec]) -> tuple[int, int, int]:
    """Return how many requirements there are, how many a task implements, and how many a test covers too."""
    matrices = [spec.matrix for spec in specs]
    return (
        sum(len(matrix.rows) for matrix in matrices),
        sum(matrix.implemented for matrix in matrices),
        sum(matrix.tested for matrix in matrices),
    )


def _summary(whole: int, implemented: int, tested: int) -> str:
    shares = [f"{percent(part, whole):.1f}%" for part in (implemented, tested)]
    return f"{implemented} of {whole} implemented ({shares[0]}), {tested} of {whole} tested ({shares[1]})"


def _text(specs: Sequence[TracedSpec]) -> str:
    lines: list[str] = []
    for spec in specs:
        lines.append(spec.path)
        for row in spec.matrix.rows:
            lines.append(f"  {row.id}  {row.title}".rstrip() + (f"  [{row.gap}]" if row.gap else ""))
            for name, values in _lists(row):
                if values:
                    lines.append(f"    {name}  {', '.join(values)}")
        if spec.matrix.orphans:
            lines.append(f"  tasks without requirement: {', '.join(spec.matrix.orphans)}")
        lines += [f"  {_summary(*coverage([spec]))}", ""]
    if len(specs) > 1:
        lines.append(f"{len(specs)} specs: {_summary(*coverage(specs))}")
    return "\n".join(lines).rstrip("\n") + "\n" * bool(lines)


def _lists(row: TraceRow) -> tuple[tuple[str, tuple[str, ...]], ...]:
    quoted = tuple(f'"{scenario}"' for scenario in row.scenarios)
    return ("tasks", row.tasks), ("files", row.files), ("tests", row.tests), ("scenarios", quoted)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _markdown(specs: Sequence[TracedSpec]) -> str:
    parts: list[str] = []
    for spec in specs:
        rows = ["| Requirement | Tasks | Files | Tests | Gap |", "|---|---|---|---|---|"]
        for row in spec.matrix.rows:
            cells = [
                f"{row.id}: {_escaped(row.title)}" if row.title else row.id,
                ", ".join(row.tasks),
                "<br>".join(f"`{_escaped(path)}`" for path in row.files),
                "<br>".join([*(f"`{_escaped(path)}`" for path in row.tests), *map(_escaped, row.scenarios)]),
                row.gap,
            ]
            rows.append(f"| {' | '.join(cells)} |")
        table = "\n".join(rows)
        parts.append(f"## {spec.path}\n\n{table}\n\n{_summary(*coverage([spec]))}.\n")
        if spec.matrix.orphans:
            parts.append(f"Tasks without requirement: {', '.join(spec.matrix.orphans)}.\n")
    return "\n".join(parts)


def _csv(specs: Sequence[TracedSpec]) -> str:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["spec", "id", *_COLUMNS])
    for spec in specs:
        for row in spec.matrix.rows:
            lists = ["; ".join(values) for _, values in _lists(row)]
            writer.writerow([spec.path, row.id, row.title, *lists, row.gap])
    return stream.getvalue()


def _json(specs: Sequence[TracedSpec]) -> str:
    import json

    data = {"version": 1, "coverage": _shares(*coverage(specs)), "specs": [_entry(spec) for spec in specs]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _shares(whole: int, implemented: int, tested: int) -> dict[str, float]:
    return {
        "requirements": whole,
        "implemented": implemented,
        "tested": tested,
        "implemented_percent": percent(implemented, whole),
        "tested_percent": percent(tested, whole),
    }


def _entry(spec: TracedSpec) -> dict[str, object]:
    return {
        "path": spec.path,
        "coverage": _shares(*coverage([spec])),
        "requirements": [_requirement(spec.source, row) for row in spec.matrix.rows],
        "orphans": list(spec.matrix.orphans),
    }


def _requirement(source: Source, row: TraceRow) -> dict[str, object]:
    place = source.position(row.span.start)
    return {
        "id": row.id,
        "title": row.title,
        "line": place.line,
        "column": place.column,
        "tasks": list(row.tasks),
        "files": list(row.files),
        "tests": list(row.tests),
        "scenarios": list(row.scenarios),
        "gap": row.gap or None,
    }


def _mermaid(specs: Sequence[TracedSpec]) -> str:
    """Draw requirements, tasks and files as a flowchart; ids of nodes are numbers, for any text may be a name."""
    graph = _Graph()
    for spec in specs:
        for row in spec.matrix.rows:
            requirement = graph.node((spec.path, row.id), f"{row.id} {row.title}".strip(), '(["', '"])')
            for name in row.tasks:
                task = graph.node((spec.path, name), name, '["', '"]')
                graph.edge(requirement, task)
            if row.gap:
                graph.mark(requirement)
        for name in spec.matrix.orphans:
            graph.mark(graph.node((spec.path, name), name, '["', '"]'))
    return graph.text()


class _Graph:
    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._lines: list[str] = []
        self._gaps: list[str] = []

    def node(self, key: tuple[str, str], label: str, opening: str, closing: str) -> str:
        if key not in self._ids:
            self._ids[key] = f"n{len(self._ids) + 1}"
            shown = label.replace("&", "&amp;").replace('"', "#quot;").replace("`", "'")
            self._lines.append(f"  {self._ids[key]}{opening}{shown}{closing}")
        return self._ids[key]

    def edge(self, source: str, target: str) -> None:
        self._lines.append(f"  {source} --> {target}")

    def mark(self, name: str) -> None:
        if name not in self._gaps:
            self._gaps.append(name)

    def text(self) -> str:
        lines = ["flowchart LR", *self._lines]
        if self._gaps:
            lines += ["  classDef gap stroke:#d33,stroke-width:3px", f"  class {','.join(self._gaps)} gap"]
        return "\n".join(lines) + "\n"
