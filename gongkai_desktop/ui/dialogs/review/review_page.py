"""The second step of an import: every file in a tab, what waits in one line, F8 from doubt to doubt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSpinBox, QTabWidget, QVBoxLayout, QWidget

from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label, title_label
from gongkai_desktop.ui.dialogs.listing import ListingDialog
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.file_review import FileReview
from gongkai_desktop.ui.dialogs.review.units_dialog import NewUnitsDialog, UnitChoices

_FIRST_YEAR, _LAST_YEAR = 1999, 2099
"""One below the first year stands for a year nobody has said yet."""


class ReviewPage(QWidget):
    """All files of an import, readable or not."""

    changed = Signal()

    def __init__(self, previews: Sequence[ImportPreview], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previews = list(previews)
        self.files = [FilePage(p) for p in previews if p.document is not None and p.duplicate_of is None]
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._tabs.setAccessibleName("文件")
        pages = iter(self.files)
        for preview in self._previews:
            readable = preview.document is not None and preview.duplicate_of is None
            page: QWidget = next(pages) if readable else RefusedPage(preview)
            self._tabs.addTab(page, preview.file_name)
            self._tabs.setTabToolTip(self._tabs.count() - 1, preview.file_name)
        self._tabs.tabBar().setVisible(len(self._previews) > 1)
        for file in self.files:
            file.changed.connect(self._file_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tabs)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, self.next_doubt)
        QShortcut(QKeySequence("Shift+F8"), self, self.previous_doubt)
        self._file_changed()
        if self.files:
            self._tabs.setCurrentWidget(self.files[0])

    def waiting(self) -> int:
        """Doubts nobody has answered yet, in all files."""
        return sum(len(file.draft.doubts()) for file in self.files)

    def without_year(self) -> FilePage | None:
        """The first file whose year is unknown, brought to the front."""
        return next((file for file in self.files if file.draft.year is None), None)

    def bring_forward(self, file: FilePage) -> None:
        """Show a file's tab."""
        self._tabs.setCurrentWidget(file)

    def show_refused(self) -> None:
        """Show the first file that stays out."""
        for number in range(self._tabs.count()):
            if isinstance(self._tabs.widget(number), RefusedPage):
                self._tabs.setCurrentIndex(number)
                return

    def finished(self) -> list[ImportPreview]:
        """All previews as they are to be imported, in the order the files were given."""
        done = {file.draft.preview.path: file.finished() for file in self.files}
        return [done.get(preview.path, preview) for preview in self._previews]

    def next_doubt(self) -> None:
        """F8."""
        self._go(1)

    def previous_doubt(self) -> None:
        """Shift+F8."""
        self._go(-1)

    def _go(self, step: int) -> None:
        """To the next doubt of this file, else of the next file that has one."""
        current = self._tabs.currentIndex()
        for shift in range(self._tabs.count()):
            number = (current + shift * step) % self._tabs.count()
            page = self._tabs.widget(number)
            if isinstance(page, FilePage) and page.draft.doubts():
                self._tabs.setCurrentIndex(number)
                page.review.go(step)
                return

    def _file_changed(self) -> None:
        for number in range(self._tabs.count()):
            page = self._tabs.widget(number)
            self._tabs.setTabIcon(number, _tab_icon(page))
        self.changed.emit()


