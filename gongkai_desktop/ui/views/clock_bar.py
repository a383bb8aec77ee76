"""The bar over the statutory limits: which to show, and what to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.services.clocks import ClockLine
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.clock_table import STATES, ClockFilter
from gongkai_desktop.ui.models.words import pinyin_order
from gongkai_desktop.ui.views.filter_bar import UnitChoice
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_SEARCH_DELAY_MS = 150
_OFFICE = 0
"""Stands for the office itself, which has no id; units begin with 1."""


class ClockBar(QWidget):
    """Emits the whole filter whenever one of its parts changes, and the command of a button."""

    filter_changed = Signal(object)
    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = QComboBox()
        self.rule = QComboBox()
        self.unit = UnitChoice()
        self.search = QLineEdit()
        self.count = QLabel()
        self.start = QPushButton(icons.icon("clock", theme.GROUND), "新增计时…")
        self.many = QPushButton(icons.icon("import", theme.BLUE), "批量登记…")
        self.wheel = QPushButton(icons.icon("calendar", theme.BLUE), "年度事项…")
        self._delay = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        for key, (word, _test) in STATES.items():
            self.state.addItem(word, key)
        self.rule.addItem("全部", None)
        self._build()
        for box in (self.state, self.rule):
            box.currentIndexChanged.connect(self._tell)
        self.unit.chosen.connect(self._tell)
        self.search.textChanged.connect(self._delay.start)
        self._delay.timeout.connect(self._tell)
        for button, command in ((self.start, "start"), (self.many, "many"), (self.wheel, "wheel")):
            button.clicked.connect(lambda _on=False, command=command: self.command_wanted.emit(command))

    def _build(self) -> None:
        self.start.setProperty("main", True)
        self.many.setToolTip("粘贴清单或选择表格，一次登记多件")
        self.wheel.setToolTip("生成一年的法定日期，如年度报告、预决算公开")
        self.rule.setFixedWidth(theme.px(170))
        self.search.setPlaceholderText("文字或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumSize(QSize(theme.px(160), 0))
        self.count.setProperty("quiet", True)
        filters = FlowLayout(theme.px(10), theme.px(8))
        for title, field in (("状态", self.state), ("时限", self.rule), ("单位", self.unit)):
            field.setAccessibleName(title)
            filters.addWidget(_named(title, field))
        self.search.setAccessibleName("搜索")
        filters.addWidget(self.search)
        filters.stretchy = self.search
        below = QHBoxLayout()
        below.addWidget(self.count)
        below.addStretch(1)
        for button in (self.wheel, self.many, self.start):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        layout.setSpacing(theme.px(10))
        layout.addLayout(filters)
        layout.addLayout(below)

    @property
    def wanted(self) -> ClockFilter:
        """The filter as it stands in the fields."""
        unit = self.unit.currentData()
        return ClockFilter(
            self.state.currentData(),
            self.rule.currentData(),
            None if unit is None else (unit or None,),
            self.search.text().strip(),
        )

    def set_choices(self, lines: Sequence[ClockLine], unit_texts: Mapping[int, str]) -> None:
        """Offer the rules and units that occur; what was chosen stays chosen where it still occurs."""
        rules = {line.template_key: line.name for line in lines}
        units = {line.unit_id or _OFFICE: line.unit_name for line in lines}
        with QSignalBlocker(self.rule), QSignalBlocker(self.unit):
            kept = self.rule.currentData()
            self.rule.clear()
            self.rule.addItem("全部", None)
            for key, name in sorted(rules.items(), key=lambda rule: pinyin_order(rule[1])):
                self.rule.addItem(name, key)
            self.rule.setCurrentIndex(max(0, self.rule.findData(kept)))
            in_order = sorted(units.items(), key=lambda unit: pinyin_order(unit[1]))
            self.unit.offer([(name, unit_id, unit_texts.get(unit_id, name)) for unit_id, name in in_order])

    def clear(self, state: str = "running") -> None:
        """Show everything that is in a state."""
        blockers = [QSignalBlocker(field) for field in (self.state, self.rule, self.unit, self.search)]
        self.state.setCurrentIndex(self.state.findData(state))
        self.rule.setCurrentIndex(0)
        self.unit.setCurrentIndex(0)
        self.search.clear()
        del blockers
        self._tell()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _tell(self, *_changed: object) -> None:
        self._delay.stop()
        self.filter_changed.emit(self.wanted)


def _named(title: str, field: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(4))
    label = QLabel(title)
    label.setProperty("quiet", True)
    label.setBuddy(field)
    row.addWidget(label)
    row.addWidget(field)
    return holder
