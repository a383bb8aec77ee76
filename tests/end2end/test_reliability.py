"""A small part of the kill and fault trials; the whole is run by hand (docs/reliability.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the trials fork")


def test_that_a_killed_program_loses_nothing_and_leaves_nothing_half_done() -> None:
    found = _run("kills", "6", "登记与改期", "恢复")
    assert found.returncode == 0, found.stdout + found.stderr


def test_that_a_failing_disk_loses_nothing_and_is_told_in_words() -> None:
    found = _run("faults", "1", "登记与改期")
    if found.returncode == 77:
        pytest.skip("no C compiler on this machine")
    assert found.returncode == 0, found.stdout + found.stderr


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    # A process of its own: it forks, and forks of a process with threads hang.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS)))}
    return subprocess.run(
        [sys.executable, "-m", "reliability", *arguments],
        cwd=TESTS,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
