"""督办通知: the units with late items, what each paper would say, and issuing the ticked ones to a folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.services.issue_notices import IssuedNotice, NoticePreview, issue_notices, preview_notices
from gongkai_desktop.services.papers import preview_paper
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.folders import documents
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label, size_dialog, title_label
from gongkai_desktop.ui.dialogs.notice_preview import NoticePreviewPanel
from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog

KIND = "督办通知"


class NoticesDialog(QDialog):
    """Issued papers keep their numbers and cannot be taken back, so issuing is asked first."""

    batch: str | None = None
    """Always None: an issued paper is no change that undo could take back."""
    issued = Signal(object)
    previewed = Signal()

    def __init__(
        self, workspace: Workspace, today: date, parent: QWidget | None = None, *, unit_id: int | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._unit_id = unit_id
        self._issuing = False
        self._previews: Sequence[NoticePreview] = ()
        self._list = QListWidget()
        self._list.ensurePolished()  # before it lays its lines out by their height
        self._panel = NoticePreviewPanel()
        self._count = QLabel()
        self._empty = quiet_label("没有逾期的事项，不需要督办。")
        self._folder = QLineEdit(str(documents() / f"{KIND}_{today.isoformat()}"))
        self._word = QCheckBox("同时生成 Word 文件")
        self._issue = main_button("签发…")
        self._build()
        self._list.currentRowChanged.connect(self._show)
        self._list.itemChanged.connect(self._refresh)
        self._issue.clicked.connect(self.submit)
        self._load()

    def _build(self) -> None:
        self.setWindowTitle(KIND)
        size_dialog(self, 1040, 640)
        self._list.setAccessibleName("逾期单位")
        self._list.setFixedWidth(theme.px(280))
        self._folder.setAccessibleName("保存到")
        both = QHBoxLayout()
        both.setSpacing(theme.px(16))
        both.addWidget(self._list)
        both.addWidget(self._panel, 1)
        place = QHBoxLayout()
        place.setSpacing(theme.px(8))
        place.addWidget(QLabel("保存到"))
        place.addWidget(self._folder, 1)
        place.addWidget(plain_button("浏览…", self._browse))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(plain_button("全选", lambda: self._tick_all(ticked=True), quiet=True))
        foot.addWidget(plain_button("全不选", lambda: self._tick_all(ticked=False), quiet=True))
        foot.addWidget(plain_button("看文书…", self._look, quiet=True))
        foot.addWidget(self._count, 1)
        foot.addWidget(self._word)
        foot.addSpacing(theme.px(8))
        foot.addWidget(plain_button("取消", self.reject))
        foot.addWidget(self._issue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        layout.addWidget(title_label(KIND))
        layout.addWidget(self._empty)
        layout.addLayout(both, 1)
        layout.addLayout(place)
        layout.addLayout(foot)
        self._refresh()

    def _load(self) -> None:
        workspace, today = self._workspace, self._today
        only = None if self._unit_id is None else [self._unit_id]
        jobs.run(
            self,
            lambda _report, _cancelled: preview_notices(workspace, KIND, today, only),
            self._take,
            "正在汇总逾期事项",
            reads_only=True,
        )

    def _take(self, previews: Sequence[NoticePreview]) -> None:
        self._previews = previews
        self._empty.setVisible(not previews)
        for preview in previews:
            item = QListWidgetItem(f"{preview.unit_name}　逾期 {len(preview.items)} 项")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self._list.addItem(item)
        self._list.setCurrentRow(0 if previews else -1)
        self._refresh()
        self.previewed.emit()

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._previews):
            self._panel.show_preview(self._previews[row], self._workspace.office)
            self.setTabOrder(self._list, self._panel.table)

    def _look(self) -> None:
        """The paper of the chosen unit as it would be printed."""
        row = self._list.currentRow()
        if not 0 <= row < len(self._previews):
            return
        workspace, today, chosen = self._workspace, self._today, self._previews[row]

        def load() -> bytes:
            paper = preview_paper(workspace, KIND, today, chosen.unit_id)
            return paper.data if paper else b""

        both_sides = workspace.office.both_sides
        name = f"{KIND} {chosen.unit_name}"
        PaperDialog(f"{name}（未签发）", f"{name}.pdf", load, self, both_sides=both_sides).open()

    def _ticked(self) -> list[NoticePreview]:
        checked = Qt.CheckState.Checked
        return [p for row, p in enumerate(self._previews) if self._list.item(row).checkState() == checked]

    def _tick_all(self, *, ticked: bool) -> None:
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        for row in range(self._list.count()):
            self._list.item(row).setCheckState(state)

    def _refresh(self) -> None:
        count = len(self._ticked()) if self._list.count() == len(self._previews) else 0
        self._count.setText(f"已选 {count} 份" if self._previews else "")
        self._issue.setEnabled(count > 0)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择保存督办通知的文件夹", self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def submit(self) -> None:
        """Number and write the ticked papers."""
        ticked = self._ticked()
        hint = "签发后即编文号并存入台账，不能撤销。"
        if not messages.ask(self, f"签发 {len(ticked)} 份{KIND}吗？", hint, accept="签发"):
            return
        workspace, today, folder = self._workspace, self._today, Path(self._folder.text().strip())
        wanted = [preview.unit_id for preview in ticked if preview.unit_id is not None]
        formats = ("pdf", "docx") if self._word.isChecked() else ("pdf",)

        def issue(report: jobs.Report, cancelled: jobs.IsCancelled) -> tuple[IssuedNotice, ...]:
            return issue_notices(workspace, KIND, folder, today, wanted, report, cancelled, formats)

        self._issuing = True
        self._issue.setEnabled(False)
        jobs.run(self, issue, self._finished, "正在签发", ended=self._ended)

    def _ended(self) -> None:
        self._issuing = False
        self._refresh()

    def reject(self) -> None:
        """Nobody leaves before it is known what was issued."""
        if not self._issuing:
            super().reject()

    def _finished(self, done: tuple[IssuedNotice, ...]) -> None:
        self.issued.emit(done)
        numbers = f"{done[0].notice.number} 至 {done[-1].notice.number}" if len(done) > 1 else ""
        numbers = numbers or (done[0].notice.number if done else "")
        folder = self._folder.text().strip()
        hint = f"文号：{numbers}\n保存在：{folder}"
        if missing := sorted({char for one in done for char in one.missing}):
            hint += f"\n字库里没有这些字，印作“〓”，请手工补写：{'、'.join(missing)}"
        if messages.ask(self, f"已签发 {len(done)} 份{KIND}。", hint, accept="打开文件夹", refuse="关闭"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        self.accept()
