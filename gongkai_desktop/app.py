"""Composition root: logging, and the window on a ledger."""

from __future__ import annotations

import faulthandler
import logging
import sys
from datetime import date
from logging.handlers import RotatingFileHandler
from pathlib import Path

from gongkai_desktop import __version__, paths

_log = logging.getLogger(__name__)


def start_log() -> Path | None:
    """Write the log to a file of this user that never grows beyond a few megabytes.

    Nobody's work waits for a log: where it cannot be written there is none.
    """
    try:
        path = paths.user_logs() / "gongkai.log"
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
        # What stops the interpreter itself is written here; the file stays open for that.
        faulthandler.enable((path.parent / "faults.log").open("a", encoding="utf-8"))
    except OSError:
        logging.basicConfig(handlers=[logging.NullHandler()])
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    return path


def open_window(ledger: str | Path | None, today: date) -> int:
    """Open the window on a ledger, this user's own where none is named; the exit code of the program."""
    # The command line must start without a toolkit.
    from gongkai_desktop.ui.start import begin, run_window

    opening = begin()
    start_log()
    _log.info("start %s on %s", __version__, sys.platform)
    try:
        return run_window(opening, ledger or paths.default_ledger(), today)
    except Exception as failure:
        # The last door: beyond it a frozen program shows the traceback, in English, by itself.
        from gongkai_desktop.ui import crash

        crash.tell(None, failure)
        return 1
