"""One field of a task: its text to edit, what is read in it, and its doubts with one-click answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.corrections import ROW
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.draft import FIELD_TITLES, Doubt

_LINES = {"requirement": (3, 8), "units": (1, 4), "path": (1, 2)}
"""Fields that get several lines: how many at least and at most, by the text in them."""

_LONGEST_CHOICE = 46
_AROUND = 12
"""Characters shown before the first one that a choice changes."""

_KEEP = {ROW: "是任务"}


class FieldEditor(QWidget):
    """Tells what the clerk does; changes nothing itself."""

    edited = Signal(str, str)
    entered = Signal(str)
    chosen = Signal(object, str)
    settled = Signal(object)
    chosen_alike = Signal(object)
    """The one answer is meant for all doubts that are alike."""
    split_wanted = Signal()

    def __init__(self, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._editor: QLineEdit | QPlainTextEdit
        self._editor = self._many_lines() if field in _LINES else QLineEdit()
        self._editor.setAccessibleName(FIELD_TITLES[field])
        self._editor.installEventFilter(self)
        self._editor.textChanged.connect(self._text_changed)
        self._reading = QLabel()
        self._reading.setProperty("quiet", True)
        self._reading.setWordWrap(True)
        self._shown: tuple[tuple[Doubt, int], ...] = ()
        self._doubts = QVBoxLayout()
        self._doubts.setSpacing(theme.px(6))
        label = QLabel(FIELD_TITLES[field])
        label.setBuddy(self._editor)
        label.setFixedWidth(theme.text_width("责任单位") + theme.px(8))
        label.setMinimumHeight(theme.px(30))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(theme.px(4))
        layout.addWidget(label, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._doubts, 0, 1)
        layout.addWidget(self._editor, 1, 1)
        layout.addWidget(self._reading, 2, 1)

    def _many_lines(self) -> QPlainTextEdit:
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.document().documentLayout().documentSizeChanged.connect(self._fit)
        editor.setFixedHeight(self._height_of(_LINES[self.field][0]))
        return editor

    def _height_of(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + theme.px(22)

    def _fit(self, size: QSizeF) -> None:
        """As tall as the text; this kind of editor measures its height in lines."""
        least, most = _LINES[self.field]
        self._editor.setFixedHeight(self._height_of(min(max(round(size.height()), least), most)))

    def text(self) -> str:
        """The text as it stands in the field."""
        editor = self._editor
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()

    def set_text(self, text: str) -> None:
        """Show a text that nobody typed."""
        self._editor.blockSignals(True)
        if isinstance(self._editor, QPlainTextEdit):
            self._editor.setPlainText(text)
        else:
            self._editor.setText(text)
            self._editor.setCursorPosition(0)
        self._editor.blockSignals(False)

    def set_reading(self, text: str) -> None:
        """Show what the program reads in the text."""
        self._reading.setText(f"读作：{text}" if text else "")
        self._reading.setVisible(bool(text))

    @property
    def cursor_position(self) -> int:
        """Where the cursor stands in the text without the blanks around it."""
        editor = self._editor
        if isinstance(editor, QPlainTextEdit):
            place = editor.textCursor().position()
        else:
            place = editor.cursorPosition()
        return max(place - (len(self.text()) - len(self.text().lstrip())), 0)

    def show_hint(self, text: str) -> None:
        """Say in the place of the reading what is to be done first; the next reading replaces it."""
        self._reading.setText(text)
        self._reading.show()

    def set_doubts(self, doubts: Sequence[tuple[Doubt, int]]) -> None:
        """Show the doubts that still wait, each with its answers and how many are like it."""
        if tuple(doubts) == self._shown:
            return
        self._shown = tuple(doubts)
        while self._doubts.count():
            old = self._doubts.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for doubt, alike in doubts:
            bar = DoubtBar(doubt, self.text(), alike)
            bar.chosen.connect(self.chosen)
            bar.chosen_alike.connect(self.chosen_alike)
            bar.settled.connect(self.settled)
            self._doubts.addWidget(bar)

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Entering the field shows its source; undo is the whole review's."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.field)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                # Not taken here, the keys reach the review's own shortcut.
                event.ignore()
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_split(event):
            self.split_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    def _is_split(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return (
            self.field == "requirement" and enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )

    def _text_changed(self) -> None:
        self.edited.emit(self.field, self.text())


class DoubtBar(QFrame):
    """A reason and the buttons that answer it."""

    chosen = Signal(object, str)
    chosen_alike = Signal(object)
    settled = Signal(object)

    def __init__(self, doubt: Doubt, now: str, alike: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubt = doubt
        self._now = now
        self.setObjectName("doubt")
        self.setStyleSheet("#doubt { background: #fdf6e3; border: 1px solid #e6c877; border-radius: 4px; }")
        reason = QLabel(f"⚠ {doubt.flag.reason}")
        reason.setWordWrap(True)
        others = [choice for choice in doubt.flag.choices if choice.strip() != now.strip()]
        keep = QPushButton(_KEEP.get(doubt.flag.field, "照现在的样子") if others else "没有问题")
        keep.setToolTip("已经核对过，保持现在的内容")
        keep.clicked.connect(lambda: self.settled.emit(self._doubt))
        layout = QGridLayout(self)
        layout.setContentsMargins(theme.px(8), theme.px(5), theme.px(5), theme.px(5))
        layout.setSpacing(theme.px(6))
        layout.setColumnStretch(0, 1)
        layout.addWidget(reason, 0, 0)
        layout.addWidget(keep, 0, 1, Qt.AlignmentFlag.AlignTop)
        for row, choice in enumerate(others, start=1):
            layout.addWidget(self._choice_button(choice), row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        if alike > 1 and others:
            layout.addWidget(self._alike_button(alike), len(others) + 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _choice_button(self, choice: str) -> QPushButton:
        row = self._doubt.flag.field == ROW
        button = QPushButton("标为不是任务" if row else f"改为：{short_choice(self._now, choice)}")
        button.setToolTip("" if row else choice)
        button.setAccessibleName(f"改为 {choice}")
        button.clicked.connect(lambda: self.chosen.emit(self._doubt, choice))
        return button

    def _alike_button(self, alike: int) -> QPushButton:
        button = QPushButton(f"同样的 {alike} 处都这样改")
        button.clicked.connect(lambda: self.chosen_alike.emit(self._doubt))
        return button


def short_choice(now: str, choice: str) -> str:
    """A choice on a button: whole where it is short, else the part that differs from the text now."""
    line = " ".join(choice.split())
    if len(line) <= _LONGEST_CHOICE:
        return line
    before = " ".join(now.split())
    start = next((i for i, (a, b) in enumerate(zip(line, before, strict=False)) if a != b), 0)
    start = max(start - _AROUND, 0)
    part = line[start : start + _LONGEST_CHOICE]
    return f"{'…' if start else ''}{part}{'…' if start + len(part) < len(line) else ''}"
