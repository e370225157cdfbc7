"""The server of the tests, or the reason why there is none, which the closing lines of a run tell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres.cluster import Cluster, obstacle
from tests.postgres.judge import Judge

_REPORT = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def judge(pytestconfig: pytest.Config) -> Iterator[Judge]:
    reason = obstacle()
    if reason is not None:
        pytestconfig.stash[_REPORT] = [f"not asked: {reason}"]
        pytest.skip(reason)
    with Cluster() as cluster:
        pytestconfig.stash[_REPORT] = [f"version {cluster.version}"]
        made = Judge(cluster)
        yield made
        made.close()


@pytest.fixture(scope="session")
def report(judge: Judge, pytestconfig: pytest.Config) -> list[str]:
    """The lines that the run closes with."""
    return pytestconfig.stash[_REPORT]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(_REPORT, []):
        terminalreporter.write_line(f"PostgreSQL: {line}")
