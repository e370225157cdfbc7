"""What a path says of its file: migration, Go, user interface, script, test, or something else."""

from __future__ import annotations

from functools import lru_cache

from speclint.regex import regex

_HERE = regex(r"^(?:\./|/)+")
_TEST = regex(r"(?:_test\.go|\.(?:test|spec|cy|e2e|bench)\.[cm]?[jt]sx?)$")
_TEST_FOLDERS = frozenset(
    {"__tests__", "__mocks__", "e2e", "testdata", "cypress", "playwright", "testutil", "testutils", "test", "tests"}
)
_TEST_WORDS = frozenset({"mock", "mocks", "fake", "fakes", "fixture", "fixtures", "stub", "testutil", "testing"})
_NUMBERED = regex(r"\d{3,14}_")
_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_KINDS = {
    "sql": "migration", "go": "go",
    **dict.fromkeys(("tsx", "jsx", "css", "scss", "vue", "svelte"), "ui"),
    **dict.fromkeys(("ts", "js", "mts", "mjs"), "script"),
    **dict.fromkeys(("md", "mdx", "txt", "adoc", "rst"), "document"),
}  # fmt: skip
_LOCKS = frozenset(
    {"go.sum", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lockb", "bun.lock", "npm-shrinkwrap.json"}
)
_WIRING = frozenset(
    {"main", "router", "routers", "route", "routes", "routing", "app", "server", "wire", "wiring", "di", "container"}
)


def clean(path: str) -> str:
    """Return a path without what leads it (`./`, `/`), so that two writings of one file are equal."""
    return _HERE.sub("", path.strip().replace("\\_", "_"))


def folder_of(path: str) -> str:
    """Return a path's folder, or "" at the root."""
    return clean(path).rpartition("/")[0]


def words_of(path: str) -> frozenset[str]:
    """Return the words of a path in lower case: folders and the name, cut at signs and at capitals."""
    return frozenset(word.casefold() for word in _WORD.findall(path))


@lru_cache(maxsize=4096)
def kind_of(path: str) -> str:
    """Return what a path is of.

    Args:
        path: The path as written.

    Returns:
        `migration`, `go`, `ui` (a component or a style sheet), `script` (TypeScript or JavaScript besides), `test`,
        `document`, `lock` (written by a package manager), or "" for anything else.
    """
    bare = clean(path).casefold()
    folders = bare.split("/")[:-1]
    name = bare.rpartition("/")[2]
    kind = _KINDS.get(name.rpartition(".")[2], "")
    migrates = any(folder.startswith("migration") for folder in folders)
    if is_test(path):
        kind = "test"
    elif name in _LOCKS:
        kind = "lock"
    elif "docs" in folders:
        kind = "document"
    elif (kind == "migration" and not (migrates or _NUMBERED.match(name))) or (kind == "go" and migrates):
        kind = ""
    elif kind == "script":
        kind = "ui" if "components" in folders else "" if ".config." in name else kind
    return kind


def is_test(path: str) -> bool:
    """Tell whether a path is of a test or of what only tests use."""
    bare = clean(path)
    folders = bare.casefold().split("/")[:-1]
    name = bare.rpartition("/")[2]
    if _TEST.search(name.casefold()) or any(folder in _TEST_FOLDERS for folder in folders):
        return True
    return bool(words_of(name.rpartition(".")[0]) & _TEST_WORDS) or bool(frozenset(folders) & _TEST_WORDS)


def is_wiring(path: str) -> bool:
    """Tell whether a file is one that joins the others: `main.go`, `router.go`, `App.tsx`, whatever lies in `cmd/`."""
    bare = clean(path)
    return bare.startswith("cmd/") or bool(words_of(bare.rpartition("/")[2].partition(".")[0]) & _WIRING)
