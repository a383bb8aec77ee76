"""What nobody foresaw, on the command line: Chinese words, where the log is, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FAILING = """
import click
from gongkai_desktop.cli.refusals import ChineseGroup

@click.group(cls=ChineseGroup)
def group(): pass

@group.command()
def fail(): 1 // 0

group.main(["fail"])
"""


def _run(state: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FAILING],
        env=os.environ | {"XDG_STATE_HOME": str(state), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_that_an_unforeseen_failure_is_told_in_chinese_and_its_traceback_goes_to_the_log(
    tmp_path: Path,
) -> None:
    ended = _run(tmp_path)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr + ended.stdout
    (log,) = tmp_path.rglob("gongkai.log")
    assert str(log) in ended.stderr
    assert "信息化人员" in ended.stderr
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_that_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    ended = _run(tmp_path / "state")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "程序在这一步出了错" in ended.stderr
