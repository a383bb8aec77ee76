"""年度事项: the dates that the law itself gives a year, made at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import WheelDate, WheelStarted, preview_year_wheel, start_year_wheel
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label
from gongkai_desktop.ui.models.words import day_text
from gongkai_desktop.ui.views.list_looks import look_like_a_list


class YearWheelDialog(FormDialog):
    """A line a rule: tick what is wanted, say who owes it."""

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__("年度事项", "生成所选日期", parent)
        self._workspace = workspace
        self.count = 0
        self._keys: list[str] = []
        self._year = QComboBox()
        for year in range(today.year - 1, today.year + 3):
            self._year.addItem(f"{year}年", year)
        self._year.setCurrentIndex(1)
        self._today = today
        self._coming = QCheckBox("只生成今天以后的日期")
        self._coming.setChecked(True)
        self._units = [unit for unit in list_units(workspace) if unit.confirmed and not unit.valid_to]
        self.table = _table()
        self.head.addWidget(title_label("年度事项"))
        self.head.addWidget(quiet_label("法律写明的日期，勾选本县要办的。每年一月自动照上一年的勾选生成。"))
        line = QWidget()
        head = QHBoxLayout(line)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._year)
        head.addWidget(self._coming)
        head.addStretch(1)
        self._year.setAccessibleName("年度")
        self.add_row("年度", line)
        self.add_wide(self.table)
        self._year.currentIndexChanged.connect(self._read)
        self.table.itemChanged.connect(self._tell)
        self._read()

    def _read(self) -> None:
        workspace, year = self._workspace, self._year.currentData()
        jobs.run(
            self,
            lambda _report, _cancelled: preview_year_wheel(workspace, year),
            self._show,
            "读取年度事项",
            quiet=True,
            reads_only=True,
        )

    def _show(self, dates: Sequence[WheelDate]) -> None:
        rules: dict[str, list[WheelDate]] = {}
        for each in dates:
            rules.setdefault(each.template.key, []).append(each)
        self._keys = list(rules)
        self.table.blockSignals(True)
        self.table.setRowCount(len(rules))
        for row, planned in enumerate(rules.values()):
            self._show_rule(row, planned)
        self.table.blockSignals(False)
        self._tell()

    def _show_rule(self, row: int, planned: Sequence[WheelDate]) -> None:
        rule = planned[0].template
        made = all(each.made for each in planned)
        name = QTableWidgetItem(rule.name)
        name.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        )
        name.setCheckState(Qt.CheckState.Unchecked if made else Qt.CheckState.Checked)
        name.setToolTip(rule.article or rule.note or rule.name)
        days = "、".join(f"{each.due:%m-%d}" for each in planned[:4])
        when = day_text(planned[0].due) if len(planned) == 1 else days + (" 等" if len(planned) > 4 else "")
        state = "✓ 已生成" if made else "部分已生成" if any(each.made for each in planned) else ""
        for column, text in ((1, when), (2, "已核" if rule.verified else "待核"), (3, state)):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(row, column, item)
        self.table.setItem(row, 0, name)
        self.table.setCellWidget(row, 4, self._who_field(rule.name))

    def _who_field(self, rule: str) -> QComboBox:
        field = QComboBox()
        field.setAccessibleName(f"{rule}由谁承担")
        field.addItem("本单位", (None,))
        for kind in UnitKind:
            ids = tuple(unit.id for unit in self._units if unit.kind == kind)
            if ids:
                field.addItem(f"每个{kind.value}（{len(ids)} 个）", ids)
        for unit in self._units:
            field.addItem(unit.name, (unit.id,))
        field.setMaxVisibleItems(14)
        return field

    def _wanted(self) -> dict[str, tuple[int | None, ...]]:
        wanted = {}
        for row, key in enumerate(self._keys):
            name, who = self.table.item(row, 0), self.table.cellWidget(row, 4)
            if name and name.checkState() == Qt.CheckState.Checked and isinstance(who, QComboBox):
                wanted[key] = tuple(who.currentData())
        return wanted

    def _tell(self, *_changed: object) -> None:
        count = len(self._wanted())
        self.explain(f"勾选 {count} 项；已有的日期不会重复生成。" if count else "没有勾选。")

    def missing(self) -> tuple[str, QWidget] | None:
        """Something must be ticked."""
        return None if self._wanted() else ("请勾选要生成的事项。", self.table)

    def submit(self) -> None:
        """Make the dates."""
        workspace, year, wanted = self._workspace, self._year.currentData(), self._wanted()
        since = self._today if self._coming.isChecked() else None
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: start_year_wheel(workspace, year, wanted.keys(), wanted, since=since),
            self._made,
            "正在生成",
            ended=self.unlock,
        )

    def _made(self, started: WheelStarted) -> None:
        self.count = started.count
        if started.count:
            self.finish(started.batch)
        else:
            self.show_problem("所选的日期都已生成过了。")


def _table() -> QTableWidget:
    table = QTableWidget(0, 5)
    table.setHorizontalHeaderLabels(["事项", "日期", "依据", "现状", "由谁承担"])
    table.setAccessibleName("年度事项")
    look_like_a_list(table, 40)
    header = table.horizontalHeader()
    for column in (1, 2, 3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(4, theme.px(180))
    table.setMinimumSize(theme.px(820), theme.px(230))
    return table
