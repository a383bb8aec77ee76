"""台账: one filter over three views of the same duties, with one selection and its detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.services.duty_list import KnownDuties, read_duties, unit_search_texts
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.duty_list import DutyList
from gongkai_desktop.ui.views.detail import DetailPanel
from gongkai_desktop.ui.views.empty_state import EmptyState
from gongkai_desktop.ui.views.filter_bar import FilterBar
from gongkai_desktop.ui.views.ledger_foot import LedgerFoot
from gongkai_desktop.ui.views.ledger_head import VIEWS, LedgerHead
from gongkai_desktop.ui.views.ledger_views import LedgerViews

if TYPE_CHECKING:
    from gongkai_desktop.services.duties import DutyDetail
    from gongkai_desktop.ui import jobs
    from gongkai_desktop.ui.views.calendar import DutyCalendarView
    from gongkai_desktop.ui.views.tree import DutyTreeView

_DETAIL_DELAY_MS = 60
_DETAIL_WIDTH = 326


class LedgerPage(QWidget):
    """Holds the list, shows it, and says what the clerk wants done; the window does it."""

    command_wanted = Signal(str, object)
    """A command and the rows it is for."""
    move_wanted = Signal(object, object)
    """A checkpoint, and the day it was put on or None."""
    print_wanted = Signal(str, object)
    rows_read = Signal(object)
    """The ledger's duties, just read."""
    calendar_file_wanted = Signal()
    edit_wanted = Signal(object, str, str)
    source_wanted = Signal(int)
    paper_wanted = Signal(object)
    """An issued paper (a Notice), once more."""
    confirm_units_wanted = Signal()
    notices_wanted = Signal(int)
    check_wanted = Signal(object)

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._asked = 0
        styles = light_styles(workspace.office)
        self.duties = DutyList(self)
        self.filters = FilterBar(styles)
        self.head = LedgerHead(styles, workspace.light_rules.soon_text)
        self.foot = LedgerFoot()
        self.detail = DetailPanel(styles)
        self._views = LedgerViews(workspace, styles, today)
        self.table = self._views.table
        self._views.followed_by = (*self.detail.stops, *self.foot.stops)
        self._view = "table"
        self._stale = {key for key, _title in VIEWS}
        self._is_filled = False
        self._known: KnownDuties | None = None
        self._has_unit_texts = False
        self._wants_detail = True
        self._widths: list[int] = []
        self._delay = QTimer(self, singleShot=True, interval=_DETAIL_DELAY_MS)
        self._build_ui()
        self._connect()
        self._add_keys()

    def _build_ui(self) -> None:
        self._stack = QStackedWidget()
        # Blank until the ledger is read, so that a full one never says for a moment that it is empty.
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self._views)
        self._stack.setMinimumHeight(theme.px(80))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.top = QWidget()
        top = QVBoxLayout(self.top)
        top.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        top.setSpacing(theme.px(10))
        top.addWidget(self.filters)
        top.addWidget(self.head)
        self.top.hide()
        self.detail.hide()
        self.foot.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(_rule())
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.foot)

    def _connect(self) -> None:
        self.duties.rows_changed.connect(self._rows_changed)
        self.duties.selection_changed.connect(self._selection_changed)
        self.filters.filter_changed.connect(self.duties.set_filter)
        self.head.view_chosen.connect(self.show_view)
        self.head.clear_wanted.connect(self.filters.clear)
        self.head.import_wanted.connect(lambda: self.run("import"))
        self.head.export_wanted.connect(lambda: self.run("export"))
        self.head.print_wanted.connect(lambda: self.run("print"))
        self.foot.command_wanted.connect(self.run)
        self._connect_views(self._views)
        self.detail.check_wanted.connect(self.check_wanted)
        self.detail.command_wanted.connect(self._run_on_current)
        self.detail.move_wanted.connect(self._move_point)
        self.detail.source_wanted.connect(self._want_source)
        self.detail.paper_wanted.connect(self.paper_wanted)
        self._delay.timeout.connect(self._read_detail)

    def _connect_views(self, views: LedgerViews) -> None:
        views.selection_made.connect(self.duties.select)
        views.command_wanted.connect(self.run)
        views.whole_wanted.connect(self._open_whole)
        views.edit_wanted.connect(self.edit_wanted)
        views.move_wanted.connect(self.move_wanted)
        views.print_wanted.connect(self.print_wanted)
        views.file_wanted.connect(self.calendar_file_wanted)
        views.unit_wanted.connect(lambda unit_id: self.filters.set_filter(DutyFilter(unit_id=unit_id)))
        views.confirm_wanted.connect(self.confirm_units_wanted)
        views.notices_wanted.connect(self.notices_wanted)

    @cached_property
    def empty(self) -> EmptyState:
        """What a new ledger shows."""
        hint = "导入任务分解表（Word、Excel 或文本），也可以把文件直接拖进来。"
        return self._instead(
            EmptyState("empty", "台账里还没有任务", hint, "导入…"), partial(self.run, "import")
        )

    @cached_property
    def nothing(self) -> EmptyState:
        """What is shown where no duty passes the filter."""
        hint = "换一个条件，或者显示全部。"
        return self._instead(EmptyState("search", "没有符合条件的事项", hint, "显示全部"), self.filters.clear)

    def _instead(self, state: EmptyState, pressed: Callable[[], None]) -> EmptyState:
        state.pressed.connect(pressed)
        self._stack.addWidget(state)
        return state

    @property
    def tree(self) -> DutyTreeView:
        """按单位."""
        return self._views.tree

    @property
    def calendar(self) -> DutyCalendarView:
        """日历."""
        return self._views.calendar

    def _add_keys(self) -> None:
        for number, (key, _title) in enumerate(VIEWS, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda key=key: self.show_view(key))
        QShortcut(QKeySequence.StandardKey.Find, self, self.filters.focus_search)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- data

    def show_first(self, first: KnownDuties) -> None:
        """Show the beginning of the ledger; `reload` brings the rest, and what else is to be read."""
        self._known = first
        self.duties.set_rows(first.rows, more=first.more)

    @property
    def is_read(self) -> bool:
        """Whether all duties are here."""
        return self._known is not None and not self._known.more

    def reload(self) -> None:
        """Read what has changed in the ledger; filter, selection and open branches stay."""
        from gongkai_desktop.ui import jobs

        jobs.run(
            self,
            lambda _report, _cancelled: self._read(),
            self._take,
            "读取台账",
            quiet=True,
            reads_only=True,
        )

    def _read(self) -> tuple[KnownDuties, Mapping[int, str] | None]:
        known = read_duties(self._workspace, self._today, self._known)
        is_new = known.whole or not self._has_unit_texts
        return known, unit_search_texts(self._workspace) if is_new else None

    def _take(self, found: tuple[KnownDuties, Mapping[int, str] | None]) -> None:
        self._known, unit_texts = found
        rows = self._known.rows
        if unit_texts is not None:
            self._has_unit_texts = True
            self._views.find_units_by(unit_texts)
            self.filters.set_choices(rows, unit_texts)
        self.duties.set_rows(rows)
        self.rows_read.emit(rows)
        self._fill_first_time()
        self._delay.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is the width known."""
        super().showEvent(event)
        self._fill_first_time()

    def _fill_first_time(self) -> None:
        """Widths can be given only to what is seen; and a page with a detail shows what the program knows."""
        if self._is_filled or not self.duties.all_rows or not self.isVisible():
            return
        self._is_filled = True
        detail = theme.px(_DETAIL_WIDTH)
        whole = self.splitter.width()
        self.splitter.setSizes(self._widths or [whole - min(detail, whole // 4), min(detail, whole // 4)])
        if self.duties.current is None and self.duties.shown:
            first = self.duties.shown[0].duty_id
            self.duties.select([first], first)

    def restore_widths(self, widths: list[int]) -> None:
        """Remembered widths of list and detail."""
        self._widths = widths

    def _rows_changed(self) -> None:
        shown, total = len(self.duties.shown), len(self.duties.all_rows)
        filtered = not self.duties.wanted.is_empty
        if self.duties.more:
            self.head.show_reading()
        else:
            self.head.show_counts(shown, total, self.duties.light_counts(), filtered=filtered)
        self.head.give_out.setEnabled(shown > 0)
        self.top.setVisible(total > 0)
        self.foot.setVisible(total > 0)
        self.detail.setVisible(total > 0 and self._wants_detail)
        self._stale = {key for key, _title in VIEWS}
        self._show_current_view()

    def show_view(self, key: str) -> None:
        """表格, 按单位 or 日历; the selection goes along."""
        self._view = key
        self._show_current_view()
        if key == "calendar":
            self.calendar.reveal(self.duties.row(self.duties.current))
            self.calendar.show_selection(self.duties.selected, self.duties.current)
        self._focus_view()

    @property
    def view(self) -> str:
        """The view that is shown."""
        return self._view

    def _show_current_view(self) -> None:
        self.head.show_view(self._view)
        view = self._views.view(self._view)
        self.setFocusProxy(self.calendar.focus_widget if self._view == "calendar" else view)
        # A view that is not seen is filled when it is shown.
        if self._view in self._stale:
            self._stale.discard(self._view)
            view.show_rows(self.duties.shown)
        view.show_selection(self.duties.selected, self.duties.current)
        self._views.setCurrentWidget(view)
        self._stack.setCurrentWidget(self._what_to_see())

    def _what_to_see(self) -> QWidget:
        if self.duties.more and (self._view != "table" or not self.duties.wanted.is_empty):
            # The first rows tell nothing of what a filter finds, of units or of months.
            return self._blank
        if self.duties.shown:
            return self._views
        return self.nothing if self.duties.all_rows else self.empty

    def _focus_view(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_filter(self, wanted: DutyFilter) -> None:
        """Show what another page asks for."""
        self.filters.set_filter(wanted)

    # -- selection and detail

    def _selection_changed(self) -> None:
        rows = self.selected_rows()
        self.foot.show_selection(len(rows), can_move=_movable(rows) is not None)
        self._views.view(self._view).show_selection(self.duties.selected, self.duties.current)
        row = self.duties.row(self.duties.current)
        if row is None:
            self.detail.show_nothing()
        else:
            self.detail.show_row(row)
            # The arrow key may be held down; only the row it stops at is read in full.
            self._delay.start()

    def selected_rows(self) -> list[DutyRow]:
        """The rows of the selection."""
        rows = (self.duties.row(duty_id) for duty_id in self.duties.selected)
        return [row for row in rows if row is not None]

    def _read_detail(self) -> None:
        duty_id = self.duties.current
        # One after the other: the rest of the list is waited for, the detail of its first line is not.
        if duty_id is not None and self.is_read:
            from gongkai_desktop.ui import jobs

            def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> DutyDetail:
                # With it comes all that reads and writes more than the list.
                from gongkai_desktop.services.duties import duty_detail

                return duty_detail(self._workspace, duty_id, self._today)

            jobs.run(
                self,
                work,
                self._show_detail,
                "读取事项",
                quiet=True,
                reads_only=True,
            )

    def _show_detail(self, detail: DutyDetail) -> None:
        # An answer that comes after the clerk has gone on is for nobody.
        if detail.row.duty_id == self.duties.current:
            self.detail.show_detail(detail)

    # -- commands

    def run(self, command: str) -> None:
        """Do a command here, or ask the window to do it for the selected rows."""
        if command == "detail":
            self._wants_detail = not self._wants_detail
            self.detail.setVisible(self._wants_detail)
        elif command == "move_date":
            point = _movable(self.selected_rows())
            if point is not None:
                self.move_wanted.emit(point, None)
        else:
            self.command_wanted.emit(command, self.selected_rows())

    def _run_on_current(self, command: str) -> None:
        row = self.duties.row(self.duties.current)
        self.command_wanted.emit(command, [row] if row else [])

    def _move_point(self, checkpoint_id: int) -> None:
        row = self.duties.row(self.duties.current)
        for point in row.checkpoints if row else ():
            if point.id == checkpoint_id:
                self.move_wanted.emit(point, None)

    def _want_source(self) -> None:
        row = self.duties.row(self.duties.current)
        if row is not None:
            self.source_wanted.emit(row.plan_id)

    def _open_whole(self, row: DutyRow) -> None:
        from gongkai_desktop.ui.views.whole_text import WholeTextDialog

        WholeTextDialog(row, self).exec()

    def _escape(self) -> None:
        if self._view == "calendar" and self.calendar.let_go():
            return
        if not self.duties.wanted.is_empty:
            self.filters.clear()
        self._focus_view()


def _movable(rows: list[DutyRow]) -> CheckpointRow | None:
    """The checkpoint that 改期 is about: the deciding open one of a single duty."""
    if len(rows) != 1:
        return None
    return next((p for p in rows[0].checkpoints if p.due == rows[0].due and p.done_on is None), None)


def _rule() -> QFrame:
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
