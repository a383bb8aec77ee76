"""A ledger: one database, opened, checked and brought up to date, and the transactions on it."""

from __future__ import annotations

import os
import stat
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import DamagedLedger, LedgerUnavailable, NewerLedger
from gongkai_desktop.store import driver, migrate
from gongkai_desktop.store.driver import Key
from gongkai_desktop.store.engine import (
    APPLICATION_ID,
    application_id,
    claim,
    dangling,
    for_upgrade,
    for_writing,
    keep_log_beside,
    make_engine,
)
from gongkai_desktop.store.failures import DAMAGED, explained
from gongkai_desktop.store.journal import Action, JournalledSession
from gongkai_desktop.store.rows import Rows
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork, start

_SQLITE_HEADER = b"SQLite format 3\0"
_PROTECTED = "请取消文件的只读属性，或把它复制到自己有写入权限的文件夹后再打开。"


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. Connections live as long as a transaction, so it may be used from any thread."""

    name: str
    """What the clerk calls it: the file's name."""
    engine: Engine
    read_only: bool = False
    """The file or its disk is write-protected: everything can be looked at, nothing changed."""
    password: Password | None = None
    """What the file was opened with; None for a ledger without password."""
    key: Key | None = None

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        create: bool = True,
        wait: float = 5.0,
        before_upgrade: Callable[[Path, Key | None], object] | None = None,
        password: Password | None = None,
    ) -> Ledger:
        """Open the ledger in a file or at a database URL, making or upgrading it where needed.

        `wait` is how many seconds to wait for another program that writes; `before_upgrade` is given the
        file of an older ledger and its key before anything in it is changed. A file without password takes
        no notice of one. Raises LedgerUnavailable.
        """
        url = _url(place)
        name = Path(url.database).name if url.database else str(place)
        read_only, key = False, None
        if url.get_backend_name() == "sqlite":
            file = Path(url.database or "")
            _check_file(file, create)
            key = _key_of(file, password)
            read_only = _is_protected(file)
        try:
            engine = make_engine(url, wait, key=key, read_only=read_only)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise _bad_address(place) from error
        with explained(name):
            if read_only:
                _refuse_older(engine, name)
            else:
                _bring_up_to_date(engine, name, before_upgrade and (lambda file: before_upgrade(file, key)))
        return cls(name, engine, read_only, password if key else None, key)

    @property
    def file(self) -> Path | None:
        """The ledger's file; None on a database server."""
        return _file_of(self.engine)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """One consistent view; writing through it is refused."""
        with self._explained(), JournalledSession(self.engine) as session:
            yield Reading(session)

    @contextmanager
    def look(self) -> Iterator[Rows]:
        """The same for plain statements, which need not wait for SQLAlchemy."""
        with self.read() as reading:
            yield reading

    @contextmanager
    def change(self, who: str, action: str, reason: str = "", *, at: datetime) -> Iterator[UnitOfWork]:
        """A transaction whose changes are journalled; rolled back unless `commit` is called in the block."""
        if self.read_only:
            raise LedgerUnavailable(f"台账“{self.name}”是以只读方式打开的，不能修改。", _PROTECTED)
        with self._explained(), JournalledSession(for_writing(self.engine)) as session:
            yield start(session, Action(uuid.uuid4().hex, at, who, action, reason))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with explained(self.name):
                yield
        except DamagedLedger as damage:
            salt = driver.salt_of(self.file) if self.file else None
            if salt != (self.key.salt if self.key else None):
                raise LedgerUnavailable(
                    f"台账“{self.name}”的密码刚在另一个窗口里改过。", "请关闭本窗口，重新打开台账。"
                ) from damage
            raise


def _url(place: str | Path) -> URL:
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    try:
        return make_url(place)
    except (ArgumentError, ValueError) as error:  # a port that is no number
        raise _bad_address(place) from error


def _bad_address(place: str | Path) -> LedgerUnavailable:
    return LedgerUnavailable(
        f"不能识别的台账地址：{place}", "请填写台账文件的路径，例如 D:\\台账\\2022.gkdb。"
    )


def _check_file(file: Path, create: bool) -> None:
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


def _key_of(file: Path, password: Password | None) -> Key | None:
    """The key of a file; a new file gets one where a password is given."""
    if file.exists() and file.stat().st_size:
        return driver.unlock(file, password)
    return driver.new_key(password) if password else None


def _is_protected(file: Path) -> bool:
    """Whether an existing file cannot be written to."""
    if not file.exists():
        return False
    # The read-only mark counts for an administrator too: somebody has set it on purpose.
    marked = not file.stat().st_mode & stat.S_IWUSR
    return marked or not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK)


def _refuse_older(engine: Engine, name: str) -> None:
    """A ledger of an older version has to be upgraded before it can be read, and this one cannot be."""
    with engine.connect() as connection:
        if _checked_revision(connection, name) != migrate.LATEST:
            raise LedgerUnavailable(
                f"台账“{name}”是只读的，又是用旧版本的程序保存的，要升级后才能打开。", _PROTECTED
            )


def _file_of(engine: Engine) -> Path | None:
    database = engine.url.database if engine.dialect.name == "sqlite" else None
    return Path(database) if database else None


def _bring_up_to_date(engine: Engine, name: str, before_upgrade: Callable[[Path], object] | None) -> None:
    with engine.connect() as connection:
        found = _checked_revision(connection, name)
    if found != migrate.LATEST:
        file = _file_of(engine)
        if found is not None and file and before_upgrade:
            before_upgrade(file)
        with for_upgrade(engine).begin() as connection:
            # Looked at again under the lock: another program may have done it meanwhile.
            if _checked_revision(connection, name) != migrate.LATEST:
                sound = not dangling(connection)
                migrate.upgrade(connection)
                if sound and dangling(connection):
                    raise RuntimeError("the upgrade of the schema lost rows that others point to")
                claim(connection)
    keep_log_beside(engine)


def _checked_revision(connection: Connection, name: str) -> str | None:
    """The revision of a ledger, None for an empty database; refuses foreign and newer ones."""
    found = migrate.revision(connection)
    if found is None or application_id(connection) != APPLICATION_ID:
        if inspect(connection).get_table_names():
            raise LedgerUnavailable(
                f"“{name}”不是台账文件。", "它是别的程序的文件。请选择以 .gkdb 结尾的台账文件。"
            )
        return None
    if found > migrate.LATEST:
        raise NewerLedger(
            f"台账“{name}”是用更新版本的程序保存的，这个版本不能打开。",
            "请升级本程序后再打开；文件没有被改动。",
        )
    return found
