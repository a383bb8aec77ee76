"""Who has the ledger open: a small file beside it, so that a colleague at another PC is known by name.

It forbids nothing: the ledger's own locks do that. It lets the second clerk ask the first.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gongkai_desktop.domain.moments import CHINA_TIME

_log = logging.getLogger(__name__)

BEAT_SECONDS = 60
"""How often an open window says that it is still there."""
_STALE = timedelta(minutes=10)
"""A mark that nobody has touched for so long was left behind by a power failure."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who has the ledger open."""

    who: str
    computer: str
    since: datetime


def mark_of(ledger: Path) -> Path:
    """The file that says who has the ledger open."""
    return ledger.with_name(f"{ledger.name}.使用中")


def somebody_else(ledger: Path, who: str, now: datetime) -> Presence | None:
    """Who else has the ledger open; None for nobody, for a mark left behind, and for ourselves.

    A mark of the same user on the same PC is our own of an earlier run: whether a window of ours is
    still open is for the window to find out.
    """
    mark = mark_of(ledger)
    try:
        data = json.loads(mark.read_text(encoding="utf-8"))
        found = Presence(data["who"], data["computer"], datetime.fromisoformat(data["since"]))
        touched = datetime.fromtimestamp(mark.stat().st_mtime, CHINA_TIME)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if (found.who, found.computer) == (who, _computer()) or now - touched > _STALE:
        return None
    return found


def come(ledger: Path, who: str, now: datetime) -> None:
    """Say that this user has the ledger open."""
    mark = {"who": who, "computer": _computer(), "since": now.isoformat(timespec="seconds")}
    try:
        mark_of(ledger).write_text(json.dumps(mark, ensure_ascii=False), encoding="utf-8")
    except OSError as failure:
        # Nobody is kept from working for want of a sign on the door.
        _log.warning("no mark beside the ledger: %s", failure)


def stay(ledger: Path) -> None:
    """Say that it is still open."""
    with contextlib.suppress(OSError):
        os.utime(mark_of(ledger))


def go(ledger: Path, who: str) -> None:
    """Take our own mark away; a colleague's stays."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        mark = mark_of(ledger)
        data = json.loads(mark.read_text(encoding="utf-8"))
        if (data["who"], data["computer"]) == (who, _computer()):
            mark.unlink()


def _computer() -> str:
    # Brings all of the network along; nobody needs it before the window stands.
    import platform

    return platform.node()
