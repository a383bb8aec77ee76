"""What a locked window shows instead of itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label
from gongkai_desktop.ui.dialogs.password_field import CAPITALS, PasswordField

_ROOMY = 300
"""Height from which there is room for the picture and the small print."""


class LockCover(QWidget):
    """Covers one window wholly and keeps the keyboard; says what was typed when it is to be tried."""

    tried = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("lockCover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self._before = window.focusWidget()
        self._field = PasswordField()
        self._field.setAccessibleName("密码")
        self._field.setPlaceholderText("密码")
        self._open = plain_button("解锁", self._try)
        self._open.setProperty("main", True)
        self._words = QLabel("已锁定，输入密码后继续。")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._picture = QLabel()
        self._picture.setPixmap(icons.icon("lock").pixmap(theme.px(40), theme.px(40)))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._more = quiet_label("填了一半的内容还在，解锁后接着填。")
        self._more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle = QWidget()
        self._build()
        self._field.returnPressed.connect(self._try)
        self._field.capitals.connect(lambda on: self._say(CAPITALS if on else ""))
        window.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        self.take_keyboard()

    def _build(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for widget in (self._picture, self._words, self._field, self._open, self._more):
            column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self._middle, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def take_keyboard(self) -> None:
        """Let what is typed come here."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """The password was wrong."""
        self._say(words)
        self._field.clear()
        self.take_keyboard()

    def lift(self) -> None:
        """Show the window again, with the keyboard where it was."""
        self.window().removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc must not press the buttons of the dialog behind."""
        event.accept()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes round between field and button, never to what is covered."""
        there = self._open if QApplication.focusWidget() is self._field else self._field
        there.setFocus(Qt.FocusReason.TabFocusReason if following else Qt.FocusReason.BacktabFocusReason)
        return True

    def _fit(self) -> None:
        self.setGeometry(self.window().rect())
        self._middle.setFixedWidth(min(theme.px(300), self.width()))
        roomy = self.height() >= theme.px(_ROOMY)
        self._picture.setVisible(roomy)
        self._more.setVisible(roomy)
        self.raise_()

    def _say(self, words: str) -> None:
        self._words.setText(words or "已锁定，输入密码后继续。")

    def _try(self) -> None:
        self.tried.emit(self._field.text())
