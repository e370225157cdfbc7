"""Variants and near misses of the commands in the testing strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

HEAD = "# Tech Spec: X\n\n"
TASK = (
    "## 6. Implementation Tasks\n\n### Phase 2: Backend Logic & API\n\n"
    "- **T-001:** Do it\n  - _Files:_\n    - Create: `backend/src/a/a.go`\n\n"
)


def unit(*cells: str) -> str:
    """Write a table of unit tests with these commands."""
    rows = "".join(f"| `a.A` | one, two | {cell} |\n" for cell in cells)
    return (
        f"{HEAD}{TASK}## 7. Testing Strategy\n\n### Backend Unit Tests (Go)\n\n"
        f"| Package / Function | Key Cases | Test Command |\n|---|---|---|\n{rows}"
    )


def integration(cell: str) -> str:
    """Write a table of integration tests with one command."""
    return (
        f"{HEAD}## 7. Testing Strategy\n\n### Backend Integration Tests (Go)\n\n"
        f"| Test | Setup | Key Assertions | Command |\n|---|---|---|---|\n| a | b | c | {cell} |\n"
    )


def benchmark(name: str, cell: str) -> str:
    """Write a table of benchmarks with one row."""
    return (
        f"{HEAD}## 7. Testing Strategy\n\n### Backend Benchmarks (Go)\n\n"
        f"| Benchmark | Target Threshold | Command |\n|---|---|---|\n| {name} | < 5 ms | {cell} |\n"
    )


def frontend(cell: str) -> str:
    """Write a table of frontend tests with one command."""
    return (
        f"{HEAD}## 7. Testing Strategy\n\n### Frontend Unit Tests (React/TypeScript)\n\n"
        f"| Component / Hook | Key Cases | Test Command |\n|---|---|---|\n| A | one, two | {cell} |\n"
    )


COMMANDS = [
    ("a named test", unit("`go test ./src/a/... -run TestA`")),
    ("a pattern", unit("`go test -run '^TestA$/^six$' ./src/a`")),
    ("several tests", unit(r"`go test ./src/a -run 'TestA\|TestB' -v`")),
    ("an equals sign", unit("`go test ./src/a -run=TestA -count=1`")),
    ("a fuzz test", unit("`go test ./src/a -fuzz FuzzA`")),
    ("a command of the project", unit("`make test-a`")),
    ("a script", unit("`./scripts/test a`")),
    ("another runner", unit("`gotestsum ./src/a -- -run TestA`")),
    ("two commands, one of which serves", unit("`go vet ./src/a` and `go test ./src/a -run TestA`")),
    ("no command", unit("None — covered by a.B")),
    ("a dash", unit("—")),
    ("an empty cell", unit("")),
    ("a prompt", unit("[go test command]")),
    ("the template's own", unit("`go test ./[path]/... -run [TestName]`")),
    ("a bare command", unit("«go test ./src/a -run TestA»")),
    ("words", unit("«run the tests»")),
    ("a code span of a name", unit("«`TestA`»")),
    ("no test named", unit("«`go test ./...`»")),
    ("small letters", unit("«`go test ./src/a -run test_a`»")),
    ("no test's name", unit("«`go test ./src/a -run Testing`»")),
    ("four alike are one finding", unit("«all»", "all", "all", "all")),
    ("a package of no file", unit("`«go test ./src/b/... -run TestA»`")),
    ("a build tag", integration("`go test ./... -tags=integration`")),
    ("no build tag", integration("«`go test ./... -run TestA`»")),
    ("a bare integration command", integration("«go test ./... -tags=integration»")),
    ("a benchmark", benchmark("`BenchmarkA`", "`go test ./src/a -run ^$ -bench=BenchmarkA -benchmem`")),
    ("every benchmark", benchmark("BenchmarkA/large", "`go test ./src/a -bench .`")),
    ("a load test", benchmark("sign-in under load", "`k6 run load/sign-in.js`")),
    ("no -bench", benchmark("BenchmarkA", "«`go test ./src/a -run BenchmarkA`»")),
    ("no benchmark's name", benchmark("«the list»", "`go test ./src/a -bench=.`")),
    ("another pattern", benchmark("BenchmarkA", "«`go test ./src/a -bench=list`»")),
    ("npm", frontend("`npm run test -- src/a.test.tsx`")),
    ("a package manager", frontend("`pnpm --filter web test`")),
    ("npx", frontend("`npx vitest run src/a.test.tsx`")),
    ("a bare npm command", frontend("«npm run test»")),
    ("Go in the frontend", frontend("«`go test ./src/a -run TestA`»")),
    ("when it is ready", frontend("«Vitest, later»")),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in COMMANDS])
def test_malformed_commands_are_found(judge: Judge, text: str) -> None:
    findings = judge("SL512", text)
    assert all(finding.fix is None or "`" in finding.fix.edits[0].text for finding in findings)


LEVELS = [
    (unit("«all»"), None),
    (unit("«`go test ./src/a -run a`»"), "name"),
    (unit("`«go test ./src/b -run TestA»`"), "package"),
    (integration("«all»"), "integration"),
    (integration("«`go test ./a`»"), "tags"),
    (benchmark("BenchmarkA", "«`go test ./a`»"), "benchmark"),
]


@pytest.mark.parametrize(("text", "level"), LEVELS)
def test_a_fault_has_the_level_of_its_clause(judge: Judge, text: str, level: str | None) -> None:
    assert [finding.level for finding in judge("SL512", text)] == [level]
