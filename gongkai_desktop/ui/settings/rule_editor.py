"""One rule of the library of statutory limits, to be looked at and changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.clocks import ClockKind, ClockTemplate
from gongkai_desktop.services.clock_templates import KIND_WORDS, UNIT_WORDS
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, text_area, title_label

NEW = ClockTemplate("", "", ClockKind.AT_MOST, "", 20, "working")
"""What a new rule begins with."""


class RuleEditor(QWidget):
    """Tells the rule when [保存] is pressed; nothing is kept before."""

    save_wanted = Signal(object, bool)
    """The rule, and whether limits that run get it too."""
    restore_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = NEW
        self._title = title_label("")
        self._name, self._trigger = QLineEdit(), QLineEdit()
        self._kind, self._unit = QComboBox(), QComboBox()
        self._amount = QSpinBox()
        self._amount.setRange(-3660, 3660)
        self._month_day = QLineEdit()
        self._month_day.setPlaceholderText("例如 03-31")
        self._moves_on = QCheckBox("最后一天遇休息日顺延")
        self._pause, self._reset = text_area(2), text_area(2)
        self._article, self._note = text_area(2), text_area(2)
        self._verified = QCheckBox("已核：对照过依据的原文")
        self._running = QCheckBox("正在计时的也照改")
        self._running.setToolTip("原来就写错了才选；不选，正在计时的仍照登记时的规则")
        self._save = main_button("保存")
        self._restore = plain_button("恢复原样", lambda: self.restore_wanted.emit(self.rule))
        self._undo = plain_button("放弃修改", lambda: self.show_rule(self.rule))
        for kind, word in KIND_WORDS.items():
            self._kind.addItem(word, kind)
        for unit, word in UNIT_WORDS.items():
            self._unit.addItem(word, unit)
        for box in (self._kind, self._unit):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(2)
        self._build()
        self._connect()
        self.show_rule(NEW)

    def _build(self) -> None:
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.px(12))
        rows.setVerticalSpacing(theme.px(8))
        rows.setColumnStretch(1, 1)
        limit = QWidget()
        line = QHBoxLayout(limit)
        line.setContentsMargins(0, 0, 0, 0)
        parts: tuple[tuple[QWidget, str], ...] = (
            (self._kind, "要求"),
            (self._amount, "数量"),
            (self._unit, "时间单位"),
            (self._month_day, "每年月日"),
        )
        for part, part_name in parts:
            part.setAccessibleName(part_name)
            line.addWidget(part, 1)
        for label, field in (
            ("名称", self._name),
            ("起算", self._trigger),
            ("时限", limit),
            ("", self._moves_on),
            ("暂停规则", self._pause),
            ("重新起算", self._reset),
            ("依据", self._article),
            ("", self._verified),
            ("说明", self._note),
            ("", self._running),
        ):
            row = rows.rowCount()
            name = QLabel(label)
            name.setBuddy(field)
            if label:
                field.setAccessibleName(label)
            rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            rows.addWidget(field, row, 1)
        foot = QHBoxLayout()
        for button in (self._save, self._undo, self._restore):
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), 0, theme.px(8), theme.px(8))
        layout.setSpacing(theme.px(10))
        layout.addWidget(self._title)
        layout.addLayout(rows)
        layout.addLayout(foot)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._save.clicked.connect(lambda: self.save_wanted.emit(self.values(), self._running.isChecked()))
        for field in (self._name, self._trigger, self._month_day):
            field.textChanged.connect(self._refresh)
        for box in (self._kind, self._unit):
            box.currentIndexChanged.connect(self._refresh)
        self._amount.valueChanged.connect(self._refresh)
        for area in (self._pause, self._reset, self._article, self._note):
            area.textChanged.connect(self._refresh)
        for check in (self._moves_on, self._verified):
            check.toggled.connect(self._refresh)

    def show_rule(self, rule: ClockTemplate) -> None:
        """Fill the fields."""
        self.rule = rule
        self._title.setText(rule.name or "新规则")
        self._name.setText(rule.name)
        self._trigger.setText(rule.trigger)
        self._kind.setCurrentIndex(self._kind.findData(rule.kind))
        self._unit.setCurrentIndex(self._unit.findData(rule.unit))
        self._amount.setValue(rule.amount)
        self._month_day.setText(rule.month_day or "")
        self._moves_on.setChecked(rule.moves_on)
        for area, text in (
            (self._pause, rule.pause_rule),
            (self._reset, rule.reset_rule),
            (self._article, rule.article),
            (self._note, rule.note),
        ):
            area.setPlainText(text)
        self._verified.setChecked(rule.verified)
        self._running.setChecked(False)
        self._refresh()

    def show_new(self) -> None:
        """Begin a rule of the clerk's own."""
        self.show_rule(NEW)
        self._name.setFocus()

    def values(self) -> ClockTemplate:
        """The rule as it stands in the fields."""
        unit = self._unit.currentData()
        dated = unit == "date" or unit.startswith("each_")
        return replace(
            self.rule,
            name=self._name.text().strip(),
            trigger=self._trigger.text().strip(),
            kind=ClockKind(self._kind.currentData()),
            unit=unit,
            amount=0 if dated else self._amount.value(),
            month_day=(self._month_day.text().strip() or None) if unit == "date" else None,
            moves_on=self._moves_on.isChecked(),
            pause_rule=self._pause.toPlainText().strip(),
            reset_rule=self._reset.toPlainText().strip(),
            article=self._article.toPlainText().strip(),
            verified=self._verified.isChecked(),
            note=self._note.toPlainText().strip(),
        )

    def _refresh(self, *_changed: object) -> None:
        changed = self.values() != self.rule
        unit = self._unit.currentData()
        dated = unit == "date" or unit.startswith("each_")
        self._amount.setVisible(not dated)
        self._month_day.setVisible(unit == "date")
        self._running.setVisible(bool(self.rule.key) and not dated)
        self._save.setEnabled(changed and bool(self._name.text().strip()))
        self._undo.setVisible(changed)
        self._restore.setText("恢复原样" if self.rule.built_in else "删除规则")
        self._restore.setVisible(bool(self.rule.key) and (self.rule.changed or not self.rule.built_in))
