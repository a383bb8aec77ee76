"""法定时限规则: the library, searched, changed, restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.clocks import ClockTemplate
from gongkai_desktop.services import clock_templates as service
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.forms import plain_button
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.settings.rule_editor import RuleEditor
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_TITLES = ("名称", "时限", "核对")


class RulesForm(QWidget):
    """Every change is one step that can be undone."""

    committed = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rules: Sequence[ClockTemplate] = ()
        self._shown: list[ClockTemplate] = []
        self._search = QLineEdit()
        self._open_only = QCheckBox("只看待核")
        self._count = QLabel()
        self.table: QTableWidget = text_table(_TITLES, [])
        self.table.setAccessibleName("法定时限规则")
        self.editor = RuleEditor()
        self._build()
        self._search.textChanged.connect(self._show)
        self._open_only.toggled.connect(self._show)
        self.table.currentCellChanged.connect(self._choose)
        self.editor.save_wanted.connect(self._save)
        self.editor.restore_wanted.connect(self._restore)

    def _build(self) -> None:
        self._search.setPlaceholderText("名称或依据")
        self._search.setAccessibleName("查找规则")
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(theme.px(220))
        self._count.setProperty("quiet", True)
        head = FlowLayout(theme.px(8), theme.px(6))
        head.stretchy = self._search
        for widget in (self._search, self._open_only, self._count):
            head.addWidget(widget)
        head.addWidget(plain_button("新增规则", self.editor.show_new))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.editor)
        scroll.setMinimumWidth(theme.px(380))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(self.table)
        both.addWidget(scroll)
        both.setSizes([theme.px(600), theme.px(600)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(12), 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addLayout(head)
        layout.addWidget(both, 1)

    def reload(self) -> None:
        """Read the library again; the chosen rule stays chosen."""
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: service.list_templates(workspace),
            self._take,
            "读取法定时限规则",
            quiet=True,
            reads_only=True,
        )

    def _take(self, rules: Sequence[ClockTemplate]) -> None:
        self._rules = rules
        waiting = sum(not rule.verified for rule in rules)
        self._count.setText(f"共 {len(rules)} 条，待核 {waiting} 条")
        self._show()

    def _show(self, *_changed: object) -> None:
        kept = self.editor.rule.key
        words = self._search.text().split()
        self._shown = [
            rule
            for rule in self._rules
            if not (self._open_only.isChecked() and rule.verified)
            and all(word in f"{rule.name} {rule.article} {rule.trigger} {rule.note}" for word in words)
        ]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._shown))
        for row, rule in enumerate(self._shown):
            changed = "（已改）" if rule.changed else "" if rule.built_in else "（自定）"
            texts = (f"{rule.name}{changed}", rule.limit_text, "✓ 已核" if rule.verified else "◇ 待核")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(rule.article or text)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        places = [row for row, rule in enumerate(self._shown) if rule.key == kept]
        if self._shown:
            row = places[0] if places else 0
            self.table.setCurrentCell(row, 0)
            self.editor.show_rule(self._shown[row])

    def _choose(self, row: int, *_other: int) -> None:
        if 0 <= row < len(self._shown):
            self.editor.show_rule(self._shown[row])

    # -- changes

    def _save(self, rule: ClockTemplate, running: bool) -> None:
        workspace = self._workspace
        self._change(
            lambda: service.save_template(workspace, rule, running=running),
            "修改法定时限规则" if rule.key else "新增法定时限规则",
        )

    def _restore(self, rule: ClockTemplate) -> None:
        workspace, verb = self._workspace, "恢复" if rule.built_in else "删除"
        hint = "正在计时的不受影响。可以撤销。"
        question = f"把“{rule.name}”恢复原样吗？" if rule.built_in else f"删除“{rule.name}”吗？"
        if messages.ask(self, question, hint, accept=verb):
            self._change(lambda: service.restore_templates(workspace, [rule.key]), f"{verb}法定时限规则")

    def _change(self, work: Callable[[], str], name: str) -> None:
        def done(batch: str) -> None:
            self.committed.emit(batch, name)
            self.reload()

        jobs.run(self, lambda _report, _cancelled: work(), done, name)
