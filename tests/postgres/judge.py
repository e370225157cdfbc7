"""What PostgreSQL itself does with a migration: Up, Down and Up again, each catalog compared with the one before."""

from __future__ import annotations

from typing import Final, NamedTuple

from speclint.migrations import goose
from tests.postgres.catalog import Catalog, catalog, difference, prepare
from tests.postgres.cluster import Cluster
from tests.postgres.wire import Connection, ServerError

Texts = tuple[str, ...]

ROLES: Final = ("app_reader", "app_writer")
# What a session must not hand on to the next one.
_NEW_SESSION: Final = "DISCARD TEMP; RESET ALL"
_EMPTY: Final = f"""
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
        EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', name);
    END LOOP;
    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
END $$;
DROP OWNED BY {", ".join(ROLES)};
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema';
"""


class Truth(NamedTuple):
    """What became of a migration.

    Args:
        reversible: Whether Down ran and left the catalog as it was before Up.
        reason: How the catalog differs or which statement failed; empty when neither.
        again: What was wrong with Up after Down, for a migration that is reversible.
    """

    reversible: bool
    reason: str = ""
    again: str = ""


class UpFails(Exception):  # noqa: N818 -- it is a fact about a migration, which the caller expects
    """Up, or a migration before it, cannot run, so that there is nothing to undo."""


class Judge:
    """Runs migrations on a cluster: in a transaction that is taken back, or else in a database of their own."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._session = cluster.connect()
        self._apart_session: Connection | None = None
        self._nothing: Catalog = {}
        self._databases = 0
        for role in ROLES:
            self._session.query(f"CREATE ROLE {role}")
        prepare(self._session)

    def close(self) -> None:
        """End the sessions."""
        self._session.close()
        if self._apart_session is not None:
            self._apart_session.close()

    def judge(self, earlier: Texts, text: str, downs: Texts = (), *, alone: bool = False) -> list[Truth]:
        """Run a migration and tell what its Down does, and what other Downs do in its stead.

        Args:
            earlier: The migrations before it, of which Up runs.
            text: The migration.
            downs: Further Downs, each a text of statements.
            alone: Whether statements have to be committed.

        Returns:
            The truth about the migration's own Down, then about each of the others.

        Raises:
            UpFails: When Up cannot run.
        """
        parsed = goose.parse(text)
        before = tuple(statement.text for one in earlier for statement in goose.parse(one).up)
        up = tuple(statement.text for statement in parsed.up)
        own = tuple(statement.text for statement in parsed.down)
        tries = (own, *(tuple(s.text for s in goose.parse(f"-- +goose Up\n{down}").up) for down in downs))
        # What goose is told about transactions holds for the whole file.
        if alone:
            return [self._apart(before, up, down) for down in tries]
        try:
            self._session.query("BEGIN")
            return _in_transaction(self._session, before, up, tries)
        finally:
            self._session.query(f"ROLLBACK; {_NEW_SESSION}")

    def _apart(self, before: Texts, up: Texts, down: Texts) -> Truth:
        if self._apart_session is None:
            self._databases += 1
            name = f"apart_{self._databases}"
            self._session.query(f"CREATE DATABASE {name}")
            self._apart_session = self._cluster.connect(name)
            prepare(self._apart_session)
            self._nothing = catalog(self._apart_session)
        session = self._apart_session
        try:
            return _committed(session, before, up, down)
        finally:
            # A database costs a checkpoint to drop, so it is emptied, and left behind where something stays.
            if not _emptied(session, self._nothing):
                session.close()
                self._apart_session = None


def _emptied(session: Connection, nothing: Catalog) -> bool:
    """Drop all that there is in a database, and tell whether that has brought it back."""
    try:
        session.query(f"ROLLBACK; {_NEW_SESSION}")
        session.query(_EMPTY)
    except ServerError:
        return False
    return catalog(session) == nothing


def _run(session: Connection, statements: Texts) -> None:
    for statement in statements:
        if statement:
            session.query(statement)


def _failed(session: Connection, statements: Texts) -> str:
    """Run statements and return which one failed and why, or nothing."""
    for statement in statements:
        try:
            if statement:
                session.query(statement)
        except ServerError as error:
            return f"fails: {error.message} ({error.code})"
    return ""


def _before_and_after(session: Connection, before: Texts, up: Texts) -> tuple[Catalog, Catalog]:
    try:
        _run(session, before)
        first = catalog(session)
        _run(session, up)
    except ServerError as error:
        raise UpFails(str(error)) from error
    return first, catalog(session)


def _in_transaction(session: Connection, before: Texts, up: Texts, tries: tuple[Texts, ...]) -> list[Truth]:
    first, second = _before_and_after(session, before, up)
    found: list[Truth] = []
    for down in tries:
        session.query("SAVEPOINT up_has_run")
        found.append(_truth(session, (first, second), up, down))
        session.query("ROLLBACK TO up_has_run; RELEASE up_has_run")
    return found


def _committed(session: Connection, before: Texts, up: Texts, down: Texts) -> Truth:
    """Run all in transactions of their own, as goose would one after the other."""
    states = _before_and_after(session, before, up)
    return _truth(session, states, up, down)


def _truth(session: Connection, states: tuple[Catalog, Catalog], up: Texts, down: Texts) -> Truth:
    first, second = states
    reason = _failed(session, down)
    if not reason:
        found = difference(first, catalog(session))
        reason = "; ".join(found)
    if reason:
        return Truth(False, reason)
    again = _failed(session, up) or "; ".join(difference(second, catalog(session)))
    return Truth(True, "", again)
