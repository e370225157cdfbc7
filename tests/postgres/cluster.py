"""A PostgreSQL server of the tests' own: found, started on a Unix socket in a temporary folder, and ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from tests.postgres.wire import Connection, ServerError

USER: Final = "postgres"
_PROGRAMS: Final = ("initdb", "postgres")
_FOLDERS: Final = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
    "usr/local/pgsql/bin",
)
# Nothing has to outlive the tests, and a plan is never worth compiling for a catalog this small.
_SETTINGS: Final = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "max_wal_senders=0",
    "wal_level=minimal",
    "max_locks_per_transaction=256",
)
_PATIENCE: Final = 30.0


def programs() -> Path | None:
    """Return the folder that holds `initdb` and `postgres`: the one on PATH, else the newest installed one."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    for pattern in _FOLDERS:
        folders.extend(sorted(Path("/").glob(pattern), key=_version, reverse=True))
    return next((f for f in folders if all((f / p).exists() for p in _PROGRAMS)), None)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.replace("-", ".").split(".") if part.isdigit())


def obstacle() -> str | None:
    """Say why no server can be started here, or nothing when one can."""
    if not hasattr(os, "geteuid"):
        return "no Unix sockets here"
    if programs() is None:
        return "no PostgreSQL server here: neither initdb and postgres on PATH nor under /usr/lib/postgresql"
    if os.geteuid() == 0 and _unprivileged() is None:
        return "PostgreSQL does not run as root, and neither the user postgres nor nobody exists"
    return None


def _unprivileged() -> tuple[int, int] | None:
    """Return the user and group that the server runs as when the tests run as root."""
    import pwd

    for name in (USER, "nobody"):
        with suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    return None


class Cluster:
    """A private cluster with nothing in it, open to its own user on a Unix socket."""

    def __init__(self) -> None:
        # The path of a Unix socket has to be short, which a configured temporary folder may not be.
        self._folder = Path(tempfile.mkdtemp(prefix="speclint-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None
        self.version = ""

    def __enter__(self) -> Cluster:
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def connect(self, database: str = USER) -> Connection:
        """Open a session."""
        return Connection(self._folder / ".s.PGSQL.5432", USER, database)

    def _start(self) -> None:
        folder = programs()
        assert folder is not None, obstacle()
        data = self._folder / "data"
        user, group = self._identity()
        initdb = [
            str(folder / "initdb"),
            "-D",
            str(data),
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        made = subprocess.run(
            initdb, capture_output=True, check=False, cwd=self._folder, user=user, group=group, extra_groups=()
        )
        assert made.returncode == 0, made.stderr.decode(errors="replace")
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [folder / "postgres", "-D", data, "-k", self._folder, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                user=user,
                group=group,
                extra_groups=(),
                # An interrupt at the keyboard is for the tests, which then end the server in order.
                start_new_session=True,
            )
        self._wait()

    def _identity(self) -> tuple[int | None, int | None]:
        if os.geteuid() != 0:
            return None, None
        found = _unprivileged()
        assert found is not None, obstacle()
        os.chown(self._folder, *found)
        return found

    def _wait(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                session = self.connect()
            except (OSError, ServerError) as error:
                assert self._process is not None
                if self._process.poll() is not None or time.monotonic() > deadline:
                    log = (self._folder / "log").read_text("utf-8", errors="replace")
                    raise AssertionError(f"the server did not start: {log}") from error
                time.sleep(0.05)
                continue
            self.version = str(session.query("SHOW server_version")[0][0])
            session.close()
            return

    def _stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(_PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)
