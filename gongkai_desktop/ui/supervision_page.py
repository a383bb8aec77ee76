"""督办: the round of the month, the papers issued, the calls noted, and what was asked of each unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout, QWidget

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.services import supervision, supervision_actions
from gongkai_desktop.services.burden import Burden, burden
from gongkai_desktop.services.issue_round import IssuedRound, export_word
from gongkai_desktop.services.paper_facts import read_material
from gongkai_desktop.services.paper_tracking import CallLine, IssuedLine, issued_lines, list_calls
from gongkai_desktop.services.papers import PaperPreview
from gongkai_desktop.services.supervision import Round, RoundLine
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages
from gongkai_desktop.ui.dialogs.folders import documents
from gongkai_desktop.ui.supervision.calls_view import BurdenView, CallsView
from gongkai_desktop.ui.supervision.issued_view import IssuedView
from gongkai_desktop.ui.supervision.round_view import RoundView
from gongkai_desktop.ui.supervision_commands import SupervisionCommands

_PREPARE = {
    "round": supervision.round_of,
    "month": supervision_actions.month_ahead,
    "quarter": supervision_actions.quarterly_circular,
    "half": supervision_actions.half_year_talks,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of the ledger."""

    round: Round
    issued: Sequence[IssuedLine]
    calls: Sequence[CallLine]
    burden: Sequence[Burden]
    units: Sequence[Unit]


