"""The only place that opens a database file: the standard SQLite for a ledger without password, SQLCipher
for one with a password.

A ledger with a password is a plain SQLCipher 4 file whose salt begins with four known letters, so that it is
told from a damaged file and from a foreign one. SQLCipher is loaded when the first such file is opened.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import PasswordNeeded, WrongPassword

Connection = sqlite3.Connection
"""What both drivers hand out; they have the same methods."""

MARK = b"GKDB"
"""What a ledger with a password begins with, in the clear; an SQLite file begins otherwise."""
_SALT, _PAGE = 16, 4096
_PROOF = 64
"""Bytes at the end of an encrypted page that prove that it was written with this key."""
_TRIED = 256
"""Pages looked at before a password is called wrong."""


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
    salt = MARK + secrets.token_bytes(_SALT - len(MARK))
    return Key(password.key(salt), salt)


def salt_of(file: Path) -> bytes | None:
    """The salt of a file with a password; None for a file without, and for no file."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_SALT)
    except FileNotFoundError:
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
    key = Key(password.key(salt), salt)
    if not _fits(file, key):
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
        place = f"{source.resolve().as_uri()}?mode=rw"
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


def read_only_uri(file: Path) -> str:
    """The address under which SQLite opens a file without writing to it or beside it."""
    uri = f"{file.resolve().as_uri()}?mode=ro"
    log = Path(f"{file}-wal")
    # On a write-protected disk there can be no log, and nobody else who writes; SQLite must be told so.
    beside = os.access(file.parent, os.W_OK) or (log.exists() and log.stat().st_size)
    return uri if beside else f"{uri}&immutable=1"


def _fits(file: Path, key: Key) -> bool:
    """Whether any page was written with this key: a damaged page does not make a password wrong."""
    prover = hashlib.sha512
    masked = bytes(byte ^ 0x3A for byte in key.salt)
    proving = _two_rounds(key.raw, masked)
    return any(
        hmac.compare_digest(hmac.new(proving, body + number.to_bytes(4, "little"), prover).digest(), proof)
        for number, body, proof in _pages(file)
    )


def _two_rounds(raw: bytes, salt: bytes) -> bytes:
    """SQLCipher's key for the proofs: PBKDF2 with HMAC-SHA-512 in two rounds."""
    first = hmac.new(raw, salt + (1).to_bytes(4, "big"), hashlib.sha512).digest()
    second = hmac.new(raw, first, hashlib.sha512).digest()
    return bytes(one ^ two for one, two in zip(first, second, strict=True))[: len(raw)]


def _pages(file: Path) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, body and proof of the first page and of some all over the file."""
    count = file.stat().st_size // _PAGE
    with file.open("rb") as opened:
        for number in range(1, count + 1, max(1, count // _TRIED)):
            opened.seek((number - 1) * _PAGE)
            page = opened.read(_PAGE)
            start = _SALT if number == 1 else 0
            yield number, page[start:-_PROOF], page[-_PROOF:]
