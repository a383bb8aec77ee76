"""灯: the word, the shape and the colour of every light, with a preview as the ledger shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.light_presets import PRESETS, LightPreset
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light, LightRules, LightStyle
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label

_SHAPES = ("●", "◐", "○", "✓", "－", "▲", "△", "■", "□", "◆", "◇", "★", "☆")
_COLOURS = (
    ("红", "#c62828"),
    ("橙", "#b26a00"),
    ("棕", "#795548"),
    ("绿", "#2e7d32"),
    ("青", "#00695c"),
    ("蓝", "#2e6da4"),
    ("紫", "#6a1b9a"),
    ("灰", "#6b7280"),
    ("黑", "#1f2933"),
)
"""Dark enough to be read on white."""

_MEANINGS = {
    Light.LATE: "过了时限还没有完成",
    Light.SOON: "临近时限（天数见“办公室”）",
    Light.NORMAL: "时限还早",
    Light.DONE: "已登记完成",
    Light.NONE: "没有可计算的日期",
}


@dataclass(frozen=True, slots=True)
class _Row:
    word: QLineEdit
    shape: QComboBox
    colour: QComboBox
    preview: QLabel


class LightsForm(QWidget):
    """Tells the lights when [保存] is pressed."""

    save_wanted = Signal(dict)

    def __init__(self, office: OfficeSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = light_styles(office)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(5, 1)
        for column, title in enumerate(("含义", "名称", "形状", "颜色", "在台账中的样子")):
            self._grid.addWidget(quiet_label(title), 0, column)
        self._rows = {light: self._add_row(light) for light in Light}
        self._problem = QLabel()
        self._problem.setStyleSheet(f"color: {theme.LATE};")
        self._save = main_button("保存")
        self._save.clicked.connect(self._try_save)
        self._undo = plain_button("放弃修改", lambda: self._show(self._stored))
        self._rules: LightRules | None = None
        self._chosen = quiet_label()
        self._chosen.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addWidget(self._undo)
        foot.addWidget(self._problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(16), 0, 0)
        layout.setSpacing(theme.px(14))
        layout.addWidget(quiet_label("颜色之外总有文字和形状，黑白打印也分得清。"))
        layout.addLayout(self._preset_buttons())
        layout.addWidget(self._chosen)
        layout.addLayout(self._grid)
        layout.addLayout(foot)
        layout.addStretch(1)
        self._show(self._stored)

    def _preset_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel("现成的样式"))
        for preset in PRESETS:
            button = plain_button(preset.name, partial(self._choose_preset, preset))
            button.setToolTip(preset.hint)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _choose_preset(self, preset: LightPreset) -> None:
        self._show(dict(preset.styles))
        self._rules = preset.rules
        days = "天" if preset.rules.calendar_days else "个工作日"
        self._chosen.setText(f"{preset.hint}；保存后，到期前 {preset.rules.soon_days} {days}起算临期。")

    def _add_row(self, light: Light) -> _Row:
        row = _Row(QLineEdit(), QComboBox(), QComboBox(), QLabel())
        row.word.setMaxLength(6)
        row.word.setFixedWidth(theme.px(120))
        row.shape.addItems(_SHAPES)
        for name, colour in _COLOURS:
            row.colour.addItem(_swatch(colour), name, colour)
        row.preview.setFont(theme.font(15, strong=True))
        line = self._grid.rowCount()
        self._grid.addWidget(QLabel(_MEANINGS[light]), line, 0)
        for column, widget in enumerate((row.word, row.shape, row.colour, row.preview), start=1):
            self._grid.addWidget(widget, line, column)
        for widget, what in ((row.word, "名称"), (row.shape, "形状"), (row.colour, "颜色")):
            widget.setAccessibleName(f"{DEFAULT_STYLES[light].word}的{what}")
        row.word.textChanged.connect(self._refresh)
        row.shape.currentIndexChanged.connect(self._refresh)
        row.colour.currentIndexChanged.connect(self._refresh)
        return row

    def set_office(self, office: OfficeSettings) -> None:
        """The settings that are stored now."""
        self._stored = light_styles(office)
        self._show(self._stored)

    def styles(self) -> dict[Light, LightStyle]:
        """What stands in the fields."""
        return {
            light: LightStyle(row.word.text().strip(), row.shape.currentText(), row.colour.currentData())
            for light, row in self._rows.items()
        }

    def _show(self, styles: dict[Light, LightStyle]) -> None:
        self._rules = None
        self._chosen.clear()
        for light, row in self._rows.items():
            style = styles[light]
            row.word.setText(style.word)
            _choose(row.shape, row.shape.findText(style.shape), style.shape, None)
            _choose(row.colour, row.colour.findData(style.colour), "自定", style.colour)
        self._refresh()

    def _refresh(self) -> None:
        styles = self.styles()
        for light, row in self._rows.items():
            row.preview.setText(f"{styles[light].shape} {styles[light].word}")
            row.preview.setStyleSheet(f"color: {styles[light].colour};")
        self._save.setEnabled(styles != self._stored)
        self._undo.setVisible(styles != self._stored)
        self._problem.clear()

    def _try_save(self) -> None:
        styles = self.styles()
        words = [style.word for style in styles.values()]
        shapes = [style.shape for style in styles.values()]
        if not all(words) or len(set(words)) < len(words):
            self._problem.setText("每种灯都要有自己的名称。")
        elif len(set(shapes)) < len(shapes):
            self._problem.setText("每种灯的形状要不同，否则黑白打印分不清。")
        else:
            lights = {light.value: [s.word, s.shape, s.colour] for light, s in styles.items()}
            rules = self._rules
            limits = {"soon_days": rules.soon_days, "soon_calendar": rules.calendar_days} if rules else {}
            self.save_wanted.emit({"lights": lights, **limits})


def _choose(box: QComboBox, number: int, text: str, colour: str | None) -> None:
    """Choose a value; one that is not among the offered ones is added."""
    if number < 0:
        if colour:
            box.addItem(_swatch(colour), text, colour)
        else:
            box.addItem(text)
        number = box.count() - 1
    box.setCurrentIndex(number)


def _swatch(colour: str) -> QIcon:
    picture = QPixmap(32, 32)
    picture.fill(QColor(colour))
    return QIcon(picture)
