"""The one window of the program over its life: built anew for settings, a new day, another ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gongkai_desktop.errors import DamagedLedger
from gongkai_desktop.services import presence
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui import opening, theme
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile

if TYPE_CHECKING:
    from gongkai_desktop.services.backups import BackupMade
    from gongkai_desktop.services.duty_list import KnownDuties
    from gongkai_desktop.services.year_wheel import WheelStarted
    from gongkai_desktop.ui import jobs
    from gongkai_desktop.ui.guard import Guard

_MINUTE_MS = 60_000
_SETTLED_MS = 3_000
"""After so long a start is over, and the disk is free for looking at the ledger and backing it up."""


class Windows(QObject):
    """Holds the one window, and builds it anew when settings change what it is made of."""

    def __init__(self, application: QApplication, preferences: PreferenceFile, today: date) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._today = today
        self.window: MainWindow | None = None
        self.workspace: Workspace
        self._guard: Guard | None = None

    def show(self, workspace: Workspace, first: KnownDuties | None = None) -> MainWindow:
        """Show a window for this workspace in the place of the one there is; `first` as in `MainWindow`."""
        old = self.window
        if old is not None:
            old.remember()
            theme.apply_theme(self._application, self._preferences.values.text_percent)
        self.window = new = MainWindow(workspace, self._today, self._preferences, first)
        new.workspace_changed.connect(self.show)
        if old is not None:
            self._replace(old, new, workspace)
        self.workspace = workspace
        self._watch(new)
        if workspace.ledger.read_only:
            new.setWindowTitle(f"{new.windowTitle()}（只读）")
        new.show()
        return new

    def _watch(self, window: MainWindow) -> None:
        """Have a window on a ledger with a password covered when nobody is at it."""
        password = self.workspace.ledger.password
        if password is None:
            if self._guard is not None:
                self._guard.end()
                self._guard = None
            return
        if self._guard is None:
            # Few ledgers have one.
            from gongkai_desktop.ui.guard import Guard

            self._guard = Guard(self._application, self._preferences)
        self._guard.watch(window, password)

    def follow_the_date(self) -> None:
        """Begin the new day when the program runs over midnight, so that no light is a day old."""
        clock = QTimer(self)
        clock.setInterval(_MINUTE_MS)
        clock.timeout.connect(lambda: self.turn_to(self.workspace.now().date()))
        clock.start()
        QTimer.singleShot(_SETTLED_MS, self, self._turn_year_wheel)

    def turn_to(self, day: date) -> None:
        """Show the ledger of another day, unless the clerk is in the middle of something."""
        from gongkai_desktop.ui import jobs

        if day != self._today and self._application.activeModalWidget() is None and not jobs.running():
            self._today = day
            self.show(self.workspace)
            self.look_after()
            self._turn_year_wheel()

    def _turn_year_wheel(self) -> None:
        """In a new year make its legal dates as in the year before; said at the foot of the ledger."""
        from gongkai_desktop.ui import jobs

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

    def look_after_soon(self) -> None:
        """Look after the ledger when the start is over; nobody waits for it."""
        QTimer.singleShot(_SETTLED_MS, self, self.look_after)

    def look_after(self) -> None:
        """Look for damage and make the day's backup, in the background."""
        from gongkai_desktop.ui import jobs

        workspace, file = self.workspace, self.workspace.ledger.file
        if file is None:
            return
        assert self.window is not None

        def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> str | BackupMade | None:
            from gongkai_desktop.services.backups import daily_backup, look_quickly

            return look_quickly(workspace) or daily_backup(workspace, workspace.now().date())

        jobs.run(self.window, work, self._looked_after, "检查和备份台账", quiet=True, reads_only=True)

    def _looked_after(self, found: str | BackupMade | None) -> None:
        assert self.window is not None
        if found is not None and not isinstance(found, str):
            if found.notice:
                self.window.ledger.foot.show_saved(found.notice)
        elif found and self.workspace.ledger.file is not None:
            file, who = self.workspace.ledger.file, self.workspace.who
            damage = DamagedLedger(f"台账“{file.name}”已损坏：{found}。", "请用最近的备份恢复。")
            password = self.workspace.ledger.password
            if opening.rescued(self.window, file, damage, password):
                self.show(open_workspace(file, who, password=password))

    def stay_marked(self) -> None:
        """Say beside the ledger who has it open, as long as it is."""
        file = self.workspace.ledger.file
        if file is None or self.workspace.ledger.read_only:
            return
        presence.come(file, self.workspace.who, self.workspace.now())
        beat = QTimer(self)
        beat.setInterval(presence.BEAT_SECONDS * 1000)
        beat.timeout.connect(lambda: presence.stay(file))
        beat.start()

    def leave(self) -> None:
        """Let go of the ledger at the program's end."""
        if self.workspace.ledger.file is not None:
            presence.go(self.workspace.ledger.file, self.workspace.who)
        self.workspace.close()

    def greet(self) -> None:
        """Ask the few things of a first start."""
        from gongkai_desktop.ui.dialogs.first_start import FirstStartDialog

        dialog = FirstStartDialog(self.workspace, self._today, self.window)
        if not dialog.exec():
            return
        if dialog.workspace is not self.workspace:
            self.show(dialog.workspace)
        self.show_around()

    def show_around(self) -> None:
        """The hints on the window, once in the life of this PC."""
        if self.window is not None and not self._preferences.values.tour_seen:
            from gongkai_desktop.ui.tour import Tour, hints_of

            self._preferences.change(tour_seen=True)
            self.window.show_page("ledger")
            Tour(hints_of(self.window), self.window).show()

    def _replace(self, old: MainWindow, new: MainWindow, workspace: Workspace) -> None:
        if workspace.ledger is self.workspace.ledger:
            new.take_over(old)
        else:
            self.workspace.close()
        # Its place is remembered already; closing it would end the program with its last window.
        old.hide()
        old.deleteLater()
