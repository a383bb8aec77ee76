"""单位组: what a collective phrase (各乡镇) stands for: whole kinds of units, some added, some left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.ledger import Group, Unit, UnitKind
from gongkai_desktop.services import units as service
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_ID = Qt.ItemDataRole.UserRole


class GroupsForm(QWidget):
    """Left the phrases met so far, right who belongs to the chosen one."""

    committed = Signal(str, str)

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._units: Sequence[Unit] = ()
        self._groups: Sequence[Group] = ()
        self._phrases = QListWidget()
        self._members = QListWidget()
        self._kinds = {kind: QCheckBox(kind.value) for kind in UnitKind}
        self._title = QLabel()
        self._title.setFont(theme.font(15, strong=True))
        self._empty = quiet_label("还没有单位组。导入的文件里出现“各乡镇”这样的说法时，会自动列在这里。")
        self._save = main_button("保存")
        self._build()
        self._phrases.currentRowChanged.connect(self._show)
        for box in self._kinds.values():
            box.clicked.connect(self._kinds_changed)
        self._members.itemChanged.connect(self._refresh)
        self._save.clicked.connect(self._press)

    def _build(self) -> None:
        self._phrases.setAccessibleName("单位组")
        self._members.setAccessibleName("组内单位")
        kinds = FlowLayout(theme.px(14), theme.px(2))
        for box in self._kinds.values():
            kinds.addWidget(box)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.px(16), 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(quiet_label("包含的类别："))
        column.addLayout(kinds)
        column.addWidget(quiet_label("组内单位（可以单独增减）："))
        column.addWidget(self._members, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addWidget(quiet_label("保存后，已导入任务的责任事项随之增减；已有进展的事项不会丢失。"), 1)
        column.addLayout(foot)
        self._both = QSplitter(Qt.Orientation.Horizontal)
        self._both.setChildrenCollapsible(False)
        self._both.setHandleWidth(1)
        self._both.addWidget(self._phrases)
        self._both.addWidget(right)
        self._both.setSizes([theme.px(380), theme.px(780)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(12), 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._both, 1)

    def reload(self) -> None:
        """Read groups and units again."""
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: (service.list_groups(workspace), service.list_units(workspace)),
            self._take,
            "读取单位组",
            quiet=True,
            reads_only=True,
        )

    def _take(self, found: tuple[Sequence[Group], Sequence[Unit]]) -> None:
        row = max(self._phrases.currentRow(), 0)
        self._groups, self._units = found
        self._phrases.blockSignals(True)
        self._phrases.clear()
        for group in self._groups:
            self._phrases.addItem(group.phrase if group.confirmed else f"{group.phrase}　◇ 待确认")
        self._phrases.blockSignals(False)
        self._empty.setVisible(not self._groups)
        self._both.setVisible(bool(self._groups))
        if self._groups:
            self._phrases.setCurrentRow(min(row, len(self._groups) - 1))

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._groups):
            return
        group = self._groups[row]
        for kind, box in self._kinds.items():
            box.setChecked(kind in group.kinds)
        self._fill(
            {unit.id for unit in self._units if unit.kind in group.kinds and unit.id not in group.exclude}
            | set(group.include)
        )

    def _fill(self, members: set[int]) -> None:
        """The list of units, members first."""
        self._members.blockSignals(True)
        self._members.clear()
        for unit in sorted(self._units, key=lambda unit: unit.id not in members):
            if not unit.confirmed and unit.id not in members:
                continue
            item = QListWidgetItem(f"{unit.name}（{unit.kind.value}）")
            item.setData(_ID, unit.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if unit.id in members else Qt.CheckState.Unchecked)
            self._members.addItem(item)
        self._members.blockSignals(False)
        self._refresh()

    def _chosen_kinds(self) -> tuple[UnitKind, ...]:
        return tuple(kind for kind, box in self._kinds.items() if box.isChecked())

    def _checked(self) -> set[int]:
        items = (self._members.item(row) for row in range(self._members.count()))
        return {item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked}

    def _kinds_changed(self) -> None:
        """Whole kinds come and go; units of other kinds that were added one by one stay."""
        kinds = set(self._chosen_kinds())
        before = set(self._groups[self._phrases.currentRow()].kinds)
        old = self._checked()
        self._fill(
            {
                unit.id
                for unit in self._units
                if (unit.kind in kinds and (unit.kind not in before or unit.id in old))
                or (unit.kind not in kinds | before and unit.id in old)
            }
        )

    def _edited(self) -> Group:
        kinds, checked = self._chosen_kinds(), self._checked()
        of_kind = {unit.id for unit in self._units if unit.kind in kinds and unit.confirmed}
        return replace(
            self._groups[self._phrases.currentRow()],
            kinds=kinds,
            include=tuple(sorted(checked - of_kind)),
            exclude=tuple(sorted(of_kind - checked)),
        )

    def _refresh(self) -> None:
        group = self._groups[self._phrases.currentRow()]
        self._title.setText(f"{group.phrase}　{len(self._checked())} 个单位")
        edited = self._edited()
        same = (set(edited.kinds), set(edited.include), set(edited.exclude)) == (
            set(group.kinds),
            set(group.include),
            set(group.exclude),
        )
        self._save.setText("保存" if group.confirmed else "确认")
        self._save.setEnabled(not same or not group.confirmed)

    def _press(self) -> None:
        group, name = self._edited(), "修改单位组"

        def done(batch: str) -> None:
            self.committed.emit(batch, name)
            self.reload()

        jobs.run(
            self,
            lambda _report, _cancelled: service.save_group(self._workspace, group, self._today),
            done,
            name,
        )