class SupervisionPage(QWidget):
    """What is entered is a batch that can be undone; what is issued can only be voided."""

    committed = Signal(str, str)
    changed = Signal()
    """Papers were issued."""
    workspace_changed = Signal(object)
    shown = Signal()

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._stale = False
        self.commands = SupervisionCommands(workspace, today, self)
        self.round = RoundView(workspace.office)
        self.issued = IssuedView()
        self.calls = CallsView()
        self.burden = BurdenView()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for view, title in (
            (self.round, "发文"),
            (self.issued, "已发文书"),
            (self.calls, "催办记录"),
            (self.burden, "减负计数"),
        ):
            self.tabs.addTab(view, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.setFocusProxy(self.round.table)
        self._connect()

    def _connect(self) -> None:
        self.commands.committed.connect(self.committed)
        self.commands.workspace_changed.connect(self.workspace_changed)
        self.round.round_wanted.connect(self.prepare)
        self.round.rules_wanted.connect(self.commands.rules)
        self.round.held_wanted.connect(self._show_held)
        self.round.preview_wanted.connect(self.preview)
        self.round.word_wanted.connect(self._export_word)
        self.round.issue_wanted.connect(self.issue)
        self.round.call_wanted.connect(self.commands.note_call)
        self.issued.command_wanted.connect(self.commands.run)
        self.calls.call_wanted.connect(self.commands.note_call)

    # -- data

    def reload(self) -> None:
        """Read the ledger again, the same round; while another page is shown that can wait."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.prepare(self.round.which, quiet=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed since the page was left."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def prepare(self, which: str, *, quiet: bool = False) -> None:
        """Read the ledger and show a round: of this month, or one of the three regular ones."""
        jobs.run(
            self,
            lambda _report, _cancelled: self._read(which),
            lambda found: self._take(which, found),
            "汇总督办事项",
            quiet=quiet,
            reads_only=True,
            # A round that cannot be prepared leaves the one shown, also on its button.
            ended=self._mark_round,
        )

    def _read(self, which: str) -> _Found:
        workspace, today = self._workspace, self._today
        material = read_material(workspace, today)
        return _Found(
            _PREPARE[which](workspace, today, material),
            issued_lines(workspace, today),
            list_calls(workspace, today),
            burden(workspace, today, material),
            list_units(workspace),
        )

    def _take(self, which: str, found: _Found) -> None:
        office = self._workspace.office
        self.round.show_round(which, found.round, office)
        self.issued.show_lines(found.issued)
        self.calls.show_lines(found.calls)
        self.burden.show_lines(found.burden, office.papers_per_quarter)
        self.commands.know(found.units, found.calls)
        waiting = sum(line.days is not None for line in found.issued)
        self.tabs.setTabText(1, f"已发文书（等待反馈 {waiting}）" if waiting else "已发文书")
        self.shown.emit()

    def _mark_round(self) -> None:
        self.round.mark()

    def _show_held(self) -> None:
        from gongkai_desktop.ui.dialogs.listing import ListingDialog

        if self.round.round is not None:
            rows = [(line.why, line.unit_name, f"{line.count} 项") for line in self.round.round.held]
            hint = "这些逾期事项现在不发文。"
            ListingDialog("不发文的事项", hint, ("原因", "单位", "事项"), rows, self).exec()

    # -- papers

    def preview(self, lines: Sequence[RoundLine]) -> None:
        """Paint papers off the window's thread and show them."""
        workspace, today, found = self._workspace, self._today, self.round.round
        if found is None or not lines:
            return
        jobs.run(
            self,
            lambda report, cancelled: supervision.preview_lines(
                workspace, lines, today, found.extras, report, cancelled
            ),
            self._show_previews,
            "正在生成预览",
            reads_only=True,
        )

    def _show_previews(self, papers: Sequence[PaperPreview]) -> None:
        from gongkai_desktop.ui.dialogs.supervision.preview import PreviewDialog

        if papers:
            PreviewDialog(papers, self).exec()
        else:
            messages.info(self, "这些事项已经办结，没有要发的文书。")
            self.reload()

    def _export_word(self, lines: Sequence[RoundLine]) -> None:
        workspace, found = self._workspace, self.round.round
        chosen = QFileDialog.getExistingDirectory(self, "选择保存 Word 文件的文件夹", str(documents()))
        if not chosen or found is None:
            return

        def done(paths: Sequence[Path]) -> None:
            text = f"已生成 {len(paths)} 份 Word 草稿，没有编文号。"
            if messages.ask(self, text, chosen, accept="打开文件夹", refuse="关闭"):
                QDesktopServices.openUrl(QUrl.fromLocalFile(chosen))

        jobs.run(
            self,
            lambda report, cancelled: export_word(workspace, found, lines, Path(chosen), report, cancelled),
            done,
            "正在生成 Word 文件",
            reads_only=True,
        )

    def issue(self, lines: Sequence[RoundLine]) -> None:
        """Ask for the folder, issue, and offer the file to print."""
        from gongkai_desktop.ui.dialogs.supervision.issue import IssueDialog

        if self.round.round is None or not lines:
            return
        dialog = IssueDialog(self._workspace, self.round.round, lines, self)
        dialog.exec()
        if dialog.issued is not None:
            self.changed.emit()
            self.tell_issued(dialog.issued)

    def tell_issued(self, issued: IssuedRound) -> None:
        """Say what was issued and offer to print it."""
        if not issued.papers:
            messages.info(self, "这些事项已经办结，没有签发文书。")
            return
        numbers = "、".join(one.notice.label for one in issued.papers[:3])
        hint = f"文号：{numbers}{'等' if len(issued.papers) > 3 else ''}"
        if issued.missing:
            hint += f"\n字库里没有这些字，印作“〓”，请手工补写：{'、'.join(issued.missing)}"
        if issued.print_file is None:
            messages.info(self, f"已签发 {len(issued.papers)} 份。{issued.problem}", hint)
            return
        hint += f"\n打印文件：{issued.print_file}"
        text = f"已签发 {len(issued.papers)} 份，按送达的先后排好，可以一次打印。"
        if messages.ask(self, text, hint, accept="看一看再打印…", refuse="关闭"):
            self._print(issued.print_file)

    def _print(self, path: Path) -> None:
        from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog

        both = self._workspace.office.both_sides
        PaperDialog("打印文书", path.name, path.read_bytes, self, both_sides=both).exec()
