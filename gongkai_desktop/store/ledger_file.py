"""A ledger's file without SQLAlchemy, as every start needs it: what kind of file it is, and plain reading."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.errors import DamagedLedger, LedgerUnavailable, NewerLedger
from gongkai_desktop.store import driver
from gongkai_desktop.store.driver import Connection, Key
from gongkai_desktop.store.failures import DAMAGED
from gongkai_desktop.store.migrate import LATEST
from gongkai_desktop.store.rows import Rows

APPLICATION_ID = 0x474B4442
"""Written into the file's header: "GKDB", so that a foreign SQLite file is not taken for a ledger."""

_SQLITE_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class PlainReading:
    """One consistent view of a file, by the driver alone."""

    connection: Connection

    def rows(self, statement: str, **values: object) -> Sequence[tuple[Any, ...]]:
        """As in `store.rows`."""
        plain = {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items()}
        return self.connection.execute(statement, plain).fetchall()


@contextlib.contextmanager
def looking(file: Path, key: Key | None, wait: float, *, read_only: bool) -> Iterator[PlainReading]:
    """One view of a file; it ends with the block."""
    with contextlib.closing(driver.connect(file, key, read_only=read_only, wait=wait)) as connection:
        connection.execute("BEGIN")
        yield PlainReading(connection)


def check_file(file: Path, *, create: bool) -> None:
    """Refuse what SQLite would only explain badly, or would create where nobody wanted it."""
    if file.is_dir():
        raise LedgerUnavailable(f"“{file.name}”是文件夹，不是台账文件。", "请选择以 .gkdb 结尾的台账文件。")
    if not file.parent.is_dir():
        raise LedgerUnavailable(f"找不到文件夹“{file.parent}”。", "请先建立这个文件夹，或选择别的位置。")
    if not file.exists():
        if not create:
            raise LedgerUnavailable(f"找不到台账文件“{file}”。", "请检查文件名，或先导入文件建立台账。")
        return
    with file.open("rb") as opened:
        head = opened.read(len(_SQLITE_HEADER))
    if head and head != _SQLITE_HEADER and driver.salt_of(file) is None:
        raise DamagedLedger(f"“{file.name}”不是台账文件，或者已经损坏。", DAMAGED)


def is_protected(file: Path) -> bool:
    """Whether an existing file cannot be written to."""
    if not file.exists():
        return False
    # The read-only mark counts for an administrator too: somebody has set it on purpose.
    marked = not file.stat().st_mode & stat.S_IWUSR
    return marked or not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK)


def keep_log_beside(file: Path, key: Key | None, wait: float) -> None:
    """Put a file into WAL mode; one that already is in it is left alone."""
    with contextlib.closing(driver.connect(file, key, wait=wait)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def revision_of(reading: Rows, name: str) -> str | None:
    """The version of the schema in a file, None for an empty one; refuses foreign and newer files."""
    tables = {table for (table,) in reading.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = reading.rows("PRAGMA application_id")[0][0] == APPLICATION_ID
    found = reading.rows("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
    return checked_revision(str(found[0][0]) if found and ours else None, name, is_empty=not tables)


def checked_revision(found: str | None, name: str, *, is_empty: bool) -> str | None:
    """The version found in a database, where this program may go on with it."""
    if found is None and not is_empty:
        raise LedgerUnavailable(
            f"“{name}”不是台账文件。", "它是别的程序的文件。请选择以 .gkdb 结尾的台账文件。"
        )
    if found is not None and found > LATEST:
        raise NewerLedger(
            f"台账“{name}”是用更新版本的程序保存的，这个版本不能打开。",
            "请升级本程序后再打开；文件没有被改动。",
        )
    return found
