"""A ledger: one database, opened, checked and brought up to date, and the transactions on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.errors import DamagedLedger, LedgerUnavailable
from gongkai_desktop.store import driver, ledger_file
from gongkai_desktop.store.driver import Key
from gongkai_desktop.store.failures import explained
from gongkai_desktop.store.migrate import LATEST
from gongkai_desktop.store.rows import Rows

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import URL

    from gongkai_desktop.domain.password import Password
    from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_PROTECTED = "请取消文件的只读属性，或把它复制到自己有写入权限的文件夹后再打开。"


@dataclass(frozen=True)
class Ledger:
    """An open ledger. Connections live as long as a transaction, so it may be used from any thread.

    A file that is up to date is opened and looked at by the driver alone; SQLAlchemy, which takes longer to
    load than the window, comes with the first `read` or `change`.
    """

    name: str
    """What the clerk calls it: the file's name."""
    file: Path | None
    """The ledger's file; None on a database server."""
    url: URL | None = None
    """The address of a database on a server."""
    wait: float = 5.0
    """How many seconds to wait for another program that writes."""
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

        `before_upgrade` is given the file of an older ledger and its key before anything in it is changed.
        A file without password takes no notice of one. Raises LedgerUnavailable.
        """
        file, url = _file_or_url(place)
        if file is None:
            return _on_server(cls(str(place), None, url, wait), place)
        ledger_file.check_file(file, create=create)
        key = _key_of(file, password)
        protected = ledger_file.is_protected(file)
        ledger = cls(
            file.name, file, wait=wait, read_only=protected, password=password if key else None, key=key
        )
        with explained(ledger.name):
            _bring_up_to_date(ledger, file, before_upgrade)
        return ledger

    @cached_property
    def engine(self) -> Engine:
        """SQLAlchemy's way to the database."""
        from sqlalchemy.engine import URL

        from gongkai_desktop.store.engine import make_engine

        url = self.url or URL.create("sqlite", database=str(self.file))
        return make_engine(url, self.wait, key=self.key, read_only=self.read_only)

    def close(self) -> None:
        """Let go of the database."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @contextmanager
    def look(self) -> Iterator[Rows]:
        """One consistent view for plain statements."""
        if self.file is None:
            with self.read() as reading:
                yield reading
            return
        looking = ledger_file.looking(self.file, self.key, self.wait, read_only=self.read_only)
        with self._explained(), looking as plain:
            yield plain

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """One consistent view; writing through it is refused."""
        from gongkai_desktop.store.unit_of_work import reading

        with self._explained(), reading(self.engine, self.name) as view:
            yield view

    @contextmanager
    def change(self, who: str, action: str, reason: str = "", *, at: datetime) -> Iterator[UnitOfWork]:
        """A transaction whose changes are journalled; rolled back unless `commit` is called in the block."""
        from gongkai_desktop.store.journal import Action
        from gongkai_desktop.store.unit_of_work import writing

        if self.read_only:
            raise LedgerUnavailable(f"台账“{self.name}”是以只读方式打开的，不能修改。", _PROTECTED)
        from uuid import uuid4

        about = Action(uuid4().hex, at, who, action, reason)
        with self._explained(), writing(self.engine, self.name, about) as work:
            yield work

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


def _file_or_url(place: str | Path) -> tuple[Path | None, URL | None]:
    if isinstance(place, Path) or "://" not in place:
        return Path(place), None
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:  # a port that is no number
        raise _bad_address(place) from error
    return (Path(url.database or ""), None) if url.get_backend_name() == "sqlite" else (None, url)


def _on_server(ledger: Ledger, place: str | Path) -> Ledger:
    """The same, brought up to date."""
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    from gongkai_desktop.store.unit_of_work import explained_by_orm
    from gongkai_desktop.store.upgrade import bring_up_to_date

    try:
        engine = ledger.engine
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise _bad_address(place) from error
    with explained_by_orm(ledger.name):
        bring_up_to_date(engine, ledger.name, lambda: None)
    return ledger


def _bad_address(place: str | Path) -> LedgerUnavailable:
    return LedgerUnavailable(
        f"不能识别的台账地址：{place}", "请填写台账文件的路径，例如 D:\\台账\\2022.gkdb。"
    )


def _key_of(file: Path, password: Password | None) -> Key | None:
    """The key of a file; a new file gets one where a password is given."""
    if file.exists() and file.stat().st_size:
        return driver.unlock(file, password)
    return driver.new_key(password) if password else None


def _bring_up_to_date(
    ledger: Ledger, file: Path, before_upgrade: Callable[[Path, Key | None], object] | None
) -> None:
    if not _is_latest(ledger, file):
        if ledger.read_only:
            # It has to be upgraded before it can be read, and this one cannot be.
            raise LedgerUnavailable(
                f"台账“{ledger.name}”是只读的，又是用旧版本的程序保存的，要升级后才能打开。", _PROTECTED
            )
        # Once in the life of a ledger, and of a version of the program.
        from gongkai_desktop.store.unit_of_work import explained_by_orm
        from gongkai_desktop.store.upgrade import bring_up_to_date

        with explained_by_orm(ledger.name):
            bring_up_to_date(
                ledger.engine, ledger.name, lambda: before_upgrade and before_upgrade(file, ledger.key)
            )
    if not ledger.read_only:
        ledger_file.keep_log_beside(file, ledger.key, ledger.wait)


def _is_latest(ledger: Ledger, file: Path) -> bool:
    with ledger_file.looking(file, ledger.key, ledger.wait, read_only=ledger.read_only) as reading:
        return ledger_file.revision_of(reading, ledger.name) == LATEST
