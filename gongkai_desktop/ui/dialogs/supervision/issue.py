"""签发并打印: the folder, what is written beside the papers, and when and where a talk is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from gongkai_desktop.domain.papers import Talk
from gongkai_desktop.services.issue_round import IssuedRound, issue_round, numbers_text
from gongkai_desktop.services.supervision import Round, RoundLine
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.folders import documents
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button, quiet_label, title_label

TALK = "约谈通知"


class IssueDialog(FormDialog):
    """Accepted with `issued`; issuing cannot be undone, so the button says what it does."""

    def __init__(
        self,
        workspace: Workspace,
        round_: Round,
        lines: Sequence[RoundLine],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("签发并打印", f"签发 {len(lines)} 份", parent, room=460)
        self.issued: IssuedRound | None = None
        self._workspace = workspace
        self._round = round_
        self._lines = lines
        self.folder = QLineEdit(str(documents() / f"{round_.title}_{round_.today.isoformat()}"))
        self.word = QCheckBox("同时生成 Word 文件")
        self._talk = {
            "time": _line("例如：12月28日（星期三）上午9时"),
            "place": _line("例如：县政府三楼会议室"),
            "person": _line("不填则为单位主要负责人"),
            "leader": _line("不填则留空，手写"),
        }
        self.head.addWidget(title_label("签发并打印"))
        self.head.addWidget(quiet_label(f"文号：{numbers_text(round_, lines)}"))
        self.add_row("保存到", self._place())
        self.add_row("格式", self.word)
        if any(line.kind == TALK for line in lines):
            titles = {"time": "约谈时间", "place": "地点", "person": "约谈对象", "leader": "约谈人"}
            for key, title in titles.items():
                self.add_row(title, self._talk[key])
        self.explain(
            "签发即编文号并存入台账，不能撤销，只能作废。"
            "文件夹里另有一个合在一起的打印文件（按送达的先后排好）和送达签收单。"
        )

    def _place(self) -> QWidget:
        self.folder.setAccessibleName("保存到")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(plain_button("浏览…", self._browse))
        return box

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择保存文书的文件夹", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def missing(self) -> tuple[str, QWidget] | None:
        """A folder is needed."""
        return None if self.folder.text().strip() else ("请选择保存的文件夹。", self.folder)

    def submit(self) -> None:
        """Issue, off the window's thread, with progress and a way to stop."""
        folder = Path(self.folder.text().strip())
        formats = ("pdf", "docx") if self.word.isChecked() else ("pdf",)
        fields = {key: field.text().strip() for key, field in self._talk.items()}
        talk = Talk(**fields) if any(fields.values()) else None

        def issue(report: jobs.Report, cancelled: jobs.IsCancelled) -> IssuedRound:
            return issue_round(
                self._workspace, self._round, self._lines, folder, report, cancelled, formats, talk
            )

        self.lock()
        jobs.run(self, issue, self._finished, "正在签发", ended=self.unlock)

    def _finished(self, issued: IssuedRound) -> None:
        self.issued = issued
        self.accept()


def _line(placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    return field
