"""Covers the window of a ledger with a password when nobody has touched it for a while, or on Ctrl+L.

Every window of the program gets a cover of its own, the open dialogs too: nothing is closed, so nothing that
was typed is lost, and whichever window has the keyboard can be unlocked. A dialog put over the others would
be under the next box that a finished job brings up.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gongkai_desktop.domain.password import Password
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.lock_cover import LockCover
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile

_LOOK_MS = 5_000
_ROOM_FOR_BUTTON = 1.5
"""With larger text the bar at the left has no room for one more button; the key is there all the same."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_FOR_COVERS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.Wheel,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
    }
)
"""What the clerk does; while all is covered only the covers get it."""
_WITH_CONTENTS = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet)


class Guard(QObject):
    """One for the program, while it has a ledger with a password open."""

    def __init__(self, application: QApplication, preferences: PreferenceFile) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._password: Password | None = None
        self._touched = time.monotonic()
        self._covers: list[LockCover] = []
        self.is_locked = False
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        application.focusWindowChanged.connect(self._listen_to)

    def watch(self, window: MainWindow, password: Password) -> None:
        """Guard a window that was built, and whatever opens over it, with this password."""
        self._password = password
        if theme.scale() <= _ROOM_FOR_BUTTON:
            window.navigation.add_command("锁定", "lock", "Ctrl+L", self.lock)
        QShortcut(QKeySequence("Ctrl+L"), window, self.lock)
        self._listen_to(QGuiApplication.focusWindow())
        if self.is_locked:
            self._cover(window)

    def end(self) -> None:
        """The ledger has no password any more."""
        self._uncover()
        self._clock.stop()
        self._application.focusWindowChanged.disconnect(self._listen_to)
        self.deleteLater()

    def look(self) -> None:
        """Cover the windows when nobody has been there for as long as is set."""
        minutes = self._preferences.values.lock_minutes
        if minutes and time.monotonic() - self._touched >= minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Cover every window; open menus and lists are closed."""
        if self.is_locked:
            return
        self.is_locked = True
        while popup := QApplication.activePopupWidget():
            popup.close()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        self._application.installEventFilter(self)

    def _try(self, cover: LockCover, typed: str) -> None:
        if Password(typed) == self._password:
            self._uncover()
        else:
            cover.refuse("密码不对，请检查大小写后再试。")

    def _uncover(self) -> None:
        self._application.removeEventFilter(self)
        self.is_locked = False
        self._touched = time.monotonic()
        for cover in self._covers:
            if isValid(cover):
                cover.lift()
        self._covers.clear()

    def _cover(self, window: QWidget) -> None:
        if window.windowType() not in _WITH_CONTENTS or any(
            isValid(cover) and cover.window() is window for cover in self._covers
        ):
            return
        cover = LockCover(window)
        cover.tried.connect(lambda typed: self._try(cover, typed))
        self._covers.append(cover)

    def _listen_to(self, window: QWindow | None) -> None:
        """Notice what is done in a window, without looking at all that happens in the program."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Touches are noted; while locked, nothing reaches what is covered."""
        kind = event.type()
        if not self.is_locked:
            if kind in _TOUCHES:
                self._touched = time.monotonic()
            return False
        if kind == QEvent.Type.Shortcut:
            return True
        if not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.Show and watched.isWindow():
            self._cover(watched)
        if kind == QEvent.Type.Close and event.spontaneous() and not isinstance(watched, MainWindow):
            event.ignore()
            return True
        return kind in _FOR_COVERS and self._is_covered(watched)

    def _is_covered(self, widget: QWidget) -> bool:
        """Whether a widget is behind a cover; the keyboard is given back to that."""
        for cover in self._covers:
            if isValid(cover) and cover.window() is widget.window():
                if cover is widget or cover.isAncestorOf(widget):
                    return False
                cover.take_keyboard()
        return True
