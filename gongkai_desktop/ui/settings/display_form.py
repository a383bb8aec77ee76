"""显示: the size of all text on this PC."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label
from gongkai_desktop.ui.preferences import TEXT_SIZES

_SAMPLE = "第4项 行政处罚信息公开　2022-10-31 (周一)"


class DisplayForm(QWidget):
    """Tells the size when [保存] is pressed."""

    size_wanted = Signal(int)

    def __init__(self, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = percent
        self._group = QButtonGroup(self)
        self._sample = QLabel(_SAMPLE)
        self._save = main_button("保存")
        self._save.clicked.connect(self._press)
        row = QHBoxLayout()
        row.setSpacing(theme.px(18))
        for size in TEXT_SIZES:
            button = QRadioButton(f"{size} %")
            self._group.addButton(button, size)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(self._refresh)
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - percent))
        self._group.button(nearest).setChecked(True)
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(16), 0, 0)
        layout.setSpacing(theme.px(14))
        layout.addWidget(QLabel("文字大小"))
        layout.addLayout(row)
        layout.addWidget(self._sample)
        layout.addWidget(quiet_label("只影响这台电脑；保存后整个窗口按新的大小重新显示。"))
        layout.addLayout(foot)
        layout.addStretch(1)
        self._refresh()

    def percent(self) -> int:
        """The chosen size."""
        return self._group.checkedId()

    def _refresh(self) -> None:
        font = theme.font()
        font.setPixelSize(round(theme.BASE_TEXT * self.percent() / 100))
        self._sample.setFont(font)
        self._save.setEnabled(self.percent() != self._stored)

    def _press(self) -> None:
        self._stored = self.percent()
        self._save.setEnabled(False)
        self.size_wanted.emit(self._stored)
