"""Where things live, in a checkout, an installation or a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

APP_NAME = "政务公开台账"


def resources() -> Path:
    """The read-only files shipped with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


def handbook() -> Path:
    """The chapters of the 用户手册."""
    return resources().parent / "docs" / "handbook"


def user_data() -> Path:
    """The folder of this user's ledger; made if missing."""
    folder = Path(platformdirs.user_data_dir("gongkai-desktop", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_ledger() -> Path:
    """The ledger opened when none is named."""
    return user_data() / "ledger.gkdb"


def user_config() -> Path:
    """The folder of this PC's preferences; made if missing."""
    folder = Path(platformdirs.user_config_dir("gongkai-desktop", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def user_logs() -> Path:
    """The folder of the log files; made if missing."""
    folder = Path(platformdirs.user_log_dir("gongkai-desktop", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
