"""The only place that opens a database file: the standard SQLite for a ledger without password, SQLCipher
for one with a password.

A ledger with a password is a plain SQLCipher 4 file whose salt begins with four known letters, so that it is
told from a damaged file and from a foreign one. SQLCipher is loaded when the first such file is opened.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from gongkai_desktop.errors import PasswordNeeded, WrongPassword

if TYPE_CHECKING:
    from gongkai_desktop.domain.password import Password

Connection = sqlite3.Connection
"""What both drivers hand out; they have the same methods."""

MARK = b"GKDB"
"""What a ledger with a password begins with, in the clear; an SQLite file begins otherwise."""
_SALT = 16
"""Bytes of the salt, with which the file begins."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens one encrypted file."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def words(self) -> str:
        """The key as SQLCipher takes it; hexadecimal, so nothing in it needs quoting."""
        return f"x'{(self.raw + self.salt).hex()}'"


def new_key(password: Password) -> Key:
    """A key for a file that is not there yet."""
    salt = MARK + os.urandom(_SALT - len(MARK))
    return Key(password.key(salt), salt)


def salt_of(file: Path) -> bytes | None:
    """The salt of a file with a password; None for a file without, and for what cannot be read at all."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_SALT)
    except OSError:
        return None
    return head if head.startswith(MARK) and len(head) == _SALT else None


def unlock(file: Path, password: Password | None) -> Key | None:
    """The key of a file; None for a file without password. Raises PasswordNeeded, WrongPassword.

    Not to be asked about a file that is open: closing it here would end the locks that SQLite holds on it.
    """
    salt = salt_of(file)
    if salt is None:
        return None
    if password is None:
        raise PasswordNeeded(f"“{file.name}”有密码。", "请输入密码后再打开。")
    # Only files with a password need it.
    from gongkai_desktop.store.page_proofs import fits

    key = Key(password.key(salt), salt)
    if not fits(file, key.raw, salt):
        raise WrongPassword(
            f"密码不对，没有打开“{file.name}”。",
            "请检查大小写和输入法后再试。确信密码没有错的，文件可能已损坏，请用备份恢复。",
        )
    return key


def connect(
    file: Path,
    key: Key | None = None,
    *,
    read_only: bool = False,
    wait: float = 5.0,
    any_thread: bool = False,
) -> Connection:
    """Open a file, making it unless `read_only`; no transaction is begun."""
    name = read_only_uri(file) if read_only else str(file)
    # The driver's own transactions leave CREATE and ALTER behind after a rollback; ours are explicit.
    opened = module(key).connect(
        name, uri=read_only, timeout=wait, check_same_thread=not any_thread, isolation_level=None
    )
    if key is not None:
        _give_key(opened, key)
    return cast("Connection", opened)


@contextlib.contextmanager
def copying(target: Path, wanted: Key | None, source: Path, has: Key | None) -> Iterator[Connection]:
    """A new file with one key (`main`) and, through the same connection, a file with another (`old`)."""
    opened = cipher().connect(str(target), uri=True, timeout=5.0, isolation_level=None)
    with contextlib.closing(opened):
        if wanted is not None:
            _give_key(opened, wanted)
        place = f"{address(source.resolve())}?mode=rw"
        opened.execute("ATTACH DATABASE ? AS old KEY ?", (place, has.words if has else ""))
        yield cast("Connection", opened)


def _give_key(opened: Any, key: Key) -> None:
    # What goes wrong is raised; SQLCipher would write it on the terminal, too.
    opened.execute("PRAGMA cipher_log_level = NONE")
    opened.execute(f'PRAGMA key = "{key.words}"')


def module(key: Key | None) -> Any:
    """The driver for files with this key."""
    return sqlite3 if key is None else cipher()


def cipher() -> ModuleType:
    """SQLCipher, which opens files without password as well."""
    # Eight megabytes that most ledgers never need.
    from sqlcipher3 import dbapi2

    return cast("ModuleType", dbapi2)


def failures(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What either driver raises when a file cannot be read or written, and `others`; for `except`."""
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    return (*others, sqlite3.Error, loaded.Error) if loaded else (*others, sqlite3.Error)


def code_of(failure: Exception) -> int:
    """SQLite's number of what went wrong; 0 where it gave none."""
    return int(getattr(failure, "sqlite_errorcode", 0)) & 0xFF


def address(file: PurePath) -> str:
    """A file's place as SQLite reads it: a share of Windows is part of the path, not a server before it."""
    # Not for the ledger itself, which is opened by its name.
    from urllib.parse import quote

    path = quote(file.as_posix(), safe="/:")
    return f"file://{path}" if path.startswith("/") else f"file:///{path}"


def read_only_uri(file: Path) -> str:
    """The address under which SQLite opens a file without writing to it or beside it."""
    uri = f"{address(file.resolve())}?mode=ro"
    log = Path(f"{file}-wal")
    # On a write-protected disk there can be no log, and nobody else who writes; SQLite must be told so.
    beside = os.access(file.parent, os.W_OK) or (log.exists() and log.stat().st_size)
    return uri if beside else f"{uri}&immutable=1"
