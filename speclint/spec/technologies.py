"""Frameworks, databases and tools that stand outside the stack of the tech specs, and how they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator


class Technology(NamedTuple):
    """A technology that a spec mentions.

    Args:
        name: What it is usually called.
        instead_of: What the stack has in its place.
        start: Where it stands in the text.
        end: Where it ends.
    """

    name: str
    instead_of: str
    start: int
    end: int


# By what the stack has; a name in small letters is found in any case, one with capitals only as it is written, since
# `express`, `bootstrap` and `angular` are also plain words.
_NAMES: dict[str, str] = {
    "SQL through `database/sql` or pgx": (
        "gorm typeorm sequelize mongoose mikro-orm sqlboiler Prisma"
        " Drizzle entgo SQLAlchemy Hibernate Objection.js knex.js|Knex"
    ),
    "PostgreSQL": (
        "mysql mariadb MongoDB|mongodb|Mongo sqlite dynamodb Cassandra couchdb firestore cockroachdb MSSQL|SQL_Server"
    ),
    "goose": "flyway liquibase golang-migrate alembic sql-migrate dbmate",
    "React": (
        "vue|vue.js|vuejs Angular|angularjs svelte sveltekit Ember.js|EmberJS solidjs|solid.js Preact jquery htmx"
    ),
    "React with Vite": "next.js|nextjs nuxt|nuxt.js gatsby webpack create-react-app",
    "shadcn/ui": "Material_UI|material_ui|material-ui MUI antd|ant_design chakra_ui|chakra-ui Mantine "
    "semantic_ui headless_ui",
    "the styling that is there": "Bootstrap bulma styled-components scss sass css_modules emotion.js tachyons",
    "Go": (
        "django fastapi Flask Rails|Ruby_on_Rails Spring_Boot|SpringBoot laravel nestjs|nest.js "
        "Express|express.js|expressjs "
        "Symfony ASP.NET"
    ),
    "Go's `testing`": "ginkgo gomega goconvey",
}
_TOKEN = regex(r"[a-z][a-z0-9]*")
_VERBS = frozenset({"Express", "Bootstrap"})
_BACKEND = {"py": "Python", "rb": "Ruby", "java": "Java", "rs": "Rust", "kt": "Kotlin", "php": "PHP", "cs": "C#"}
_FRONTEND = {"js": "JavaScript", "jsx": "JavaScript", "vue": "Vue", "svelte": "Svelte"}


def may_name_any(text: str) -> bool:
    """Tell, without looking closely, whether a text can name a technology outside the stack at all."""
    words = set(_TOKEN.findall(text.casefold()))
    known = _by_first_word()
    return any(name <= words for word in words & known.keys() for name in known[word])


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[set[str]]]:
    found: dict[str, list[set[str]]] = {}
    for name in _entries():
        words = _TOKEN.findall(name.casefold())
        found.setdefault(words[0], []).append(set(words))
    return found


def technologies_in(text: str) -> Iterator[Technology]:
    """Yield the technologies outside the stack that a text names as whole words.

    Args:
        text: The text, with whatever must not count blanked.

    Yields:
        Each mention in order.
    """
    pattern, names = _compiled(), _entries()
    for found in pattern.finditer(text):
        written = found.group()
        entry = names.get(written) or names.get(_spaced(written).casefold())
        begins = not text[: found.start()].rstrip(" ([\"'") or text[: found.start()].rstrip()[-1] in ".:;|"
        if entry is not None and not (begins and written in _VERBS):
            yield Technology(*entry, *found.span())


def language_of(path: str) -> tuple[str, str] | None:
    """Return the language of a file that the stack does not write, with what it writes instead, or None."""
    extension = path.rpartition(".")[2].lower()
    if extension in _BACKEND:
        return _BACKEND[extension], "Go"
    if extension in _FRONTEND:
        return _FRONTEND[extension], "TypeScript"
    return None


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, str]]:
    names: dict[str, tuple[str, str]] = {}
    for instead, words in _NAMES.items():
        for group in words.split():
            first, *others = (_spaced(word) for word in group.split("|"))
            for word in (first, *others):
                names[word] = (first, instead)
    return names


@lru_cache(maxsize=1)
def _compiled() -> re.Pattern[str]:
    parts = [
        re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})"
        for word in sorted(_entries(), key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w./@-])(?:{'|'.join(parts)})(?![\w/@-]|\.\w)")


def _spaced(word: str) -> str:
    return " ".join(word.replace("_", " ").split())
