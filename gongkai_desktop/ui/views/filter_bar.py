"""The filter over the ledger: 年度, 来源, 单位, 角色, 状态 and a search in text and pinyin initials."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.kinds import ROLE_NAMES, Role
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.words import LIGHT_ORDER, LightStyles, pinyin_order
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_ALL = "全部"
_SEARCH_DELAY_MS = 150
_FIND_ROLE = Qt.ItemDataRole.UserRole + 1


class FilterBar(QWidget):
    """Emits the whole filter whenever one of its parts changes."""

    filter_changed = Signal(object)

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._wanted = DutyFilter()
        self._later: DutyFilter | None = None
        self.year = _choice("年度", 92)
        self.plan = _choice("来源", 152)
        self.unit = UnitChoice()
        self.role = _choice("角色", 84)
        self.lights = {light: _light_button(light, styles) for light in LIGHT_ORDER}
        self.search = _search_field()
        self.month = QPushButton(icons.icon("close", theme.BLUE), "")
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_SEARCH_DELAY_MS)
        _fill(self.role, [(name, role) for role, name in ROLE_NAMES.items()])
        self._build_ui()
        self._connect()

    def _build_ui(self) -> None:
        flow = FlowLayout(theme.px(10), theme.px(8), self)
        flow.setContentsMargins(0, 0, 0, 0)
        named = (("年度", self.year), ("来源", self.plan), ("单位", self.unit), ("角色", self.role))
        for title, field in named:
            flow.addWidget(_named(title, [field]))
        flow.addWidget(_named("状态", list(self.lights.values())))
        self.month.setToolTip("不再只看这个月")
        self.month.hide()
        flow.addWidget(self.month)
        flow.addWidget(self.search)
        flow.stretchy = self.search

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._tell)
        self.plan.currentIndexChanged.connect(self._tell)
        self.role.currentIndexChanged.connect(self._tell)
        self.unit.chosen.connect(self._tell)
        for button in self.lights.values():
            button.toggled.connect(self._tell)
        self.month.clicked.connect(self._forget_month)
        self.search.textChanged.connect(self._delay.start)
        self.search.returnPressed.connect(self._tell)
        self._delay.timeout.connect(self._tell)

    @property
    def wanted(self) -> DutyFilter:
        """The filter as it stands in the fields."""
        return replace(
            self._wanted,
            year=self.year.currentData(),
            plan_id=self.plan.currentData(),
            unit_id=self.unit.currentData(),
            role=_role(self.role.currentData()),
            lights=frozenset(light for light, button in self.lights.items() if button.isChecked()),
            text=self.search.text().strip(),
        )

    def set_choices(self, rows: Sequence[DutyRow], unit_texts: Mapping[int, str]) -> None:
        """Offer what occurs in the ledger; what was chosen stays chosen where it still exists.

        `unit_texts` are the names, aliases and pinyin initials to find a unit by.
        """
        years = sorted({row.year for row in rows}, reverse=True)
        plans = {row.plan_id: row.plan_title for row in rows}
        units = {row.unit_id: row.unit_name for row in rows}
        with QSignalBlocker(self.year), QSignalBlocker(self.plan), QSignalBlocker(self.unit):
            _fill(self.year, [(f"{year}年", year) for year in years])
            _fill(self.plan, [(title, plan_id) for plan_id, title in plans.items()])
            in_order = sorted(units.items(), key=lambda unit: pinyin_order(unit[1]))
            self.unit.offer([(name, unit_id, unit_texts.get(unit_id, name)) for unit_id, name in in_order])
        if self._later is not None and rows:
            self.set_filter(self._later)

    def set_filter(self, wanted: DutyFilter) -> None:
        """Put a filter into the fields, e.g. when another page asks for the late duties."""
        self._wanted = wanted
        # A filter may be asked for before the ledger has been read.
        self._later = wanted if self.year.count() == 1 else None
        blockers = [QSignalBlocker(w) for w in (self.year, self.plan, self.unit, self.role, self.search)]
        blockers += [QSignalBlocker(button) for button in self.lights.values()]
        for field, value in (
            (self.year, wanted.year),
            (self.plan, wanted.plan_id),
            (self.unit, wanted.unit_id),
            (self.role, wanted.role),
        ):
            field.setCurrentIndex(max(0, field.findData(value)))
        for light, button in self.lights.items():
            button.setChecked(light in wanted.lights)
        self.search.setText(wanted.text)
        del blockers
        self._show_month()
        self._tell()

    def clear(self) -> None:
        """Show everything again."""
        self.set_filter(DutyFilter())

    def _forget_month(self) -> None:
        self._wanted = replace(self._wanted, month=None)
        self._show_month()
        self._tell()

    def _show_month(self) -> None:
        if self._wanted.month is not None:
            self.month.setText("只看{}年{}月".format(*self._wanted.month))
        self.month.setVisible(self._wanted.month is not None)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _tell(self, *_changed: object) -> None:
        self._delay.stop()
        self.filter_changed.emit(self.wanted)


class UnitChoice(QComboBox):
    """All units; typing finds them by any part of the name or by pinyin initials."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None, *, first: str = _ALL) -> None:
        """`first` is the entry that stands for no unit of the directory."""
        super().__init__(parent)
        self._first = first
        self.setAccessibleName("单位")
        self.setFixedWidth(theme.px(150))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setToolTip("输入单位名称或拼音首字母")
        self._finder = NameCompleter(self)
        self.setCompleter(self._finder)
        self._finder.activated.connect(self._take)
        self.currentIndexChanged.connect(self.chosen)
        if (field := self.lineEdit()) is not None:
            field.editingFinished.connect(self._tidy)
        self.offer([])

    def offer(self, units: Iterable[tuple[str, int, str]]) -> None:
        """The units as (name, id, text to find it by); the chosen one stays."""
        kept = self.currentData()
        model = QStandardItemModel(self)
        for name, unit_id, find in [(self._first, None, self._first), *units]:
            item = QStandardItem(name)
            item.setData(unit_id, Qt.ItemDataRole.UserRole)
            item.setData(find, _FIND_ROLE)
            model.appendRow(item)
        self.setModel(model)
        self._finder.setModel(model)
        self.setCurrentIndex(max(0, self.findData(kept)))
        _widen_list(self)

    def _take(self, name: str) -> None:
        self.setCurrentIndex(max(0, self.findText(name)))

    def _tidy(self) -> None:
        # Words that are no unit would look like a filter without being one.
        self.setEditText(self.itemText(self.currentIndex()))