class FilePage(QWidget):
    """One readable file: title, year, numbers, the review, and what was left out."""

    changed = Signal()

    def __init__(self, preview: ImportPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = ReviewDraft(preview)
        self.review = FileReview(self.draft)
        self.units = UnitChoices(preview.unit_matches)
        self._title = QLineEdit(self.draft.title)
        self._title.setAccessibleName("文件标题")
        self._title.setCursorPosition(0)
        self._year = QSpinBox()
        self._numbers = QLabel()
        self._new_units = plain_button("", self._show_units, quiet=True)
        self._build()
        self._title.textChanged.connect(self._title_changed)
        self._year.valueChanged.connect(self._year_changed)
        self.review.doubts_changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self._year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self._year.setSpecialValueText("请填年度")
        self._year.setValue(self.draft.year or _FIRST_YEAR)
        self._year.setAccessibleName("年度")
        self._year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._year.setMinimumWidth(theme.px(96))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(QLabel("标题"))
        head.addWidget(self._title, 1)
        head.addSpacing(theme.px(8))
        head.addWidget(QLabel("年度"))
        head.addWidget(self._year)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(4))
        foot.addWidget(self._numbers)
        foot.addWidget(self._new_units)
        document = self.draft.document
        foot.addWidget(plain_button(f"未纳入 {len(document.left_out)} 处", self._show_left_out, quiet=True))
        count = len(document.problems) + len(self.draft.raw.notes)
        if count:
            foot.addWidget(plain_button(f"提示 {count} 条", self._show_problems, quiet=True))
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(8), 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addLayout(head)
        layout.addWidget(self.review, 1)
        layout.addLayout(foot)

    def finished(self) -> ImportPreview:
        """The preview with everything the clerk has said."""
        return self.draft.finished(self.units.chosen)

    def ask_year(self) -> None:
        """Put the cursor where the year is missing."""
        self._year.setFocus(Qt.FocusReason.OtherFocusReason)
        self._year.selectAll()

    def _refresh(self) -> None:
        waiting = len(self.draft.doubts())
        names = {unit.name for task in self.draft.tasks for unit in task.units}
        state = f"<b style='color:#8a5300'>⚠ 待核对 {waiting} 处</b>" if waiting else "✓ 已全部核对"
        self._numbers.setText(f"识别 {len(self.draft.tasks)} 项任务 · {len(names)} 个责任单位 · {state}")
        self._new_units.setText(f"新单位 {self.units.open_count()} 个…")
        self._new_units.setVisible(bool(self.units.matches))
        self.changed.emit()

    def _title_changed(self, text: str) -> None:
        self.draft.title = text.strip()

    def _year_changed(self, year: int) -> None:
        self.draft.set_year(None if year == _FIRST_YEAR else year)
        self.review.reload()
        self._refresh()

    def _show_units(self) -> None:
        NewUnitsDialog(self.units, self).exec()
        self._refresh()

    def _show_left_out(self) -> None:
        rows = [(left.text, left.reason) for left in self.draft.document.left_out]
        hint = "下面的文字没有进入任何任务。如果其中有任务，请取消导入，调整原文件后再试。"
        ListingDialog("未纳入的内容", hint, ("内容", "原因"), rows, self).exec()

    def _show_problems(self) -> None:
        rows = [(problem.text, problem.where) for problem in self.draft.document.problems]
        rows += [(note, "原文件") for note in self.draft.raw.notes]
        ListingDialog("提示", "整份文件需要留意的情况。", ("情况", "位置"), rows, self).exec()


def _tab_icon(page: QWidget) -> QIcon:
    """Whether the file still waits for the clerk, is ready, or stays out."""
    if isinstance(page, FilePage):
        return icons.icon("flag", "#b26a00") if page.draft.doubts() else icons.icon("complete", "#2e7d32")
    return icons.icon("close", theme.QUIET)


class RefusedPage(QWidget):
    """A file that stays out, the reason, and what to do; the other files go on."""

    def __init__(self, preview: ImportPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if preview.error:
            title, reason, hint = "这个文件没有读入", preview.error.message, preview.error.hint
        else:
            known = preview.duplicate_of.title if preview.duplicate_of else ""
            title, reason = "这个文件已经导入过", f"与台账中的“{known}”内容完全相同。"
            hint = "不会重复导入，无需处理。"
        picture = QLabel()
        picture.setPixmap(icons.icon("source", theme.QUIET).pixmap(theme.px(40), theme.px(40)))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(10))
        layout.addStretch(2)
        for part in (
            picture,
            title_label(title),
            QLabel(preview.file_name),
            QLabel(reason),
            quiet_label(hint),
        ):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
                part.setWordWrap(True)
            layout.addWidget(part)
        layout.addStretch(3)
