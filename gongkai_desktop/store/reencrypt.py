"""The same ledger under another key: given a password, another one, or none.

Always a new file, compared row by row before it takes the old one's place in one step. SQLCipher could change
a key inside the file, too: a power cut would leave pages of both keys there, and a ledger without password
cannot become one with a password in place at all.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from gongkai_desktop.errors import CannotSave
from gongkai_desktop.store.backups import part_of, problem_in, settle
from gongkai_desktop.store.driver import Connection, Key, code_of, connect, copying, failures
from gongkai_desktop.store.engine import APPLICATION_ID

_OBJECTS = "SELECT type, name, sql FROM {}.sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextlib.contextmanager
def under_key(file: Path, has: Key | None, wanted: Key | None, folder: Path) -> Iterator[Path]:
    """The contents of a file under another key: a passing copy in `folder`, unless it has that key already.

    Raises CannotSave.
    """
    if has == wanted:
        yield file
        return
    part = part_of(folder / file.name)
    try:
        with _saving(file):
            _write(part, wanted, file, has)
        yield part
    finally:
        _forget(part)


@contextlib.contextmanager
def taking_the_place(ledger: Path, has: Key | None, wanted: Key | None) -> Iterator[Path]:
    """A copy of a ledger under another key, which takes the ledger's place when the block has ended well.

    Until then the ledger stays as it is, and nobody else can write. Raises CannotSave.
    """
    part = part_of(ledger)
    try:
        with _saving(ledger):
            seen = _write(part, wanted, ledger, has, alone=True)
        yield part
        with _saving(ledger):
            if _look(ledger) != seen:
                raise CannotSave(
                    f"台账“{ledger.name}”刚刚被别的程序改过，没有处理，仍是原来的样子。", "请再试一次。"
                )
            part.replace(ledger)
            settle(ledger.parent)
    finally:
        _forget(part)


def replace_key(file: Path, has: Key | None, wanted: Key | None) -> None:
    """Put a file that nobody has open, such as a backup, under another key. Raises CannotSave."""
    with under_key(file, has, wanted, file.parent) as made, _saving(file):
        if made != file:
            made.replace(file)
            settle(file.parent)


def _forget(part: Path) -> None:
    # On a failing disk it stays, and goes with the leftovers of later backups.
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


Look = tuple[int, int, bool]


def _look(ledger: Path) -> Look:
    """What changes when another program writes."""
    log = Path(f"{ledger}-wal")
    return ledger.stat().st_mtime_ns, ledger.stat().st_size, log.exists() and log.stat().st_size > 0


def _write(part: Path, wanted: Key | None, source: Path, has: Key | None, *, alone: bool = False) -> Look:
    part.unlink(missing_ok=True)
    with copying(part, wanted, source, has) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        if alone:
            # Takes the log into the file; refused while another program reads or writes.
            connection.execute("PRAGMA old.journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
        connection.execute("SELECT sqlcipher_export('main', 'old')")
        connection.execute(f"PRAGMA main.application_id={APPLICATION_ID}")
        if not _is_same(connection):
            raise sqlite3.DatabaseError("the copy is not what was copied")
        seen = _look(source)
        connection.execute("COMMIT")
    with contextlib.closing(connect(part, wanted, read_only=True)) as connection:
        if problem_in(connection, thorough=True):
            raise sqlite3.DatabaseError("the copy cannot be read back")
    return seen


def _is_same(connection: Connection) -> bool:
    """Whether both hold the same tables, indexes and triggers, and the same rows in the same order."""
    made, old = (connection.execute(_OBJECTS.format(side)).fetchall() for side in ("main", "old"))
    if made != old:
        return False
    for kind, table, _sql in made:
        if kind == "table":
            both = (
                connection.execute(f"SELECT * FROM {side}.{table} ORDER BY rowid") for side in ("main", "old")
            )
            if any(one != other for one, other in zip_longest(*both)):
                return False
    return True


@contextlib.contextmanager
def _saving(ledger: Path) -> Iterator[None]:
    try:
        yield
    except failures(OSError) as failure:
        in_use = code_of(failure) in _IN_USE or (isinstance(failure, PermissionError) and os.name == "nt")
        raise CannotSave(
            f"“{ledger.name}”没有处理好，仍是原来的样子。",
            "请关闭其他打开这个台账的窗口或程序后再试。"
            if in_use
            else "请检查磁盘空间和文件夹的写入权限后再试。",
        ) from failure
