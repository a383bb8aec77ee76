"""Undo and redo: the batches of this session's changes, taken back by the undo service."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs


class History(QObject):
    """Two stacks of (batch, name). Not QUndoStack, whose commands must end before they return:
    taking a large batch back is work for another thread, and it may be refused."""

    changed = Signal()
    """What can be undone or redone."""
    applied = Signal(str)
    """A change was taken back or brought back; the ledger is another one now. Gives its name."""

    calendar_changed = Signal(object)
    """With it the calendar became another one; gives the workspace that goes on."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._done: list[tuple[str, str]] = []
        self._undone: list[tuple[str, str]] = []
        self._busy = False

    @property
    def undo_name(self) -> str:
        """The action that Ctrl+Z takes back, empty when there is none."""
        return self._done[-1][1] if self._done else ""

    @property
    def redo_name(self) -> str:
        """The action that Ctrl+Y brings back."""
        return self._undone[-1][1] if self._undone else ""

    def take_over(self, other: History) -> None:
        """Go on with the changes of the window that this one takes the place of."""
        self._done, self._undone = other._done, other._undone
        self.changed.emit()

    def push(self, batch: str, name: str) -> None:
        """A change was made."""
        self._done.append((batch, name))
        self._undone.clear()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last change back."""
        self._take_back(self._done, self._undone, f"撤销“{self.undo_name}”")

    def redo(self) -> None:
        """Bring the last undone change back: the undo of its undo."""
        self._take_back(self._undone, self._done, f"恢复“{self.redo_name}”")

    def _take_back(self, source: list[tuple[str, str]], target: list[tuple[str, str]], title: str) -> None:
        if not source or self._busy:
            return
        # Off the stack before the attempt: a change that cannot be taken back now never can.
        batch, name = source.pop()
        self._busy = True

        def work(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> tuple[str, Workspace]:
            # What writes is loaded when something is written: the window must be usable before.
            from gongkai_desktop.services.holidays import refreshed
            from gongkai_desktop.services.undo import undo

            return undo(self._workspace, batch), refreshed(self._workspace)

        def done(result: tuple[str, Workspace]) -> None:
            opposite, workspace = result
            target.append((opposite, name))
            self.applied.emit(title)
            if workspace.calendar != self._workspace.calendar:
                self.calendar_changed.emit(workspace)

        jobs.run(
            self._window,
            work,
            done,
            title,
            ended=self._ended,
        )

    def _ended(self) -> None:
        self._busy = False
        self.changed.emit()
