"""One file of the review: its source on the left, its tasks on the right, each showing the other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gongkai_desktop.domain.recognised import Point, RecognisedTask
from gongkai_desktop.domain.task_edits import shown_field
from gongkai_desktop.services.review import ReviewFile
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.draft import Doubt, ReviewDraft
from gongkai_desktop.ui.dialogs.review.page_view import Place
from gongkai_desktop.ui.dialogs.review.source_model import PROSE, Mark
from gongkai_desktop.ui.dialogs.review.source_view import SourceView
from gongkai_desktop.ui.dialogs.review.task_form import TaskForm
from gongkai_desktop.ui.dialogs.review.task_list import TaskList


class FileReview(QWidget):
    """Source and result side by side."""

    doubts_changed = Signal()
    columns_wanted = Signal()

    def __init__(self, draft: ReviewDraft, file: ReviewFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self._file = file
        self._points = _points_by_task(file, draft)
        self._source = SourceView(draft, file)
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
        self._form.tasks_changed.connect(self.reload)
        self._form.answered.connect(self._answered)
        self._form.columns_wanted.connect(self.columns_wanted)
        self._form.point_wanted.connect(self._show_point)
        self._source.cell_chosen.connect(self._cell_chosen)
        for keys, done in (("Ctrl+J", self._form.join_next), ("Ctrl+D", self._form.drop)):
            QShortcut(QKeySequence(keys), self, done, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

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
        self.show_field(doubt.task, shown_field(doubt.flag.field))
        self._at = doubt

    def show_field(self, task: int, field: str) -> None:
        """Choose a task and put the cursor into one of its fields."""
        self._list.choose(task)
        self._form.enter(field)
        self._mark(task, field)

    def take_focus(self) -> None:
        """Let the arrow keys go through the tasks."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Ctrl+Z: take the last correction back and show where it was."""
        if step := self.draft.undo():
            self.reload(step.task)

    def redo(self) -> None:
        """Ctrl+Y."""
        if step := self.draft.redo():
            self.reload(step.task)

    def reload(self, task: int | None = None) -> None:
        """Show values that changed all at once, as after another year, and the task it began at."""
        self._points = _points_by_task(self._file, self.draft)
        wanted = self._list.current() if task is None else task
        self._list.reload(wanted)
        self.doubts_changed.emit()

    def _task_chosen(self, task: int) -> None:
        self._at = None
        self._form.show_task(task, self._points.get(task, ()))
        self._mark(task, "")

    def _task_changed(self, task: int) -> None:
        self._list.task_changed(task)
        self.doubts_changed.emit()

    def _answered(self, task: int) -> None:
        """Straight to the next doubt, the same task first, so that a click answers and leads on."""
        rest = self.draft.doubts()
        order = self.draft.order
        own = [doubt for doubt in rest if doubt.task == task]
        after = [doubt for doubt in rest if task in order and order.index(doubt.task) > order.index(task)]
        if rest:
            self.show_doubt((own or after or rest)[0])

    def _mark(self, key: int, field: str) -> None:
        """Mark the cells a task was read from, and the chosen field's cell most."""
        task = self.draft.tasks[key]
        doubtful = {flag.field for flag in task.flags}
        marks: dict[Place, Mark] = {}
        show = (task.origin.row, 1)
        for name, row, column in task.origin.fields:
            mark = Mark.DOUBT if name in doubtful else Mark.TASK
            if field and shown_field(name) == field:
                mark, show = Mark.FIELD, (row, column)
            marks[row, column] = max(mark, marks.get((row, column), mark))
        if task.origin.place == PROSE:
            marks |= {(row, 1): Mark.TASK for row in self._continued(task)}
        self._source.mark(task.origin, marks or {show: Mark.TASK}, show, _words(task, field))

    def _continued(self, task: RecognisedTask) -> list[int]:
        """The paragraphs below the task's own that its text goes on in."""
        text = "".join((task.requirement + task.units_text).split())
        rows = []
        for row, paragraph in enumerate(self._file.paragraphs[task.origin.row :], task.origin.row + 1):
            start = "".join(paragraph.text.split())[:12]
            if not start or start not in text:
                break
            rows.append(row)
        return rows

    def _show_point(self, point: Point) -> None:
        sources = self._file.sources
        if sources:
            self._source.show_paragraph(sources.rows[sources.table.points.index(point)])

    def _cell_chosen(self, place: str, row: int, column: int) -> None:
        """Choose the task that was read from a cell; of several the first, else the one of the row."""
        tasks = self.draft.tasks
        here = [key for key in self.draft.order if tasks[key].origin.place == place]
        exact = [key for key in here if (row, column) in {(r, c) for _, r, c in tasks[key].origin.fields}]
        same_row = [key for key in here if tasks[key].origin.row == row]
        found = [key for key in exact if key in same_row] or exact or same_row
        if found:
            self._list.choose(found[0])
            names = [f for f, r, c in tasks[found[0]].origin.fields if (r, c) == (row, column)]
            self._mark(found[0], shown_field(names[-1]) if names else "")


def _words(task: RecognisedTask, field: str) -> list[str]:
    """What to mark in running text for a field."""
    texts = {
        "path": list(task.path[-1:]),
        "requirement": [task.requirement],
        "units": task.units_text.split("；"),
        "deadline": task.deadline_text.split("；"),
    }
    return [text for text in texts.get(field, []) if text]


def _points_by_task(file: ReviewFile, draft: ReviewDraft) -> Mapping[int, tuple[Point, ...]]:
    """The points that say the same as a task, while the table is taken."""
    sources = file.sources
    if sources is None or draft.recognised.tasks != sources.table.tasks:
        return {}
    origins = {draft.tasks[key].origin: key for key in reversed(draft.order)}
    found: dict[int, tuple[Point, ...]] = {}
    for point, link in zip(sources.table.points, sources.links, strict=True):
        key = None if link is None else origins.get(sources.table.tasks[link].origin)
        if key is not None:
            found[key] = (*found.get(key, ()), point)
    return found


def _splitter(direction: Qt.Orientation) -> QSplitter:
    splitter = QSplitter(direction)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
