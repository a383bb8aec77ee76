"""Names that are not in the unit directory yet: new units, or known ones under another name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QTableWidget, QVBoxLayout, QWidget

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.services.unit_matching import UnitMatch
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label, rule, size_dialog, title_label
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_NEW = "作为新单位登记（待确认）"


class UnitChoices:
    """What the clerk says about the unknown names of one file."""

    def __init__(self, matches: Iterable[UnitMatch]) -> None:
        self.chosen: dict[str, Unit] = {}
        self.matches: list[UnitMatch] = []
        self.update(matches)

    def update(self, matches: Iterable[UnitMatch]) -> None:
        """The names are other ones after a correction; what was chosen for those still there stays."""
        self.all = tuple(matches)
        self.matches = [match for match in self.all if not match.collective and match.unit is None]
        names = {match.name for match in self.matches}
        self.chosen = {name: unit for name, unit in self.chosen.items() if name in names}

    def decided(self) -> tuple[UnitMatch, ...]:
        """All names of the file with the units the clerk has chosen."""
        return tuple(
            match if match.collective else replace(match, unit=self.chosen.get(match.name, match.unit))
            for match in self.all
        )

    def open_count(self) -> int:
        """Names that would become new units."""
        return len(self.matches) - len(self.chosen)

    def choose(self, name: str, unit: Unit | None) -> None:
        """The name stands for a known unit, or (None) is a new one."""
        if unit is None:
            self.chosen.pop(name, None)
        else:
            self.chosen[name] = unit


class NewUnitsDialog(QDialog):
    """One row a name, with the directory's nearest units to choose from."""

    def __init__(self, choices: UnitChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setWindowTitle("核对新单位")
        size_dialog(self, 760, 460)
        close = main_button("确定")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(10))
        layout.addWidget(title_label("这些名称不在单位名录中"))
        layout.addWidget(
            quiet_label("如果是名录中某个单位的另一种叫法，请选出那个单位，程序会记住；否则登记为新单位。")
        )
        layout.addWidget(self._table(), 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _table(self) -> QTableWidget:
        rows = [(match.name, f"{match.count} 次", "") for match in self._choices.matches]
        table = text_table(("文件中的名称", "出现", "处理"), rows)
        for row, match in enumerate(self._choices.matches):
            table.setCellWidget(row, 2, self._choice(match))
        table.setColumnWidth(2, theme.px(300))
        table.horizontalHeader().setSectionResizeMode(2, table.horizontalHeader().ResizeMode.Fixed)
        look_like_a_list(table, 40)
        return table

    def _choice(self, match: UnitMatch) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"{match.name} 的处理")
        box.addItem(_NEW, None)
        for unit in match.suggestions:
            box.addItem(f"就是 {unit.name}", unit)
        known = self._choices.chosen.get(match.name)
        if known in match.suggestions:
            box.setCurrentIndex(1 + match.suggestions.index(known))
        box.currentIndexChanged.connect(lambda number: self._chosen(match.name, box.itemData(number)))
        return box

    def _chosen(self, name: str, unit: Unit | None) -> None:
        self._choices.choose(name, unit)
