"""The window: assembles the pages, routes their wishes, remembers its place; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gongkai_desktop import paths
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons, later_pages, window_place
from gongkai_desktop.ui.dropped_files import FileTarget
from gongkai_desktop.ui.ledger_page import LedgerPage
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.views.navigation import PAGES, Navigation

if TYPE_CHECKING:
    from gongkai_desktop.services.duty_list import KnownDuties
    from gongkai_desktop.ui.clock_page import ClockPage
    from gongkai_desktop.ui.settings_page import SettingsPage
    from gongkai_desktop.ui.today_page import TodayPage

_PAGE_KEYS = [key for key, *_titles in PAGES]
_KEYS = (
    ("Ctrl+O", "import"),
    ("Ctrl+E", "export"),
    ("Ctrl+P", "print"),
    ("F5", "reload"),
    ("F1", "handbook"),
)


class MainWindow(FileTarget):
    """One ledger in one window."""

    workspace_changed = Signal(object)
    """Settings were saved; the window is to be built anew for the workspace that goes on with them."""

    def __init__(
        self,
        workspace: Workspace,
        today: date,
        preferences: PreferenceFile,
        first: KnownDuties | None = None,
    ) -> None:
        """Reads the ledger in the background; with its `first` rows it waits for `complete` and `reload`."""
        super().__init__()
        self._workspace = workspace
        self._today = today
        self._preferences = preferences
        self.navigation = Navigation()
        self.ledger = LedgerPage(workspace, today)
        self.pages: dict[str, QWidget] = {"ledger": self.ledger}
        self._stack = QStackedWidget()
        self._is_complete = False
        self._build_ui()
        window_place.restore(self, self.ledger, preferences)
        last = preferences.values.last_page
        page = last if last in _PAGE_KEYS else "ledger"
        if first is None or page != "ledger":
            self.complete()
        self.show_page(page)
        if first is not None:
            self.ledger.show_first(first)
        else:
            self.reload()

    def complete(self) -> None:
        """Connect what acts. None of it is seen, so that it may come behind the first page."""
        if self._is_complete:
            return
        from gongkai_desktop.ui.duty_commands import DutyCommands
        from gongkai_desktop.ui.history import History
        from gongkai_desktop.ui.print_commands import PrintCommands

        self._is_complete = True
        self.commands = DutyCommands(self._workspace, self._today, self)
        self.prints = PrintCommands(self._workspace, self._today, self)
        self.history = History(self._workspace, self)
        self.files_dropped.connect(self._import)
        self._connect()
        self._add_keys()

    def _build_ui(self) -> None:
        self.setWindowTitle(f"{self._workspace.office.county}　{paths.APP_NAME}")
        self.setWindowIcon(QIcon(icons.pixmap("app")))
        self.setMinimumSize(960, 600)
        self._stack.addWidget(self.ledger)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self._navigate)
        self.ledger.command_wanted.connect(self._run)
        self.ledger.move_wanted.connect(self.commands.move_date)
        self.ledger.edit_wanted.connect(self.commands.edit_task)
        self.ledger.source_wanted.connect(self.prints.source)
        self.ledger.paper_wanted.connect(self.prints.notice)
        self.ledger.print_wanted.connect(self._print_calendar)
        self.ledger.calendar_file_wanted.connect(lambda: self.prints.calendar_file(self.ledger.duties.wanted))
        self.ledger.rows_read.connect(self._reload_today)
        self.ledger.notices_wanted.connect(self._issue_notices)
        self.ledger.check_wanted.connect(self.commands.check)
        self.ledger.confirm_units_wanted.connect(self._confirm_units)
        self.commands.committed.connect(self._committed)
        self.history.changed.connect(self._show_history)
        self.history.applied.connect(self._changed)
        self.history.calendar_changed.connect(self.workspace_changed)

    def _add_keys(self) -> None:
        for number, (page, *_titles) in enumerate(PAGES, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self.show_page, page))
        for keys, command in _KEYS:
            QShortcut(QKeySequence(keys), self, partial(self._run, command, []))
        QShortcut(QKeySequence.StandardKey.Undo, self, self.history.undo)
        QShortcut(QKeySequence("Ctrl+Y"), self, self.history.redo)

    # -- pages

    def show_page(self, key: str, sheet: int | None = None) -> None:
        """Turn to a page, and on it to one of its sheets."""
        page = self._page(key)
        if sheet is not None:
            later_pages.show_sheet(page, sheet)
        self._stack.setCurrentWidget(page)
        self.navigation.show_page(key)
        page.setFocus()

    def _page(self, key: str) -> QWidget:
        if key not in self.pages:
            page = self.pages[key] = self._build_today() if key == "today" else self._build_later(key)
            self._stack.addWidget(page)
            self._show_history()
        return self.pages[key]

    def _build_later(self, key: str) -> QWidget:
        around = later_pages.Surroundings(
            self._workspace,
            self._today,
            self._preferences,
            self._committed,
            self._run,
            self.workspace_changed.emit,
        )
        page = later_pages.build(key, around)
        cast("later_pages.Page", page).reload()
        return page

    def _build_today(self) -> QWidget:
        from gongkai_desktop.ui.today_page import TodayPage

        page = TodayPage(self._workspace, self._today)
        page.print_wanted.connect(self.prints.today)
        page.filter_wanted.connect(self.open_duties)
        page.notices_wanted.connect(lambda sheet: self.show_page("supervision", sheet))
        page.check_wanted.connect(self.commands.check)
        page.units_wanted.connect(self._confirm_units)
        page.review_wanted.connect(self._go_on_reviewing)
        page.duty_wanted.connect(self._open_duty)
        page.clocks_wanted.connect(self._open_clock)
        if self.ledger.is_read:
            page.reload(self.ledger.duties.all_rows)
        return page

    @property
    def today(self) -> TodayPage:
        """今日."""
        return cast("TodayPage", self._page("today"))

    @property
    def settings(self) -> SettingsPage:
        """设置."""
        return cast("SettingsPage", self._page("settings"))

    @property
    def clocks(self) -> ClockPage:
        """The statutory limits."""
        return cast("ClockPage", self._page("clocks"))

    def _navigate(self, key: str) -> None:
        self.show_page(key) if key in _PAGE_KEYS else self._run(key, [])

    def open_duties(self, wanted: DutyFilter) -> None:
        """Show the duties that another page speaks of."""
        self.ledger.show_filter(wanted)
        self.show_page("ledger")

    def _open_clock(self, clock_id: int) -> None:
        self.show_page("clocks")
        self.clocks.show_clock(clock_id)

    def _open_duty(self, duty_id: int) -> None:
        self.open_duties(DutyFilter())
        self.ledger.duties.select([duty_id], duty_id)

    def reload(self) -> None:
        """Let every page read the ledger again."""
        self.ledger.reload()
        for key in later_pages.LATER & self.pages.keys():
            cast("later_pages.Page", self.pages[key]).reload()

    def _reload_today(self, rows: Sequence[DutyRow] | None = None) -> None:
        # It is told the duties that the ledger has read: reading all of them twice would double the wait.
        if "today" in self.pages:
            self.today.reload(rows)

    def take_over(self, old: MainWindow) -> None:
        """Go on where the window stood that this one takes the place of."""
        self.history.take_over(old.history)
        self.ledger.show_filter(old.ledger.duties.wanted)
        if "settings" in old.pages:
            self.settings.tabs.setCurrentIndex(old.settings.tabs.currentIndex())

    # -- commands

    def _run(self, command: str, rows: Sequence[DutyRow]) -> None:
        match command:
            case "import":
                self._import([])
            case "export":
                self.commands.export(self.ledger.duties.wanted)
            case "print":
                self.prints.ledger(self.ledger.table, self.ledger.duties)
            case "undo":
                self.history.undo()
            case "redo":
                self.history.redo()
            case "reload":
                self.reload()
            case "about":
                self.commands.about()
            case "handbook":
                self.commands.handbook()
            case _ if command.startswith("strip/"):
                self.prints.event_strip(rows[0].duty_id, int(command.removeprefix("strip/")))
            case _:
                self.commands.run(command, rows)

    def _import(self, files: Sequence[Path]) -> None:
        self._show_import(self.commands.import_files(files))

    def _go_on_reviewing(self, draft: int) -> None:
        self._show_import(self.commands.go_on_reviewing(draft))

    def _show_import(self, came_in: bool) -> None:
        if came_in:
            self.show_page("ledger")
        else:
            self._reload_today()  # a review may have been put aside

    def _issue_notices(self, unit_id: int | None = None) -> None:
        if self.commands.issue_notices(unit_id):
            self._changed()

    def _print_calendar(self, view: str, first: date) -> None:
        self.prints.calendar(view, first, self.ledger.duties.wanted)

    def _confirm_units(self) -> None:
        self.show_page("settings")
        self.settings.show_units_to_confirm()

    def _committed(self, batch: str, name: str) -> None:
        self.history.push(batch, name)
        self._changed()

    def _changed(self, *_what: object) -> None:
        self.ledger.foot.show_saved(f"已自动保存 {self._workspace.now():%H:%M}")
        self.reload()

    def _show_history(self) -> None:
        undo, redo = self.history.undo_name, self.history.redo_name
        self.ledger.foot.show_history(undo, redo)
        if "clocks" in self.pages:
            self.clocks.foot.show_history(undo, redo)

    # -- what this PC remembers

    def remember(self) -> None:
        """Keep sizes, columns, page and view for the next start."""
        page = next(key for key, widget in self.pages.items() if widget is self._stack.currentWidget())
        window_place.remember(self, self.ledger, page, self._preferences)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is to be saved but where things stand; the ledger is saved with every change."""
        self.remember()
        super().closeEvent(event)
