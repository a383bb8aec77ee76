"""Opens the window: application, look, crash hook, ledger.

Little is imported before the first window stands: the ledger and the pages take several times as long as
Qt itself, and a clerk who sees nothing clicks again.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from gongkai_desktop import paths
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.preferences import MAIN_WINDOW, PreferenceFile

_log = logging.getLogger(__name__)

_PATIENCE = 0.2
"""How many seconds a desktop has to let a window be painted."""


class OpeningWindow(QMainWindow):
    """Stands where the window is going to be, until the ledger is there."""

    def __init__(self, preferences: PreferenceFile) -> None:
        super().__init__()
        self.setWindowTitle(paths.APP_NAME)
        words = QLabel("正在打开台账…")
        # Not by name: the names of Qt's own values take longer to load than all of this window.
        words.setStyleSheet("qproperty-alignment: AlignCenter;")
        self.setCentralWidget(words)
        if not preferences.restore_geometry(MAIN_WINDOW, self):
            self.resize(theme.px(1366), theme.px(768))


@dataclass(frozen=True, slots=True)
class Opening:
    """A program that has begun: its first window is seen, its ledger is not open yet."""

    application: QApplication
    preferences: PreferenceFile
    window: OpeningWindow


def begin() -> Opening:
    """Show the first window, as soon as can be."""
    # What is made while the window opens stays: nobody looks for rubbish before `run_window` says so.
    gc.disable()
    application = build_application()
    preferences = PreferenceFile()
    theme.apply_theme(application, preferences.values.text_percent)
    window = OpeningWindow(preferences)
    window.show()
    _wait_until_seen(window)
    return Opening(application, preferences, window)


def run_window(opening: Opening, workspace_path: str | Path, today: date) -> int:
    """Show the window on a ledger until it is closed; the exit code of the program."""
    from gongkai_desktop.services.workspace import user_name
    from gongkai_desktop.ui import crash, one_window
    from gongkai_desktop.ui.opening import first_page, may_go_on, open_ledger, warn_of_share
    from gongkai_desktop.ui.windows import Windows

    crash.install(opening.application)
    name = one_window.name_for(workspace_path, user_name())
    if one_window.bring_forward(name):
        _put_away(opening.window)
        return 0
    workspace = open_ledger(opening.window, workspace_path)
    if workspace is None or not may_go_on(opening.window, workspace):
        _put_away(opening.window)
        return 1
    windows = Windows(opening.application, opening.preferences, today)
    window = windows.show(workspace, first_page(workspace, today))
    _wait_until_seen(window)
    _log.info("ledger shown, %d duties", len(window.ledger.duties.all_rows))
    gc.freeze()
    gc.enable()
    window.complete()
    window.reload()
    _put_away(opening.window)
    one_window.Doorbell(name, lambda: windows.window, windows)
    windows.stay_marked()
    windows.look_after_soon()
    if today == workspace.now().date():
        windows.follow_the_date()
    if not workspace.office.first_start_done:
        # The window stands behind the questions, so that it is seen what they are for.
        QTimer.singleShot(0, windows.greet)
    QTimer.singleShot(0, lambda: warn_of_share(windows.window, workspace, opening.preferences))
    try:
        return opening.application.exec()
    finally:
        windows.leave()


def build_application() -> QApplication:
    """The one application object, speaking Chinese in Qt's own boxes, too."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QGuiApplication.setApplicationDisplayName(paths.APP_NAME)
    # Desktops find the program's name and icon by this entry of their menu.
    QGuiApplication.setDesktopFileName("org.gongkai.desktop")
    application.setApplicationName(paths.APP_NAME)
    QLocale.setDefault(QLocale("zh_CN"))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def _wait_until_seen(window: QWidget) -> None:
    """Come back when the desktop has let a window be painted: what is done first, is seen first."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        QApplication.processEvents()
        if window.windowHandle().isExposed():
            return


def _put_away(window: OpeningWindow) -> None:
    # Closing the last window would end the program.
    window.hide()
    window.deleteLater()
