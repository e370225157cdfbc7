"""Kill `speclint fix` at random moments and look whether each file is whole (`python benchmarks/kill_fix.py`)."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

LEFT = ".speclint-*.tmp"


class Outcome(NamedTuple):
    """What many kills led to.

    Args:
        kills: How many runs were killed before they ended.
        midway: How many of them had written some files and not others.
        torn: The files that were neither old nor new after a kill.
        left: How many temporary files killed runs left, and how many of them there are after the last run.
    """

    kills: int
    midway: int
    torn: tuple[str, ...]
    left: tuple[int, int]


def kill(folder: Path, old: dict[str, bytes], new: dict[str, bytes], times: int, seed: int) -> Outcome:
    """Fix the files of a folder again and again, each time from the start, and kill each run at a random moment.

    Every second moment lies in the stretch in which files are written, which is short beside the reading.

    Args:
        folder: Where to write the files, below `tech-specs`.
        old: The files before.
        new: The files as a whole run leaves them.
        times: How many runs to kill.
        seed: What the moments are drawn from.
    """
    chance = random.Random(seed)
    specs = folder / "tech-specs"
    specs.mkdir(parents=True, exist_ok=True)
    (folder / ".git").mkdir(exist_ok=True)
    reading, writing = _lengths(folder, old, new)
    kills = midway = left = 0
    torn: list[str] = []
    while kills < times:
        _lay_out(specs, old)
        process = _started(folder)
        if kills % 2:
            # A changed file tells that writing has begun; so the moment does not depend on how busy the machine is.
            _wait_for_writing(specs, old, process)
            time.sleep(chance.uniform(0, writing))
        else:
            time.sleep(chance.uniform(0, reading))
        ended = process.poll() is not None
        process.kill()
        process.wait()
        kills += not ended or process.returncode < 0
        changed = {name: (specs / name).read_bytes() for name in old}
        torn += [name for name, data in changed.items() if data not in (old[name], new[name])]
        written = sum(data == new[name] != old[name] for name, data in changed.items())
        midway += 0 < written < sum(new[name] != old[name] for name in old)
        left += len(list(specs.glob(LEFT)))
    _lay_out(specs, old)
    _started(folder).wait()
    torn += [name for name in old if (specs / name).read_bytes() != new[name]]
    return Outcome(kills, midway, tuple(torn), (left, len(list(specs.glob(LEFT)))))


def _lengths(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> tuple[float, float]:
    """Return how long a run takes until it writes, and how long it writes."""
    specs = folder / "tech-specs"
    _lay_out(specs, old)
    begin = time.perf_counter()
    process = _started(folder)
    _wait_for_writing(specs, old, process)
    first = time.perf_counter()
    last = max(name for name in old if new[name] != old[name])
    while (specs / last).read_bytes() == old[last] and process.poll() is None:
        pass
    end = time.perf_counter()
    process.wait()
    return first - begin, end - first


def _wait_for_writing(specs: Path, old: dict[str, bytes], process: subprocess.Popen[bytes]) -> None:
    first = min(old)
    while (specs / first).read_bytes() == old[first] and process.poll() is None:
        time.sleep(0.0005)


def _lay_out(specs: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (specs / name).write_bytes(data)


def _started(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "speclint.cli.main", "fix", "--type", "design", "--select", "SL302"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def texts(number: int) -> dict[str, bytes]:
    """Return that many small specs, each with something to mend."""
    return {
        f"{count:03}.md": (
            f"# Technical Specification: Export Limits {count}\n\n## Overview\n\n"
            + "A sentence that takes room.\n" * 200
            + "```\nflowchart LR\n    a --> b\n```\n"
        ).encode()
        for count in range(number)
    }


def mended(old: dict[str, bytes]) -> dict[str, bytes]:
    """Return what a run that nobody disturbs makes of files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / "tech-specs").mkdir()
        _lay_out(folder / "tech-specs", old)
        _started(folder).wait()
        return {name: (folder / "tech-specs" / name).read_bytes() for name in old}


def main() -> int:
    """Kill runs, print what they left, and return 1 where a file was torn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    old = texts(options.files)
    new = mended(old)
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill(Path(folder), old, new, options.kills, options.seed)
    print(f"{len(old)} files, {sum(new[name] != old[name] for name in old)} of them with something to mend")
    print(f"{outcome.kills} kills, {outcome.midway} of them between two files; {len(outcome.torn)} files torn")
    print("{} temporary files left by them, {} after the next run".format(*outcome.left))
    return 1 if outcome.torn else 0


if __name__ == "__main__":
    sys.exit(main())
