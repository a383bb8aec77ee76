"""What the clerk can enter about issued papers and calls; each is a batch that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.services.paper_tracking import CallLine, IssuedLine, NamedItem, items_of, units_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.supervision import tracking


class SupervisionCommands(QObject):
    """Opens the dialogs and tells what they did."""

    committed = Signal(str, str)
    workspace_changed = Signal(object)

    def __init__(self, workspace: Workspace, today: date, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._today = today
        self._window = window
        self._units: Sequence[Unit] = ()
        self._persons: dict[int, str] = {}

    def know(self, units: Sequence[Unit], calls: Sequence[CallLine]) -> None:
        """The directory, and who answered the telephone last time."""
        self._units = units
        self._persons = {line.call.unit_id: line.call.person for line in reversed(calls)}

    def run(self, command: str, lines: Sequence[IssuedLine]) -> None:
        """Do a command to issued papers."""
        match command:
            case "call":
                self.note_call(lines[0].notice.unit_id)
            case "reprint":
                self._reprint(lines)
            case "void":
                void = tracking.VoidDialog(self._workspace, lines[0].notice, self._today, self._window)
                self._exec(void, "作废文书")
            case _:
                self._ask_units(command, lines)

    def note_call(self, unit_id: int | None) -> None:
        """Note a call to a unit."""
        if self._units:
            person = self._persons.get(unit_id or 0, "")
            dialog = tracking.CallDialog(
                self._workspace, self._units, unit_id, person, self._today, self._window
            )
            self._exec(dialog, "催办记录")

    def rules(self) -> None:
        """Change after what each step follows."""
        from gongkai_desktop.ui.dialogs.supervision.rules import RulesDialog

        dialog = RulesDialog(self._workspace, self._window)
        if dialog.exec():
            self.workspace_changed.emit(dialog.workspace)

    def _ask_units(self, command: str, lines: Sequence[IssuedLine]) -> None:
        """Look up whom the paper speaks to and about what, then open the dialog."""
        workspace, today = self._workspace, self._today
        paper = lines[0].notice

        def look() -> tuple[tracking.Names, Sequence[NamedItem]]:
            return units_of(workspace, paper), items_of(workspace, paper, today)

        jobs.run(
            self._window,
            lambda _report, _cancelled: look(),
            lambda found: self._open(command, lines, *found),
            "读取文书",
            reads_only=True,
        )

    def _open(
        self,
        command: str,
        lines: Sequence[IssuedLine],
        names: tracking.Names,
        items: Sequence[NamedItem],
    ) -> None:
        workspace, today, window = self._workspace, self._today, self._window
        papers = [line.notice for line in lines]
        match command:
            case "deliver":
                only = names if len(papers) == 1 else ()
                self._exec(tracking.DeliveryDialog(workspace, papers, only, today, window), "登记送达")
            case "reply":
                self._exec(tracking.ReplyDialog(workspace, papers[0], names, today, window), "登记反馈")
            case "object":
                dialog = tracking.ObjectionDialog(workspace, papers[0], names, items, today, window)
                self._exec(dialog, "登记异议")
            case "settle":
                settle = tracking.SettleDialog(workspace, lines[0], names, items, today, window)
                self._exec(settle, "处理异议")

    def _reprint(self, lines: Sequence[IssuedLine]) -> None:
        from gongkai_desktop.services.papers import print_job
        from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog

        papers = [line.notice for line in lines]
        name = f"{papers[0].number} {papers[0].unit_name}"
        name += f"等{len(papers)}份.pdf" if len(papers) > 1 else ".pdf"
        PaperDialog(
            "重印文书",
            name,
            lambda: print_job(self._workspace, [paper.id for paper in papers]),
            self._window,
            both_sides=self._workspace.office.both_sides,
        ).exec()

    def _exec(self, dialog: tracking.TrackingDialog, name: str) -> None:
        dialog.exec()
        if dialog.batch is not None:
            self.committed.emit(dialog.batch, name)
