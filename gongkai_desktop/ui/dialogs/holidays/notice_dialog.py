"""录入放假安排: the notice's text goes in, its holidays and make-up days come out to be corrected."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.errors import UserError
from gongkai_desktop.services.holidays import (
    Holiday,
    Schedule,
    check_schedule,
    preview_schedule,
    recognise_notice,
    save_schedule,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label, text_area, title_label
from gongkai_desktop.ui.dialogs.holidays.calendar_dialog import CalendarDialog, read_days
from gongkai_desktop.ui.models.words import WEEKDAYS, day_text
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_NAME, _FIRST, _LAST, _COUNT = range(4)
_DOUBT = "#8a5300"


class NoticeDialog(CalendarDialog):
    """A year's schedule; begins with what is known of the year."""

    def __init__(
        self,
        workspace: Workspace,
        schedule: Schedule,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, "录入放假安排", parent, room=620)
        self._today = today
        self._text = text_area(4, "把《国务院办公厅关于××××年部分节假日安排的通知》全文粘贴在这里")
        self._year = QComboBox()
        for year in range(min(today.year - 1, schedule.year), today.year + 4):
            self._year.addItem(f"{year}年", year)
        self._year.setAccessibleName("年度")
        self._number = QLineEdit()
        self._number.setPlaceholderText("例如：国办发明电〔2026〕7号")
        self.table = _table()
        self._make_up = QLineEdit()
        self._make_up.setPlaceholderText("例如：2027-02-07、2027-02-20")
        self._flags = QLabel()
        self._flags.setWordWrap(True)
        self._flags.setStyleSheet(f"color: {_DOUBT};")
        self._notice_flags: tuple[str, ...] = ()
        self._build()
        self.show_schedule(schedule)
        self._text.setPlainText(schedule.text)
        self.table.itemChanged.connect(self._check)
        self._make_up.textChanged.connect(self._check)
        self._year.currentIndexChanged.connect(self._check)
        self._text.setFocus()

    def _build(self) -> None:
        self.head.addWidget(title_label("录入放假安排"))
        pasted = QWidget()
        column = QVBoxLayout(pasted)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(plain_button("识别通知", lambda: self.recognise(self._text.toPlainText())))
        row.addWidget(quiet_label("认出的内容填到下面，请对照通知看一遍。"), 1)
        column.addLayout(row)
        year = QWidget()
        line = QHBoxLayout(year)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._year)
        line.addWidget(QLabel("文号"))
        line.addWidget(self._number, 1)
        holidays = QWidget()
        both = QHBoxLayout(holidays)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.table, 1)
        buttons = QVBoxLayout()
        buttons.addWidget(plain_button("添一行", self._add_row))
        buttons.addWidget(plain_button("删一行", self._remove_row))
        buttons.addStretch(1)
        both.addLayout(buttons)
        self.add_row("通知", pasted)
        self.add_row("年度", year)
        self.add_row("放假", holidays)
        self.add_row("调休上班", self._make_up, "周末要上班的日子，用顿号隔开")
        self.add_row("", self._flags)
        self._text.setAccessibleName("通知全文")
        self._number.setAccessibleName("文号")

    # -- what stands in the fields

    def show_schedule(self, schedule: Schedule) -> None:
        """Fill the fields."""
        self._year.setCurrentIndex(max(0, self._year.findData(schedule.year)))
        self._number.setText(schedule.number)
        self.table.blockSignals(True)
        self.table.setRowCount(len(schedule.holidays))
        for row, holiday in enumerate(schedule.holidays):
            texts = (holiday.name, holiday.first.isoformat(), holiday.last.isoformat(), "")
            for column, text in enumerate(texts):
                self._set(row, column, text)
        self.table.blockSignals(False)
        self._make_up.setText("、".join(day.isoformat() for day in schedule.make_up_days))
        self._check()

    def schedule(self) -> Schedule | None:
        """What stands in the fields; None where a date cannot be read."""
        year = self._year.currentData()
        holidays = []
        for row in range(self.table.rowCount()):
            name, first, last = (self._cell(row, column) for column in (_NAME, _FIRST, _LAST))
            if not (name or first or last):
                continue
            days, wrong = read_days(f"{first}、{last or first}", year)
            if wrong or len(days) < 2 or not name:
                return None
            holidays.append(Holiday(name, days[0], days[1]))
        make_up, wrong = read_days(self._make_up.text(), year)
        if wrong:
            return None
        text = self._text.toPlainText().strip()
        number = self._number.text().strip()
        return Schedule(year, tuple(holidays), tuple(sorted(set(make_up))), number, text)

    def recognise(self, text: str) -> None:
        """Fill the fields from the notice's text."""
        self._text.setPlainText(text)
        try:
            reading = recognise_notice(text)
        except UserError as failure:
            self.show_problem(f"{failure.message}{failure.hint}")
            return
        self.show_problem("")
        # What the table itself shows is checked anew with every correction.
        seen = check_schedule(reading.schedule)
        self._notice_flags = tuple(flag for flag in reading.flags if flag not in seen)
        if self._year.findData(reading.schedule.year) < 0:
            self._year.addItem(f"{reading.schedule.year}年", reading.schedule.year)
        self.show_schedule(reading.schedule)

    def _check(self, *_changed: object) -> None:
        """Say at once what cannot be right."""
        schedule = self.schedule()
        self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            self._set(row, _COUNT, self._count_text(row))
        self.table.blockSignals(False)
        if schedule is None:
            self._flags.setText("⚠ 有的日期看不懂，请写成 2027-02-07 的样子。")
            return
        flags = dict.fromkeys((*self._notice_flags, *check_schedule(schedule)))
        odd = [day for day in schedule.make_up_days if day.weekday() < 5]
        worked = "、".join(day_text(day) for day in schedule.make_up_days if day not in odd)
        lines = [f"⚠ {flag}" for flag in flags]
        self._flags.setText("\n".join(lines) or (f"没有发现矛盾。调休上班：{worked}" if worked else ""))

    def _count_text(self, row: int) -> str:
        first, last = self._cell(row, _FIRST), self._cell(row, _LAST)
        days, wrong = read_days(f"{first}、{last or first}", self._year.currentData())
        if wrong or len(days) < 2 or days[1] < days[0]:
            return "看不懂" if first or last else ""
        count = (days[1] - days[0]).days + 1
        until = f"至周{WEEKDAYS[days[1].weekday()]}" if count > 1 else ""
        return f"{count} 天，周{WEEKDAYS[days[0].weekday()]}{until}"

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item else ""

    def _set(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        if column == _COUNT:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.table.setItem(row, column, item)

    def _add_row(self) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column in range(4):
            self._set(row, column, "")
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()

    def _remove_row(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._check()

    # -- saving

    def missing(self) -> tuple[str, QWidget] | None:
        """Dates that can be read, and at least one holiday."""
        schedule = self.schedule()
        if schedule is None:
            return "有的日期看不懂，请写成 2027-02-07 的样子。", self.table
        return None if schedule.holidays else ("请至少填写一个节日。", self.table)

    def submit(self) -> None:
        """Show what changes, then save."""
        schedule = self.schedule()
        if schedule is not None:
            workspace, today = self.workspace, self._today
            self.preview_and_save(
                lambda: preview_schedule(workspace, schedule, today),
                lambda: save_schedule(workspace, schedule, today),
            )


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    table.setHorizontalHeaderLabels(["节日", "从", "到", "共"])
    table.setAccessibleName("放假日期")
    look_like_a_list(table, 32, editable=True)
    header = table.horizontalHeader()
    header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setMinimumSectionSize(theme.px(60))
    for column, width in ((_FIRST, 120), (_LAST, 120), (_COUNT, 150)):
        table.setColumnWidth(column, theme.px(width))
    table.setMinimumHeight(theme.px(120))
    return table
