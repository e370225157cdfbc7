"""Measure speclint's speed: `make bench`, or `make bench BENCH="--runs 31 spec.md"`.

Every figure is a median, and whole processes are timed in turns with a bare interpreter, so that a busy machine slows
both alike.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from speclint.diagnostics import Finding
    from speclint.rules import Rule
    from speclint.spec.model import Spec as Model

ROOT = Path(__file__).resolve().parents[1]
GOOD = ROOT / "fixtures" / "specs" / "engineering" / "good"
COPIES = 200
_SQL = re.compile(r"^```sql\n.*?^```\n\n?", re.MULTILINE | re.DOTALL)
COPY_SIZE = 10_000
T = TypeVar("T")
BARE = (sys.executable, "-c", "pass")
# An installed package is compiled; a shell that forbids that must not make every start compile it anew.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Spec(NamedTuple):
    """A spec to measure: what to call it, its file's name, its bytes."""

    label: str
    name: str
    data: bytes


class Taken(NamedTuple):
    """What a process took, in seconds: by the clock, and of processors (its children's too)."""

    wall: float
    cpu: float


def _medians(times: Sequence[Taken]) -> Taken:
    return Taken(median(taken.wall for taken in times), median(taken.cpu for taken in times))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure speclint's speed.")
    parser.add_argument("specs", nargs="*", type=Path, help="specs to measure instead of the project's own")
    parser.add_argument("--runs", type=int, default=15, help="how often each thing is timed (default: 15)")
    arguments = parser.parse_args()
    named = [Spec(path.name, path.name, path.read_bytes()) for path in arguments.specs]
    specs = named or list(_own())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, {arguments.runs} runs, medians\n")
    with _repository() as folder:
        for spec in specs:
            one_spec(spec, folder, arguments.runs)
        copied = min(specs, key=lambda spec: abs(len(spec.data) - COPY_SIZE))
        many_specs(copied, folder, max(arguments.runs // 5, 1))
        for spec in specs:
            stages(spec, arguments.runs)


def _own() -> Iterator[Spec]:
    """Choose a good spec with two migrations, and make one without SQL by cutting its fences out."""
    for path in sorted(GOOD.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if text.count("-- +goose Up") == 2:
            yield Spec("two migrations cut out", path.name, _SQL.sub("", text).encode())
            yield Spec("two migrations", path.name, text.encode())
            return
    raise SystemExit(f"no spec with two migrations lies in {GOOD.relative_to(ROOT)}")


@contextmanager
def _repository() -> Iterator[Path]:
    """Make a folder in which nothing but the measured specs lies."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        yield folder


def one_spec(spec: Spec, folder: Path, runs: int) -> None:
    """Time a whole process that checks one spec against a bare interpreter, in turns."""
    target = folder / "tech-specs" / spec.name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(spec.data)
    command = (*_program(), "check", f"tech-specs/{spec.name}")
    bare, whole = [], []
    _process(command, folder)
    for _ in range(runs):
        bare.append(_process(BARE, folder))
        whole.append(_process(command, folder))
    shutil.rmtree(target.parent)
    least, taken = _medians(bare), _medians(whole)
    print(f"one spec, {spec.label} ({len(spec.data) / 1000:.1f} kB), whole process")
    print(f"  python -c pass   {_ms(least.wall)}          (cpu {_ms(least.cpu)})")
    print(f"  speclint check   {_ms(taken.wall)}  {taken.wall / least.wall:5.1f} x (cpu {_ms(taken.cpu)})\n")


def many_specs(spec: Spec, folder: Path, runs: int) -> None:
    """Time a whole process that checks many copies of a spec, without a cache."""
    target = folder / "tech-specs"
    target.mkdir()
    for number in range(COPIES):
        (target / f"{number:03}-{spec.name}").write_bytes(spec.data)
    taken = _medians([_process((*_program(), "check", "tech-specs"), folder) for _ in range(runs)])
    shutil.rmtree(target)
    print(f"{COPIES} copies, {spec.label} ({len(spec.data) / 1000:.1f} kB each), whole process, no cache")
    print(f"  speclint check   {_ms(taken.wall)}  {taken.wall / COPIES * 1000:5.1f} ms each (cpu {_ms(taken.cpu)})\n")


def _program() -> tuple[str, ...]:
    script = Path(sys.executable).parent / "speclint"
    return (str(script),) if script.exists() else (sys.executable, "-m", "speclint")


def _process(command: Sequence[str], folder: Path) -> Taken:
    start, before = time.perf_counter(), _children_cpu()
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    taken = Taken(time.perf_counter() - start, _children_cpu() - before)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended in {done.returncode}:\n{done.stderr.decode()}")
    return taken


def _children_cpu() -> float:
    from resource import RUSAGE_CHILDREN, getrusage  # finer than os.times

    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def stages(spec: Spec, runs: int) -> None:
    """Time what a run does with one file, stage by stage, everything imported and warm."""
    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, spec.name)
        path.write_bytes(spec.data)
        for _ in range(runs + 1):
            for stage, taken in _stages_once(path):
                rows.setdefault(stage, []).append(taken)
    print(f"stages in process, {spec.label}")
    for stage, times in rows.items():
        print(f"  {stage:<24} {_ms(median(times[1:]))}")
    print(f"  {'all':<24} {_ms(sum(median(times[1:]) for times in rows.values()))}\n")


def _stages_once(path: Path) -> Iterator[tuple[str, float]]:
    from speclint.config import Settings
    from speclint.diagnostics import Diagnostic, Severity
    from speclint.engine.results import RunResult
    from speclint.markdown.parser import parse
    from speclint.report.render import render
    from speclint.source import Source
    from speclint.spec.reading import read_spec

    taken, data = _timed(path.read_bytes)
    taken_source, source = _timed(lambda: Source.from_bytes(data, path.name))
    yield "read", taken + taken_source
    parsing = _timed(lambda: parse(source))[0]
    yield "parse", parsing
    taken, spec = _timed(lambda: read_spec(source))
    yield "spec", max(taken - parsing, 0.0)
    findings = []
    families: dict[str, float] = {}
    settings = Settings.defaults(str(path.parent))
    for rule in settings.rules.values():
        if rule.scope != "file" or not rule.check or spec.type is None or not rule.fits(spec.type.name):
            continue
        family, _, function = rule.check.partition(".")
        check = getattr(import_module(f"speclint.checks.{family}"), function)
        taken, found = _timed(partial(_findings, check, spec, rule))
        families[family] = families.get(family, 0.0) + taken
        findings += [(rule, finding) for finding in found]
    for family in sorted(families):
        yield f"checks: {family}", families[family]
    diagnostics = tuple(
        Diagnostic(rule.code, rule.name, Severity.ERROR, path.name, finding.span, finding.message, finding.help)
        for rule, finding in findings
    )
    run = RunResult(diagnostics=diagnostics, sources={path.name: source}, notes=(), files=1)
    yield f"report ({len(diagnostics)} findings)", _timed(lambda: render(run))[0]


def _findings(check: Callable[[Model, Rule], Iterator[Finding]], spec: Model, rule: Rule) -> list[Finding]:
    return list(check(spec, rule))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:8.1f} ms"


if __name__ == "__main__":
    main()
