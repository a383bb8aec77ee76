"""What a ledger holds, without the moments and the random names that differ from one run to the next."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import PasswordNeeded
from gongkai_desktop.store.driver import Key, connect, unlock

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*(?:[+-]\d\d:\d\d)?")
_RANDOM = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")


def fingerprint(ledger: Path, passwords: Sequence[Password] = ()) -> str:
    """One word for all rows of all tables, and which password opens them; raises for a damaged file."""
    number, key = _unlocked(ledger, passwords)
    with contextlib.closing(connect(ledger, key)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError("a row without its parent")
        whole = hashlib.sha256(f"password {number}".encode())
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in tables.fetchall():
            whole.update(f"# {table}\n".encode())
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid"):
                whole.update(_plain(row).encode())
        return whole.hexdigest()


def _unlocked(ledger: Path, passwords: Sequence[Password]) -> tuple[int, Key | None]:
    for number, password in enumerate(passwords, start=1):
        with contextlib.suppress(PasswordNeeded):
            if key := unlock(ledger, password):
                return number, key
    return 0, unlock(ledger, None)


def _plain(row: tuple[object, ...]) -> str:
    # The PDF of a paper holds the moment it was made.
    values = ["…" if isinstance(value, bytes) else str(value) for value in row]
    return _RANDOM.sub("…", _MOMENT.sub("…", "|".join(values))) + "\n"
