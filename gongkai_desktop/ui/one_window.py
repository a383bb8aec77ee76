"""One window for one ledger: a second start of the program brings the first window forward."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_PATIENCE_MS = 2_000


def name_for(ledger: str | Path, who: str) -> str:
    """The name under which the window of this user on this ledger is called."""
    whole = f"{who}|{Path(ledger).resolve() if '://' not in str(ledger) else ledger}"
    return f"gongkai-{hashlib.sha256(whole.encode()).hexdigest()[:20]}"


def bring_forward(name: str) -> bool:
    """Call the window of that name to the front; False when there is none, or none that answers."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    if sys.platform == "win32":
        # Windows lets only the program that was just started hand the front to another.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket.write(b"come")
    return socket.waitForReadyRead(_PATIENCE_MS)


class Doorbell(QObject):
    """Answers a second start of the program."""

    def __init__(self, name: str, window: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._rung)
        # What a killed program left behind would keep this one from listening.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def _rung(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.write(b"here")
        socket.flush()
        window = self._window()
        if window is not None:
            window.setWindowState(
                (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
            )
            window.show()
            window.raise_()
            window.activateWindow()
