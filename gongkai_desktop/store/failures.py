"""What the database says when the disk, another program or the file is at fault, said to the clerk.

Anything not in the table is our own mistake and passes unchanged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gongkai_desktop.errors import CannotSave, DamagedLedger, LedgerUnavailable, UserError
from gongkai_desktop.store import driver

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Failure:
    words: tuple[str, ...]
    error: type[UserError]
    message: str
    hint: str


DAMAGED = "请不要继续使用这个文件，用最近的备份恢复；也可把文件发给信息化人员检查。"

_FAILURES = (
    _Failure(
        ("database is locked", "database table is locked"),
        LedgerUnavailable,
        "台账“{name}”正被另一个程序占用。",
        "请关闭其他打开这个台账的窗口或程序，稍候再试。",
    ),
    _Failure(
        ("readonly database", "read-only"),
        LedgerUnavailable,
        "台账“{name}”是只读的，不能保存。",
        "请取消文件的只读属性，或把它复制到自己有写入权限的文件夹后再打开。",
    ),
    _Failure(("not a database", "malformed"), DamagedLedger, "台账文件“{name}”已损坏。", DAMAGED),
    _Failure(
        ("disk is full",),
        CannotSave,
        "磁盘空间不足，刚才的改动没有保存。",
        "请清理磁盘后再试；已保存的内容没有受影响。",
    ),
    _Failure(
        ("disk i/o error",),
        CannotSave,
        "读写台账“{name}”时磁盘出错，刚才的改动没有保存。",
        "请检查磁盘或网络盘的连接后再试。",
    ),
    _Failure(
        ("unable to open database",),
        LedgerUnavailable,
        "无法打开台账“{name}”。",
        "请确认文件所在的文件夹存在，并且有读写权限。",
    ),
)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what the environment did to the ledger called `name` into a UserError."""
    try:
        yield
    except driver.failures() as error:
        raise (said(name, error) or error) from error


def said(name: str, failure: BaseException) -> UserError | None:
    """What the clerk is told of a failure of the driver; None for our own mistakes."""
    words = str(failure).lower()
    for known in _FAILURES:
        if any(word in words for word in known.words):
            log.warning("ledger %s: %s", name, words)
            return known.error(known.message.format(name=name), known.hint)
    return None
