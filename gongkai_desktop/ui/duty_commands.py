"""What the clerk can do to duties: a command opens its dialog or calls its service, and tells the batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs

if TYPE_CHECKING:
    from gongkai_desktop.services.today import TaskToCheck

_FIELD_NAMES = {"no": "序号", "name": "任务名称", "requirement": "要求"}


class _BatchDialog(Protocol):
    batch: str | None

    def exec(self) -> int: ...


class DutyCommands(QObject):
    """Dialogs are imported when they are opened: the window must be usable before they are loaded."""

    committed = Signal(str, str)
    """A batch was written: its id and its name for the undo button."""

    def __init__(self, workspace: Workspace, today: date, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._today = today
        self._window = window

    def run(self, command: str, rows: Sequence[DutyRow]) -> None:
        """Do a command by its name to these duties."""
        known = {
            "progress": self.record_progress,
            "complete": self.complete,
            "reopen": self.reopen,
            "cancel": self.cancel,
            "rhythm": self.set_rhythm,
            "event": self.enter_event,
            "own_dates": self.give_own_dates,
        }
        if rows and command in known:
            known[command](rows)

    def record_progress(self, rows: Sequence[DutyRow]) -> None:
        """Enter progress on these duties."""
        from gongkai_desktop.ui.dialogs.progress import ProgressDialog

        if rows:
            self._exec(ProgressDialog(self._workspace, _ids(rows), self._today, self._window), "记进展")

    def complete(self, rows: Sequence[DutyRow]) -> None:
        """Complete these duties."""
        from gongkai_desktop.ui.dialogs.complete import CompleteDialog

        if rows:
            self._exec(CompleteDialog(self._workspace, _ids(rows), self._today, self._window), "完成")

    def reopen(self, rows: Sequence[DutyRow]) -> None:
        """Take the completion of these duties back."""
        from gongkai_desktop.ui.dialogs.reopen import ReopenDialog

        if rows:
            self._exec(ReopenDialog(self._workspace, _ids(rows), self._window), "重新打开")

    def cancel(self, rows: Sequence[DutyRow]) -> None:
        """Take these duties off the ledger."""
        from gongkai_desktop.ui.dialogs.cancel_duty import CancelDutyDialog

        if rows:
            self._exec(CancelDutyDialog(self._workspace, _ids(rows), self._window), "取消责任事项")

    def set_rhythm(self, rows: Sequence[DutyRow]) -> None:
        """Switch a check rhythm on or off."""
        from gongkai_desktop.ui.dialogs.rhythm import RhythmDialog

        self._exec(RhythmDialog(self._workspace, _ids(rows), self._today, self._window), "检查节奏")

    def enter_event(self, rows: Sequence[DutyRow]) -> None:
        """Enter the day that a limit runs from."""
        from gongkai_desktop.ui.dialogs.event import EventDialog

        self._exec(EventDialog(self._workspace, _ids(rows), self._today, self._window), "登记事件")

    def give_own_dates(self, rows: Sequence[DutyRow]) -> None:
        """Give each unit a date of its own."""
        from gongkai_desktop.ui.dialogs.own_dates import OwnDatesDialog

        self._exec(OwnDatesDialog(self._workspace, rows, self._today, self._window), "分别定日期")

    def move_date(self, point: CheckpointRow, proposed: date | None = None) -> None:
        """Move a checkpoint to another date, the proposed one at first."""
        from gongkai_desktop.ui.dialogs.move_date import MoveDateDialog

        dialog = MoveDateDialog(self._workspace, point, self._today, self._window, proposed=proposed)
        self._exec(dialog, "改期")

    def import_files(self, files: Sequence[Path]) -> bool:
        """Import documents; without files the dialog asks for them. Whether anything was imported."""
        return self._import(files, None)

    def go_on_reviewing(self, draft: int) -> bool:
        """Go on with an import that was put aside. Whether anything was imported."""
        return self._import([], draft)

    def _import(self, files: Sequence[Path], draft: int | None) -> bool:
        from gongkai_desktop.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._workspace, list(files), self._today, self._window, draft=draft)
        return self._exec(dialog, "导入")

    def export(self, wanted: DutyFilter) -> None:
        """Export what the filter shows."""
        from gongkai_desktop.ui.dialogs.export import ExportDialog

        ExportDialog(self._workspace, wanted, self._today, self._window).exec()

    def issue_notices(self, unit_id: int | None = None) -> bool:
        """Issue supervision papers, for one unit or for all; whether any was issued."""
        from gongkai_desktop.ui.dialogs.notices import NoticesDialog

        issued: list[object] = []
        dialog = NoticesDialog(self._workspace, self._today, self._window, unit_id=unit_id)
        dialog.issued.connect(issued.append)
        dialog.exec()
        return bool(issued)

    def check(self, tasks: Sequence[TaskToCheck]) -> None:
        """Go through tasks with doubts; every answer is a batch of its own."""
        from gongkai_desktop.ui.dialogs.check_tasks import CheckTasksDialog

        dialog = CheckTasksDialog(self._workspace, tasks, self._window)
        dialog.committed.connect(self.committed)
        dialog.exec()

    def about(self) -> None:
        """Version, data folder and licences."""
        from gongkai_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).exec()

    def handbook(self) -> None:
        """The 用户手册."""
        from gongkai_desktop.ui.dialogs.handbook import HandbookDialog

        dialog = HandbookDialog(self._window)
        dialog.save_wanted.connect(lambda: self._save_handbook(dialog))
        dialog.exec()

    def _save_handbook(self, dialog: QWidget) -> None:
        # Deferred: few print it.
        from gongkai_desktop.ui.handbook_print import write_handbook
        from gongkai_desktop.ui.write_out import write_out

        done = "用户手册已存成 PDF，打开后即可打印。"
        write_out(dialog, "存成 PDF", "用户手册.pdf", "PDF 文件 (*.pdf)", write_handbook, done)

    def edit_task(self, row: DutyRow, field: str, text: str) -> None:
        """Correct a field of a duty's task."""
        title = f"修改{_FIELD_NAMES[field]}"

        def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> str:
            from gongkai_desktop.services.edit_duty import update_task

            return update_task(self._workspace, row.task_id, **{field: text})

        jobs.run(
            self._window,
            work,
            lambda batch: self.committed.emit(batch, title),
            title,
        )

    def _exec(self, dialog: _BatchDialog, name: str) -> bool:
        dialog.exec()
        if dialog.batch is not None:
            self.committed.emit(dialog.batch, name)
        return dialog.batch is not None


def _ids(rows: Sequence[DutyRow]) -> list[int]:
    return [row.duty_id for row in rows]
