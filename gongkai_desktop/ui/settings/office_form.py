"""办公室: who uses the ledger, and the days that lights and papers count with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, with_hint

_TEXTS = (
    ("county", "县名", "例如：示例县", True),
    ("office", "单位名称", "督办文书的落款，例如：示例县人民政府办公室", True),
    ("short_office", "机关代字", "文号中年份前面的字，例如：示例政办", True),
    ("contact", "联系人", "印在督办文书上，供单位联系", False),
    ("phone", "联系电话", "", False),
)
_DAYS = (
    ("soon_days", "临期天数", "到期前几天开始提醒", 1, 60),
    ("remind_days", "提醒提前", "倒排：到期前几个工作日提醒单位", 1, 60),
    ("urge_days", "催办提前", "倒排：到期前几个工作日催办", 0, 60),
    ("reply_days", "反馈时限", "督办文书要求单位在几个工作日内反馈，一般为 3 至 5 个", 1, 30),
)


class OfficeForm(QWidget):
    """Tells the changed values when [保存] is pressed; nothing is kept before."""

    save_wanted = Signal(dict)

    def __init__(self, office: OfficeSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._texts = {name: QLineEdit() for name, *_ in _TEXTS}
        self._days = {name: QSpinBox() for name, *_ in _DAYS}
        self._soon_calendar = QCheckBox("临期按自然日算（不勾选按工作日）")
        self._both_sides = QCheckBox("督办文书双面印刷（版记放在最后一个双数页）")
        self._problem = QLabel()
        self._problem.setStyleSheet(f"color: {theme.LATE};")
        self._save = main_button("保存")
        self._undo = plain_button("放弃修改", self._reset)
        self._build()
        for field in self._texts.values():
            field.textChanged.connect(self._refresh)
        for days in self._days.values():
            days.valueChanged.connect(self._refresh)
        for check in (self._soon_calendar, self._both_sides):
            check.toggled.connect(self._refresh)
        self._save.clicked.connect(self._try_save)
        self._reset()

    def _build(self) -> None:
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.px(14))
        rows.setVerticalSpacing(theme.px(8))
        rows.setColumnMinimumWidth(1, theme.px(460))
        rows.setColumnStretch(2, 1)
        for name, label, hint, _needed in _TEXTS:
            self._texts[name].setMaxLength(60)
            _row(rows, label, self._texts[name], hint)
        for name, label, hint, low, high in _DAYS:
            self._days[name].setRange(low, high)
            self._days[name].setSuffix(" 个工作日")
            _row(rows, label, self._days[name], hint)
            if name == "soon_days":
                _row(rows, "", self._soon_calendar, "")
        _row(rows, "印刷", self._both_sides, "")
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addWidget(self._undo)
        foot.addWidget(self._problem, 1)
        fields = QWidget()
        inner = QVBoxLayout(fields)
        inner.setContentsMargins(0, theme.px(16), 0, theme.px(8))
        inner.addLayout(rows)
        inner.addStretch(1)
        # Only the fields scroll: the button that saves them is always there.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(area, 1)
        layout.addLayout(foot)

    def set_office(self, office: OfficeSettings) -> None:
        """The settings that are stored now."""
        self._office = office
        self._reset()

    def values(self) -> dict[str, object]:
        """What stands in the fields."""
        texts: dict[str, object] = {name: field.text().strip() for name, field in self._texts.items()}
        days = {name: field.value() for name, field in self._days.items()}
        checks = {"both_sides": self._both_sides, "soon_calendar": self._soon_calendar}
        return texts | days | {name: check.isChecked() for name, check in checks.items()}

    def _reset(self) -> None:
        for name, field in self._texts.items():
            field.setText(str(getattr(self._office, name)))
        for name, days in self._days.items():
            days.setValue(int(getattr(self._office, name)))
        self._both_sides.setChecked(self._office.both_sides)
        self._soon_calendar.setChecked(self._office.soon_calendar)
        self._refresh()

    def _refresh(self) -> None:
        unit = " 天" if self._soon_calendar.isChecked() else " 个工作日"
        self._days["soon_days"].setSuffix(unit)
        changed = any(getattr(self._office, name) != value for name, value in self.values().items())
        self._save.setEnabled(changed)
        self._undo.setVisible(changed)
        self._problem.clear()

    def _try_save(self) -> None:
        for name, label, _hint, needed in _TEXTS:
            if needed and not self._texts[name].text().strip():
                self._problem.setText(f"请填写{label}。")
                self._texts[name].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.save_wanted.emit(self.values())


def _row(rows: QGridLayout, label: str, field: QWidget, hint: str) -> None:
    row = rows.rowCount()
    name = QLabel(label)
    name.setBuddy(field)
    field.setAccessibleName(label)
    name.setMinimumHeight(theme.px(30))
    rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    rows.addWidget(with_hint(field, hint) if hint else field, row, 1)