class NameCompleter(QCompleter):
    """Looks in names and initials, writes the name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCompletionRole(_FIND_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(12)
        self.popup().setObjectName("finder")

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What stands in the field for an entry."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def _role(value: str | None) -> Role | None:
    # Qt hands a string enumeration back as a plain string.
    return Role(value) if value else None


def _choice(name: str, width: int) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setFixedWidth(theme.px(width))
    _fill(box, [])
    return box


def _fill(box: QComboBox, entries: Iterable[tuple[str, Hashable]]) -> None:
    kept = box.currentData()
    box.clear()
    box.addItem(_ALL, None)
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(kept)))
    _widen_list(box)


def _widen_list(box: QComboBox) -> None:
    """Let the opened list be as wide as its longest entry, so that titles can be told apart."""
    longest = max((theme.text_width(box.itemText(i)) for i in range(box.count())), default=0)
    box.view().setMinimumWidth(min(max(box.width(), longest + theme.px(40)), theme.px(560)))


def _light_button(light: Light, styles: LightStyles) -> QPushButton:
    style = styles[light]
    button = QPushButton(f"{style.shape} {style.word}")
    button.setCheckable(True)
    button.setProperty("light", True)
    button.setToolTip(f"只看{style.word}")
    # The colour of a light is a setting, so it cannot stand in the style sheet.
    button.setStyleSheet(f"color: {style.colour}")
    return button


def _search_field() -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName("搜索")
    field.setPlaceholderText("文字或拼音首字母")
    field.setClearButtonEnabled(True)
    field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    field.setMinimumSize(QSize(theme.px(188), 0))
    return field


def _named(title: str, fields: Sequence[QWidget]) -> QWidget:
    """A title with its fields, kept together when the bar wraps."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(4))
    label = QLabel(title)
    label.setProperty("quiet", True)
    label.setBuddy(fields[0])
    row.addWidget(label)
    for field in fields:
        row.addWidget(field)
    return holder
