"""The one window of the program over its life: built anew for settings, a new day, another ledger."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile

if TYPE_CHECKING:
    from gongkai_desktop.services.year_wheel import WheelStarted

_log = logging.getLogger(__name__)

_MINUTE_MS = 60_000


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

    def tell_when_filled(self) -> None:
        """Note in the log when the ledger's first page is seen: it tells how long a start takes."""
        assert self.window is not None
        duties = self.window.ledger.duties
        filled = QTimer(self.window, singleShot=True, interval=0)
        # One turn of the event loop later, what was read has been painted.
        filled.timeout.connect(lambda: _log.info("ledger shown, %d duties", len(duties.all_rows)))
        duties.rows_changed.connect(filled.start, Qt.ConnectionType.SingleShotConnection)

    def follow_the_date(self) -> None:
        """Begin the new day when the program runs over midnight, so that no light is a day old."""
        clock = QTimer(self)
        clock.setInterval(_MINUTE_MS)
        clock.timeout.connect(lambda: self.turn_to(self.workspace.now().date()))
        clock.start()
        self._turn_year_wheel()

    def turn_to(self, day: date) -> None:
        """Show the ledger of another day, unless the clerk is in the middle of something."""
        if day != self._today and self._application.activeModalWidget() is None and not jobs.running():
            self._today = day
            self.show(self.workspace)
            self._turn_year_wheel()

    def _turn_year_wheel(self) -> None:
        """In a new year make its legal dates as in the year before; said at the foot of the ledger."""
        assert self.window is not None
        window, workspace, today = self.window, self.workspace, self._today

        def turn(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> WheelStarted | None:
            # Needed once a year: the window is not to wait for it.
            from gongkai_desktop.services.year_wheel import turn_year_wheel

            return turn_year_wheel(workspace, today)

        def tell(started: WheelStarted | None) -> None:
            if started is not None and started.count:
                window.commands.committed.emit(started.batch, "生成年度法定日期")
                window.ledger.foot.show_saved(f"已照上一年生成{today.year}年的法定日期 {started.count} 个")

        jobs.run(window, turn, tell, "生成年度法定日期", quiet=True)

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
