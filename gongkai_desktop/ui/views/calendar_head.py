"""The line above the calendar: which month, which view, print and calendar file."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import icons, theme

MODES = (("month", "月"), ("year", "年"), ("backward", "倒排"), ("agenda", "议程"))
_TIPS = {
    "month": "一个月，按天",
    "year": "全年十二个月",
    "backward": "这个月到期的，倒着数出提醒和催办的日子，按单位",
    "agenda": "三个月的节点，按天排列",
}


class CalendarHead(QWidget):
    """Speaks through signals; the view decides."""

    mode_chosen = Signal(str)
    steps_wanted = Signal(int)
    today_wanted = Signal()
    print_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.note = QLabel()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self._wide: dict[QPushButton, str] = {}
        self._steps: list[QPushButton] = []
        self._build_ui()

    @property
    def stops(self) -> list[QPushButton]:
        """What the Tab key goes to, in its order."""
        return [*self._steps, *self.buttons.values(), *self._wide]

    def _build_ui(self) -> None:
        self.title.setFont(theme.font(16, strong=True))
        self.title.setMinimumWidth(theme.text_width("2022年12月") * 5 // 4)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setProperty("quiet", True)
        self.note.setContentsMargins(theme.px(8), 0, 0, 0)
        before = _arrow("left", "往前（翻页键）")
        after = _arrow("right", "往后（翻页键）")
        now = QPushButton("今天")
        now.setToolTip("回到今天（Home）")
        self._add_button("export", "打印…", "打印：把现在看到的存成可以打印的 PDF", self.print_wanted)
        tip = "日历文件：把显示的节点存成 .ics，可放进手机和其他日历程序"
        self._add_button("calendar", "日历文件…", tip, self.file_wanted)
        before.clicked.connect(lambda: self.steps_wanted.emit(-1))
        after.clicked.connect(lambda: self.steps_wanted.emit(1))
        now.clicked.connect(self.today_wanted)
        self._steps = [before, after, now]
        self._line = line = QHBoxLayout()
        line.setSpacing(theme.px(4))
        for widget in (before, self.title, after, now):
            line.addWidget(widget)
        line.addSpacing(theme.px(8))
        self._place = line.count()
        self._modes = self._switch()
        line.addWidget(self._modes)
        line.addStretch(1)
        for button in self._wide:
            line.addWidget(button)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(8), theme.px(5), theme.px(8), theme.px(5))
        layout.setSpacing(theme.px(2))
        layout.addLayout(line)
        layout.addLayout(self._below)
        layout.addWidget(self.note)

    def _add_button(self, icon: str, text: str, tip: str, wanted: SignalInstance) -> None:
        button = QPushButton(icons.icon(icon, theme.BLUE), text)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.clicked.connect(wanted)
        self._wide[button] = text

    def _switch(self) -> QWidget:
        ends = {0: "first", len(MODES) - 1: "last"}
        modes = QWidget()
        switch = QHBoxLayout(modes)
        switch.setContentsMargins(0, 0, 0, 0)
        switch.setSpacing(0)
        for place, (key, title) in enumerate(MODES):
            button = QPushButton(title)
            button.setCheckable(True)
            button.setProperty("segment", ends.get(place, "middle"))
            button.setToolTip(_TIPS[key])
            button.setMinimumWidth(theme.text_width(title) + theme.px(24))
            button.clicked.connect(lambda _on, key=key: self.mode_chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            switch.addWidget(button)
        return modes

    def show_mode(self, mode: str, title: str, note: str) -> None:
        """Mark the view and name what it shows; the note says what is not sure about it."""
        self.buttons[mode].setChecked(True)
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._choose_texts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text in a small window leaves less room."""
        super().resizeEvent(event)
        self._choose_texts()

    def minimumSizeHint(self) -> QSize:
        """The texts of the buttons at the right can be left out."""
        return QSize(theme.px(320), super().minimumSizeHint().height())

    def _choose_texts(self) -> None:
        """All in one line, or the buttons at the right without their texts, or the views in a line below."""
        self._set_out(texts=True, below=False)
        if self._is_too_wide():
            self._set_out(texts=False, below=False)
        if self._is_too_wide():
            self._set_out(texts=True, below=True)
        if self._is_too_wide():
            self._set_out(texts=False, below=True)

    def _set_out(self, *, texts: bool, below: bool) -> None:
        for button, text in self._wide.items():
            button.setText(text if texts else "")
        if below and self._line.indexOf(self._modes) >= 0:
            self._below.insertWidget(0, self._modes)
        elif not below and self._line.indexOf(self._modes) < 0:
            self._line.insertWidget(self._place, self._modes)
        # The line keeps what it knew of its widgets until it is told.
        self._line.invalidate()

    def _is_too_wide(self) -> bool:
        return self._line.sizeHint().width() + theme.px(20) > self.width()


def _arrow(name: str, spoken: str) -> QPushButton:
    button = QPushButton()
    button.setIcon(icons.icon(name, theme.BLUE))
    button.setProperty("quiet", True)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    return button
