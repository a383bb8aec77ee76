"""Backups of the open ledger: made by hand and by the program itself, compared, put back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gongkai_desktop.domain.limits import CHINA_TIME
from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import (
    CannotSave,
    DamagedLedger,
    LedgerUnavailable,
    PasswordNeeded,
    WrongPassword,
)
from gongkai_desktop.services.backup_files import Backup, backups_in, folder_of, tidy, write_backup
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.store import backups as files
from gongkai_desktop.store import plans, salvage
from gongkai_desktop.store.backups import Batch as Batch
from gongkai_desktop.store.driver import Key, unlock
from gongkai_desktop.store.reencrypt import under_key
from gongkai_desktop.store.salvage import Salvaged as Salvaged

DAILY, BY_HAND = "每日", "手动"
BEFORE_IMPORT, BEFORE_MERGE, BEFORE_RESTORE = "导入前", "合并单位前", "恢复前"

COUNT_NAMES = {
    "plan": "来源文件",
    "task": "任务",
    "unit": "责任单位",
    "duty": "责任事项",
    "checkpoint": "节点",
    "progress": "进展",
    "evidence": "佐证",
    "notice": "督办文书",
    "clock": "法定时限",
}


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A new backup, and what the clerk should know about its copy in the second folder."""

    backup: Backup
    second: Path | None
    notice: str
    """Why there is no second copy though one is wanted; else empty."""


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What putting a backup back would change."""

    counts: tuple[tuple[str, int, int], ...]
    """What is counted, how many now, how many in the backup."""
    lost: tuple[Batch, ...]
    """Changes made since the backup, newest first."""
    gained: tuple[Batch, ...]
    """Changes that the backup has and the present ledger has not, newest first."""


def list_backups(workspace: Workspace) -> tuple[Backup, ...]:
    """The backups of the open ledger, newest first; one that lies in both folders is listed once."""
    ledger = _file(workspace)
    found = {
        backup.path.name: backup
        for folder in reversed(folders(workspace))
        for backup in backups_in(folder, ledger)
    }
    return tuple(sorted(found.values(), key=lambda backup: backup.at, reverse=True))


def folders(workspace: Workspace) -> tuple[Path, ...]:
    """Where backups of the open ledger lie: beside it, and in the second folder where one is set."""
    beside, second = folder_of(_file(workspace)), workspace.office.second_backup_folder
    return (beside, Path(second)) if second else (beside,)


def back_up(workspace: Workspace, reason: str = BY_HAND) -> BackupMade:
    """Back the ledger up now, and copy the backup into the second folder where that is set."""
    ledger = _file(workspace)
    key = workspace.ledger.key
    backup = write_backup(ledger, folder_of(ledger), reason, workspace.now(), key)
    return copy_to_second(workspace.office, ledger, backup, key)


def copy_to_second(office: OfficeSettings, ledger: Path, backup: Backup, key: Key | None) -> BackupMade:
    """The same backup once more in the second folder, where one is set."""
    second = office.second_backup_folder
    if not second:
        return BackupMade(backup, None, "")
    # The folder itself is never made: a missing one means that the stick is not in.
    if not Path(second).is_dir():
        return BackupMade(backup, None, f"第二备份位置不在：{second}。请插入U盘或在设置中改换位置。")
    copy = Path(second) / backup.path.name
    try:
        files.copy_ledger(backup.path, copy, key)
    except CannotSave as error:
        return BackupMade(backup, None, str(error))
    tidy(copy.parent, ledger, backup.at)
    return BackupMade(backup, copy, "")


def back_up_before(workspace: Workspace, reason: str) -> None:
    """Back up before a great change; nothing is done on a database server or while there is no plan yet."""
    if workspace.ledger.file is None or workspace.ledger.read_only:
        return
    with workspace.ledger.read() as reading:
        worth_it = bool(plans.list_plans(reading))
    if worth_it:
        back_up(workspace, reason)


def daily_backup(workspace: Workspace, today: date) -> BackupMade | None:
    """The first backup of a day; None when it is there already or the ledger is no file."""
    file = workspace.ledger.file
    if file is None or workspace.ledger.read_only:
        return None
    if any(backup.at.date() >= today for backup in backups_in(folder_of(file), file)):
        return None
    return back_up(workspace, DAILY)


def preview_restore(workspace: Workspace, backup: Path, password: Password | None = None) -> RestorePreview:
    """What restoring would lose and gain. Raises LedgerUnavailable for a damaged or foreign file.

    A backup has the password of its time: the ledger's is tried, else `password` is needed (PasswordNeeded).
    """
    then = files.contents(backup, _key_of(workspace, backup, password))
    now = files.contents(_file(workspace), workspace.ledger.key)
    there, here = {change.batch for change in then.batches}, {change.batch for change in now.batches}
    return RestorePreview(
        counts=tuple(
            (name, now.counts.get(table, 0), then.counts.get(table, 0)) for table, name in COUNT_NAMES.items()
        ),
        lost=tuple(change for change in reversed(now.batches) if change.batch not in there),
        gained=tuple(change for change in reversed(then.batches) if change.batch not in here),
    )


def describe_backup(backup: Path, password: Password | None = None) -> tuple[tuple[str, int], ...]:
    """What a backup holds: what is counted, and how many. Raises LedgerUnavailable for a damaged file."""
    counts = files.contents(backup, unlock(backup, password)).counts
    return tuple((name, counts.get(table, 0)) for table, name in COUNT_NAMES.items())


def restore(workspace: Workspace, backup: Path, password: Password | None = None) -> Backup:
    """Make the ledger what the backup holds, after backing the present up; hands back that last backup.

    The ledger keeps its password, or has none still, whatever the backup's is. The workspace must be opened
    anew afterwards: the backup may be of an older version.
    """
    ledger, key = _file(workspace), workspace.ledger.key
    if workspace.ledger.read_only:
        raise LedgerUnavailable(
            f"台账“{ledger.name}”是以只读方式打开的，不能恢复。", "请先把它复制到自己有写入权限的文件夹。"
        )
    has = _key_of(workspace, backup, password)
    files.contents(backup, has)
    present = write_backup(ledger, folder_of(ledger), BEFORE_RESTORE, workspace.now(), key)
    with under_key(backup, has, key, ledger.parent) as fitting:
        files.put_back(fitting, ledger, key)
    return present


def good_backups(ledger: Path, password: Password | None = None) -> Iterator[Backup]:
    """The whole backups of a ledger that may not be readable itself, newest first; each looked at in turn.

    Those that this password does not open are left out.
    """
    for backup in backups_in(folder_of(ledger), ledger):
        with contextlib.suppress(PasswordNeeded):
            if files.problem_of(backup.path, unlock(backup.path, password)) is None:
                yield backup


def locked_backup(ledger: Path, password: Password | None = None) -> Backup | None:
    """The newest backup that this password does not open."""
    for backup in backups_in(folder_of(ledger), ledger):
        try:
            unlock(backup.path, password)
        except PasswordNeeded:
            return backup
    return None


def restore_damaged(ledger: Path, backup: Path, password: Password | None = None) -> Path:
    """Put a backup in the place of a ledger that cannot be opened; hands back where the damaged one lies.

    The ledger keeps its password where the damaged file still tells that it has one; else it is the backup's.
    """
    aside = _aside(ledger)
    has = unlock(backup, password)
    files.contents(backup, has)
    wanted = (_key_if_known(ledger, password) if has is None else None) or has
    with under_key(backup, has, wanted, ledger.parent) as fitting:
        files.replace_damaged(fitting, ledger, aside, wanted)
    return aside


def salvage_damaged(ledger: Path, password: Password | None = None) -> tuple[Path, Salvaged]:
    """Put what can still be read of a damaged ledger in its place; also says where the damaged one lies.

    Raises DamagedLedger where nothing can be read; the file is then left as it is.
    """
    aside, key = _aside(ledger), unlock(ledger, password)
    part = ledger.with_name(f"{ledger.name}.抢救")
    try:
        found = salvage.salvage(ledger, part, key)
        if files.problem_of(part, key, thorough=True):
            raise DamagedLedger(
                f"“{ledger.name}”损坏得太重，抢救没有成功。", "请保留这个文件，交给信息化人员。"
            )
        files.replace_damaged(part, ledger, aside, key)
    finally:
        part.unlink(missing_ok=True)
    return aside, found


def can_be_salvaged(ledger: Path, password: Password | None = None) -> bool:
    """Whether there is a hope to read anything of a damaged ledger; a file of another kind gives none."""
    try:
        return files.has_tables(ledger, unlock(ledger, password))
    except PasswordNeeded:
        return False


def look_quickly(workspace: Workspace, seconds: float = 5.0) -> str | None:
    """What is wrong with the open ledger as far as can be said in a short time; None when nothing is seen."""
    return files.problem_of(_file(workspace), workspace.ledger.key, seconds=seconds)


def check_ledger(ledger: Path, password: Password | None = None) -> str | None:
    """What is wrong with a ledger file after a thorough look; None when it is whole."""
    return files.problem_of(ledger, unlock(ledger, password), thorough=True)


def _key_of(workspace: Workspace, backup: Path, password: Password | None) -> Key | None:
    """What opens a backup: the ledger's own password, as a rule."""
    if password is not None:
        return unlock(backup, password)
    try:
        return unlock(backup, workspace.ledger.password)
    except WrongPassword as failure:
        raise PasswordNeeded(
            f"备份“{backup.name}”的密码和台账现在的不同。", "请输入做这份备份时台账的密码。"
        ) from failure


def _key_if_known(ledger: Path, password: Password | None) -> Key | None:
    with contextlib.suppress(PasswordNeeded, OSError):
        return unlock(ledger, password)
    return None


def _aside(ledger: Path) -> Path:
    stamp = datetime.now(CHINA_TIME).strftime("%Y-%m-%d %H%M%S")
    return ledger.with_name(f"{ledger.stem} {stamp} 已损坏{ledger.suffix}")


def _file(workspace: Workspace) -> Path:
    if workspace.ledger.file is None:
        raise LedgerUnavailable("多人共用的台账由服务器自己备份。", "请联系信息化人员。")
    return workspace.ledger.file
