"""What a newer version of a document changes: added, changed with the words marked, removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.comparison import Comparison
from gongkai_desktop.domain.ledger import Plan
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.services.review import Said, compare_as_said
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label, size_dialog, title_label
from gongkai_desktop.ui.dialogs.review.comparison_html import KINDS, comparison_html

_MOST_OFFERED = 25


class ComparisonDialog(QDialog):
    """Reads only; what the clerk says about pairs is in `said` and counts when the import is confirmed."""

    def __init__(
        self,
        workspace: Workspace,
        plan: Plan,
        document: RecognisedDocument,
        said: Sequence[Said],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan = plan
        self._document = document
        self.said = tuple(said)
        self.comparison: Comparison | None = None
        self._filters = {kind: QCheckBox() for kind in KINDS}
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setAccessibleName("比较结果")
        self._page.anchorClicked.connect(self.follow)
        self.setWindowTitle("新旧版本比较")
        size_dialog(self, 1000, 640)
        self._build()
        self._compare()

    def _build(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(theme.px(18))
        for kind, box in self._filters.items():
            box.setChecked(kind != "same")
            box.toggled.connect(self._show)
            filters.addWidget(box)
        filters.addStretch(1)
        close = main_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(
            quiet_label("更新后，没有变的和修改的任务保留进展、佐证和督办；删除的任务停止办理，记录都在。"), 1
        )
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(10))
        layout.addWidget(title_label(f"与台账中的“{self._plan.title}”相比"))
        layout.addLayout(filters)
        layout.addWidget(self._page, 1)
        layout.addLayout(foot)

    def _compare(self) -> None:
        workspace, plan, document, said = self._workspace, self._plan, self._document, self.said
        jobs.run(
            self,
            lambda _report, _cancelled: compare_as_said(workspace, plan, document, said),
            self._compared,
            "正在比较",
            reads_only=True,
        )

    def _compared(self, comparison: Comparison) -> None:
        self.comparison = comparison
        for kind, box in self._filters.items():
            box.setText(f"{KINDS[kind]} {comparison.counts[kind]}")
        self._show()

    def _show(self) -> None:
        if self.comparison is None:
            return
        kept = self._page.verticalScrollBar().value()
        kinds = [kind for kind, box in self._filters.items() if box.isChecked()]
        self._page.setHtml(comparison_html(self.comparison, kinds))
        self._page.verticalScrollBar().setValue(kept)

    def follow(self, link: QUrl) -> None:
        """What the clerk says about an entry."""
        if self.comparison is None:
            return
        number = int(link.path())
        entry = self.comparison.entries[number]
        if link.scheme() == "separate" and entry.old and entry.new:
            self._say(Said("separate", entry.old.id, entry.new.origin))
        elif link.scheme() == "pair" and entry.old:
            self._offer_pairs(self.comparison, entry.old.id)

    def _offer_pairs(self, comparison: Comparison, old: int) -> None:
        """The added tasks in a menu at the pointer."""
        menu = QMenu(self)
        added = [entry.new for entry in comparison.entries if entry.kind == "added" and entry.new]
        if not added:
            menu.addAction("没有新增的任务").setEnabled(False)
        for task in added[:_MOST_OFFERED]:
            action = menu.addAction(f"第{task.no}项　{task.name}" if task.no else task.name)
            action.triggered.connect(lambda _checked, task=task: self._say(Said("pair", old, task.origin)))
        menu.exec(QCursor.pos())

    def _say(self, said: Said) -> None:
        # Only the last word about a pair counts.
        rest = [other for other in self.said if (other.old, other.new) != (said.old, said.new)]
        self.said = (*rest, said)
        self._compare()
