"""The line below the views: what is selected and what can be done to all of it, undo, and what was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gongkai_desktop.ui import icons, theme


class LedgerFoot(QWidget):
    """Buttons are there only while something is selected."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.count = QLabel()
        self.saved = QLabel()
        self.record = self._command("progress", "批量记进展…", "progress")
        self.finish = self._command("complete", "完成…", "complete")
        self.move_date = self._command("move-date", "改期…", "move_date")
        self.undo = _quiet_button("undo", "撤销")
        self.redo = _quiet_button("redo", "恢复")
        self._build_ui()
        self.undo.clicked.connect(lambda: self.command_wanted.emit("undo"))
        self.redo.clicked.connect(lambda: self.command_wanted.emit("redo"))
        self.show_selection(0, can_move=False)
        self.show_history("", "")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key goes."""
        return (self.record, self.finish, self.move_date, self.undo, self.redo)

    def _build_ui(self) -> None:
        # A plain QWidget paints no ground of its own without this.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(12), theme.px(5), theme.px(12), theme.px(5))
        layout.setSpacing(theme.px(8))
        self.count.setMinimumWidth(theme.text_width("已选 0000 项"))
        self.saved.setProperty("quiet", True)
        for widget in (self.count, self.record, self.finish, self.move_date):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (self.undo, self.redo, self.saved):
            layout.addWidget(widget)

    def _command(self, icon: str, text: str, command: str) -> QPushButton:
        button = QPushButton(icons.icon(icon, theme.BLUE), text)
        button.clicked.connect(lambda: self.command_wanted.emit(command))
        return button

    def show_selection(self, count: int, *, can_move: bool) -> None:
        """已选 3 项 with its buttons; moving a date is for one duty at a time."""
        self.count.setText(f"已选 {count} 项" if count else "未选中事项")
        self.record.setText("批量记进展…" if count > 1 else "记进展…")
        for button in (self.record, self.finish):
            button.setEnabled(count > 0)
        self.move_date.setEnabled(can_move)
        self.move_date.setToolTip("" if can_move else "选中一项还没有完成的事项，才能改期")

    def show_history(self, undo: str, redo: str) -> None:
        """Name what can be taken back and what can be brought back; empty where nothing can."""
        for button, word, what, key in (
            (self.undo, "撤销", undo, "Ctrl+Z"),
            (self.redo, "恢复", redo, "Ctrl+Y"),
        ):
            button.setEnabled(bool(what))
            button.setToolTip(f"{word}“{what}”（{key}）" if what else f"没有可以{word}的操作")

    def show_saved(self, text: str) -> None:
        """已自动保存 14:02."""
        self.saved.setText(text)


def _quiet_button(icon: str, text: str) -> QPushButton:
    button = QPushButton(icons.icon(icon, theme.BLUE), text)
    button.setProperty("quiet", True)
    return button
