"""The line above the calendar: which month, which view, print and calendar file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.views.flow_layout import FlowLayout

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
        self._build_ui()

    def _build_ui(self) -> None:
        self.title.setFont(theme.font(16, strong=True))
        self.title.setMinimumWidth(theme.text_width("2022年12月") * 5 // 4)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setProperty("quiet", True)
        before = _arrow("left", "往前（翻页键）")
        after = _arrow("right", "往后（翻页键）")
        now = QPushButton("今天")
        now.setToolTip("回到今天（Home）")
        paper = QPushButton(icons.icon("export", theme.BLUE), "打印…")
        paper.setToolTip("把现在看到的存成可以打印的 PDF")
        file = QPushButton(icons.icon("calendar", theme.BLUE), "日历文件…")
        file.setToolTip("把显示的节点存成日历文件（.ics），可放进手机和其他日历程序")
        before.clicked.connect(lambda: self.steps_wanted.emit(-1))
        after.clicked.connect(lambda: self.steps_wanted.emit(1))
        now.clicked.connect(self.today_wanted)
        paper.clicked.connect(self.print_wanted)
        file.clicked.connect(self.file_wanted)
        layout = FlowLayout(theme.px(10), theme.px(4), self)
        layout.setContentsMargins(theme.px(8), theme.px(5), theme.px(8), theme.px(5))
        self._note_holder = _together((self.note,))
        for group in ((before, self.title, after, now), self._switch(), (paper, file)):
            layout.addWidget(_together(group))
        layout.addWidget(self._note_holder)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _switch(self) -> tuple[QPushButton, ...]:
        ends = {0: "first", len(MODES) - 1: "last"}
        for place, (key, title) in enumerate(MODES):
            button = QPushButton(title)
            button.setCheckable(True)
            button.setProperty("segment", ends.get(place, "middle"))
            button.setToolTip(_TIPS[key])
            button.clicked.connect(lambda _on, key=key: self.mode_chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
        return tuple(self.buttons.values())

    def show_mode(self, mode: str, title: str, note: str) -> None:
        """Mark the view and name what it shows; the note says what is not sure about it."""
        self.buttons[mode].setChecked(True)
        self.title.setText(title)
        self.note.setText(note)
        self._note_holder.setVisible(bool(note))


def _together(widgets: tuple[QWidget, ...]) -> QWidget:
    """What stays together when the line wraps; buttons of a switch touch each other."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    touching = any(widget.property("segment") for widget in widgets)
    row.setSpacing(0 if touching else theme.px(4))
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _arrow(name: str, spoken: str) -> QPushButton:
    button = QPushButton()
    button.setIcon(icons.icon(name, theme.BLUE))
    button.setProperty("quiet", True)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    return button
