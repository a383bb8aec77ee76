"""One readable file of the review: title, year, how it is taken, the review itself, and what was left out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.points import is_by_points
from gongkai_desktop.services.review import Decision, ReviewFile, Said
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button
from gongkai_desktop.ui.dialogs.listing import ListingDialog
from gongkai_desktop.ui.dialogs.review.choice_bar import ChoiceBar
from gongkai_desktop.ui.dialogs.review.columns_dialog import ColumnsDialog
from gongkai_desktop.ui.dialogs.review.comparison_dialog import ComparisonDialog
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.file_review import FileReview
from gongkai_desktop.ui.dialogs.review.units_dialog import NewUnitsDialog, UnitChoices
from gongkai_desktop.ui.views.flow_layout import FlowLayout

_PAUSE_MS = 400
_FIRST_YEAR, _LAST_YEAR = 1999, 2099
"""One below the first year stands for a year nobody has said yet."""


class FilePage(QWidget):
    """Everything the clerk says about one file."""

    changed = Signal()

    def __init__(self, workspace: Workspace, file: ReviewFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.file = file
        self.draft = ReviewDraft(file.preview)
        self.review = FileReview(self.draft, file)
        self.units = UnitChoices(file.preview.unit_matches)
        answer = file.preview.answer
        same_plan = answer and file.older and answer.plan == file.older.id
        self.said: tuple[Said, ...] = answer.said if answer and same_plan else ()
        self._names = _unit_names(self.draft)
        # Typing a name makes a new one with every letter: looked up when the clerk pauses.
        self._lookup = QTimer(self)
        self._lookup.setSingleShot(True)
        self._lookup.setInterval(_PAUSE_MS)
        self._lookup.timeout.connect(self._show_new_units)
        self._title = QLineEdit(self.draft.title)
        self._title.setAccessibleName("文件标题")
        self._title.setCursorPosition(0)
        self._year = QSpinBox()
        self._numbers = QLabel()
        self._new_units = plain_button("", self._show_units, quiet=True)
        self._columns = plain_button("", self.show_columns, quiet=True)
        self._undo = plain_button("撤销", self.review.undo, quiet=True)
        self.older_bar = self._older_bar()
        self.source_bar = self._source_bar()
        self._build()
        self._title.textChanged.connect(self._title_changed)
        self._year.valueChanged.connect(self._year_changed)
        self.review.doubts_changed.connect(self._refresh)
        self.review.columns_wanted.connect(self.show_columns)
        self._refresh()
        self._show_new_units()

    def _older_bar(self) -> ChoiceBar | None:
        older = self.file.older
        if older is None:
            return None
        bar = ChoiceBar(
            f"台账里已有较早版本（{older.imported_at:%Y-%m-%d} 导入，{older.task_count} 项）",
            ("更新原来的文件（保留进展）", "作为新文件导入"),
            "看改了什么…",
        )
        bar.look_wanted.connect(self.show_comparison)
        answer = self.file.preview.answer
        bar.set_way(int(answer is not None and answer.plan is None))
        return bar

    def _source_bar(self) -> ChoiceBar | None:
        sources = self.file.sources
        if sources is None:
            return None
        linked = sum(link is not None for link in sources.links)
        bar = ChoiceBar(
            f"文件里既有表格，也有正文要点（{linked} 条与表格内容对应）",
            (f"采用表格 {len(sources.table.tasks)} 项", f"采用正文要点 {len(sources.points.tasks)} 项"),
            "看对应关系…",
        )
        bar.look_wanted.connect(self._show_links)
        bar.chosen.connect(self._source_chosen)
        return bar

    def _build(self) -> None:
        self._year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self._year.setSpecialValueText("请填年度")
        self._year.setValue(self.draft.year or _FIRST_YEAR)
        self._year.setAccessibleName("年度")
        self._year.setMinimumWidth(theme.px(96))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(QLabel("标题"))
        head.addWidget(self._title, 1)
        head.addSpacing(theme.px(8))
        head.addWidget(QLabel("年度"))
        head.addWidget(self._year)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addLayout(head)
        for bar in (self.older_bar, self.source_bar):
            if bar:
                layout.addWidget(bar)
        layout.addWidget(self.review, 1)
        layout.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        document = self.draft.document
        # Wrapped, as large text would make the dialog wider than the screen.
        told = QWidget()
        flow = FlowLayout(theme.px(4), theme.px(2), told)
        flow.addWidget(self._numbers)
        flow.addWidget(self._new_units)
        flow.addWidget(self._columns)
        flow.addWidget(plain_button(f"未纳入 {len(document.left_out)} 处", self._show_left_out, quiet=True))
        count = len(document.problems) + len(self.draft.raw.notes)
        if count:
            flow.addWidget(plain_button(f"提示 {count} 条", self._show_problems, quiet=True))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(4))
        foot.addWidget(told, 1)
        foot.addWidget(self._undo)
        return foot

    def finished(self) -> ImportPreview:
        """The preview with everything the clerk has said."""
        self._update_units()
        return self.draft.finished(self.units.decided())

    def decision(self) -> Decision:
        """What is to become of the file."""
        older = self.file.older if self.older_bar and self.older_bar.way == 0 else None
        return Decision(self.finished(), older, self.said if older else ())

    def ask_year(self) -> None:
        """Put the cursor where the year is missing."""
        self._year.setFocus(Qt.FocusReason.OtherFocusReason)
        self._year.selectAll()

    def _refresh(self) -> None:
        waiting = len(self.draft.doubts())
        tasks = self.draft.kept()
        names = {unit.name for task in tasks for unit in task.units}
        state = f"<b style='color:#8a5300'>⚠ 待核对 {waiting} 处</b>" if waiting else "✓ 已全部核对"
        self._numbers.setText(f"识别 {len(tasks)} 项任务 · {len(names)} 个责任单位 · {state}")
        self._lookup.start()
        columns = self.draft.extra_columns()
        self._columns.setText(f"附加列 {len(columns)} 个…")
        self._columns.setVisible(bool(columns))
        self._undo.setEnabled(bool(self.draft.undo_name))
        self._undo.setToolTip(f"撤销“{self.draft.undo_name}”（Ctrl+Z）" if self.draft.undo_name else "")
        self._show_year()
        if self.source_bar:
            self.source_bar.set_way(int(is_by_points(self.draft.recognised)))
        self.changed.emit()

    def _update_units(self) -> None:
        """Look the names up anew where a correction made other ones."""
        names = _unit_names(self.draft)
        if names != self._names:
            self._names = names
            document = replace(self.draft.recognised, tasks=tuple(self.draft.kept()))
            self.units.update(self.file.known.matches(document, self.file.preview.unit_matches))

    def _show_new_units(self) -> None:
        self._update_units()
        self._new_units.setText(f"新单位 {self.units.open_count()} 个…")
        self._new_units.setVisible(bool(self.units.matches))

    def _show_year(self) -> None:
        """The year may have been taken back with Ctrl+Z."""
        self._year.blockSignals(True)
        self._year.setValue(self.draft.year or _FIRST_YEAR)
        self._year.blockSignals(False)

    def _title_changed(self, text: str) -> None:
        self.draft.title = text.strip()

    def _year_changed(self, year: int) -> None:
        self.draft.set_year(None if year == _FIRST_YEAR else year)
        self.review.reload()

    def _source_chosen(self, way: int) -> None:
        sources = self.file.sources
        if sources and way != int(is_by_points(self.draft.recognised)):
            self.draft.take(sources.points if way else sources.table)
            self.review.reload()

    def show_comparison(self) -> None:
        """What the file changes against the plan it is a newer version of."""
        document = self.finished().document
        if self.file.older and document:
            dialog = ComparisonDialog(self.workspace, self.file.older, document, self.said, self)
            dialog.exec()
            self.said = dialog.said

    def _show_links(self) -> None:
        """Which task of the table says the same as each point."""
        sources = self.file.sources
        if sources is None:
            return
        tasks = sources.table.tasks
        names = ["" if link is None else tasks[link].name for link in sources.links]
        points = [f"{point.no}{point.title or point.text[:30]}" for point in sources.table.points]
        rows = list(zip(points, [name or "没有相近的任务" for name in names], strict=True))
        hint = "按内容找出的对应关系，供选择时参考。"
        ListingDialog("正文要点与表格任务", hint, ("正文要点", "内容相近的表格任务"), rows, self).exec()

    def show_columns(self) -> None:
        """Say what the extra columns hold."""
        ColumnsDialog(self.draft, self).exec()
        self.review.reload()

    def _show_units(self) -> None:
        self._update_units()
        NewUnitsDialog(self.units, self).exec()
        self._refresh()

    def _show_left_out(self) -> None:
        rows = [(left.text, left.reason) for left in self.draft.left_out()]
        hint = "下面的文字没有进入任何任务。如果其中有任务，请取消导入，调整原文件后再试。"
        ListingDialog("未纳入的内容", hint, ("内容", "原因"), rows, self).exec()

    def _show_problems(self) -> None:
        rows = [(problem.text, problem.where) for problem in self.draft.document.problems]
        rows += [(note, "原文件") for note in self.draft.raw.notes]
        ListingDialog("提示", "整份文件需要留意的情况。", ("情况", "位置"), rows, self).exec()


def _unit_names(draft: ReviewDraft) -> frozenset[tuple[str, bool]]:
    return frozenset((unit.name, unit.collective) for task in draft.kept() for unit in task.units)
