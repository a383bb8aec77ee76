"""gongkai self-test: the installed program checks itself and writes down what it found."""

from __future__ import annotations

import json
import logging
import platform
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from gongkai_desktop import __version__
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.cli.self_checks import SelfTest
from gongkai_desktop.errors import CannotSave

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it passed, what was seen, and how long it took."""

    name: str
    passed: bool
    detail: str
    seconds: float


@click.command("self-test", cls=ChineseCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def self_test_command(folder: Path) -> None:
    """检查本机安装是否完好，结果写入文件夹。"""
    # A file that somebody still holds must not turn a finished test into a failure.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        findings = run_checks(Path(scratch), folder)
    for finding in findings:
        click.echo(_line(finding, finding.detail.splitlines()[-1]))
    if not all(finding.passed for finding in findings):
        raise click.exceptions.Exit(1)


def run_checks(scratch: Path, folder: Path) -> list[Finding]:
    """Every part of the program once; a check that fails does not stop the others.

    What is known is written after each check: a program that breaks down leaves behind how far it came.
    """
    findings: list[Finding] = []
    test = SelfTest(scratch, folder)
    _write(folder, findings, {}, finished=False)
    for name, work in test.checks():
        findings.append(_try(name, work))
        _write(folder, findings, test.facts, finished=False)
    test.close()
    _write(folder, findings, test.facts, finished=True)
    return findings


def _try(name: str, work: Callable[[], str]) -> Finding:
    started = time.monotonic()
    try:
        passed, detail = True, work()
    # Whatever goes wrong in the installed program is a finding; that is what this command is for.
    except Exception:
        _log.exception("self-test: %s", name)
        passed, detail = False, traceback.format_exc().strip()
    return Finding(name, passed, detail, round(time.monotonic() - started, 2))


def _line(finding: Finding, detail: str) -> str:
    return f"{'通过' if finding.passed else '失败'}\t{finding.name}\t{detail}\t{finding.seconds:.2f} 秒"


def _write(folder: Path, findings: list[Finding], facts: dict[str, Any], *, finished: bool) -> None:
    passed = finished and all(finding.passed for finding in findings)
    data = {
        "version": __version__,
        "passed": passed,
        "finished": finished,
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "program": sys.executable,
        "frozen": bool(getattr(sys, "frozen", False)),
        **facts,
        "checks": [asdict(finding) for finding in findings],
    }
    head = f"政务公开台账 {__version__} 自检：{_verdict(passed, finished)}"
    lines = [head, *(_line(finding, finding.detail) for finding in findings)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "self-test.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
        (folder / "self-test.txt").write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise CannotSave(f"无法写入文件夹“{folder}”。", "请换一个可写的文件夹。") from error


def _verdict(passed: bool, finished: bool) -> str:
    if not finished:
        return "没有做完"
    return "全部通过" if passed else "有失败项"
