"""The password of a ledger: set, changed, taken away; and older backups that have another one, or none."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai_desktop.domain.password import SHORTEST, Password
from gongkai_desktop.domain.password import weakness as weakness
from gongkai_desktop.errors import CannotSave, InvalidInput, LedgerUnavailable, PasswordNeeded, WrongPassword
from gongkai_desktop.services import presence
from gongkai_desktop.services.backup_files import Backup, backups_in, folder_of, write_backup
from gongkai_desktop.services.backups import copy_to_second, folders
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import driver, reencrypt

BEFORE_PASSWORD = "改密码前"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """The ledger opened with its new password, and what the clerk should know about the backup before it."""

    workspace: Workspace
    notice: str


@dataclass(frozen=True, slots=True)
class Adapted:
    """How many older backups have the ledger's password now, and how many none of the passwords opened."""

    done: int
    left: int


def new_password(text: str, again: str) -> Password:
    """The password that was typed twice. Raises InvalidInput."""
    if len(text) < SHORTEST:
        raise InvalidInput(f"密码太短，至少要 {SHORTEST} 个字。", "可以用一句容易记住的话。")
    if Password(text) != Password(again):
        raise InvalidInput("两次输入的密码不一样。", "请重新输入。")
    return Password(text)


def check_password(ledger: Path, password: Password) -> None:
    """Raises WrongPassword unless the password opens this file; slow on purpose."""
    driver.unlock(ledger, password)


def needs_password(ledger: Path) -> bool:
    """Whether a ledger's file has a password."""
    return driver.salt_of(ledger) is not None


def change_password(
    workspace: Workspace,
    present: Password | None,
    new: Password | None,
    *,
    with_backups: bool = False,
    report: Report = no_report,
) -> PasswordChanged:
    """Give the ledger another password, or none. The workspace given is closed.

    A backup is made first, with the new password: one without would tell what the password is to hide.
    `with_backups`: the older backups get the new password, too, as far as `present` opens them.
    Raises WrongPassword for another `present` one, CannotSave; the ledger is then as it was.
    """
    file = _file(workspace)
    if workspace.ledger.password != present:
        raise WrongPassword("现在的密码不对。", "请检查大小写和输入法后再试。")
    other = presence.somebody_else(file, workspace.who, workspace.now())
    if other is not None:
        raise CannotSave(
            f"“{other.who}”正在电脑“{other.computer}”上使用这个台账，现在不能改密码。",
            "请对方关闭程序后再试。",
        )
    key = driver.new_key(new) if new is not None else None
    workspace.close()
    with reencrypt.taking_the_place(file, workspace.ledger.key, key) as made:
        now = workspace.now()
        backup = write_backup(file, folder_of(file), BEFORE_PASSWORD, now, key, source=made)
        second = copy_to_second(workspace.office, file, backup, key)
    _log.info("the password was %s", "taken away" if new is None else "set")
    changed = open_workspace(file, workspace.who, password=new)
    notices = [second.notice]
    if with_backups:
        try:
            adapted = adapt_backups(changed, present, report)
        except CannotSave as failure:
            notices.append(str(failure))
        else:
            notices.append(f"有 {adapted.left} 份旧备份是更早的密码，没有改。" if adapted.left else "")
    return PasswordChanged(changed, "".join(notices))


def other_backups(workspace: Workspace) -> tuple[Backup, ...]:
    """The backups in both folders whose password is not the ledger's present one."""
    key = workspace.ledger.key
    file = _file(workspace)
    return tuple(
        backup
        for folder in folders(workspace)
        for backup in backups_in(folder, file)
        if backup.salt != (key.salt if key else None)
    )


def adapt_backups(
    workspace: Workspace,
    old: Password | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> Adapted:
    """Give the older backups the ledger's password, or none where it has none.

    `old` is the password they may have. Each is whole at every moment; a cancel leaves the rest as they are.
    """
    others = other_backups(workspace)
    done = 0
    for number, backup in enumerate(others):
        step(report, cancelled, number, len(others), backup.path.name)
        with contextlib.suppress(PasswordNeeded):
            has = _key_of(backup.path, (workspace.ledger.password, old))
            reencrypt.replace_key(backup.path, has, workspace.ledger.key)
            done += 1
    return Adapted(done, len(others) - done)


def delete_backups(backups: Sequence[Backup]) -> None:
    """Remove backups for good. Raises CannotSave for one that is open elsewhere."""
    for backup in backups:
        try:
            backup.path.unlink(missing_ok=True)
        except OSError as failure:
            raise CannotSave(f"备份“{backup.path.name}”没有删掉。", "请关闭打开它的程序后再试。") from failure


def _key_of(backup: Path, known: Sequence[Password | None]) -> driver.Key | None:
    """What opens a backup, of the passwords known. Raises PasswordNeeded when none does."""
    for password in known:
        with contextlib.suppress(PasswordNeeded):
            return driver.unlock(backup, password)
    raise PasswordNeeded(f"“{backup.name}”有另外的密码。")


def _file(workspace: Workspace) -> Path:
    file = workspace.ledger.file
    if file is None:
        raise LedgerUnavailable("多人共用的台账在服务器上，由服务器管理密码。", "请联系信息化人员。")
    if workspace.ledger.read_only:
        raise LedgerUnavailable(
            f"台账“{file.name}”是以只读方式打开的，不能改密码。", "请先把它复制到自己有写入权限的文件夹。"
        )
    return file
