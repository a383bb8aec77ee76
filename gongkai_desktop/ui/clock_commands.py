"""What the clerk can do to statutory limits: a command opens its dialog and tells the batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.clocks import ClockLine, clock_detail
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.write_out import write_out


class _BatchDialog(Protocol):
    batch: str | None

    def exec(self) -> int: ...


class ClockCommands(QObject):
    """Dialogs are imported when they are opened, as with duties."""

    committed = Signal(str, str)
    """A batch was written: its id and its name for the undo button."""

    def __init__(self, workspace: Workspace, today: date, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._today = today
        self._window = window

    def run(self, command: str, lines: Sequence[ClockLine] = (), rule: str = "") -> None:
        """Do a command to these limits; `rule` is the one that a new limit is likely to be under."""
        from gongkai_desktop.ui.dialogs.clocks import decision_list, happenings, start_clock, year_wheel

        workspace, today, window = self._workspace, self._today, self._window
        match command:
            case "start":
                dialog = start_clock.StartClockDialog(workspace, today, window, template_key=rule)
                self._exec(dialog, "新增计时")
            case "many":
                self._exec(
                    decision_list.DecisionListDialog(workspace, today, window, template_key=rule), "批量登记"
                )
            case "wheel":
                self._exec(year_wheel.YearWheelDialog(workspace, today, window), "年度事项")
            case "finish" if lines:
                self._exec(happenings.FinishDialog(workspace, lines, today, window), "办结")
            case "extend" if lines:
                self._exec(happenings.ExtendDialog(workspace, lines, today, window), "延长时限")
            case "pause" | "resume" | "reset" if lines:
                name = {"pause": "暂停计时", "resume": "恢复计时", "reset": "重新起算"}[command]
                self._exec(happenings.StepDialog(workspace, lines, command, today, window), name)
            case "reopen" | "cancel" if lines:
                name = {"reopen": "重新打开", "cancel": "取消计时"}[command]
                self._exec(happenings.ReasonDialog(workspace, lines, command, window), name)
            case "edit" if lines:
                clock = clock_detail(workspace, lines[0].clock_id, today).clock
                self._exec(start_clock.EditClockDialog(workspace, clock, window), "修改法定时限")

    def print_strip(self, line: ClockLine) -> None:
        """The count of a limit as a page to print."""

        def write(path: Path) -> Path:
            from gongkai_desktop.services.strips import write_clock_strip

            return write_clock_strip(self._workspace, line.clock_id, path, self._today)

        name = f"时限计算单 {line.matter[:20]}.pdf"
        write_out(self._window, "打印计算单", name, "PDF (*.pdf)", write, "已存成 PDF，打开后即可打印。")

    def _exec(self, dialog: _BatchDialog, name: str) -> None:
        dialog.exec()
        if dialog.batch is not None:
            self.committed.emit(dialog.batch, name)
