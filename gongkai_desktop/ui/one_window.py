"""One window for one ledger: a second start of the program brings the first window forward.

By two small files of this user, not by sockets: the shipped program has no network parts, and needs none.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from gongkai_desktop import paths

_PATIENCE = 2.0
"""Seconds that the first window has to answer."""
_LISTEN_MS = 300


def name_for(ledger: str | Path, who: str) -> str:
    """The name under which the window of this user on this ledger is called."""
    whole = f"{who}|{Path(ledger).resolve() if '://' not in str(ledger) else ledger}"
    # Qt's own: Python's module of hashes loads several that nobody asked for.
    digest = (
        QCryptographicHash.hash(whole.encode(), QCryptographicHash.Algorithm.Sha256).toHex().toStdString()
    )
    return f"window-{digest[:20]}"


def bring_forward(name: str) -> bool:
    """Call the window of that name to the front; False when there is none, or none that answers."""
    lock = _lock(name)
    if lock.tryLock(0):
        lock.unlock()
        return False
    if sys.platform == "win32":
        # Windows lets only the program that was just started hand the front to another.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    call = _call(name)
    call.touch()
    until = time.monotonic() + _PATIENCE
    while call.exists() and time.monotonic() < until:
        time.sleep(0.05)
    answered = not call.exists()
    call.unlink(missing_ok=True)
    return answered


class Doorbell(QObject):
    """Answers a second start of the program."""

    def __init__(self, name: str, window: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._call = _call(name)
        # Held until the program ends; that of a killed program is known by its number and taken over.
        self._held = _lock(name)
        self._held.tryLock(0)
        self._call.unlink(missing_ok=True)
        listening = QTimer(self)
        listening.setInterval(_LISTEN_MS)
        listening.timeout.connect(self._listen)
        listening.start()

    def _listen(self) -> None:
        if not self._call.exists():
            return
        self._call.unlink(missing_ok=True)
        window = self._window()
        if window is not None:
            window.setWindowState(
                (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
            )
            window.show()
            window.raise_()
            window.activateWindow()


def _lock(name: str) -> QLockFile:
    lock = QLockFile(str(paths.user_config() / f"{name}.lock"))
    lock.setStaleLockTime(0)  # a window may stand open for weeks
    return lock


def _call(name: str) -> Path:
    return paths.user_config() / f"{name}.call"
