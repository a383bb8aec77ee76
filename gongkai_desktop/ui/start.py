"""Opens the window: application, look, crash hook, ledger."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gongkai_desktop import paths
from gongkai_desktop.errors import UserError
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui import crash, jobs, messages, theme
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile

_MINUTE_MS = 60_000


def run_window(workspace_path: str | Path, today: date) -> int:
    """Show the window on a ledger until it is closed; the exit code of the program."""
    application = build_application()
    preferences = PreferenceFile()
    theme.apply_theme(application, preferences.values.text_percent)
    crash.install(application)
    try:
        workspace = open_workspace(workspace_path)
    except UserError as failure:
        messages.error(None, failure)
        return 1
    windows = Windows(application, preferences, today)
    windows.show(workspace)
    if today == workspace.now().date():
        windows.follow_the_date()
    if not workspace.office.first_start_done:
        # The window stands behind the questions, so that it is seen what they are for.
        QTimer.singleShot(0, windows.greet)
    try:
        return application.exec()
    finally:
        windows.workspace.close()


def build_application() -> QApplication:
    """The one application object, speaking Chinese in Qt's own boxes, too."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QGuiApplication.setApplicationDisplayName(paths.APP_NAME)
    application.setApplicationName(paths.APP_NAME)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


class Windows(QObject):
    """Holds the one window, and builds it anew when settings change what it is made of."""

    def __init__(self, application: QApplication, preferences: PreferenceFile, today: date) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._today = today
        self.window: MainWindow | None = None
        self.workspace: Workspace

    def show(self, workspace: Workspace) -> None:
        """Show a window for this workspace in the place of the one there is."""
        old = self.window
        if old is not None:
            old.remember()
        theme.apply_theme(self._application, self._preferences.values.text_percent)
        self.window = MainWindow(workspace, self._today, self._preferences)
        self.window.workspace_changed.connect(self.show)
        if old is not None:
            self._replace(old, self.window, workspace)
        self.workspace = workspace
        self.window.show()

    def follow_the_date(self) -> None:
        """Begin the new day when the program runs over midnight, so that no light is a day old."""
        clock = QTimer(self)
        clock.setInterval(_MINUTE_MS)
        clock.timeout.connect(lambda: self.turn_to(self.workspace.now().date()))
        clock.start()

    def turn_to(self, day: date) -> None:
        """Show the ledger of another day, unless the clerk is in the middle of something."""
        if day != self._today and self._application.activeModalWidget() is None and not jobs.running():
            self._today = day
            self.show(self.workspace)

    def greet(self) -> None:
        """Ask the few things of a first start."""
        from gongkai_desktop.ui.dialogs.first_start import FirstStartDialog

        dialog = FirstStartDialog(self.workspace, self._today, self.window)
        if dialog.exec() and dialog.workspace is not self.workspace:
            self.show(dialog.workspace)

    def _replace(self, old: MainWindow, new: MainWindow, workspace: Workspace) -> None:
        if workspace.ledger is self.workspace.ledger:
            new.take_over(old)
        else:
            self.workspace.close()
        # Its place is remembered already; closing it would end the program with its last window.
        old.hide()
        old.deleteLater()
