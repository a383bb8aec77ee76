"""What both dialogs on the calendar do: show what would change, then save."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.services.holidays import CalendarSaved, DateChange
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog
from gongkai_desktop.ui.dialogs.holidays.changes import ChangesDialog

_DAY = re.compile(r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*[-./月]\s*(\d{1,2})")


class CalendarDialog(FormDialog):
    """`saved` holds the workspace that goes on, its batch and the moved dates."""

    def __init__(self, workspace: Workspace, title: str, parent: QWidget | None, room: int = 460) -> None:
        super().__init__(title, "看哪些时限会变…", parent, room=room)
        self.workspace = workspace
        self.saved: CalendarSaved | None = None

    def preview_and_save(
        self, preview: Callable[[], tuple[DateChange, ...]], save: Callable[[], CalendarSaved]
    ) -> None:
        """List the changes; save when the clerk agrees."""

        def show(changes: tuple[DateChange, ...]) -> None:
            self.unlock()
            dialog = ChangesDialog(changes, self.workspace.office.office, self)
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self._save(save)

        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: preview(),
            show,
            "正在重算时限",
            reads_only=True,
            ended=self.unlock,
        )

    def _save(self, save: Callable[[], CalendarSaved]) -> None:
        def done(saved: CalendarSaved) -> None:
            self.saved = saved
            self.unlock()
            self.finish(saved.batch)

        self.lock()
        jobs.run(self, lambda _report, _cancelled: save(), done, "正在保存", ended=self.unlock)


def read_days(text: str, year: int) -> tuple[list[date], list[str]]:
    """The days named in a text (2027-02-07, 2月7日), and what is none."""
    days, wrong = [], []
    for part in filter(None, re.split(r"[、，,；;\s]+", re.sub(r"[(（][^)）]*[)）]", "", text))):
        found = _DAY.fullmatch(part.removesuffix("日"))
        day = _day(int(found[1] or year), int(found[2]), int(found[3])) if found else None
        if day is None:
            wrong.append(part)
        else:
            days.append(day)
    return days, wrong


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
