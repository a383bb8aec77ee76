"""Copies of a ledger file: made while it is in use, checked before they count, put back in one step.

Works on the file below the ORM: a backup may be of an older schema, and the present ledger may be damaged.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongkai_desktop.domain.limits import CHINA_TIME
from gongkai_desktop.errors import CannotSave, LedgerUnavailable
from gongkai_desktop.store.driver import Connection, Key, code_of, connect, failures
from gongkai_desktop.store.engine import APPLICATION_ID

COUNTED = ("plan", "task", "unit", "duty", "checkpoint", "progress", "evidence", "notice", "clock")
"""The tables by whose rows a clerk recognises a ledger."""
_PART = ".gongkai-backup-"
_BESIDE = ("-wal", "-shm")
_STRUCTURE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PATIENCE = 10.0
"""Seconds to wait for another program that writes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One change of the ledger as its journal knows it."""

    batch: str
    at: datetime
    who: str
    action: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a ledger file holds."""

    revision: str
    counts: dict[str, int]
    batches: tuple[Batch, ...]
    """Every change ever made, oldest first."""


def copy_ledger(source: Path, target: Path, key: Key | None = None) -> None:
    """A checked copy of the ledger as it is now, other programs at work or not. Raises CannotSave.

    The copy appears under its name only when it is whole, and is opened by the key of what was copied.
    """
    part = part_of(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(source, part, key)
            part.replace(target)
            settle(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except failures(OSError) as error:
        raise CannotSave(
            f"台账“{source.name}”没有备份成功：{target.parent}",
            "请检查这个文件夹能否写入、磁盘空间是否足够，再备份一次。",
        ) from error


def part_of(target: Path) -> Path:
    """Where a file is written before it gets its name; a leftover of it is known by its beginning."""
    return target.with_name(f"{_PART}{os.getpid()}-{target.name}")


def remove_leftovers(folder: Path, before: datetime) -> None:
    """Unfinished copies that a power failure left behind."""
    for part in folder.glob(f"{_PART}*"):
        if part.stat().st_mtime < before.timestamp():
            part.unlink(missing_ok=True)


def contents(file: Path, key: Key | None = None) -> Contents:
    """What the file holds; refuses one that is damaged or no ledger (LedgerUnavailable)."""
    with _refusing(file), contextlib.closing(_open(file, key)) as connection:
        problem = problem_in(connection)
        if problem:
            raise LedgerUnavailable(f"“{file.name}”不能用作台账：{problem}。", "请选择另一份备份。")
        return Contents(_revision(connection), _counts(connection), _batches(connection))


def problem_of(
    file: Path, key: Key | None = None, *, thorough: bool = False, seconds: float | None = None
) -> str | None:
    """What is wrong with a ledger file, in words; None when it is whole.

    The quick look checks the structure of every page; `thorough` compares the indexes with their tables too.
    A look that would take longer than `seconds` ends without a finding.
    """
    try:
        with contextlib.closing(_open(file, key)) as connection:
            if seconds is not None:
                end = time.monotonic() + seconds
                connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
            return problem_in(connection, thorough=thorough)
    except failures() as failure:
        # Stopped for the time, or for another program's lock: neither is damage.
        if code_of(failure) in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
            return None
        return "文件结构已损坏" if code_of(failure) in _STRUCTURE else "文件不能读取"
    except OSError:
        return "文件不能读取"


def has_tables(file: Path, key: Key | None = None) -> bool:
    """Whether the list of the tables of a damaged ledger can be read."""
    try:
        with contextlib.closing(_open(file, key)) as connection:
            return "duty" in {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except failures(OSError):
        return False


def put_back(backup: Path, ledger: Path, key: Key | None = None) -> None:
    """Make the ledger what the backup holds, in one transaction: the present stays until all is there.

    Both are opened by the same key. Raises CannotSave; the ledger is then as it was.
    """
    try:
        with (
            contextlib.closing(_open(backup, key)) as source,
            contextlib.closing(connect(ledger, key)) as target,
        ):
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target, progress=_patient())
    except failures() as error:
        raise CannotSave(
            f"台账“{ledger.name}”没有恢复，仍是原来的内容。", "请关闭其他打开这个台账的窗口或程序后再试。"
        ) from error


def replace_damaged(backup: Path, ledger: Path, aside: Path, key: Key | None = None) -> None:
    """Put a backup in the place of a ledger that cannot be opened; its files are kept under `aside`."""
    part = part_of(ledger)
    try:
        for suffix in ("", *_BESIDE):
            beside = Path(f"{ledger}{suffix}")
            if beside.exists():
                shutil.copy2(beside, f"{aside}{suffix}")
        try:
            _copy(backup, part, key)
            # The log belongs to the damaged file: with the new one it would spoil that too.
            for suffix in _BESIDE:
                Path(f"{ledger}{suffix}").unlink(missing_ok=True)
            part.replace(ledger)
            settle(ledger.parent)
        finally:
            part.unlink(missing_ok=True)
    except failures(OSError) as error:
        raise CannotSave(
            f"台账“{ledger.name}”没有恢复。", "请关闭其他打开这个台账的窗口或程序，检查磁盘后再试。"
        ) from error


def _copy(source: Path, part: Path, key: Key | None) -> None:
    part.unlink(missing_ok=True)
    with contextlib.closing(_open(source, key)) as reading, contextlib.closing(connect(part, key)) as writing:
        reading.execute("BEGIN")  # one view for the copy and the counts
        before = _counts(reading)
        reading.backup(writing, progress=_patient())
        # One file without a log beside it: it may lie on a USB stick.
        writing.execute("PRAGMA journal_mode=DELETE")
        if problem_in(writing) or _counts(writing) != before:
            raise sqlite3.DatabaseError("the copy is not what was copied")


def _open(file: Path, key: Key | None) -> Connection:
    if not file.is_file():
        raise FileNotFoundError(file)
    return connect(file, key, read_only=True)


def _patient() -> Callable[[int, int, int], None]:
    """The driver tries a locked file for ever; this ends it."""
    end = time.monotonic() + _PATIENCE

    def look(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise sqlite3.OperationalError("database is locked")

    return look


def problem_in(connection: Connection, *, thorough: bool = False) -> str | None:
    """What is wrong with an open ledger file, in words."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return "它不是台账文件"
    found = connection.execute(f"PRAGMA {'integrity_check' if thorough else 'quick_check'}(1)").fetchone()[0]
    if found != "ok":
        return "文件结构已损坏"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return "有的记录缺少它所属的内容"
    return None


def _revision(connection: Connection) -> str:
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _counts(connection: Connection) -> dict[str, int]:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in COUNTED
        if table in there
    }


def _batches(connection: Connection) -> tuple[Batch, ...]:
    rows = connection.execute(
        "SELECT batch, min(at), who, action FROM journal GROUP BY batch ORDER BY min(id)"
    )
    return tuple(Batch(batch, _moment(at), who, action) for batch, at, who, action in rows)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone(CHINA_TIME)


@contextlib.contextmanager
def _refusing(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise LedgerUnavailable(f"找不到文件“{file}”。", "请检查文件名和文件夹。") from error
    except failures(OSError) as error:
        raise LedgerUnavailable(
            f"“{file.name}”不是台账的备份，或者已经损坏。", "请选择另一份备份。"
        ) from error


def settle(folder: Path) -> None:
    """Have the folder's own entry written, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
