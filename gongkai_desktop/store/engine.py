"""The database connection: everything that is special about SQLite, and nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import URL

APPLICATION_ID = 0x474B4442
"""Written into the file's header: "GKDB", so that a foreign SQLite file is not taken for a ledger."""

_MODE = "gongkai_mode"
_BEGIN = {"read": "BEGIN", "write": "BEGIN IMMEDIATE", "bare": None}


def read_only_uri(file: Path) -> str:
    """The address under which SQLite opens a file without writing to it or beside it."""
    uri = f"{file.resolve().as_uri()}?mode=ro"
    log = Path(f"{file}-wal")
    # On a write-protected disk there can be no log, and nobody else who writes; SQLite must be told so.
    beside = os.access(file.parent, os.W_OK) or (log.exists() and log.stat().st_size)
    return uri if beside else f"{uri}&immutable=1"


def make_engine(url: URL, wait: float, *, read_only: bool = False) -> Engine:
    """An engine for a ledger; `wait` is how many seconds to wait for another program's lock."""
    dumps = partial(json.dumps, ensure_ascii=False)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, json_serializer=dumps)
    # NullPool: a pooled handle would keep the file locked under Windows, and a backup could not be put back.
    if read_only:
        file = Path(url.database or "")

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(read_only_uri(file), uri=True, timeout=wait, check_same_thread=False)

        engine = create_engine(url, poolclass=NullPool, json_serializer=dumps, creator=connect)
    else:
        engine = create_engine(url, poolclass=NullPool, json_serializer=dumps, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they take the write lock when they begin.

    A transaction that reads first and writes later would fail at once when another one wrote in between.
    """
    return engine.execution_options(**{_MODE: "write"})


def keep_log_beside(engine: Engine) -> None:
    """Put a SQLite file into WAL mode, outside a transaction; a file that already is in it is left alone."""
    if engine.dialect.name == "sqlite":
        with engine.execution_options(**{_MODE: "bare"}).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def application_id(connection: Connection) -> int:
    """Whose file this is: 0 when nobody has said so, ours otherwise on a database server."""
    if connection.dialect.name != "sqlite":
        return APPLICATION_ID
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def claim(connection: Connection) -> None:
    """Write into the file whose it is."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def _prepare(handle: Any, record: object) -> None:
    # The driver's own transactions leave CREATE and ALTER behind after a rollback; ours are explicit.
    handle.isolation_level = None
    cursor = handle.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL: what is committed stays, even when the power fails in the same second.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = _BEGIN[connection.get_execution_options().get(_MODE, "read")]
    if statement:
        connection.exec_driver_sql(statement)
