"""报表: the month's report, the leader's page and the ledger for the wall, to look at and print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.month_figures import Month, month_span, previous_month
from gongkai_desktop.domain.papers import MONTHLY, Numbering, issue_text
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons, jobs, messages, theme
from gongkai_desktop.ui.dialogs import printing
from gongkai_desktop.ui.dialogs.forms import date_field, day_of, plain_button
from gongkai_desktop.ui.dialogs.paper_dialog import save_paper
from gongkai_desktop.ui.views.flow_layout import FlowLayout
from gongkai_desktop.ui.views.paper_view import Paper, PaperView, open_paper
from gongkai_desktop.ui.write_out import write_out

FULL, LEADER, LEDGER = "督办月报", "送领导的一页", "台账（A3）"
_MONTHS = 24
_FILES = (("Word 文件", "docx"), ("Excel 表格", "xlsx"))


class ReportPage(QWidget):
    """Paints the chosen report when the page is looked at, not with every change of the ledger."""

    shown = Signal()
    changed = Signal()

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._is_stale = True
        self._asked = 0
        self.kind = QComboBox()
        self.month = QComboBox()
        self.day = date_field(_qt(today))
        self.view = PaperView()
        self.save = QPushButton(icons.icon("export", theme.BLUE), "另存为")
        self.issue_button = plain_button("签发…", self.issue)
        self.print_button = QPushButton(icons.icon("print", "#ffffff"), "打印…")
        self._labels = (QLabel("月份"), QLabel("数据截至"))
        self._build()
        self._fill()
        self._connect()

    def _build(self) -> None:
        for field, name in ((self.kind, "报表"), (self.month, "月份"), (self.day, "数据截至")):
            field.setAccessibleName(name)
        self.print_button.setProperty("main", True)
        menu = QMenu(self.save)
        menu.addAction("PDF 文件…", self._save_pdf).setData("pdf")
        self._files: list[QAction] = []
        for name, ending in _FILES:
            action = menu.addAction(f"{name}…", lambda ending=ending, name=name: self._save_as(name, ending))
            action.setData(ending)
            self._files.append(action)
        self.save.setMenu(menu)
        bar = FlowLayout(theme.px(8), theme.px(6))
        for widget in (
            QLabel("报表"), self.kind, self._labels[0], self.month, self._labels[1], self.day,
            plain_button("重新统计", self.refresh),
        ):  # fmt: skip
            bar.addWidget(widget)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(6))
        head.setSpacing(theme.px(8))
        head.addLayout(bar, 1)
        for button in (self.issue_button, self.save, self.print_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(6))
        layout.setSpacing(theme.px(4))
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def _fill(self) -> None:
        self.kind.addItems([FULL, LEADER, LEDGER])
        self._show_issue()
        month = (self._today.year, self._today.month)
        for _ in range(_MONTHS):
            self.month.addItem(f"{month[0]}年{month[1]}月", month)
            month = previous_month(month)
        self._limit_day()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.month.currentIndexChanged.connect(self._choose_month)
        self.day.dateChanged.connect(self.refresh)
        self.print_button.clicked.connect(self._print)

    # -- what is chosen

    @property
    def chosen_month(self) -> Month:
        """The month reported on."""
        year, number = self.month.currentData()
        return year, number

    def _choose_kind(self) -> None:
        of_month = self.kind.currentText() != LEDGER
        for widget in (*self._labels, self.month, self.day):
            widget.setVisible(of_month)
        for action in self._files:
            action.setVisible(of_month)
        self._show_issue()
        self.refresh()

    def _show_issue(self) -> None:
        """Only the full report is numbered, and only where the office does so."""
        counted = MONTHLY.numbering(self._workspace.office.numbering)
        self.issue_button.setVisible(self.kind.currentText() == FULL and counted is not Numbering.NONE)

    def _choose_month(self) -> None:
        self._limit_day()
        self.refresh()

    def _limit_day(self) -> None:
        """A month that is over is reported as it ended; the clerk may take a later day."""
        first, last = month_span(self.chosen_month)
        day = min(last, self._today)
        self.day.blockSignals(True)
        self.day.setDateRange(_qt(first), _qt(self._today))
        self.day.setDate(_qt(day))
        self.day.blockSignals(False)

    # -- looking

    def reload(self) -> None:
        """The ledger has changed: counted anew when the page is looked at."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Count when it is looked at."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Paint the chosen report."""
        self._is_stale = False
        self._asked += 1
        asked = self._asked
        if self.view.paper is None:
            self.view.show_text("正在统计…")
        self._enable(on=False)
        kind, month, day = self.kind.currentText(), self.chosen_month, day_of(self.day)
        jobs.run(
            self,
            lambda _report, _cancelled: self._paint(kind, month, day),
            lambda paper: self._take(asked, paper),
            "正在统计",
            quiet=True,
            reads_only=True,
        )

    def _paint(self, kind: str, month: Month, day: date) -> Paper | str:
        # Loaded with the first report: the window must be usable before.
        from gongkai_desktop.errors import InvalidInput
        from gongkai_desktop.services.monthly_report import preview_report
        from gongkai_desktop.services.print_ledger import ledger_pdf

        try:
            if kind == LEDGER:
                return open_paper(ledger_pdf(self._workspace, self._today))
            painted = preview_report(self._workspace, month, day, director=kind == LEADER)
            return open_paper(painted.data)
        except InvalidInput as refused:
            return f"{refused.message}\n{refused.hint}"

    def _take(self, asked: int, paper: Paper | str) -> None:
        if asked != self._asked:
            return  # the clerk has chosen something else since
        if isinstance(paper, str):
            self.view.show_text(paper)
        else:
            self.view.show_paper(paper)
        self._enable(on=self.view.paper is not None)
        self.shown.emit()

    def issue(self) -> None:
        """Number the report, keep it in the ledger, and show it as it was issued."""
        from gongkai_desktop.services.issue_report import issue_report, next_report_number

        workspace, today, day = self._workspace, self._today, day_of(self.day)
        number = next_report_number(workspace, today)
        if number is None:
            return
        month = self.chosen_month
        question = f"签发{month[0]}年{month[1]}月的督办月报吗？"
        called = (
            f"{number.called}（{issue_text(number.issue)}）"
            if number.number and number.issue
            else number.called
        )
        hint = f"编为：{called}\n签发后存入台账，不能撤销，只能作废；在“督办”页的“已发文书”中重印。"
        if messages.ask(self, question, hint, accept="签发"):
            self._enable(on=False)
            jobs.run(
                self,
                lambda _report, _cancelled: issue_report(workspace, month, day, today),
                self._issued,
                "正在签发",
                ended=lambda: self._enable(on=self.view.paper is not None),
            )

    def _issued(self, issued: tuple[Notice, bytes]) -> None:
        notice, data = issued
        self.changed.emit()
        self._asked += 1  # whatever is being counted gives way to the paper as it was issued
        self._is_stale = False
        self.view.show_paper(open_paper(data))
        messages.info(self, f"已签发：{notice.label}。", "现在可以打印。")

    def _enable(self, *, on: bool) -> None:
        self.issue_button.setEnabled(on)
        self.save.setEnabled(on)
        self.print_button.setEnabled(on)

    # -- out

    @property
    def _name(self) -> str:
        kind, (year, number) = self.kind.currentText(), self.chosen_month
        if kind == LEDGER:
            return f"政务公开台账 {self._today.isoformat()}"
        return f"{'督办月报' if kind == FULL else '督办情况（送阅）'} {year}-{number:02d}"

    def _print(self) -> None:
        if self.view.paper:
            printing.print_paper(self, self.view.paper)

    def _save_pdf(self) -> None:
        if self.view.paper:
            save_paper(self, self.view.paper.data, f"{self._name}.pdf")

    def _save_as(self, name: str, ending: str) -> None:
        month, day, director = self.chosen_month, day_of(self.day), self.kind.currentText() == LEADER

        def write(path: Path) -> Path:
            from gongkai_desktop.services.monthly_report import write_report

            wanted = path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}")
            return write_report(self._workspace, month, wanted, day, director=director)

        write_out(self, "另存为", f"{self._name}.{ending}", f"{name} (*.{ending})", write, "报表已存好。")


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
