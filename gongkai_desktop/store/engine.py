"""The database connection: everything that is special about SQLite, and nothing else."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import URL

from gongkai_desktop.store import driver
from gongkai_desktop.store.driver import Key
from gongkai_desktop.store.ledger_file import APPLICATION_ID as APPLICATION_ID

_MODE = "gongkai_mode"
_BEGIN = {"read": "BEGIN", "write": "BEGIN IMMEDIATE", "upgrade": "BEGIN IMMEDIATE"}


def make_engine(url: URL, wait: float, *, key: Key | None = None, read_only: bool = False) -> Engine:
    """An engine for a ledger; `wait` is how many seconds to wait for another program's lock.

    The key of a file with a password is in no address and no setting: only the connections get it.
    """
    dumps = partial(json.dumps, ensure_ascii=False)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, json_serializer=dumps)
    opening = partial(
        driver.connect,
        Path(url.database or ""),
        key,
        read_only=read_only,
        wait=wait,
        any_thread=True,
    )
    # NullPool: a pooled handle would keep the file locked under Windows, and a backup could not be put back.
    engine = create_engine(
        url, poolclass=NullPool, json_serializer=dumps, creator=opening, module=driver.module(key)
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they take the write lock when they begin.

    A transaction that reads first and writes later would fail at once when another one wrote in between.
    """
    return engine.execution_options(**{_MODE: "write"})


def for_upgrade(engine: Engine) -> Engine:
    """The same for a change of the schema: SQLite rebuilds a table by dropping the old one, which it would
    refuse while others point to it. `dangling` tells whether all points to something afterwards.
    """
    return engine.execution_options(**{_MODE: "upgrade"})


def dangling(connection: Connection) -> bool:
    """Whether a row points to one that is not there."""
    if connection.dialect.name != "sqlite":
        return False
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None


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
    cursor = handle.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL: what is committed stays, even when the power fails in the same second.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_MODE, "read")
    if mode == "upgrade":
        # Only outside a transaction; the connection is closed after it, so no other one is without.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql(_BEGIN[mode])
