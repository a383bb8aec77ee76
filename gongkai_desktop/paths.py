"""Where things live, in a checkout, an installation or a frozen program."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import platformdirs

APP_NAME = "政务公开台账"
NAME = "gongkai-desktop"
"""The name of this user's folders."""
PORTABLE_MARK = "便携版说明.txt"
"""Lies beside a program that was unpacked and not installed (installer/windows/bundle.py puts it there)."""


@functools.cache
def resources() -> Path:
    """The read-only files shipped with the program; asked for by every icon."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


def handbook() -> Path:
    """The chapters of the 用户手册."""
    return resources().parent / "docs" / "handbook"


def portable_data() -> Path | None:
    """Where a program on a USB stick keeps everything: beside itself. None for an installed one."""
    folder = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (folder / PORTABLE_MARK).is_file():
        return folder / "数据"
    return None


def user_data() -> Path:
    """The folder of this user's ledger; made if missing."""
    return _made(portable_data() or Path(platformdirs.user_data_dir(NAME, appauthor=False)))


def default_ledger() -> Path:
    """The ledger opened when none is named."""
    return user_data() / "ledger.gkdb"


def user_config() -> Path:
    """The folder of this PC's preferences; made if missing."""
    return _made(portable_data() or Path(platformdirs.user_config_dir(NAME, appauthor=False)))


def user_logs() -> Path:
    """The folder of the log files; made if missing."""
    beside = portable_data()
    return _made(beside / "日志" if beside else Path(platformdirs.user_log_dir(NAME, appauthor=False)))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
