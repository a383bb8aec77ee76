"""日历: the checkpoints of the filtered duties by days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.calendar_model import DayListModel, Mark, MonthModel
from gongkai_desktop.ui.models.words import LightStyles, short_day
from gongkai_desktop.ui.views.calendar_delegates import DayDelegate, PointDelegate
from gongkai_desktop.ui.views.duty_menu import duty_menu

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthGrid(QTableView):
    """The days; arrows walk by day and week, page keys by month, Home goes to today."""

    day_chosen = Signal(object)
    today_wanted = Signal()
    months_wanted = Signal(int)
    list_wanted = Signal()

    def __init__(self, model: MonthModel, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = model
        self.setModel(model)
        self.setItemDelegate(DayDelegate(styles, self))
        self.setAccessibleName("日历")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setMinimumSectionSize(theme.px(40))
        self.clicked.connect(lambda index: self.day_chosen.emit(self.month.day_at(index)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the edges of the month, too."""
        key = Qt.Key(event.key())
        index = self.currentIndex()
        if key in _STEPS and index.isValid():
            self.day_chosen.emit(self.month.day_at(index) + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.months_wanted.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.today_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)


class DutyCalendarView(QWidget):
    """A month at the left, the chosen day's checkpoints at the right."""

    selection_made = Signal(object, object)
    command_wanted = Signal(str)
    whole_wanted = Signal(object)

    def __init__(
        self,
        styles: LightStyles,
        mark: Callable[[date], Mark],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today
        self._showing = False
        self.month = MonthModel(today, mark, styles, self)
        self.day_list = DayListModel(styles, self)
        self.grid = MonthGrid(self.month, styles)
        self.list = QListView()
        self._title = QLabel()
        self._day_title = QLabel()
        self._build_ui(styles)
        self._connect()
        self.go_to(today)

    def _build_ui(self, styles: LightStyles) -> None:
        self.list.setModel(self.day_list)
        self.list.setItemDelegate(PointDelegate(styles, self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("当日节点")
        self._title.setFont(theme.font(16, strong=True))
        self._title.setMinimumWidth(theme.text_width("2022年12月") * 5 // 4)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._day_title.setFont(theme.font(strong=True))
        self._day_title.setContentsMargins(theme.px(10), 0, 0, 0)
        self._day_title.setFixedHeight(theme.px(44))
        self._empty = QLabel("这一天没有节点。\n方向键换一天，翻页键换一个月。")
        self._empty.setProperty("quiet", True)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(theme.px(10), theme.px(10), theme.px(10), 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._build_head())
        left.addWidget(self.grid, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._day_title)
        right.addWidget(self._empty, 1)
        right.addWidget(self.list, 1)
        side = QWidget()
        side.setMinimumWidth(theme.px(170))
        side.setMaximumWidth(theme.px(300))
        right.setContentsMargins(0, 0, 0, 0)
        side.setLayout(right)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 3)
        layout.addWidget(side, 1)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(8), theme.px(5), theme.px(8), theme.px(5))
        head.setSpacing(theme.px(4))
        before = _arrow("left", "上个月（翻页键）")
        after = _arrow("right", "下个月（翻页键）")
        now = QPushButton("回到今天")
        before.clicked.connect(lambda: self.turn(-1))
        after.clicked.connect(lambda: self.turn(1))
        now.clicked.connect(lambda: self.go_to(self._today))
        for widget in (before, self._title, after):
            head.addWidget(widget)
        head.addSpacing(theme.px(8))
        head.addWidget(now)
        head.addStretch(1)
        return head

    def _connect(self) -> None:
        self.grid.day_chosen.connect(self.go_to)
        self.grid.months_wanted.connect(self.turn)
        self.grid.today_wanted.connect(lambda: self.go_to(self._today))
        self.grid.list_wanted.connect(self._enter_list)
        self.list.selectionModel().selectionChanged.connect(self._tell_selection)
        self.list.activated.connect(self._open_whole)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._day

    def show_rows(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows whose checkpoints are shown."""
        self.month.show(rows)
        self._show_day()

    def show_selection(self, duty_ids: Sequence[int], current: int | None) -> None:
        """Mark these duties in the day's list; a duty of another day leaves the page where it is."""
        self._showing = True
        model = self.list.selectionModel()
        model.clear()
        for duty_id in duty_ids:
            if (place := self.day_list.place_of(duty_id)) is not None:
                model.select(self.day_list.index(place), QItemSelectionModel.SelectionFlag.Select)
        if (place := self.day_list.place_of(current)) is not None:
            model.setCurrentIndex(self.day_list.index(place), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._showing = False

    def reveal(self, row: DutyRow | None) -> None:
        """Turn to the day of a duty that was chosen in another view."""
        if row is not None and row.due is not None and self.day_list.place_of(row.duty_id) is None:
            self.go_to(row.due)

    def go_to(self, day: date) -> None:
        """Choose a day and turn to its month."""
        self._day = day
        if (day.year, day.month) != (self.month.month.year, self.month.month.month):
            self.month.show_month(day)
        self._title.setText(f"{day.year}年{day.month}月")
        self.grid.setCurrentIndex(self.month.index_of(day))
        self._show_day()

    def turn(self, months: int) -> None:
        """Go some months on or back, staying on the day of the month where there is one."""
        number = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(number, 12)
        self.go_to(date(year, month + 1, min(self._day.day, monthrange(year, month + 1)[1])))

    def _show_day(self) -> None:
        points = self.month.days.points_on(self._day)
        self._showing = True
        self.day_list.show(points)
        self._showing = False
        # The year stands above the month.
        day = short_day(self._day, self._day.year)
        self._day_title.setText(f"{day}　{len(points)} 个节点" if points else day)
        self.list.setVisible(bool(points))
        self._empty.setVisible(not points)

    def _enter_list(self) -> None:
        if self.day_list.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.day_list.index(0))

    def _tell_selection(self, *_changed: object) -> None:
        if not self._showing:
            chosen = [self.day_list.point_at(i.row())[0].duty_id for i in self.list.selectedIndexes()]
            here = self.list.currentIndex()
            current = self.day_list.point_at(here.row())[0].duty_id if here.isValid() else None
            self.selection_made.emit(tuple(chosen), current if current in chosen else None)

    def _open_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid():
            menu = duty_menu(self, self.command_wanted.emit, lambda: self._open_whole(index))
            menu.exec(self.list.viewport().mapToGlobal(at))
            menu.deleteLater()

    def _open_whole(self, index: QModelIndex) -> None:
        self.whole_wanted.emit(self.day_list.point_at(index.row())[0])


def _arrow(name: str, spoken: str) -> QPushButton:
    button = QPushButton()
    button.setIcon(icons.icon(name, theme.BLUE))
    button.setProperty("quiet", True)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    return button
