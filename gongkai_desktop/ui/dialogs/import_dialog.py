"""导入核对: choose files, read them, review what was recognised, and only then write to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desktop.services.import_plan import ImportPreview, ImportResult, preview_files
from gongkai_desktop.services.review import ReviewFile, finish, prepare, preview_clipboard
from gongkai_desktop.services.review_drafts import delete_draft, list_drafts, load_draft, save_draft
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, size_dialog
from gongkai_desktop.ui.dialogs.review.choose_page import ChoosePage
from gongkai_desktop.ui.dialogs.review.result_page import ResultPage
from gongkai_desktop.ui.dialogs.review.review_page import ReviewPage

_Previews = Callable[[jobs.Report, jobs.IsCancelled], list[ImportPreview]]
_LARGE = 1.6
"""Text from which on the foot has room for few words."""


class ImportDialog(QDialog):
    """Three steps in one window; nothing is written to the ledger's tasks before [确认导入]."""

    def __init__(
        self,
        workspace: Workspace,
        paths: Sequence[Path],
        today: date,
        parent: QWidget | None = None,
        *,
        draft: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self.batch: str | None = None
        self.outcome: ImportResult | None = None
        self.review: ReviewPage | None = None
        self._draft = draft
        self._writing = False
        self._steps = QStackedWidget()
        self._choose = ChoosePage()
        self._hint = QLabel()
        self._next = plain_button("下一处 F8", self._go_next)
        self._previous = plain_button("上一处 Shift+F8", self._go_previous)
        self._put_aside = plain_button("暂存，稍后继续", self.put_aside)
        self._cancel = plain_button("取消", self.reject)
        self._confirm: QPushButton = main_button("确认导入")
        self._build()
        self._connect()
        if draft is not None:
            self.resume(draft)
        elif paths:
            self.read(list(paths))
        else:
            self._list_drafts()

    def _build(self) -> None:
        self.setWindowTitle("导入核对")
        size_dialog(self, 1320, 708)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._hint.setProperty("quiet", True)
        self._hint.setWordWrap(True)
        self._put_aside.setToolTip("保留现在的核对，改天从“导入”或“今日”继续")
        self._steps.addWidget(self._choose)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._previous)
        foot.addWidget(self._next)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._put_aside)
        foot.addWidget(self._cancel)
        foot.addWidget(self._confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(10))
        layout.addWidget(self._steps, 1)
        layout.addLayout(foot)
        self._show_buttons(reviewing=False)

    def _connect(self) -> None:
        self._choose.chosen.connect(self.read)
        self._choose.pasted.connect(self.paste)
        self._choose.drafts.resumed.connect(self.resume)
        self._choose.drafts.deleted.connect(self._delete_draft)
        self._confirm.clicked.connect(self.confirm)

    # -- beginning

    def read(self, paths: Sequence[Path]) -> None:
        """Recognise the files, each once, and show the review."""
        workspace, wanted = self._workspace, list(dict.fromkeys(paths))
        self._begin(
            lambda report, cancelled: preview_files(workspace, wanted, report=report, cancelled=cancelled)
        )

    def paste(self, html: str, text: str) -> None:
        """Recognise what was copied elsewhere; where it is no task table that is told at once."""
        workspace, today = self._workspace, self._today

        def recognise(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> list[ImportPreview]:
            preview = preview_clipboard(workspace, html, text, today)
            if preview.error:
                raise preview.error
            return [preview]

        self._begin(recognise)

    def resume(self, draft: int) -> None:
        """Go on with a review that was put aside."""
        workspace = self._workspace
        self._draft = draft
        self._begin(lambda _report, _cancelled: load_draft(workspace, draft))

    def _begin(self, previews: _Previews) -> None:
        workspace = self._workspace
        jobs.run(
            self,
            lambda report, cancelled: prepare(workspace, previews(report, cancelled)),
            self._show_review,
            "正在识别",
            reads_only=True,
        )

    def _show_review(self, files: list[ReviewFile]) -> None:
        self.review = ReviewPage(self._workspace, files)
        self.review.changed.connect(self._refresh)
        self._steps.addWidget(self.review)
        self._steps.setCurrentWidget(self.review)
        self._show_buttons(reviewing=True)
        self._refresh()
        self.review.start()

    # -- putting aside

    def _list_drafts(self) -> None:
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: list_drafts(workspace),
            lambda drafts: self._choose.drafts.show_drafts(drafts, self._choose.paste_button),
            "读取暂存的核对",
            quiet=True,
            reads_only=True,
        )

    def _delete_draft(self, draft: int) -> None:
        if messages.ask(
            self, "删除这次暂存的核对吗？", "原文件不受影响，可以重新导入。", accept="删除", risky=True
        ):
            self._forget(draft, self._list_drafts)

    def _forget(self, draft: int, ended: Callable[[], None] | None = None) -> None:
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: delete_draft(workspace, draft),
            lambda _nothing: None,
            "删除暂存的核对",
            quiet=True,
            ended=ended,
        )

    def put_aside(self) -> None:
        """Keep the review for another day; the ledger's tasks stay as they are."""
        if self.review is None or self._writing:
            return
        workspace, previews, draft = self._workspace, self.review.to_put_aside(), self._draft
        self._begin_writing()
        jobs.run(
            self,
            lambda _report, _cancelled: save_draft(workspace, previews, draft),
            self._kept,
            "正在暂存",
            ended=self._written,
        )

    def _kept(self, _draft: int) -> None:
        self._writing = False
        self.done(QDialog.DialogCode.Rejected)

    # -- writing

    def confirm(self) -> None:
        """Write everything in one transaction; the year of every file must be known."""
        if self.review is None:
            return
        lacking = self.review.without_year()
        if lacking:
            self.review.bring_forward(lacking)
            messages.warning(self, "这份文件没有写明年度。", "请在标题右边填写年度，再确认导入。")
            lacking.ask_year()
            return
        workspace, decisions = self._workspace, self.review.decisions()
        self._begin_writing()
        jobs.run(
            self,
            lambda report, cancelled: finish(workspace, decisions, report, cancelled),
            self._show_result,
            "正在写入台账",
            ended=self._written,
        )

    def _begin_writing(self) -> None:
        self._writing = True
        self._confirm.setEnabled(False)
        self._put_aside.setEnabled(False)

    def _written(self) -> None:
        """Also after a failure: then the review goes on."""
        self._writing = False
        self._refresh()

    def _show_result(self, result: ImportResult) -> None:
        self.outcome = result
        self.batch = result.batch or None
        if self._draft is not None and self.batch:
            self._forget(self._draft)
        page = ResultPage(result)
        self._steps.addWidget(page)
        self._steps.setCurrentWidget(page)
        self._show_buttons(reviewing=False)
        self._hint.clear()
        self._cancel.setText("完成")
        self._cancel.setProperty("main", True)
        self._cancel.style().polish(self._cancel)
        self._cancel.setDefault(True)
        self._cancel.setFocus()

    def _show_buttons(self, *, reviewing: bool) -> None:
        for button in (self._confirm, self._put_aside, self._next, self._previous):
            button.setVisible(reviewing)
        # A hidden default button would swallow Enter.
        (self._confirm if reviewing else self._choose.button).setDefault(True)

    def _refresh(self) -> None:
        if self.review is None or self.outcome is not None:
            return
        waiting = self.review.waiting()
        self._confirm.setEnabled(bool(self.review.files))
        self._put_aside.setEnabled(bool(self.review.files))
        self._next.setEnabled(waiting > 0)
        self._previous.setEnabled(waiting > 0)
        short = f"全部文件还有 {waiting} 处待核对"
        rest = f"{short}；也可以先导入，以后在“今日”里继续核对。"
        self._hint.setToolTip(rest if waiting else "")
        # Beside large buttons the whole sentence would take the height that the review needs.
        told = short if theme.scale() > _LARGE else rest
        self._hint.setText("没有可以导入的文件。" if not self.review.files else told if waiting else "")

    def _go_next(self) -> None:
        if self.review:
            self.review.next_doubt()

    def _go_previous(self) -> None:
        if self.review:
            self.review.previous_doubt()

    def reject(self) -> None:
        """Esc and [取消]: ask before corrections are lost; after the import it is simply the end."""
        if self._writing:
            return  # left now, nobody would hear what came in
        if self.outcome is not None:
            self.accept()
        elif self.review is None or not self.review.files or self._may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross is the same as [取消]."""
        event.ignore()
        self.reject()

    def _may_leave(self) -> bool:
        return messages.ask(
            self,
            "放弃这次导入吗？",
            "还没有写入台账，已经做的核对不会保留；想以后再做，请按“暂存，稍后继续”。",
            accept="放弃导入",
            refuse="继续核对",
            risky=True,
        )
