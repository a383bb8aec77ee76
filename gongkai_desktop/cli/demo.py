"""gongkai demo: the whole main job on the shipped sample."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from gongkai_desktop import paths
from gongkai_desktop.cli.options import Day, tell
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.services.export_ledger import export_excel
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.monthly_report import write_report
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample, sample_files
from gongkai_desktop.services.workspace import Workspace, open_workspace

LEDGER_NAME = "示例台账.gkdb"


@click.command("demo", cls=ChineseCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--as-of", type=Day(), default=SAMPLE_DAY, show_default=True, help="按哪一天计算")
def demo_command(folder: Path, as_of: date) -> None:
    """用示例文件走完全部工作：导入、台账、Excel、督办通知、月报、三种视图的图片。"""
    workspace = open_workspace(fresh_ledger(folder), "演示")
    try:
        _import(workspace)
        _papers(workspace, folder, as_of)
        _pictures(workspace, folder / "界面图片", as_of)
    finally:
        workspace.close()
    click.echo(f"全部结果在 {folder.resolve()}")


def fresh_ledger(folder: Path) -> Path:
    """The path of a new ledger in a folder; that of an earlier demonstration goes."""
    ledger = folder / LEDGER_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{LEDGER_NAME}*"):
            old.unlink()
    except OSError as error:
        raise CannotSave(
            f"无法写入文件夹“{folder}”。", "请换一个文件夹，或关闭正在使用其中文件的程序。"
        ) from error
    return ledger


def _import(workspace: Workspace) -> None:
    for path in sample_files():
        tell(f"导入 {path.relative_to(paths.resources())}")
    result = load_sample(workspace)
    click.echo(
        f"台账：{len(result.plans)} 份来源文件，任务 {result.task_count} 项，"
        f"责任事项 {result.duty_count} 项，待核对 {result.flag_count} 处"
    )


def _papers(workspace: Workspace, folder: Path, as_of: date) -> None:
    tell("写出 Excel 台账、督办通知和月度督办报告")
    click.echo(f"Excel 台账：{export_excel(workspace, folder / '政务公开台账.xlsx', as_of, DutyFilter())}")
    issued = issue_notices(workspace, "督办通知", folder / "督办通知", as_of)
    click.echo(f"督办通知：{len(issued)} 份，在 {folder / '督办通知'}")
    report = write_report(workspace, (as_of.year, as_of.month), folder / "月度督办报告.pdf", as_of)
    click.echo(f"月度督办报告：{report}")


def _pictures(workspace: Workspace, folder: Path, as_of: date) -> None:
    # The toolkit is needed for this last step only.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # pictures need no display
    from gongkai_desktop.ui.screenshots import take_screenshots

    tell("画出台账的三种视图")
    for picture in take_screenshots(workspace, folder, as_of, views_only=True):
        click.echo(f"界面图片：{picture.path}")
