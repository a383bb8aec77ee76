"""文书模板: the texts of the papers, written with the finished paper beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from gongkai_desktop.services.paper_templates import (
    PaperTemplate,
    check_template,
    list_templates,
    preview_template,
    restore_template,
    save_template,
)
from gongkai_desktop.services.papers import preview_document
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button
from gongkai_desktop.ui.settings.template_editor import TemplateEditor
from gongkai_desktop.ui.settings.template_fields import TemplateFields
from gongkai_desktop.ui.views.paper_view import Paper, PaperView, open_paper

CHECK_AFTER_MS = 500
"""After the last key."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found in a text: its faults by line, or the paper it gives."""

    faults: tuple[tuple[int, str], ...]
    paper: Paper | None = None
    missing: tuple[str, ...] = ()


class TemplatesForm(QWidget):
    """What is written stays here, kind by kind, until it is saved or given up."""

    committed = Signal(str, str)
    checked = Signal()

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._stored: dict[str, PaperTemplate] = {}
        self._drafts: dict[str, str] = {}
        self._is_stale = True
        self._asked = 0
        self.kind = QComboBox()
        self.about = QLabel()
        self.fields = TemplateFields()
        self.editor = TemplateEditor()
        self.problem = QLabel()
        self.view = PaperView()
        self.save_button = main_button("保存")
        self.give_up = plain_button("放弃修改", self._give_up)
        self.restore_button = plain_button("恢复原文…", self.restore)
        self._delay = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.kind.setAccessibleName("文书种类")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.about.setProperty("quiet", True)
        self.about.setWordWrap(True)
        self.problem.setWordWrap(True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(QLabel("文书种类"))
        head.addWidget(self.kind)
        head.addWidget(self.about, 1)
        for button in (self.restore_button, self.give_up, self.save_button):
            head.addWidget(button)
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.editor, 1)
        column.addWidget(self.problem)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        for widget, stretch in ((self.fields, 2), (writing, 5), (self.view, 5)):
            widget.setMinimumWidth(theme.px(120))
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([240, 490, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(12), 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addLayout(head)
        layout.addWidget(splitter, 1)
        self._enable()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.fields.chosen.connect(self.editor.insert)
        self.editor.textChanged.connect(self._written)
        self.problem.linkActivated.connect(lambda line: self.editor.go_to(int(line)))
        self.save_button.clicked.connect(self.save)
        self._delay.timeout.connect(self.check)

    # -- data

    def reload(self) -> None:
        """Read the stored texts again; what is being written stays."""
        self._is_stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the texts when they are first looked at."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: list_templates(workspace),
            self._take,
            "读取文书模板",
            quiet=True,
            reads_only=True,
        )

    def _take(self, templates: Sequence[PaperTemplate]) -> None:
        self._stored = {template.kind.name: template for template in templates}
        if self.kind.count() == 0:
            self.kind.blockSignals(True)
            self.kind.addItems(list(self._stored))
            self.kind.blockSignals(False)
        self._show_kind()

    def _show_kind(self) -> None:
        name = self.kind.currentText()
        text = self._drafts.get(name, self._stored[name].text)
        if text != self.editor.toPlainText():
            self.editor.blockSignals(True)
            self.editor.setPlainText(text)
            self.editor.blockSignals(False)
        self._enable()
        self.check()

    # -- writing

    @property
    def is_changed(self) -> bool:
        """Whether the shown text differs from the stored one."""
        return self.kind.currentText() in self._drafts

    def _written(self) -> None:
        name, text = self.kind.currentText(), self.editor.toPlainText()
        if name not in self._stored:
            return
        if text.strip() == self._stored[name].text.strip():
            self._drafts.pop(name, None)
        else:
            self._drafts[name] = text
        self._enable()
        self._delay.start()

    def _enable(self) -> None:
        name = self.kind.currentText()
        template = self._stored.get(name)
        self.give_up.setEnabled(self.is_changed)
        self.save_button.setEnabled(self.is_changed)
        self.restore_button.setEnabled(template is not None and (self.is_changed or template.edited))
        if template is None:
            return
        state = "有修改，未保存" if self.is_changed else "已改过" if template.edited else "原文"
        self.about.setText(f"{state}　{template.kind.explanation}")
        self.about.setToolTip(template.kind.explanation)

    def check(self) -> None:
        """Look for faults and paint the paper, off the GUI thread."""
        self._delay.stop()
        self._asked += 1
        asked, name, text = self._asked, self.kind.currentText(), self.editor.toPlainText()
        workspace, today = self._workspace, self._today

        def look() -> _Checked:
            if faults := check_template(name, text):
                return _Checked(tuple((fault.line, fault.message) for fault in faults))
            painted = preview_document(preview_template(workspace, name, text, today), today)
            return _Checked((), open_paper(painted.data), painted.missing)

        jobs.run(
            self,
            lambda _report, _cancelled: look(),
            lambda found: self._show_checked(asked, found),
            "检查文书模板",
            quiet=True,
            reads_only=True,
        )

    def _show_checked(self, asked: int, found: _Checked) -> None:
        if asked != self._asked:
            return  # written on since
        self.editor.mark_lines([line for line, _ in found.faults])
        if found.paper:
            # A wrong text leaves the last right paper to look at.
            self.view.show_paper(found.paper)
        self.problem.setStyleSheet(f"color: {theme.LATE if found.faults else theme.QUIET};")
        self.problem.setText(_said(found))
        self.save_button.setEnabled(self.is_changed and not found.faults)
        self.checked.emit()

    # -- keeping

    def save(self) -> None:
        """Use the shown text from now on."""
        name, text, workspace = self.kind.currentText(), self.editor.toPlainText(), self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: save_template(workspace, name, text),
            lambda batch: self._kept(name, batch, f"修改{name}的文字"),
            "保存文书模板",
        )

    def restore(self) -> None:
        """Go back to the text that came with the program."""
        name, workspace = self.kind.currentText(), self._workspace
        hint = "您改过的文字不再使用；恢复之后还可以撤销。"
        if not messages.ask(self, f"把{name}的文字恢复成原文吗？", hint, accept="恢复原文"):
            return
        if not self._stored[name].edited:
            self._kept(name, None, "")
            return
        jobs.run(
            self,
            lambda _report, _cancelled: restore_template(workspace, name),
            lambda batch: self._kept(name, batch, f"恢复{name}的原文"),
            "恢复原文",
        )

    def _kept(self, name: str, batch: str | None, action: str) -> None:
        self._drafts.pop(name, None)
        if batch is not None:
            self.committed.emit(batch, action)
        self._read()

    def _give_up(self) -> None:
        self._drafts.pop(self.kind.currentText(), None)
        self._show_kind()


def _said(found: _Checked) -> str:
    """The faults, each a link to its line; else that all is well."""
    if found.faults:
        return "<br>".join(
            f'<a href="{line}" style="color: {theme.LATE}">第{line}行</a>：{_escaped(message)}'
            for line, message in found.faults
        )
    if found.missing:
        return f"字库里没有这些字，将印作“〓”：{'、'.join(found.missing)}"
    return "没有错误。右边是用示例内容排出的样子。"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
