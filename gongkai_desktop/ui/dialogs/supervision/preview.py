"""预览: proposed papers as they would be printed. They are not issued yet, so there is no printing here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gongkai_desktop.services.papers import PaperPreview
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label, size_dialog
from gongkai_desktop.ui.views.paper_view import Paper, PaperView, open_paper


class PreviewDialog(QDialog):
    """The papers in a list at the left, the pages of the chosen one at the right."""

    def __init__(self, papers: Sequence[PaperPreview], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = papers
        self.view = PaperView()
        self._words = quiet_label()
        self.list = QListWidget()
        self.list.ensurePolished()  # before it lays its lines out by their height
        self.list.setAccessibleName("文书")
        self.list.setFixedWidth(min(theme.px(230), 300))
        for paper in papers:
            facts = paper.draft.facts
            self.list.addItem(f"{facts.unit_name}\n{facts.kind.name} · {paper.pages} 页")
        self._build()
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _build(self) -> None:
        self.setWindowTitle("预览")
        size_dialog(self, 1080, 720)
        close = main_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(close)
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.list)
        both.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        layout.addLayout(both, 1)
        layout.addLayout(foot)
        self.list.setVisible(len(self._papers) > 1)

    def _show(self, row: int) -> None:
        paper = self._papers[row]
        number = f"签发后编为：{paper.draft.facts.called}。" if paper.draft.facts.called else ""
        missing = "、".join(paper.missing)
        lacking = f"字库里没有这些字，将印作“〓”：{missing}" if missing else ""
        self._words.setText(number + lacking)
        jobs.run(
            self,
            lambda _report, _cancelled: open_paper(paper.data),
            lambda opened: self._take(row, opened),
            "显示页面",
            quiet=True,
            reads_only=True,
        )

    def _take(self, row: int, paper: Paper) -> None:
        # A paper that comes after the clerk has gone on is for nobody.
        if row == self.list.currentRow():
            self.view.show_paper(paper)
