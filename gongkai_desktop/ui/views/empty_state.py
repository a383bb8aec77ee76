"""What stands where a list would be empty: what to do next, with the button for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import icons, theme


class EmptyState(QWidget):
    """An icon, a line, a hint and one button."""

    pressed = Signal()

    def __init__(self, icon: str, text: str, hint: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icons.icon(icon, "#9aa5b1").pixmap(theme.px(56), theme.px(56)))
        words = QLabel(text)
        words.setFont(theme.font(17))
        more = QLabel(hint)
        more.setProperty("quiet", True)
        more.setWordWrap(True)
        self.button = QPushButton(action)
        self.button.setProperty("main", True)
        self.button.clicked.connect(self.pressed)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(10))
        layout.addStretch(2)
        for label in (picture, words, more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(theme.px(6))
        layout.addLayout(foot)
        layout.addStretch(3)
