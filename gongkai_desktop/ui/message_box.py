"""How a message looks: its mark, what happened, what to do next, one or two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import icons, theme


class MessageBox(QDialog):
    """Accepted with the first button; Esc and the cross refuse."""

    def __init__(
        self,
        title: str,
        mark: tuple[str, str],
        text: str,
        hint: str,
        accept: str,
        refuse: str = "",
        parent: QWidget | None = None,
        *,
        careful: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(420))
        self.setMaximumWidth(theme.px(640))
        picture = QLabel()
        picture.setPixmap(icons.icon(*mark).pixmap(theme.px(32), theme.px(32)))
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        words.addWidget(_label(text, strong=True))
        if hint:
            words.addWidget(_label(hint, strong=False))
        words.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(theme.px(14))
        body.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(18))
        layout.addLayout(body)
        layout.addLayout(self._foot(accept, refuse, careful=careful))
        # Wrapped text has no height of its own until the width is known.
        self.resize(self.minimumWidth(), layout.heightForWidth(self.minimumWidth()))

    def _foot(self, accept: str, refuse: str, *, careful: bool) -> QHBoxLayout:
        yes = QPushButton(accept)
        yes.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        safe = yes
        if refuse:
            no = QPushButton(refuse)
            no.clicked.connect(self.reject)
            row.addWidget(no)
            safe = no if careful else yes
        row.addWidget(yes)
        safe.setProperty("main", True)
        safe.setDefault(True)
        safe.setFocus()
        return row


def _label(text: str, *, strong: bool) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFont(theme.font(15 if strong else theme.BASE_TEXT, strong=strong))
    label.setProperty("quiet", not strong)
    return label
