"""单位名录: search, add, change, confirm, merge, delete; as a file in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.services import units as service
from gongkai_desktop.services.duties import unit_search_texts
from gongkai_desktop.services.unit_matching import suggest_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.forms import plain_button
from gongkai_desktop.ui.dialogs.listing import ListingDialog
from gongkai_desktop.ui.settings.choose_unit import ChooseUnitDialog
from gongkai_desktop.ui.settings.unit_editor import UnitEditor
from gongkai_desktop.ui.settings.unit_table import UnitTable
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_FILES = "单位名录 (*.xlsx *.csv)"
Directory = tuple[Sequence[Unit], Mapping[int, str]]


class UnitDirectory(QWidget):
    """Every change is one step that can be undone."""

    committed = Signal(str, str)
    loaded = Signal()

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._units: Sequence[Unit] = ()
        self._texts: Mapping[int, str] = {}
        self._search = QLineEdit()
        self._open_only = QCheckBox("只看待确认")
        self._count = QLabel()
        self.table = UnitTable()
        self.editor = UnitEditor()
        self._build()
        self._search.textChanged.connect(self._filter)
        self._open_only.toggled.connect(self._filter)
        self.table.unit_chosen.connect(self._show)
        self.editor.save_wanted.connect(self._save)
        self.editor.merge_wanted.connect(self._merge)
        self.editor.delete_wanted.connect(self._delete)

    def _build(self) -> None:
        self._search.setPlaceholderText("名称、简称或拼音首字母")
        self._search.setAccessibleName("查找单位")
        self._search.setClearButtonEnabled(True)
        self._count.setProperty("quiet", True)
        self._search.setMinimumWidth(theme.px(240))
        head = FlowLayout(theme.px(8), theme.px(6))
        head.stretchy = self._search
        head.addWidget(self._search)
        head.addWidget(self._open_only)
        head.addWidget(self._count)
        head.addWidget(plain_button("新增单位", self.editor.show_new))
        head.addWidget(plain_button("导入名录…", self._import))
        head.addWidget(plain_button("导出名录…", self._export))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(self.table)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.editor)
        scroll.setMinimumWidth(theme.px(300))
        both.addWidget(scroll)
        both.setSizes([theme.px(760), theme.px(400)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(12), 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addLayout(head)
        layout.addWidget(both, 1)

    def reload(self) -> None:
        """Read the directory again; the chosen unit stays chosen."""
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: (service.list_units(workspace), unit_search_texts(workspace)),
            self._take,
            "读取单位名录",
            quiet=True,
            reads_only=True,
        )

    def show_open(self) -> None:
        """Show the units that wait to be confirmed."""
        self._search.clear()
        self._open_only.setChecked(True)

    def _take(self, found: Directory) -> None:
        self._units, self._texts = found
        chosen = self.editor.unit.id
        self.table.units.set_units(self._units, self._texts)
        waiting = sum(not unit.confirmed for unit in self._units)
        self._count.setText(f"共 {len(self._units)} 个，待确认 {waiting} 个")
        self._choose(chosen)
        self.loaded.emit()

    def _filter(self) -> None:
        chosen = self.editor.unit.id
        self.table.units.set_search(self._search.text(), only_open=self._open_only.isChecked())
        self._choose(chosen)

    def _choose(self, unit_id: int) -> None:
        shown = self.table.units.shown
        if not self.table.choose(unit_id) and shown:
            self.table.choose(shown[0].id)

    def _show(self, unit: Unit) -> None:
        known = [other for other in self._units if other.confirmed]
        self.editor.show_unit(unit, () if unit.confirmed else suggest_units(unit.name, known))

    # -- changes

    def _change(self, work: Callable[[], str], name: str) -> None:
        def done(batch: str) -> None:
            self.committed.emit(batch, name)
            self.reload()

        jobs.run(self, lambda _report, _cancelled: work(), done, name)

    def _save(self, unit: Unit) -> None:
        name = "修改单位" if unit.confirmed and unit.id else "确认单位" if unit.id else "新增单位"
        self._change(lambda: service.save_unit(self._workspace, unit, self._today), name)

    def _merge(self, unit: Unit, into: Unit | None) -> None:
        into = into or self._ask_target(unit)
        if into is None:
            return
        hint = f"“{unit.name}”成为“{into.name}”的简称，责任事项和督办记录一并转过去。可以撤销。"
        if messages.ask(self, f"把“{unit.name}”并入“{into.name}”吗？", hint, accept="合并"):
            self._change(
                lambda: service.merge_unit(self._workspace, unit.id, into.id, self._today), "合并单位"
            )

    def _ask_target(self, unit: Unit) -> Unit | None:
        others = [other for other in self._units if other.id != unit.id and other.confirmed]
        hint = f"“{unit.name}”并入哪个单位？"
        dialog = ChooseUnitDialog("合并单位", hint, others, self._texts, self)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _delete(self, unit: Unit) -> None:
        hint = "有任务点名的单位不能删除；单位撤销的，请填写停用日期。可以撤销。"
        if messages.ask(self, f"删除“{unit.name}”吗？", hint, accept="删除", risky=True):
            self._change(lambda: service.delete_unit(self._workspace, unit.id, self._today), "删除单位")

    # -- files

    def _export(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, "导出单位名录", "单位名录.xlsx", _FILES)
        if chosen:
            path = Path(chosen)
            jobs.run(
                self,
                lambda _report, _cancelled: service.export_units(self._workspace, path),
                lambda done: messages.info(self, "单位名录已导出。", str(done)),
                "导出单位名录",
            )

    def _import(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "导入单位名录", "", _FILES)
        if chosen:
            path = Path(chosen)
            jobs.run(
                self,
                lambda _report, _cancelled: service.import_units(self._workspace, path, self._today),
                self._imported,
                "导入单位名录",
            )

    def _imported(self, done: service.UnitsImported) -> None:
        if done.problems:
            hint = "请改正下面的行，再导入一次；名录没有变化。"
            rows = [(problem.text, problem.where) for problem in done.problems]
            ListingDialog("单位名录没有导入", hint, ("问题", "位置"), rows, self).exec()
            return
        messages.info(self, "单位名录已导入。", f"新增 {done.added} 个，更新 {done.changed} 个。")
        self.committed.emit(done.batch, "导入单位名录")
        self.reload()
