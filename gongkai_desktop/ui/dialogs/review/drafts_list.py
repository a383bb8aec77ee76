"""Reviews put aside, to go on with: a line each on the first page of the import."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gongkai_desktop.services.review_drafts import Draft
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label

_MOST = 3


class DraftsList(QFrame):
    """Hidden while there are none."""

    resumed = Signal(int)
    deleted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drafts")
        self.setStyleSheet(f"#drafts {{ border: 1px solid {theme.LINE}; border-radius: 6px; }}")
        title = QLabel("继续上次核对")
        title.setFont(theme.font(15, strong=True))
        self._rows = QGridLayout()
        self._rows.setColumnStretch(0, 1)
        self._rows.setHorizontalSpacing(theme.px(8))
        self._rest = quiet_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(10), theme.px(12), theme.px(10))
        layout.setSpacing(theme.px(6))
        layout.addWidget(title)
        layout.addLayout(self._rows)
        layout.addWidget(self._rest)
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft], after: QWidget) -> None:
        """Show the newest ones; the Tab key goes to them from `after`."""
        last = after
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, draft in enumerate(drafts[:_MOST]):
            name = QLabel(draft_words(draft))
            name.setToolTip("\n".join(draft.file_names))
            name.setMinimumWidth(1)
            go_on = plain_button("继续核对", partial(self.resumed.emit, draft.id))
            go_on.setAccessibleName(f"继续核对 {draft.file_names[0]}")
            forget = plain_button("删除", partial(self.deleted.emit, draft.id), quiet=True)
            forget.setAccessibleName(f"删除暂存的 {draft.file_names[0]}")
            for column, widget in enumerate((name, go_on, forget)):
                self._rows.addWidget(widget, row, column)
            # They come after the dialog's own buttons and stand above them.
            QWidget.setTabOrder(last, go_on)
            QWidget.setTabOrder(go_on, forget)
            last = forget
        self._rest.setText(f"还有 {len(drafts) - _MOST} 次暂存，先完成上面的再显示。")
        self._rest.setVisible(len(drafts) > _MOST)
        self.setVisible(bool(drafts))


def draft_words(draft: Draft) -> str:
    """A review put aside in one line: files, tasks, what waits, since when."""
    files = (
        draft.file_names[0]
        if len(draft.file_names) == 1
        else f"{draft.file_names[0]} 等 {len(draft.file_names)} 份"
    )
    waiting = f"待核对 {draft.flag_count} 处" if draft.flag_count else "已全部核对"
    return f"{files} · {draft.task_count} 项任务 · {waiting} · {draft.saved_at:%m-%d %H:%M} 暂存"
