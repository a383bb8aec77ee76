"""What can still be read of a damaged ledger, row by row, written into a new one.

For the day on which no backup is whole: rows that cannot be read, and rows that hang on them, are left out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gongkai_desktop.errors import DamagedLedger
from gongkai_desktop.store import migrate
from gongkai_desktop.store.driver import Connection, Key, connect, failures
from gongkai_desktop.store.engine import APPLICATION_ID

_BEYOND = 2_000
"""How many absent rows in a row mean that there is nothing more to come."""
_BEYOND_LOCKED = 400
"""The same where every vain try costs opening the file again; still more rows than a page has."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How much was saved."""

    kept: dict[str, int]
    """Rows by table."""
    left_out: int
    """Rows that could be read but hang on rows that could not."""
    broken: tuple[str, ...]
    """The tables in which something could not be read."""


def salvage(damaged: Path, target: Path, key: Key | None = None) -> Salvaged:
    """Write all readable rows into `target`, a new file. Raises DamagedLedger where no table can be found.

    Both are opened by `key`. With one, a page is read whole or not at all: every page carries its proof.
    """
    target.unlink(missing_ok=True)
    with (
        contextlib.closing(_Source(damaged, key)) as source,
        contextlib.closing(connect(target, key)) as new,
    ):
        schema = _schema(source, damaged.name)
        new.execute("BEGIN")
        kept, broken = {}, []
        kinds = {kind: [(name, sql) for found, name, sql in schema if found == kind] for kind, *_ in schema}
        # With the indexes in place, rows that stand twice in a damaged file are left out by them.
        for _, sql in (*kinds["table"], *kinds.get("index", ())):
            new.execute(sql)
        for table, _ in kinds["table"]:
            kept[table], whole = _copy_table(source, new, table)
            if not whole:
                broken.append(table)
        left_out = _drop_orphans(new)
        # Only now: a trigger may forbid what has just been done.
        for _, sql in kinds.get("trigger", ()):
            new.execute(sql)
        _sign(new)
        new.execute("COMMIT")
    return Salvaged(kept, left_out, tuple(broken))


class _Source:
    """The damaged file: what can be read of it."""

    def __init__(self, file: Path, key: Key | None) -> None:
        self._open = partial(connect, file, key, read_only=True)
        self._reopens = key is not None
        self.patience = _BEYOND if key is None else _BEYOND_LOCKED
        self._connection = self._open()

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> Iterator[Row]:
        """The rows of a statement; raises one of `failures` where one cannot be read."""
        try:
            yield from self._connection.execute(statement, values)
        except failures():
            if self._reopens:
                # SQLCipher lets a connection read nothing more after a page that cannot prove itself.
                self._connection.close()
                self._connection = self._open()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _schema(source: _Source, name: str) -> list[Row]:
    try:
        found = list(
            source.execute(
                "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            )
        )
    except failures():
        found = []
    if not any(table == "duty" for kind, table, _ in found if kind == "table"):
        raise DamagedLedger(
            f"“{name}”损坏得太重，读不出任何内容。",
            "请保留这个文件，交给信息化人员；台账只能从别处的备份恢复。",
        )
    return found


def _copy_table(source: _Source, new: Connection, table: str) -> tuple[int, bool]:
    columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    insert = f"INSERT OR IGNORE INTO {table} (rowid, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
    whole = True

    def note() -> None:
        nonlocal whole
        whole = False

    # A row that breaks the table's own rules was damaged on the disk; OR IGNORE leaves it out.
    for row in _rows(source, table, note):
        new.execute(insert, row)
    return int(new.execute(f"SELECT count(*) FROM {table}").fetchone()[0]), whole


def _rows(source: _Source, table: str, note: Callable[[], None]) -> Iterator[Row]:
    """The rows in their order as far as that goes, then one by one."""
    last = 0
    try:
        for row in source.execute(f"SELECT rowid, * FROM {table} NOT INDEXED ORDER BY rowid"):
            last = row[0]
            yield row
    except failures():
        note()
        yield from _one_by_one(source, table, last + 1)


def _one_by_one(source: _Source, table: str, first: int) -> Iterator[Row]:
    end = _highest(source, table)
    absent = 0
    number = first
    while absent < source.patience or number <= end:
        try:
            found = source.execute(f"SELECT rowid, * FROM {table} NOT INDEXED WHERE rowid = ?", (number,))
            row = next(found, None)
        except failures():
            row = None
        absent = 0 if row else absent + 1
        if row:
            yield row
        number += 1


def _highest(source: _Source, table: str) -> int:
    with contextlib.suppress(*failures()):
        (row,) = source.execute(f"SELECT max(rowid) FROM {table} NOT INDEXED")
        return int(row[0] or 0)
    return 0


def _drop_orphans(new: Connection) -> int:
    """Leave out rows whose parents are lost, until none is left without one."""
    dropped = 0
    while orphans := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in orphans:
            dropped += new.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,)).rowcount
    return dropped


def _sign(new: Connection) -> None:
    if not new.execute("SELECT count(*) FROM alembic_version").fetchone()[0]:
        new.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (migrate.LATEST,))
    new.execute(f"PRAGMA application_id={APPLICATION_ID}")
