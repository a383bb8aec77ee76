"""gongkai backup, gongkai restore, gongkai check."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai_desktop import paths
from gongkai_desktop.cli.options import json_option, ledger_option, opened, print_json, print_table, tell
from gongkai_desktop.cli.passwords import password_of
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import InvalidInput, LedgerUnavailable
from gongkai_desktop.services.backups import (
    COUNT_NAMES,
    RestorePreview,
    back_up,
    check_ledger,
    describe_backup,
    good_backups,
    list_backups,
    locked_backup,
    preview_restore,
    restore,
    restore_damaged,
    salvage_damaged,
)

_NOT_YET = "还没有恢复。确认要恢复时，在命令后加 --yes。"


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
        print_table(("时间", "原因", "字节", "文件"), rows)
    if made and made.notice:
        tell(made.notice)


@click.command("restore", cls=ChineseCommand)
@click.argument("backup", type=click.Path(path_type=Path), metavar="[备份文件]", required=False)
@ledger_option
@click.option("--yes", "confirmed", is_flag=True, help="确认恢复；不写时只显示会失去和找回什么")
@click.option("--salvage", is_flag=True, help="没有完好的备份时，从损坏的台账里抢救还能读出的内容")
@json_option
def restore_command(
    backup: Path | None, ledger: str | None, confirmed: bool, salvage: bool, as_json: bool
) -> None:
    """用备份恢复台账；恢复前先备份现在的台账。不写备份文件时用最近一份完好的备份。"""
    file = _ledger_file(ledger)
    password = password_of(file)
    if salvage:
        _salvage(file, password, as_json=as_json)
        return
    chosen, chosen_password = _chosen(file, backup, password)
    if not file.exists() or check_ledger(file, password):
        _restore_damaged(file, chosen, chosen_password or password, confirmed=confirmed, as_json=as_json)
        return
    with opened(ledger, password) as workspace:
        preview = preview_restore(workspace, chosen, chosen_password)
        present = restore(workspace, chosen, chosen_password) if confirmed else None
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
        tell(_NOT_YET)


@click.command("check", cls=ChineseCommand)
@ledger_option
def check_command(ledger: str | None) -> None:
    """检查台账文件是否完好；有损坏时退出码为 1。"""
    file = _ledger_file(ledger)
    problem = check_ledger(file, password_of(file))
    click.echo(f"{file}：{problem or '完好'}")
    if problem:
        tell("请不要继续使用这个文件；用 gongkai restore --yes 恢复最近一份完好的备份。")
        raise click.exceptions.Exit(1)


def _ledger_file(ledger: str | None) -> Path:
    if ledger and "://" in ledger:
        raise InvalidInput("这个命令只用于台账文件。", "多人共用的台账由信息化人员在服务器上检查和恢复。")
    return Path(ledger) if ledger else paths.default_ledger()


def _chosen(ledger: Path, backup: Path | None, password: Password | None) -> tuple[Path, Password | None]:
    """The backup to restore from, and its password where that is known to be needed."""
    if backup is not None:
        return backup, password_of(backup, [password])
    found = next(good_backups(ledger, password), None)
    if found is None and (locked := locked_backup(ledger, password)):
        # The ledger's own beginning is lost, or its password was changed since.
        password = password_of(locked.path)
        found = next(good_backups(ledger, password), None)
    if found is None:
        raise LedgerUnavailable(
            f"台账“{ledger.name}”没有完好的备份。",
            "可用 gongkai restore --salvage 抢救还能读出的内容；U盘上有备份的，在命令后写上它的位置。",
        )
    return found.path, password if found.salt else None


def _restore_damaged(
    ledger: Path, backup: Path, password: Password | None, *, confirmed: bool, as_json: bool
) -> None:
    """The present cannot be compared or backed up: its file is kept beside the restored ledger."""
    held = describe_backup(backup, password)
    aside = restore_damaged(ledger, backup, password) if confirmed else None
    if as_json:
        print_json({"counts": dict(held), "damaged": str(aside) if aside else None})
        return
    print_table(("内容", "备份里"), [(name, str(count)) for name, count in held])
    if aside is None:
        tell(f"现在的台账“{ledger.name}”读不出，无法比较。{_NOT_YET}")
    elif aside.exists():
        tell(f"已用备份 {backup} 恢复。损坏的台账保留在 {aside}")
    else:
        tell(f"已用备份 {backup} 恢复。")


def _salvage(ledger: Path, password: Password | None, *, as_json: bool) -> None:
    if check_ledger(ledger, password) is None:
        raise InvalidInput(f"台账“{ledger.name}”是完好的，不需要抢救。")
    aside, found = salvage_damaged(ledger, password)
    counts = [(name, found.kept.get(table, 0)) for table, name in COUNT_NAMES.items()]
    if as_json:
        print_json({"counts": dict(counts), "left_out": found.left_out, "damaged": str(aside)})
        return
    print_table(("内容", "读出"), [(name, str(count)) for name, count in counts])
    tell(f"已抢救。另有 {found.left_out} 条因所属内容读不出而舍去。损坏的台账保留在 {aside}，请逐项核对。")


def _as_json(preview: RestorePreview) -> dict[str, object]:
    return {
        "counts": {name: {"now": now, "backup": then} for name, now, then in preview.counts},
        "lost": [_change(each.at.isoformat(), each.who, each.action) for each in preview.lost],
        "gained": [_change(each.at.isoformat(), each.who, each.action) for each in preview.gained],
    }


def _change(at: str, who: str, action: str) -> dict[str, str]:
    return {"at": at, "who": who, "action": action}
