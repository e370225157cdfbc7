"""A run of `fix` that is killed leaves each file whole; benchmarks/kill_fix.py kills more of them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from benchmarks.kill_fix import kill, mended, texts


@pytest.mark.skipif(os.name != "posix", reason="a process is killed as POSIX does it")
def test_a_killed_run_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    old = texts(60)
    new = mended(old)
    assert all(b"```mermaid\nflowchart" in data for data in new.values())
    outcome = kill(tmp_path, old, new, times=3, seed=6)
    assert (outcome.kills, outcome.torn, outcome.left[1]) == (3, (), 0)
    assert _workers_of(tmp_path) == []


def _workers_of(folder: Path) -> list[str]:
    """Return the processes that still work in a folder a moment later, where the system can be asked."""
    found: list[str] = []
    for _ in range(50):
        found = [one.parent.name for one in Path("/proc").glob("[0-9]*/cwd") if _leads_to(one, folder)]
        if not found:
            break
        time.sleep(0.1)
    return found


def _leads_to(link: Path, folder: Path) -> bool:
    try:
        return link.readlink() == folder
    except OSError:
        return False
