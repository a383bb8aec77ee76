"""The chosen task of the review: every field to edit, every doubt to answer, what to do with the row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gongkai_desktop.domain.recognised import Point
from gongkai_desktop.domain.task_edits import FIELDS, shown_field, text_of
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label
from gongkai_desktop.ui.dialogs.review.draft import Doubt, ReviewDraft
from gongkai_desktop.ui.dialogs.review.field_editor import FieldEditor
from gongkai_desktop.ui.dialogs.review.task_tools import TaskTools
from gongkai_desktop.ui.dialogs.review.wording import reading_of

_POINT_SHOWN = 160


class TaskForm(QScrollArea):
    """Writes into the draft and tells that it did."""

    changed = Signal(int)
    """A value or a doubt of a task changed."""
    tasks_changed = Signal(int)
    """Tasks were split, joined, put aside or changed together; this one is the one to show."""
    answered = Signal(int)
    """A doubt was answered with a button: time for the next one."""
    field_entered = Signal(int, str)
    columns_wanted = Signal()
    point_wanted = Signal(object)

    def __init__(self, draft: ReviewDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._task = -1
        self._points: tuple[Point, ...] = ()
        self.tools = TaskTools()
        self._editors = {field: FieldEditor(field) for field in FIELDS}
        self._extra = quiet_label()
        self._columns = plain_button("整列另作他用…", self.columns_wanted.emit, quiet=True)
        self._point = quiet_label()
        self._show_point = plain_button("看正文", self._point_wanted, quiet=True)
        self._connect()
        self.setWidget(self._build())
        self.setWidgetResizable(True)
        # Fields are as tall as their text: a bar that comes and goes would make them flicker.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMinimumHeight(theme.px(50))
        self.setAccessibleName("任务内容")

    def _connect(self) -> None:
        for editor in self._editors.values():
            editor.edited.connect(self._edited)
            editor.entered.connect(self._entered)
            editor.chosen.connect(self._chosen)
            editor.chosen_alike.connect(self._chosen_alike)
            editor.settled.connect(self._settled)
            editor.split_wanted.connect(self.split_here)
        self.tools.drop_wanted.connect(self.drop)
        self.tools.take_back_wanted.connect(self._take_back)
        self.tools.join_wanted.connect(self.join_next)
        self.tools.split_here_wanted.connect(self.split_here)
        self.tools.split_items_wanted.connect(self._split_items)
        self.tools.restore_wanted.connect(self._restored)

    def _build(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12))
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.tools)
        for editor in self._editors.values():
            layout.addWidget(editor)
        for label, button in ((self._extra, self._columns), (self._point, self._show_point)):
            layout.addWidget(label)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return inside

    def show_task(self, task: int, points: Sequence[Point] = ()) -> None:
        """Show another task of the draft, with the points of the text that say the same."""
        self._task = task
        self._points = tuple(points)
        for field, editor in self._editors.items():
            editor.set_text(text_of(self._draft.tasks[task], field))
            editor.setEnabled(not self._draft.is_dropped(task))
        self._refresh()
        self.verticalScrollBar().setValue(0)

    def reload(self) -> None:
        """Show the current task's values anew."""
        if self._task in self._draft.tasks:
            self.show_task(self._task, self._points)

    def enter(self, field: str) -> None:
        """Put the cursor into a field and bring it into sight."""
        editor = self._editors[field]
        editor.take_focus()
        self.ensureWidgetVisible(editor)

    def _refresh(self) -> None:
        """Show readings, doubts and the title as they are now; leaves the texts being typed alone."""
        task = self._draft.tasks[self._task]
        self.tools.show_task(self._draft, self._task)
        dropped = self._draft.is_dropped(self._task)
        doubts = [] if dropped else [Doubt(self._task, flag) for flag in task.flags]
        for field, editor in self._editors.items():
            editor.set_reading("" if dropped else reading_of(task, field))
            editor.set_doubts(
                [(d, len(self._draft.alike(d))) for d in doubts if shown_field(d.flag.field) == field]
            )
        extra = [f"{title}：{text}" for title, text in task.extra if title not in self._draft.columns]
        self._extra.setText("附加信息　" + "；".join(extra))
        self._extra.setVisible(bool(extra))
        self._columns.setVisible(bool(task.extra))
        self._point.setText("\n".join(map(_point_words, self._points)))
        self._point.setVisible(bool(self._points))
        self._show_point.setVisible(bool(self._points))

    # -- what the clerk does

    def _edited(self, field: str, text: str) -> None:
        self._draft.edit(self._task, field, text)
        self._refresh()
        self.changed.emit(self._task)

    def _entered(self, field: str) -> None:
        self.field_entered.emit(self._task, field)

    def _chosen(self, doubt: Doubt, choice: str) -> None:
        self._draft.choose(doubt, choice)
        self._answered(doubt.task)

    def _chosen_alike(self, doubt: Doubt) -> None:
        self._draft.choose_alike(doubt)
        self.tasks_changed.emit(doubt.task)
        self.answered.emit(doubt.task)

    def _settled(self, doubt: Doubt) -> None:
        self._draft.settle(doubt)
        self._answered(doubt.task)

    def _answered(self, task: int) -> None:
        self.reload()
        self.changed.emit(task)
        self.answered.emit(task)

    def drop(self) -> None:
        """The shown row is no task."""
        if not self._draft.is_dropped(self._task):
            self._draft.drop(self._task)
            self.tasks_changed.emit(self._task)

    def _take_back(self) -> None:
        self._draft.take_back_in(self._task)
        self.tasks_changed.emit(self._task)

    def join_next(self) -> None:
        """The task below becomes a part of the shown one."""
        if not self._draft.is_dropped(self._task) and self._draft.join_next(self._task):
            self.tasks_changed.emit(self._task)

    def split_here(self) -> None:
        """The requirement's rest behind the cursor becomes a task of its own."""
        editor = self._editors["requirement"]
        if self._draft.split_at(self._task, editor.cursor_position):
            self.tasks_changed.emit(self._task)
        else:
            editor.take_focus()
            editor.show_hint("请先把光标放在要拆开的地方，再拆分。")

    def _split_items(self) -> None:
        if self._draft.split_by_items(self._task):
            self.tasks_changed.emit(self._task)

    def _restored(self) -> None:
        self._draft.restore(self._task)
        self.tasks_changed.emit(self._task)

    def _point_wanted(self) -> None:
        if self._points:
            self.point_wanted.emit(self._points[0])


def _point_words(point: Point) -> str:
    text = point.text if len(point.text) <= _POINT_SHOWN else f"{point.text[:_POINT_SHOWN]}…"
    return f"正文{point.no}{point.title}　{text}"
