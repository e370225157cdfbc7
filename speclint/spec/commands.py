"""Commands that people run: whether a text is one, and what a `go test` asks for."""

from __future__ import annotations

from speclint.records import NamedTuple
from speclint.regex import regex

_GO_COMMANDS = ("test", "build", "vet", "run", "tool")
_RUNNERS = (
    "gotestsum", "goose", "golangci-lint", "staticcheck", "npm", "pnpm", "yarn", "npx", "pnpx", "bun", "bunx", "deno",
    "node", "tsc", "eslint", "vitest", "jest", "playwright", "cypress", "make", "just", "mage", "bazel", "docker",
    "docker-compose", "curl", "psql", "grpcurl", "k6", "vegeta", "wrk", "hey", "pytest", "python", "python3", "bash",
    "sh", "kubectl",
)  # fmt: skip
_RUNNER = regex(
    r"(?:\$\s+)?(?:cd\s+\S+\s*&&\s*)?(?:[A-Z_]+=\S*\s+)*"
    rf"(?:go\s+(?:{'|'.join(_GO_COMMANDS)})|{'|'.join(_RUNNERS)}|(?:task|http)(?=\s+\S)|\./\S+)(?=\s|$)"
)
_GO_TEST = regex(r"(?<![\w-])(?:go\s+test|gotestsum)(?![\w-])")
_FLAG = regex(r"(?:^|\s)--?(?:test\.)?(run|bench|tags|fuzz)(?:=|\s+)(\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_PACKAGE = regex(r"(?:^|\s)(\.(?:/[\w.-]*)*)(?=\s|$)")
_FRONTEND = regex(r"(?<![\w-])(?:npm|pnpm|yarn|npx|pnpx|bunx?|deno|vitest|jest|playwright|cypress)(?![\w-])")


class GoTest(NamedTuple):
    """What a `go test` command says.

    Args:
        flags: The values of `-run`, `-bench`, `-tags` and `-fuzz`, without quotes.
        packages: The packages that it names, as in `./src/api/...`.
    """

    flags: dict[str, str]
    packages: tuple[str, ...]


def is_command(text: str) -> bool:
    """Tell whether a text begins as a command of a build or test tool does."""
    words = text.split(None, 2)
    first = words[0] if words else ""
    if first in _RUNNERS:
        return True
    if first == "go":
        return len(words) > 1 and words[1] in _GO_COMMANDS
    if first in {"task", "http"}:
        return len(words) > 1
    # A shell's prompt, a change of folder or a variable may stand before the command.
    return (first[:1] in {"$", "."} or first == "cd" or "=" in first) and bool(_RUNNER.match(text.strip()))


def is_frontend_command(text: str) -> bool:
    """Tell whether a command runs a JavaScript package manager or test runner."""
    return bool(_FRONTEND.search(text))


def read_go_test(text: str) -> GoTest | None:
    """Read a `go test` command, or return None where a text holds none."""
    found = _GO_TEST.search(text)
    if found is None:
        return None
    rest = text[found.end() :]
    flags = {flag[1]: flag[2].strip("\"'") for flag in _FLAG.finditer(rest)}
    return GoTest(flags, tuple(package[1] for package in _PACKAGE.finditer(_FLAG.sub(" ", rest))))
