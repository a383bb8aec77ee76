"""批量登记: a pasted list or a workbook of decisions becomes running limits, all in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gongkai_desktop.services.clock_lists import (
    DecisionList,
    ListedDecision,
    preview_decisions,
    start_decisions,
)
from gongkai_desktop.services.clock_templates import list_templates
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons, jobs, theme
from gongkai_desktop.ui.dialogs.clocks.fields import unit_field
from gongkai_desktop.ui.dialogs.clocks.start_clock import rule_field
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button, quiet_label, size_dialog, title_label
from gongkai_desktop.ui.views.list_looks import EmptyNote, look_like_notes

_FILES = "清单 (*.xlsx *.xls *.et *.docx *.doc *.wps *.csv *.txt *.html *.pdf);;所有文件 (*)"
_TITLES = ("事项", "文号", "当事人", "日期", "单位", "提示")
_MATTER, _NUMBER, _PARTY, _DATE = range(4)
_DOUBT = "#8a5300"


class DecisionListDialog(FormDialog):
    """Rows with doubts come first; what is ticked is registered, what the ledger has is left out."""

    def __init__(
        self, workspace: Workspace, today: date, parent: QWidget | None = None, *, template_key: str = ""
    ) -> None:
        super().__init__("批量登记", "登记所选", parent, room=420)
        self._workspace = workspace
        self._today = today
        self._listed: list[ListedDecision] = []
        self._source: tuple[Path | None, str | None, str | None] | None = None
        rules = {rule.key: rule for rule in list_templates(workspace) if not rule.yearly}
        self._rule = rule_field(rules)
        start = template_key or ("permit_penalty" if "permit_penalty" in rules else "")
        self._rule.setCurrentIndex(max(0, self._rule.findData(start)))
        self._unit = unit_field(workspace)
        self._state = QLabel("还没有清单。")
        self._state.setWordWrap(True)
        self.table = _table()
        self._build()
        self.accept_button.setEnabled(False)
        self.table.itemChanged.connect(self._edited)
        self._rule.currentIndexChanged.connect(self._read_again)

    def _build(self) -> None:
        self.head.addWidget(title_label("批量登记"))
        self.head.addWidget(
            quiet_label("在表格软件中选中清单（连表头）复制，再按“粘贴清单”；或者直接选择文件。")
        )
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        paste = plain_button("粘贴清单", self._paste)
        paste.setIcon(icons.icon("copy", theme.BLUE))
        choose = plain_button("选择文件…", self._choose)
        choose.setIcon(icons.icon("import", theme.BLUE))
        buttons.addWidget(paste)
        buttons.addWidget(choose)
        buttons.addWidget(self._state, 1)
        self.add_row("法定时限", self._rule, needed=True)
        self.add_row("清单", row)
        self.add_wide(self.table)
        self.add_row("没有单位的归", self._unit)

    def showEvent(self, event: object) -> None:
        """Open wide: lists have many columns."""
        super().showEvent(event)  # type: ignore[arg-type]
        size_dialog(self, 1040, 640)

    # -- reading

    def _paste(self) -> None:
        content = QApplication.clipboard().mimeData()
        html = content.html() if content.hasHtml() else ""
        text = content.text() if content.hasText() else ""
        if html or text:
            self.read(html=html or None, text=text or None)
        else:
            self.show_problem("剪贴板里没有文字，请先复制清单。")

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择清单", "", _FILES)
        if chosen:
            self.read(path=Path(chosen))

    def read(self, *, path: Path | None = None, html: str | None = None, text: str | None = None) -> None:
        """Read a list and show what was recognised."""
        self._source = (path, html, text)
        workspace, key, today = self._workspace, self._rule.currentData(), self._today
        jobs.run(
            self,
            lambda _report, _cancelled: preview_decisions(
                workspace, key, today, path=path, html=html, text=text
            ),
            self._show,
            "正在识别清单",
            reads_only=True,
        )

    def _read_again(self) -> None:
        """What the ledger has already depends on the rule."""
        if self._source is not None:
            path, html, text = self._source
            self.read(path=path, html=html, text=text)

    def _show(self, found: DecisionList) -> None:
        self.show_problem("")
        self._listed = sorted(found.rows, key=lambda row: (row.known, not row.flags, row.row))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._listed))
        for place, row in enumerate(self._listed):
            self._show_row(place, row)
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()
        self._state.setText(self._state_text(found))
        self._tell()

    def _state_text(self, found: DecisionList) -> str:
        names = {"matter": "事项", "number": "文号", "party": "当事人", "date": "日期", "unit": "单位"}
        read = "，".join(
            f"“{title}”作{names[name]}" for name, title in found.columns.items() if name in names
        )
        return "；".join((f"识别 {len(found.rows)} 行：{read}", *found.notes))

    def _show_row(self, place: int, row: ListedDecision) -> None:
        day = row.started_on.isoformat() if row.started_on else row.date_text
        hour = f" {row.started_time}" if row.started_time else ""
        hint = "台账里已有，不再登记" if row.known else "；".join(row.flags)
        texts = (row.matter, row.number, row.party, f"{day}{hour}", row.unit_name, hint)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column <= _DATE and not row.known:
                flags |= Qt.ItemFlag.ItemIsEditable
            if column == 0 and not row.known:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                item.setCheckState(Qt.CheckState.Checked if row.ready else Qt.CheckState.Unchecked)
            item.setFlags(flags)
            item.setToolTip(text)
            if hint:
                item.setForeground(QBrush(QColor(theme.QUIET if row.known else _DOUBT)))
            self.table.setItem(place, column, item)

    # -- correcting

    def _edited(self, item: QTableWidgetItem) -> None:
        place, column = item.row(), item.column()
        row = self._listed[place]
        text = item.text().strip()
        if column == _MATTER:
            self._listed[place] = replace(row, matter=text)
        elif column == _NUMBER:
            self._listed[place] = replace(row, number=text)
        elif column == _PARTY:
            self._listed[place] = replace(row, party=text)
        elif column == _DATE:
            day, _, hour = text.partition(" ")
            self._listed[place] = replace(row, started_on=_day(day), started_time=hour or None)
        self._tell()

    def _chosen(self) -> list[ListedDecision]:
        unit_id = self._unit.currentData()
        chosen = []
        for place, row in enumerate(self._listed):
            item = self.table.item(place, 0)
            if item and not row.known and item.checkState() == Qt.CheckState.Checked:
                chosen.append(row if row.unit_id is not None else replace(row, unit_id=unit_id))
        return chosen

    def _tell(self) -> None:
        chosen, known = len(self._chosen()), sum(row.known for row in self._listed)
        waiting = sum(not row.ready and not row.known for row in self._listed)
        self.accept_button.setEnabled(chosen > 0)
        parts = [f"登记 {chosen} 件"]
        parts += [f"{waiting} 行有疑问，改正后勾选即可登记"] if waiting else []
        parts += [f"{known} 行台账里已有"] if known else []
        self.explain("；".join(parts) + "。" if self._listed else "")

    def missing(self) -> tuple[str, QWidget] | None:
        """Every row that is ticked needs its date."""
        for row in self._chosen():
            if row.started_on is None:
                return f"第{row.row}行没有日期，请写成 2026-09-18 的样子，或不勾选。", self.table
            if not (row.matter or row.number):
                return f"第{row.row}行没有事项。", self.table
        return None

    def submit(self) -> None:
        """Register them in one step."""
        workspace, key, rows = self._workspace, self._rule.currentData(), self._chosen()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: start_decisions(workspace, key, rows),
            self.finish,
            "正在登记",
            ended=self.unlock,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_TITLES))
    table.setHorizontalHeaderLabels(list(_TITLES))
    table.setAccessibleName("识别出的清单")
    look_like_notes(table)
    header = table.horizontalHeader()
    widths: Sequence[int] = (0, 150, 100, 96, 110, 250)
    table.horizontalHeader().setMinimumSectionSize(theme.px(60))
    for column, width in enumerate(widths):
        table.setColumnWidth(column, theme.px(width))
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setMinimumHeight(theme.px(160))
    EmptyNote(table, "清单识别以后列在这里，有疑问的排在最前，改正、勾选后再登记。")
    return table
