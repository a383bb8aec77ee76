"""Choose one unit of the directory by typing a part of its name or its pinyin initials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QWidget

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label
from gongkai_desktop.ui.settings.unit_table import UnitTable


class ChooseUnitDialog(FormDialog):
    """Accepted with `chosen` set."""

    def __init__(
        self,
        title: str,
        hint: str,
        units: Sequence[Unit],
        texts: Mapping[int, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "合并", parent)
        self.chosen: Unit | None = None
        self._search = QLineEdit()
        self._search.setPlaceholderText("输入名称或拼音首字母")
        self._search.setAccessibleName("查找单位")
        self._search.setClearButtonEnabled(True)
        self._table = UnitTable()
        self._table.units.set_units(units, texts)
        self._table.setMinimumSize(theme.px(560), theme.px(300))
        self._table.unit_chosen.connect(self._choose)
        self._table.doubleClicked.connect(self._take)
        self._search.textChanged.connect(self._find)
        self.head.addWidget(title_label(title))
        self.head.addWidget(quiet_label(hint))
        self.add_wide(self._search)
        self.add_wide(self._table)
        self._search.setFocus()

    def _find(self, text: str) -> None:
        self.chosen = None
        self._table.units.set_search(text, only_open=False)
        shown = self._table.units.shown
        if len(shown) == 1:
            self._table.choose(shown[0].id)

    def _choose(self, unit: Unit) -> None:
        self.chosen = unit

    def _take(self, _index: QModelIndex) -> None:
        self.accept()

    def missing(self) -> tuple[str, QWidget] | None:
        """One unit must be chosen."""
        return None if self.chosen else ("请选择一个单位。", self._search)
