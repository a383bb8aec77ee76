"""The chosen task of the review: every field to edit, every doubt to answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.draft import FIELDS, Doubt, ReviewDraft, shown_field, text_of
from gongkai_desktop.ui.dialogs.review.field_editor import FieldEditor
from gongkai_desktop.ui.dialogs.review.wording import origin_words, reading_of


class TaskForm(QScrollArea):
    """Writes into the draft and tells that it did."""

    changed = Signal(int)
    """A value or a doubt of a task changed."""
    answered = Signal(int)
    """A doubt was answered with a button: time for the next one."""
    field_entered = Signal(int, str)

    def __init__(self, draft: ReviewDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._task = -1
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._title.setFont(theme.font(strong=True))
        self._restore = QPushButton("恢复原样")
        self._restore.setProperty("quiet", True)
        self._restore.clicked.connect(self._restored)
        self._editors = {field: FieldEditor(field) for field in FIELDS}
        for editor in self._editors.values():
            editor.edited.connect(self._edited)
            editor.entered.connect(self._entered)
            editor.chosen.connect(self._chosen)
            editor.settled.connect(self._settled)
        self.setWidget(self._build())
        self.setWidgetResizable(True)
        self.setAccessibleName("任务内容")

    def _build(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._restore)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12))
        layout.setSpacing(theme.px(10))
        layout.addLayout(head)
        for editor in self._editors.values():
            layout.addWidget(editor)
        layout.addStretch(1)
        return inside

    def show_task(self, task: int) -> None:
        """Show another task of the draft."""
        self._task = task
        for field, editor in self._editors.items():
            editor.set_text(text_of(self._draft.tasks[task], field))
        self._refresh()
        self.verticalScrollBar().setValue(0)

    def reload(self) -> None:
        """Show the current task's values anew."""
        if self._task >= 0:
            self.show_task(self._task)

    def enter(self, field: str) -> None:
        """Put the cursor into a field and bring it into sight."""
        editor = self._editors[field]
        editor.take_focus()
        self.ensureWidgetVisible(editor)

    def _refresh(self) -> None:
        """Show readings, doubts and the title as they are now; leaves the texts being typed alone."""
        task = self._draft.tasks[self._task]
        self._title.setText(f"{origin_words(task)}　{task.name}")
        self._restore.setVisible(
            self._draft.is_changed(self._task) or self._draft.was_flagged(self._task) != bool(task.flags)
        )
        for field, editor in self._editors.items():
            editor.set_reading(reading_of(task, field))
            editor.set_doubts(
                [Doubt(self._task, flag) for flag in task.flags if shown_field(flag.field) == field]
            )

    def _edited(self, field: str, text: str) -> None:
        self._draft.edit(self._task, field, text)
        self._refresh()
        self.changed.emit(self._task)

    def _entered(self, field: str) -> None:
        self.field_entered.emit(self._task, field)

    def _chosen(self, doubt: Doubt, choice: str) -> None:
        self._draft.choose(doubt, choice)
        self._answered(doubt.task)

    def _settled(self, doubt: Doubt) -> None:
        self._draft.settle(doubt)
        self._answered(doubt.task)

    def _answered(self, task: int) -> None:
        self.show_task(task)
        self.changed.emit(task)
        self.answered.emit(task)

    def _restored(self) -> None:
        self._draft.restore(self._task)
        self.show_task(self._task)
        self.changed.emit(self._task)
