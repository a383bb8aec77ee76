"""The dated backups beside a ledger: their names, their order, which of them stay."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gongkai_desktop.domain.backup_rule import kept
from gongkai_desktop.domain.limits import CHINA_TIME
from gongkai_desktop.store.backups import copy_ledger, remove_leftovers
from gongkai_desktop.store.driver import Key, salt_of

FOLDER = "备份"
BEFORE_UPGRADE = "升级前"
_NAME = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\d \d{6}) (?P<reason>[^ ]+)\.gkdb")
_TIME = "%Y-%m-%d %H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file."""

    path: Path
    at: datetime
    reason: str
    size: int
    """Bytes."""
    salt: bytes | None = None
    """Tells which password it has; None for a backup without."""


def folder_of(ledger: Path) -> Path:
    """Where the backups of a ledger lie: beside it, so that they are found without the program."""
    return ledger.parent / FOLDER


def backups_in(folder: Path, ledger: Path) -> tuple[Backup, ...]:
    """The backups of this ledger in a folder, newest first; an absent folder has none."""
    found = []
    for path in folder.glob("*.gkdb"):
        match = _NAME.fullmatch(path.name)
        if match and match["stem"] == ledger.stem:
            with contextlib.suppress(ValueError, FileNotFoundError):
                at = datetime.strptime(match["at"], _TIME).replace(tzinfo=CHINA_TIME)
                found.append(Backup(path, at, match["reason"], path.stat().st_size, salt_of(path)))
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def write_backup(
    ledger: Path, folder: Path, reason: str, at: datetime, key: Key | None, *, source: Path | None = None
) -> Backup:
    """A checked copy of the ledger in a folder, then the folder tidied by the rule. Raises CannotSave.

    It has the ledger's password. `source` is what is copied where that is not the ledger itself.
    """
    taken = {backup.at for backup in backups_in(folder, ledger)}
    moment = at.replace(microsecond=0)
    while moment in taken:
        moment += timedelta(seconds=1)
    path = folder / f"{ledger.stem} {moment.strftime(_TIME)} {reason}.gkdb"
    copy_ledger(source or ledger, path, key)
    tidy(folder, ledger, moment)
    return Backup(path, moment, reason, path.stat().st_size, key.salt if key else None)


def tidy(folder: Path, ledger: Path, now: datetime) -> None:
    """Remove the backups that the rule does not keep, and what a power failure left half written."""
    there = backups_in(folder, ledger)
    stay = kept((backup.at for backup in there), now)
    _remove(backup.path for backup in there if backup.at not in stay)
    for each in (folder, ledger.parent):
        remove_leftovers(each, now - timedelta(days=1))


def back_up_before_upgrade(ledger: Path, key: Key | None) -> Backup:
    """The ledger as the older version of the program left it."""
    return write_backup(ledger, folder_of(ledger), BEFORE_UPGRADE, datetime.now(CHINA_TIME), key)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        # One that is open elsewhere goes next time.
        with contextlib.suppress(OSError):
            path.unlink()
