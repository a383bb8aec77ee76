"""gongkai backup, gongkai restore, gongkai check."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai_desktop import paths
from gongkai_desktop.cli.options import json_option, ledger_option, opened, print_json, print_table, tell
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.backups import (
    RestorePreview,
    back_up,
    check_ledger,
    list_backups,
    preview_restore,
    restore,
)


@click.command("backup", cls=ChineseCommand)
@ledger_option
@click.option("--list", "listing", is_flag=True, help="只列出已有的备份")
@json_option
def backup_command(ledger: str | None, listing: bool, as_json: bool) -> None:
    """备份台账，并核对备份是否完好。"""
    with opened(ledger) as workspace:
        if listing:
            found = list_backups(workspace)
            made = None
        else:
            made = back_up(workspace)
            found = (made.backup,)
    if as_json:
        print_json(
            [
                {"path": str(each.path), "at": each.at.isoformat(), "reason": each.reason, "size": each.size}
                for each in found
            ]
        )
    else:
        rows = [
            (f"{each.at:%Y-%m-%d %H:%M}", each.reason, f"{each.size:,}", str(each.path)) for each in found
        ]
        print_table(("时间", "缘由", "字节", "文件"), rows)
    if made and made.notice:
        tell(made.notice)


@click.command("restore", cls=ChineseCommand)
@click.argument("backup", type=click.Path(path_type=Path), metavar="备份文件")
@ledger_option
@click.option("--yes", "confirmed", is_flag=True, help="确认恢复；不写时只显示会失去和找回什么")
@json_option
def restore_command(backup: Path, ledger: str | None, confirmed: bool, as_json: bool) -> None:
    """用备份恢复台账；恢复前先备份现在的台账。"""
    with opened(ledger) as workspace:
        preview = preview_restore(workspace, backup)
        present = restore(workspace, backup) if confirmed else None
    if as_json:
        print_json(_as_json(preview) | {"present": str(present.path) if present else None})
        return
    print_table(
        ("内容", "现在", "备份里"), [(name, str(now), str(then)) for name, now, then in preview.counts]
    )
    for title, changes in (("会失去的改动", preview.lost), ("会找回的改动", preview.gained)):
        click.echo(f"{title}：{len(changes)} 次")
        for change in changes[:20]:
            click.echo(f"  {change.at:%Y-%m-%d %H:%M}\t{change.who}\t{change.action}")
    if present:
        tell(f"已恢复。恢复前的台账备份在 {present.path}")
    else:
        tell("还没有恢复。确认要恢复时，在命令后加 --yes。")


@click.command("check", cls=ChineseCommand)
@ledger_option
def check_command(ledger: str | None) -> None:
    """检查台账文件是否完好；有损坏时退出码为 1。"""
    if ledger and "://" in ledger:
        raise InvalidInput("只能检查台账文件。", "多人共用的台账由信息化人员在服务器上检查。")
    file = Path(ledger) if ledger else paths.default_ledger()
    problem = check_ledger(file)
    click.echo(f"{file}：{problem or '完好'}")
    if problem:
        tell("请不要继续使用这个文件；用 gongkai restore 恢复最近的备份。")
        raise click.exceptions.Exit(1)


def _as_json(preview: RestorePreview) -> dict[str, object]:
    return {
        "counts": {name: {"now": now, "backup": then} for name, now, then in preview.counts},
        "lost": [_change(each.at.isoformat(), each.who, each.action) for each in preview.lost],
        "gained": [_change(each.at.isoformat(), each.who, each.action) for each in preview.gained],
    }


def _change(at: str, who: str, action: str) -> dict[str, str]:
    return {"at": at, "who": who, "action": action}
