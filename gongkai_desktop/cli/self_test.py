"""gongkai self-test: the installed program checks itself and writes down what it found."""

from __future__ import annotations

import json
import logging
import os
import platform
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from gongkai_desktop import __version__
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.services.export_ledger import export_excel
from gongkai_desktop.services.fonts import check_fonts
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.monthly_report import write_report
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample, sample_files
from gongkai_desktop.services.workspace import Workspace, open_workspace

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it passed, what was seen."""

    name: str
    passed: bool
    detail: str


@click.command("self-test", cls=ChineseCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def self_test_command(folder: Path) -> None:
    """检查本机安装是否完好，结果写入文件夹。"""
    with tempfile.TemporaryDirectory() as scratch:
        findings = run_checks(Path(scratch))
    _write(folder, findings)
    for finding in findings:
        click.echo(
            f"{'通过' if finding.passed else '失败'}\t{finding.name}\t{finding.detail.splitlines()[-1]}"
        )
    if not all(finding.passed for finding in findings):
        raise click.exceptions.Exit(1)


def run_checks(folder: Path) -> list[Finding]:
    """Every part of the program once, in an empty folder. A check that fails does not stop the others."""
    workspace: Workspace | None = None
    findings: list[Finding] = []

    def check(name: str, work: Callable[[], str]) -> None:
        try:
            findings.append(Finding(name, True, work()))
        # Whatever goes wrong in the installed program is a finding; that is what this command is for.
        except Exception:
            _log.exception("self-test: %s", name)
            findings.append(Finding(name, False, traceback.format_exc().strip()))

    def make_ledger() -> str:
        nonlocal workspace
        workspace = open_workspace(folder / "自检.gkdb", "自检")
        return "台账已建立"

    check("新建台账", make_ledger)
    check("字体", check_fonts)
    if workspace is not None:
        for name, work in _ledger_checks(workspace, folder):
            check(name, work)
        workspace.close()
    return findings


def _ledger_checks(workspace: Workspace, folder: Path) -> list[tuple[str, Callable[[], str]]]:
    def import_sample() -> str:
        result = load_sample(workspace)
        if len(result.plans) != len(sample_files()):
            raise AssertionError(f"{len(result.plans)} of {len(sample_files())} files imported")
        return f"{len(result.plans)} 份文件，{result.task_count} 项任务"

    def export() -> str:
        path = export_excel(workspace, folder / "台账.xlsx", SAMPLE_DAY, DutyFilter())
        return f"{path.stat().st_size} 字节"

    def notices() -> str:
        return f"{len(issue_notices(workspace, '督办通知', folder / '督办通知', SAMPLE_DAY))} 份"

    def report() -> str:
        path = write_report(workspace, (SAMPLE_DAY.year, SAMPLE_DAY.month), folder / "月报.pdf", SAMPLE_DAY)
        return f"{path.stat().st_size} 字节"

    def window() -> str:
        # The toolkit is loaded here, so that its absence is a finding and not a crash.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # pictures need no display
        from gongkai_desktop.ui.screenshots import take_screenshots

        return f"{len(take_screenshots(workspace, folder / '界面', SAMPLE_DAY))} 个页面和对话框"

    return [
        ("导入示例文件", import_sample),
        ("写出 Excel 台账", export),
        ("生成督办通知", notices),
        ("生成月度督办报告", report),
        ("打开全部页面", window),
    ]


def _write(folder: Path, findings: list[Finding]) -> None:
    data = {
        "version": __version__,
        "system": platform.platform(),
        "passed": all(finding.passed for finding in findings),
        "checks": [{"name": f.name, "passed": f.passed, "detail": f.detail} for f in findings],
    }
    lines = [f"{'通过' if f.passed else '失败'} {f.name}：{f.detail}" for f in findings]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "self-test.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
        (folder / "self-test.txt").write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise CannotSave(f"无法写入文件夹“{folder}”。", "请换一个可写的文件夹。") from error
