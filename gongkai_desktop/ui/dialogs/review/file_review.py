"""One file of the review: its source on the left, its tasks on the right, each showing the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.draft import Doubt, ReviewDraft, shown_field
from gongkai_desktop.ui.dialogs.review.source_model import Mark
from gongkai_desktop.ui.dialogs.review.source_view import SourceView
from gongkai_desktop.ui.dialogs.review.task_form import TaskForm
from gongkai_desktop.ui.dialogs.review.task_list import TaskList


class FileReview(QWidget):
    """Source and result side by side."""

    doubts_changed = Signal()

    def __init__(self, draft: ReviewDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self._source = SourceView(draft.raw)
        self._list = TaskList(draft)
        self._form = TaskForm(draft)
        self._at: Doubt | None = None
        self._build()
        self._connect()
        if draft.order:
            self._list.choose(draft.order[0])

    def _build(self) -> None:
        right = _splitter(Qt.Orientation.Vertical)
        right.addWidget(self._list)
        right.addWidget(self._form)
        right.setSizes([theme.px(170), theme.px(360)])
        both = _splitter(Qt.Orientation.Horizontal)
        both.addWidget(self._source)
        both.addWidget(right)
        both.setSizes([620, 620])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(both)

    def _connect(self) -> None:
        self._list.task_chosen.connect(self._task_chosen)
        self._form.field_entered.connect(self._mark)
        self._form.changed.connect(self._task_changed)
        self._form.answered.connect(self._answered)
        self._source.cell_chosen.connect(self._cell_chosen)

    def go(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) doubt, round the end; False when none is left."""
        doubts = self.draft.doubts()
        if not doubts:
            return False
        if self._at in doubts:
            number = (doubts.index(self._at) + step) % len(doubts)
        else:
            number = 0 if step > 0 else -1
        self.show_doubt(doubts[number])
        return True

    def show_doubt(self, doubt: Doubt) -> None:
        """Choose the task and put the cursor into the doubtful field."""
        self._list.choose(doubt.task)
        self._form.enter(shown_field(doubt.flag.field))
        self._mark(doubt.task, shown_field(doubt.flag.field))
        self._at = doubt

    def reload(self) -> None:
        """Show values that changed without the form, as after another year."""
        self._form.reload()
        for task in range(len(self.draft.tasks)):
            self._list.task_changed(task)

    def _task_chosen(self, task: int) -> None:
        self._at = None
        self._form.show_task(task)
        self._mark(task, "")

    def _task_changed(self, task: int) -> None:
        self._list.task_changed(task)
        self.doubts_changed.emit()

    def _answered(self, task: int) -> None:
        """Straight to the next doubt, the same task first, so that a click answers and leads on."""
        rest = self.draft.doubts()
        own = [doubt for doubt in rest if doubt.task == task]
        after = [doubt for doubt in rest if self.draft.order.index(doubt.task) > self.draft.order.index(task)]
        if rest:
            self.show_doubt((own or after or rest)[0])

    def _mark(self, task: int, field: str) -> None:
        """Mark the cells a task was read from, and the chosen field's cell most."""
        origin = self.draft.tasks[task].origin
        doubtful = {flag.field for flag in self.draft.tasks[task].flags}
        marks: dict[tuple[int, int], Mark] = {}
        show = (origin.row, 1)
        for name, row, column in origin.fields:
            mark = Mark.DOUBT if name in doubtful else Mark.TASK
            if field and shown_field(name) == field:
                mark, show = Mark.FIELD, (row, column)
            marks[row, column] = max(mark, marks.get((row, column), mark))
        self._source.mark(origin.place, marks or {show: Mark.TASK}, show)

    def _cell_chosen(self, place: str, row: int, column: int) -> None:
        """Choose the task that was read from a cell; of several the first, else the one of the row."""
        here = [n for n, task in enumerate(self.draft.tasks) if task.origin.place == place]
        exact = [
            n for n in here if (row, column) in {(r, c) for _, r, c in self.draft.tasks[n].origin.fields}
        ]
        same_row = [n for n in here if self.draft.tasks[n].origin.row == row]
        found = [n for n in exact if n in same_row] or exact or same_row
        if found:
            self._list.choose(found[0])
            names = [f for f, r, c in self.draft.tasks[found[0]].origin.fields if (r, c) == (row, column)]
            self._mark(found[0], shown_field(names[-1]) if names else "")


def _splitter(direction: Qt.Orientation) -> QSplitter:
    splitter = QSplitter(direction)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
