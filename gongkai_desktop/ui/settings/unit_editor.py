"""One unit of the directory: its names, its kind, when it exists; or what an unconfirmed name may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import (
    date_field,
    day_of,
    main_button,
    plain_button,
    quiet_label,
    text_area,
)

_NEW = Unit(0, "", UnitKind.DEPARTMENT)
_SEPARATORS = str.maketrans("、，,；;\n", "||||||")


class UnitEditor(QWidget):
    """Tells the unit to store; knows no ledger."""

    save_wanted = Signal(object)
    merge_wanted = Signal(object, object)
    """The unit, and the one it is to become part of (None: ask)."""
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = _NEW
        self._title = QLabel()
        self._title.setFont(theme.font(15, strong=True))
        self._title.setWordWrap(True)
        self._guesses = QVBoxLayout()
        self._name = QLineEdit()
        self._kind = QComboBox()
        for kind in UnitKind:
            self._kind.addItem(kind.value, kind)
        self._aliases = text_area(3, "每行一个，例如：发改局")
        self._from = OptionalDate("启用日期")
        self._to = OptionalDate("停用日期")
        self._save = main_button("保存")
        self._merge = plain_button("合并到…", lambda: self.merge_wanted.emit(self.unit, None))
        self._delete = plain_button("删除", lambda: self.delete_wanted.emit(self.unit))
        self._save.clicked.connect(self._press)
        self._name.textChanged.connect(self._refresh)
        self._build()
        self.show_unit(_NEW, ())

    def _build(self) -> None:
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.px(12))
        rows.setVerticalSpacing(theme.px(8))
        fields = (
            ("全称", self._name),
            ("类别", self._kind),
            ("简称", self._aliases),
            ("启用", self._from),
            ("停用", self._to),
        )
        for row, (label, field) in enumerate(fields):
            name = QLabel(label)
            name.setBuddy(field)
            name.setMinimumHeight(theme.px(30))
            field.setAccessibleName(label)
            rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(field, row, 1)
        foot = QHBoxLayout()
        for button in (self._save, self._merge, self._delete):
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self._title)
        layout.addLayout(self._guesses)
        layout.addLayout(rows)
        layout.addLayout(foot)
        layout.addStretch(1)

    def show_new(self) -> None:
        """Empty fields for a new unit."""
        self.show_unit(_NEW, ())
        self._name.setFocus()

    def show_unit(self, unit: Unit, guesses: Sequence[Unit]) -> None:
        """Show a unit; `guesses` are the units an unconfirmed name may stand for."""
        self.unit = unit
        self._name.setText(unit.name)
        self._kind.setCurrentIndex(self._kind.findData(unit.kind))
        self._aliases.setPlainText("\n".join(unit.aliases))
        self._from.set_day(unit.valid_from)
        self._to.set_day(unit.valid_to)
        self._title.setText("新增单位" if not unit.id else unit.name)
        self._save.setText("保存" if unit.confirmed else "确认为新单位")
        for button in (self._merge, self._delete):
            button.setVisible(bool(unit.id))
        self._show_guesses(unit, guesses)
        self._refresh()

    def _show_guesses(self, unit: Unit, guesses: Sequence[Unit]) -> None:
        while self._guesses.count():
            old = self._guesses.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if unit.confirmed:
            return
        frame = QFrame()
        frame.setObjectName("guesses")
        frame.setStyleSheet(
            "#guesses { background: #fdf6e3; border: 1px solid #e6c877; border-radius: 4px; }"
        )
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(*(theme.px(10),) * 4)
        words = "导入时遇到的新名称。它可能是：" if guesses else "导入时遇到的新名称，名录中没有相近的单位。"
        inside.addWidget(quiet_label(words))
        for guess in guesses:
            inside.addWidget(self._guess_button(guess), 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(quiet_label("都不是的话，选好类别后按“确认为新单位”。"))
        self._guesses.addWidget(frame)

    def _guess_button(self, guess: Unit) -> QPushButton:
        return plain_button(f"就是 {guess.name}", lambda: self.merge_wanted.emit(self.unit, guess))

    def _refresh(self) -> None:
        self._save.setEnabled(bool(self._name.text().strip()))

    def _press(self) -> None:
        names = self._aliases.toPlainText().translate(_SEPARATORS).split("|")
        self.save_wanted.emit(
            replace(
                self.unit,
                name=self._name.text().strip(),
                kind=UnitKind(self._kind.currentData()),
                aliases=tuple(name.strip() for name in names if name.strip()),
                valid_from=self._from.day(),
                valid_to=self._to.day(),
            )
        )


class OptionalDate(QWidget):
    """A date that is usually not given."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = QCheckBox("有" + name)
        self._field: QDateEdit = date_field(QDate.currentDate())
        self._field.setAccessibleName(name)
        self._given.toggled.connect(self._field.setVisible)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._given)
        row.addWidget(self._field, 1)
        row.addStretch(1)
        self._field.hide()

    def set_day(self, day: date | None) -> None:
        """Show a date or none."""
        self._given.setChecked(day is not None)
        if day:
            self._field.setDate(QDate(day.year, day.month, day.day))

    def day(self) -> date | None:
        """The given date."""
        return day_of(self._field) if self._given.isChecked() else None
