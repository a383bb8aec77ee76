"""What can be done with a whole task of the review: not a task, join, split, as it was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.wording import origin_words
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_NAME = 14
"""Characters of a task's name on a button."""


class TaskTools(QWidget):
    """Only tells what is wanted."""

    drop_wanted = Signal()
    take_back_wanted = Signal()
    join_wanted = Signal()
    split_here_wanted = Signal()
    split_items_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setFont(theme.font(strong=True))
        self._title.setMinimumHeight(theme.px(28))
        self._state = quiet_label("这一行已标为不是任务，不会导入。")
        self._drop = plain_button("不是任务", self.drop_wanted.emit, quiet=True)
        self._drop.setToolTip("这一行是小计、说明等，不导入（Ctrl+D）")
        self._back = plain_button("恢复为任务", self.take_back_wanted.emit)
        self._join = plain_button("", self.join_wanted.emit, quiet=True)
        self._split = QPushButton("拆分")
        self._split.setProperty("quiet", True)
        self._split.setAutoDefault(False)
        self._menu = QMenu(self._split)
        self._here = self._menu.addAction("从要求里光标所在处拆成两项（Ctrl+回车）")
        self._items = self._menu.addAction("")
        self._here.triggered.connect(self.split_here_wanted)
        self._items.triggered.connect(self.split_items_wanted)
        self._split.setMenu(self._menu)
        self._restore = plain_button("恢复原样", self.restore_wanted.emit, quiet=True)
        self._restore.setToolTip("改回程序最初识别的内容")
        self._build()

    def _build(self) -> None:
        tools = QWidget()
        flow = FlowLayout(theme.px(4), theme.px(2), tools)
        for part in (self._title, self._drop, self._join, self._split, self._restore):
            flow.addWidget(part)
        aside = QHBoxLayout()
        aside.addWidget(self._state, 1)
        aside.addWidget(self._back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(tools)
        layout.addLayout(aside)

    def show_task(self, draft: ReviewDraft, key: int) -> None:
        """What this task allows."""
        task = draft.tasks[key]
        dropped = draft.is_dropped(key)
        below = draft.next_of(key)
        self._title.setText(origin_words(task))
        self._state.setVisible(dropped)
        self._back.setVisible(dropped)
        for button in (self._drop, self._join, self._split):
            button.setVisible(not dropped)
        self._join.setEnabled(below is not None)
        self._join.setText("与下一项合并")
        if below is not None:
            following = draft.tasks[below]
            name = following.name[:_NAME]
            self._join.setToolTip(f"把下一项“{name}”（{origin_words(following)}）并入本项（Ctrl+J）")
        count = len(task.items)
        self._items.setText(f"按分项拆成 {count} 项" if count > 1 else "按分项拆分（没有分项）")
        self._items.setEnabled(count > 1)
        self._here.setEnabled(bool(task.requirement))
        was_otherwise = draft.is_changed(key) or draft.was_flagged(key) != bool(task.flags)
        self._restore.setVisible(was_otherwise and not dropped)
