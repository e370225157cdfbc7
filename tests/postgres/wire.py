"""A connection to PostgreSQL over its own protocol (version 3, simple queries), so that the tests need no driver."""

from __future__ import annotations

import socket
import struct
from pathlib import Path
from typing import Final

Rows = list[tuple[str | None, ...]]

_PROTOCOL: Final = 3 << 16


class ServerError(Exception):
    """What the server answered instead of doing what it was asked."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.code = fields.get("C", "")
        self.message = fields.get("M", "")
        super().__init__(f"{self.code}: {self.message}")


class Connection:
    """A session with a server that trusts its user, over a Unix socket."""

    def __init__(self, path: Path, user: str, database: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(60)
        self._buffer = b""
        try:
            self._socket.connect(str(path))
            named = f"user\0{user}\0database\0{database}\0\0".encode()
            self._socket.sendall(struct.pack("!ii", len(named) + 8, _PROTOCOL) + named)
            self._answer()
        except BaseException:
            self._socket.close()
            raise

    def query(self, sql: str) -> Rows:
        """Send a text of any number of statements and return the rows of all results together.

        Args:
            sql: The statements.

        Returns:
            The rows, each value as text.

        Raises:
            ServerError: When a statement fails; those after it have not run.
        """
        self._send(b"Q", sql.encode() + b"\0")
        return self._answer()

    def close(self) -> None:
        """End the session."""
        try:
            self._send(b"X", b"")
        except OSError:
            pass
        finally:
            self._socket.close()

    def _send(self, kind: bytes, body: bytes) -> None:
        self._socket.sendall(kind + struct.pack("!i", len(body) + 4) + body)

    def _answer(self) -> Rows:
        rows: Rows = []
        error: ServerError | None = None
        while True:
            kind, body = self._message()
            if kind == b"D":
                rows.append(_row(body))
            elif kind == b"E":
                error = ServerError(_fields(body))
                if error.code.startswith(("28", "3D", "57P")):
                    # The server ends the session with these, so that nothing more comes.
                    raise error
            elif kind == b"G":
                self._send(b"f", b"no data is sent\0")
            elif kind == b"Z":
                if error is not None:
                    raise error
                return rows

    def _message(self) -> tuple[bytes, bytes]:
        head = self._bytes(5)
        return head[:1], self._bytes(struct.unpack("!i", head[1:])[0] - 4)

    def _bytes(self, count: int) -> bytes:
        while len(self._buffer) < count:
            received = self._socket.recv(1 << 16)
            if not received:
                raise ConnectionError("the server closed the connection")
            self._buffer += received
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken


def _row(body: bytes) -> tuple[str | None, ...]:
    values: list[str | None] = []
    at = 2
    for _ in range(struct.unpack_from("!h", body)[0]):
        (length,) = struct.unpack_from("!i", body, at)
        at += 4
        if length < 0:
            values.append(None)
            continue
        values.append(body[at : at + length].decode())
        at += length
    return tuple(values)


def _fields(body: bytes) -> dict[str, str]:
    return {part[:1].decode(): part[1:].decode(errors="replace") for part in body.split(b"\0") if part}
