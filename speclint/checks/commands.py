"""Check of the commands in the testing strategy: code spans that run what their table promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.commands import is_command, is_frontend_command, read_go_test
from speclint.spec.file_kinds import clean, folder_of
from speclint.spec.prompts import holds_prompt
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.rules.rule import Rule
    from speclint.source import Span
    from speclint.spec.commands import GoTest
    from speclint.spec.model import Spec

_DASHES = frozenset({"-", "\u2013", "\u2014"})
_TEST = regex(r"\^?\(?(?:Test|Example|Fuzz)(?![a-z])")
_BENCHMARK = regex(r"\bBenchmark(?![a-z])")
_PLAIN = regex(r"[^`*_<>|\[\]]+")


class _Fault(NamedTuple):
    """What is amiss with a command, what to do about it, and how bad it is."""

    message: str
    advice: str
    level: str | None = None


def malformed_test_command(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each cell of the testing strategy without a command, and each command that can't run what the row names."""
    alike: dict[_Fault, list[tuple[Span, Fix | None]]] = {}
    for role, judge in _JUDGES.items():
        for view in spec.tables_by_role(role):
            for row in view.rows():
                cell, name = view.cell(row, "command"), view.cell(row, "benchmark")
                commands = list(_commands(spec, cell.span)) if cell else []
                for fault, fix in _faults(spec, cell.span, commands, judge) if cell else ():
                    level = fault.level or _LEVELS.get(role)
                    alike.setdefault(fault._replace(level=level), []).append((cell.span if cell else row.span, fix))
                if name and (not commands or any(map(read_go_test, commands))) and _is_unnamed(spec, name.span):
                    alike.setdefault(_UNNAMED, []).append((name.span, None))
    yield from _findings(alike)
    yield from _astray(spec)


def _findings(alike: dict[_Fault, list[tuple[Span, Fix | None]]]) -> Iterator[Finding]:
    """Yield one finding a cell, or one for more than three cells with the same fault."""
    for (message, advice, level), places in alike.items():
        if len(places) <= 3:
            for span, fix in places:
                yield Finding(span, message, advice, fix=fix, level=level)
            continue
        fixes = [fix for _, fix in places if fix]
        edits = tuple(edit for fix in fixes for edit in fix.edits)
        yield Finding(
            places[0][0],
            f"{message}, as in {len(places) - 1} more cells",
            advice,
            related=tuple(Related(span, "here too") for span, _ in places[1:]),
            fix=fixes[0]._replace(edits=edits) if len(fixes) == len(places) else None,
            level=level,
        )


def _commands(spec: Spec, cell: Span) -> Iterator[str]:
    for code in code_spans(spec.source, cell):
        text = spec.source[code.content].strip()
        if is_command(text) or " " in text:
            yield text


def _is_open(spec: Spec, cell: Span) -> bool:
    """Tell whether a cell says nothing yet, or that there is nothing."""
    text = spec.text(cell)
    if not text or text in _DASHES or spec.is_placeholder(cell) or is_none_statement(text):
        return True
    return spec.type is not None and "[" in text and holds_prompt(spec.type, text)


def _faults(
    spec: Spec, cell: Span, commands: list[str], judge: Callable[[str, GoTest | None], _Fault | None]
) -> Iterator[tuple[_Fault, Fix | None]]:
    if _is_open(spec, cell):
        return
    if commands:
        faults = [judge(command, read_go_test(command)) for command in commands]
        if all(faults) and faults[0] is not None:
            yield faults[0], None
    elif is_command(spec.text(cell)):
        fix = Fix("set it in backticks", Safety.SAFE, (Edit(cell, f"`{spec.source[cell]}`"),))
        yield _BARE, fix if _PLAIN.fullmatch(spec.source[cell]) else None
    else:
        yield _Fault("the cell holds no test command", "write the command that runs the test, in backticks"), None


def _unit(command: str, test: GoTest | None) -> _Fault | None:
    if test is None:
        return None
    name = test.flags.get("run")
    if test.flags.keys() & {"bench", "fuzz"}:
        return None
    if name is None:
        return _Fault("the command runs every test of its packages", "name the test with `-run`")
    return _named(name)


def _named(name: str | None) -> _Fault | None:
    if name is None or _TEST.match(name):
        return None
    return _Fault(f"`-run {name}` fits no Go test", "write the name as Go has it: `Test` and a capital", "name")


def _integration(command: str, test: GoTest | None) -> _Fault | None:
    if test is None:
        return None
    if "tags" not in test.flags:
        return _named(test.flags.get("run")) or _Fault(
            "the command sets no `-tags`", "set the build tag of integration tests, as in `-tags=integration`", "tags"
        )
    return _named(test.flags.get("run"))


def _benchmark(command: str, test: GoTest | None) -> _Fault | None:
    if test is None:
        return None
    name = test.flags.get("bench")
    if name is None:
        return _Fault("the command runs no benchmark", "name the benchmark with `-bench`")
    if name == "." or _BENCHMARK.search(name):
        return None
    return _Fault(f"`-bench {name}` fits no Go benchmark", "write the name as Go has it: `Benchmark` and a capital")


def _frontend(command: str, test: GoTest | None) -> _Fault | None:
    if test is None or is_frontend_command(command):
        return None
    return _Fault("the command tests Go, not the frontend", "write the npm command that runs the test")


_JUDGES = {
    "unit-tests": _unit,
    "integration-tests": _integration,
    "benchmarks": _benchmark,
    "frontend-tests": _frontend,
}
_LEVELS = {"integration-tests": "integration", "benchmarks": "benchmark"}
_BARE = _Fault("the test command is no code span", "set it in backticks")
_UNNAMED = _Fault("the benchmark has no name of Go's", "name it as Go has it: `Benchmark` and a capital", "benchmark")


def _is_unnamed(spec: Spec, cell: Span) -> bool:
    return not _is_open(spec, cell) and not _BENCHMARK.search(spec.text(cell))


def _astray(spec: Spec) -> Iterator[Finding]:
    """Yield the packages that commands test and that no file of the spec lies in."""
    folders = {folder_of(entry.path) for task in spec.tasks for entry in task.files if entry.path.endswith(".go")}
    for role in ("backend-new", "backend-modified"):
        for view in spec.tables_by_role(role):
            cells = (view.cell(row, "path") for row in view.rows())
            folders |= {folder_of(spec.text(cell.span)) for cell in cells if cell}
    astray: dict[str, list[Span]] = {}
    for role in _JUDGES if folders else ():
        for view in spec.tables_by_role(role):
            for row in view.rows():
                cell = view.cell(row, "command")
                for code in code_spans(spec.source, cell.span) if cell else ():
                    test = read_go_test(spec.source[code.content])
                    for package in test.packages if test else ():
                        if not any(_lies_in(folder, package) for folder in folders):
                            astray.setdefault(package, []).append(code.content)
    for package, places in astray.items():
        yield Finding(
            places[0],
            f"no file of this spec lies in `{package}`",
            "test the package of a file that the spec creates or changes",
            related=tuple(Related(place, "here too") for place in places[1:]),
            level="package",
        )


def _lies_in(folder: str, package: str) -> bool:
    """Tell whether a folder is a package of the pattern, seen from the repository's root or from a module below it."""
    wanted = clean(package.removesuffix("...")).strip("/")
    if wanted in ("", "."):
        return True
    deeper = package.endswith("...")
    path = f"/{folder}/"
    return f"/{wanted}/" in path if deeper else path.endswith(f"/{wanted}/")
