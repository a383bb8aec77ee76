"""What the clerk puts on paper or into a file: calendars, 今日, issued papers once more, source files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs

if TYPE_CHECKING:
    from gongkai_desktop.domain.ledger import Notice, PlanVersion
    from gongkai_desktop.ui.models.duty_list import DutyList
    from gongkai_desktop.ui.views.table import DutyTableView


class PrintCommands(QObject):
    """Services and dialogs are imported when they are called: the window must be usable before."""

    def __init__(self, workspace: Workspace, today: date, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._today = today
        self._window = window

    def calendar(self, view: str, first: date, wanted: DutyFilter) -> None:
        """Print a view of the calendar, beginning with the month of a day."""
        name = {
            "month": f"月历 {first:%Y-%m}",
            "year": f"年历 {first.year}",
            "backward": f"倒排表 {first:%Y-%m}",
            "agenda": f"议程 {first:%Y-%m}",
        }[view]

        def write(path: Path) -> Path:
            from gongkai_desktop.services import print_calendar as service
            from gongkai_desktop.ui.views.calendar import AGENDA_MONTHS

            workspace, today = self._workspace, self._today
            if view == "month":
                return service.print_month(workspace, path, first, today, wanted)
            if view == "year":
                return service.print_year(workspace, path, first.year, today, wanted)
            if view == "backward":
                return service.print_backward(workspace, path, first, today, wanted)
            return service.print_agenda(workspace, path, first, AGENDA_MONTHS, today, wanted)

        self._preview("打印日历", f"{name}.pdf", lambda: _written(write))

    def ledger(self, view: DutyTableView, duties: DutyList) -> None:
        """Print what the table of the ledger shows, also while another view is looked at."""
        from gongkai_desktop.ui.views.table_print import printed_table

        table = printed_table(view, duties)

        def load() -> bytes:
            from gongkai_desktop.services.print_ledger import table_pdf

            return table_pdf(self._workspace, table, self._today)

        self._preview("打印台账", f"政务公开台账 {self._today.isoformat()}.pdf", load)

    def calendar_file(self, wanted: DutyFilter) -> None:
        """Write a calendar file of what is shown."""

        def write(path: Path) -> Path:
            from gongkai_desktop.services.export_ics import export_ics

            return export_ics(self._workspace, path, self._today, wanted)

        from gongkai_desktop.ui.write_out import write_out

        done = "日历文件已存好，打开后即可放进日历程序。"
        write_out(self._window, "导出日历文件", "政务公开.ics", "日历文件 (*.ics)", write, done)

    def today(self) -> None:
        """Print 今日 as one page for the leader."""

        def write(path: Path) -> Path:
            from gongkai_desktop.services.print_today import print_today

            return print_today(self._workspace, path, self._today)

        self._preview("打印今日", f"今日 {self._today.isoformat()}.pdf", lambda: _written(write))

    def event_strip(self, duty_id: int, event_id: int) -> None:
        """The count of a limit that an event started, as a page."""

        def write(path: Path) -> Path:
            from gongkai_desktop.services.strips import write_event_strip

            return write_event_strip(self._workspace, duty_id, event_id, path, self._today)

        self._preview("打印计算单", "时限计算单.pdf", lambda: _written(write))

    def notice(self, notice: Notice) -> None:
        """A paper once more, exactly as it was issued."""

        def load() -> bytes:
            from gongkai_desktop.services.papers import issued_pdf

            return issued_pdf(self._workspace, notice.id)

        title = notice.heading
        self._preview(title, f"{notice.number} {notice.unit_name}.pdf", load)

    def _preview(self, title: str, file_name: str, load: Callable[[], bytes]) -> None:
        from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog

        both_sides = self._workspace.office.both_sides
        dialog = PaperDialog(title, file_name, load, self._window, both_sides=both_sides)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def source(self, plan_id: int) -> None:
        """A copy of the file a plan came from; the clerk chooses where a newer one has taken its place."""
        from gongkai_desktop.services.compare_plans import plan_files

        jobs.run(
            self._window,
            lambda _report, _cancelled: plan_files(self._workspace, plan_id),
            lambda versions: self._choose_version(plan_id, versions),
            "取出来源文件",
            reads_only=True,
        )

    def _choose_version(self, plan_id: int, versions: tuple[PlanVersion, ...]) -> None:
        from gongkai_desktop.services.compare_plans import plan_file
        from gongkai_desktop.ui.dialogs.plan_versions import choose_version

        version = choose_version(versions, self._window)
        if version is not None:
            jobs.run(
                self._window,
                lambda _report, _cancelled: plan_file(self._workspace, plan_id, version.sha256),
                self._save,
                "取出来源文件",
                reads_only=True,
            )

    def _save(self, found: tuple[str, bytes]) -> None:
        from gongkai_desktop.ui.write_out import write_out

        name, data = found

        def write(path: Path) -> Path:
            path.write_bytes(data)
            return path

        write_out(self._window, "另存为", name, "所有文件 (*)", write, "文件已存好。")


def _written(write: Callable[[Path], Path]) -> bytes:
    """What a service writes to a file."""
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / "pages.pdf").read_bytes()
